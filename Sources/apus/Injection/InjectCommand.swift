internal import Injection

/// `apus inject`: manifests with a proxy in each pod.
enum InjectCommand: Subcommand {
    static let name = "inject"
    static let synopsis = "[-f FILE] [flags]"
    static let flags = ManifestFiles.flags + InjectionFlags.all

    static let notes = """

        Pods, Deployments, StatefulSets, DaemonSets, ReplicaSets, ReplicationControllers, Jobs, CronJobs and Lists of
        them get a proxy; other objects come through as they are. Comments of YAML are lost. Once more is once; what was
        done is noted in the annotation apus.dev/status, and `apus uninject` gives back what was there before. Nothing
        is written when a pod can have no proxy.

        Pods say more by labels and annotations, of which each has one of ours, apus.dev/ with the same last part:
          sidecar.istio.io/inject                       "true" or "false"; also a label
          sidecar.istio.io/interceptionMode             NONE, REDIRECT or TPROXY
          sidecar.istio.io/nativeSidecar                "true" or "false"
          sidecar.istio.io/proxyCPU, proxyMemory, proxyCPULimit, proxyMemoryLimit
          sidecar.istio.io/proxyImage, logLevel, rewriteAppHTTPProbers
          traffic.sidecar.istio.io/includeInboundPorts, excludeInboundPorts
          traffic.sidecar.istio.io/includeOutboundPorts, excludeOutboundPorts
          traffic.sidecar.istio.io/includeOutboundIPRanges, excludeOutboundIPRanges
          prometheus.istio.io/merge-metrics             "false": metrics stay as they are
          apus.dev/workload                             the proxy's cluster; default: the label app, or the name
        A Namespace among the manifests with the label istio-injection=disabled closes itself. Pods in the node's
        network (hostNetwork) can have no proxy.

        Redirected connections need a container that may change rules (NET_ADMIN), which Pod Security's profiles
        baseline and restricted refuse; its image is the target `init` of deploy/docker/Dockerfile. The proxy then takes
        both families of addresses. With a --bind-address of IPv4, which nodes without IPv6 in their kernel need, IPv6
        goes past it, and past its policies. Probes by HTTP are led to it; tcpSocket and grpc stay as they are and are
        warned of. To the application connections come from 127.0.0.6 or ::6. A classic sidecar in a Job goes on when
        the work is done: the application ends it by POST http://127.0.0.1:15000/quitquitquit.

        """

    static func run(_ parsed: ParsedFlags) throws(CommandFailure) -> ExitCode {
        let options = try InjectionFlags.options(parsed)
        var files = try ManifestFiles(parsed)
        files.documents = try inject(files.documents, options)
        files.write()
        return .success
    }

    /// The documents with their proxies; all refusals where one can have none.
    private static func inject(
        _ documents: [ManifestValue], _ options: InjectionOptions
    ) throws(CommandFailure) -> [ManifestValue] {
        let injector = ManifestInjector(options, among: documents)
        let outcomes = documents.map(injector.inject)
        for outcome in outcomes {
            for warning in outcome.warnings { Terminal.error("warning: \(warning)") }
        }
        let refusals = outcomes.flatMap(\.refusals)
        if !refusals.isEmpty { throw CommandFailure(.invalidConfiguration, refusals) }
        return outcomes.map(\.document)
    }
}
