internal import EventLoops
internal import Injection

/// `apus inject` and `apus uninject`: manifests with a proxy in each pod, and as they were before.
enum InjectCommand {
    static let flags = files + InjectionFlags.all
    static let uninjectFlags = files

    private static let files = [
        Flag(
            "--filename", short: "-f", .value("file"), "manifests, JSON or YAML; - is standard input; may be repeated"),
        Flag("--output", short: "-o", .value("json|yaml"), "how manifests are written; default: as they were read"),
    ]

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

    static func run(_ arguments: ArraySlice<String>, injects: Bool) -> ExitCode {
        let name = injects ? "inject" : "uninject"
        let parsed: ParsedFlags
        switch ParsedFlags.parse(arguments, flags: injects ? flags : uninjectFlags) {
        case .success(let value): parsed = value
        case .failure(let error): return usage(error.message, name)
        }
        if let operand = parsed.operands.first { return usage("'\(operand)' is no flag; a file is given by -f", name) }
        let options: InjectionOptions
        switch InjectionFlags.options(parsed) {
        case .success(let value): options = value
        case .failure(let error): return usage(error.message, name)
        }
        let format: String?
        do throws(UsageError) { format = try InjectionFlags.word("--output", parsed, among: ["json", "yaml"]) } catch {
            return usage(error.message, name)
        }
        var documents: [ManifestValue] = []
        var isJSON = true
        for path in parsed.lists["--filename"] ?? ["-"] {
            switch Files.read(path == "-" ? "/dev/stdin" : path) {
            case .failure(let reason):
                Terminal.error("\(path): cannot be read: \(reason.text)")
                return .unreadableFile
            case .success(let bytes):
                switch ManifestReader.read(bytes, file: path == "-" ? "standard input" : path) {
                case .failure(let problem):
                    Terminal.error(problem.text)
                    return .invalidConfiguration
                case .success(let content):
                    documents += content.documents
                    isJSON = isJSON && content.isJSON
                }
            }
        }
        if injects {
            guard let injected = inject(documents, options) else { return .invalidConfiguration }
            documents = injected
        } else {
            documents = documents.map(ManifestInjector.uninject)
        }
        let text = format ?? (isJSON ? "json" : "yaml") == "json" ? json(documents) : ManifestWriter.yaml(documents)
        Files.write(String(decoding: text, as: UTF8.self), to: .output)
        return .success
    }

    /// The documents with their proxies; nil where one can have none.
    private static func inject(_ documents: [ManifestValue], _ options: InjectionOptions) -> [ManifestValue]? {
        let injector = ManifestInjector(options, among: documents)
        let outcomes = documents.map(injector.inject)
        for outcome in outcomes {
            for warning in outcome.warnings { Terminal.error("warning: \(warning)") }
        }
        let refusals = outcomes.flatMap(\.refusals)
        for refusal in refusals { Terminal.error(refusal) }
        return refusals.isEmpty ? outcomes.map(\.document) : nil
    }

    /// JSON has one value: several documents become a List.
    private static func json(_ documents: [ManifestValue]) -> [UInt8] {
        if documents.count == 1 { return ManifestWriter.json(documents[0]) }
        return ManifestWriter.json(["apiVersion": "v1", "kind": "List", "items": .list(documents)])
    }

    private static func usage(_ message: String, _ name: String) -> ExitCode {
        Terminal.error("\(message)\nTry 'apus help \(name)'.")
        return .usage
    }
}
