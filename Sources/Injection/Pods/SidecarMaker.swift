/// Makes the containers and volumes of a pod's proxy.
struct SidecarMaker {
    let options: InjectionOptions
    let plan: ProxyPlan
    /// The file that is made here.
    private let bootstrap: String

    /// Bytes of one argument: the kernel takes 128 KiB with its end, and the kubelet fills in what variables hold.
    ///
    /// Source: https://man7.org/linux/man-pages/man2/execve.2.html
    private static let longestArgument = 127 << 10

    /// - Throws: when the proxy's file would be longer than an argument may be.
    init(options: InjectionOptions, plan: ProxyPlan) throws(InjectionProblem) {
        self.options = options
        self.plan = plan
        bootstrap = SidecarBootstrap(options: options, plan: plan).text
        guard bootstrap.utf8.count <= Self.longestArgument else {
            throw InjectionProblem(
                "the proxy's file would have \(bootstrap.utf8.count) bytes, and its argument may have "
                    + "\(Self.longestArgument): labels and probes are in it")
        }
    }

    private enum Volume {
        static let data = "apus-data"
        static let token = "apus-token"
        static let authority = "apus-authority"
        static let bootstrap = "apus-bootstrap"
    }

    /// Names that a pod may not have already.
    static let volumeNames = [Volume.data, Volume.token, Volume.authority, Volume.bootstrap]

    static let dataPath = "/var/lib/apus"
    static let tokenPath = "/var/run/secrets/apus-token"
    static let authorityPath = "/var/run/secrets/apus-authority"
    static let bootstrapPath = "/etc/apus"

    private var settings: PodSettings { plan.settings }
    private var isClassic: Bool { settings.sidecar == .classic }
    private var hasIdentity: Bool { options.controlPlane.isSecured }

    /// How long the proxy may take to end.
    var secondsToEnd: Int { options.drainSeconds + 5 + (isClassic ? InjectionOptions.lingerSeconds : 0) }

    // MARK: - The proxy

    var container: ManifestValue {
        var container: ManifestValue = [
            "name": .string(PodInjector.proxyName), "image": .string(settings.image),
            "imagePullPolicy": options.pullPolicy.isEmpty ? nil : .string(options.pullPolicy),
            "args": .list(arguments.map { .string($0) }), "env": .list(environment),
            "ports": [
                [
                    "name": "http-metrics", "containerPort": number(InjectionOptions.Port.mergedMetrics),
                    "protocol": "TCP",
                ],
                ["name": "http-health", "containerPort": number(InjectionOptions.Port.health), "protocol": "TCP"],
                ["name": "http-envoy-prom", "containerPort": number(InjectionOptions.Port.metrics), "protocol": "TCP"],
            ],
            "startupProbe": probe(period: 1, failures: 600), "readinessProbe": probe(period: 5, failures: 3),
            "lifecycle": lifecycle, "resources": resources, "securityContext": securityContext,
            "volumeMounts": .list(mounts),
        ]
        if !isClassic { container["restartPolicy"] = "Always" }
        return container
    }

    private func number(_ value: Int) -> ManifestValue { .number(String(value)) }

    private func probe(period: Int, failures: Int) -> ManifestValue {
        [
            "httpGet": ["path": "/healthz/ready", "port": number(InjectionOptions.Port.health)],
            "periodSeconds": number(period), "timeoutSeconds": 3, "failureThreshold": number(failures),
        ]
    }

    private var arguments: [String] {
        var words = ["proxy"]
        if !options.configMap.isEmpty { words += ["--config-path", "\(Self.bootstrapPath)/bootstrap.yaml"] }
        words += ["--config-yaml", bootstrap]
        words += ["--service-node", "$(POD_NAME).$(POD_NAMESPACE)"]
        if !settings.workload.isEmpty { words += ["--service-cluster", settings.workload] }
        words += ["--log-level", settings.logLevel, "--drain-time-s", String(options.drainSeconds)]
        words += ["--disable-hot-restart", "--last-good-path", Self.dataPath]
        if !plan.metricsURL.isEmpty { words += ["--merge-metrics", plan.metricsURL] }
        guard hasIdentity else { return words }
        return words + [
            "--identity-server", options.controlPlane.text, "--identity-token-file", "\(Self.tokenPath)/token",
            "--identity-bundle", "\(Self.authorityPath)/bundle.pem",
        ]
    }

    private var environment: [ManifestValue] {
        [
            ("POD_NAME", "metadata.name"), ("POD_NAMESPACE", "metadata.namespace"), ("POD_IP", "status.podIP"),
            ("HOST_IP", "status.hostIP"), ("NODE_NAME", "spec.nodeName"),
            ("SERVICE_ACCOUNT", "spec.serviceAccountName"),
        ].map { ["name": .string($0.0), "valueFrom": ["fieldRef": ["fieldPath": .string($0.1)]]] }
    }

    /// A native sidecar is ended after the others, so that it only stops taking new work; a classic one is ended with
    /// them, and goes on for a while.
    private var lifecycle: ManifestValue {
        let drain = ["/usr/local/bin/apus", "request", "POST", "/drain_listeners?inboundonly&skip_exit"]
        let linger = isClassic ? ["--linger", String(InjectionOptions.lingerSeconds)] : []
        let stop: ManifestValue = ["exec": ["command": .list((drain + linger).map { .string($0) })]]
        guard isClassic else { return ["preStop": stop] }
        let wait = ["/usr/local/bin/apus", "request", "--wait", "120", "GET", "/ready"]
        return ["postStart": ["exec": ["command": .list(wait.map { .string($0) })]], "preStop": stop]
    }

    private var resources: ManifestValue {
        let resources = settings.resources
        return [
            "requests": [
                "cpu": .string(resources.cpu), "memory": .string(resources.memory), "ephemeral-storage": "16Mi",
            ],
            "limits": [
                "cpu": .string(resources.cpuLimit), "memory": .string(resources.memoryLimit),
                "ephemeral-storage": "64Mi",
            ],
        ]
    }

    /// What Pod Security's profile `restricted` asks for; transparent sockets need a capability of root's.
    private var securityContext: ManifestValue {
        let isTransparent = settings.mode == .tproxy
        let add: [ManifestValue] = isTransparent ? ["NET_ADMIN"] : []
        return [
            "allowPrivilegeEscalation": false, "privileged": false, "readOnlyRootFilesystem": true,
            "capabilities": isTransparent ? ["add": .list(add), "drop": ["ALL"]] : ["drop": ["ALL"]],
            "runAsNonRoot": .bool(!isTransparent), "runAsUser": number(isTransparent ? 0 : InjectionOptions.user),
            "runAsGroup": number(InjectionOptions.user), "seccompProfile": ["type": "RuntimeDefault"],
        ]
    }

    private var mounts: [ManifestValue] {
        var mounts: [ManifestValue] = [["name": .string(Volume.data), "mountPath": .string(Self.dataPath)]]
        func add(_ name: String, _ path: String) {
            mounts.append(["name": .string(name), "mountPath": .string(path), "readOnly": true])
        }
        if hasIdentity {
            add(Volume.token, Self.tokenPath)
            add(Volume.authority, Self.authorityPath)
        }
        if !options.configMap.isEmpty { add(Volume.bootstrap, Self.bootstrapPath) }
        return mounts
    }

    // MARK: - Beside it

    var volumes: [ManifestValue] {
        var volumes: [ManifestValue] = [
            ["name": .string(Volume.data), "emptyDir": ["medium": "Memory", "sizeLimit": "16Mi"]]
        ]
        if hasIdentity {
            let token: ManifestValue = [
                "audience": .string(options.audience), "expirationSeconds": 43_200, "path": "token",
            ]
            volumes.append(
                ["name": .string(Volume.token), "projected": ["sources": [["serviceAccountToken": token]]]])
            volumes.append(map(Volume.authority, options.authorityMap))
        }
        if !options.configMap.isEmpty { volumes.append(map(Volume.bootstrap, options.configMap)) }
        return volumes
    }

    private func map(_ volume: String, _ name: String) -> ManifestValue {
        ["name": .string(volume), "configMap": ["name": .string(name)]]
    }

    /// The container that makes the rules; nil where there are none.
    var initContainer: ManifestValue? {
        if settings.mode == .none { return nil }
        let excluded = InjectionOptions.Port.open.map(String.init) + settings.excludedInboundPorts
        var words = ["interception", "--apply"]
        if options.hasIPv6(in: settings.mode) { words.append("--ipv6") }
        if settings.mode == .tproxy { words += ["--mode", "tproxy"] }
        words += ["--exclude-inbound-ports", excluded.joined(separator: ",")]
        for (flag, value) in settings.interception { words += [flag, value] }
        return [
            "name": .string(PodInjector.initName), "image": .string(options.initImage),
            "imagePullPolicy": options.pullPolicy.isEmpty ? nil : .string(options.pullPolicy),
            "args": .list(words.map { .string($0) }),
            // The older kind of iptables wants to write its lock, and the root is read-only.
            "env": [["name": "XTABLES_LOCKFILE", "value": .string("\(Self.dataPath)/xtables.lock")]],
            "volumeMounts": [["name": .string(Volume.data), "mountPath": .string(Self.dataPath)]],
            "resources": [
                "requests": ["cpu": "10m", "memory": "16Mi", "ephemeral-storage": "16Mi"],
                "limits": ["cpu": "1", "memory": "64Mi", "ephemeral-storage": "64Mi"],
            ],
            "securityContext": [
                "allowPrivilegeEscalation": false, "privileged": false, "readOnlyRootFilesystem": true,
                "capabilities": ["add": ["NET_ADMIN", "NET_RAW"], "drop": ["ALL"]], "runAsNonRoot": false,
                "runAsUser": 0, "runAsGroup": 0, "seccompProfile": ["type": "RuntimeDefault"],
            ],
        ]
    }
}
