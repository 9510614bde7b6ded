internal import Injection
internal import NetworkAddresses

/// The flags by which pods get a proxy, those of `apus inject` and of `apus injector`.
enum InjectionFlags {
    static let all: [Flag] = [
        Flag("--image", .value("image"), "the proxy's image; default apus:\(Version.text)"),
        Flag("--init-image", .value("image"), "what makes rules: apus and iptables; default apus-init:\(Version.text)"),
        Flag("--image-pull-policy", .value("Always|IfNotPresent|Never"), "when images are pulled; default: unsaid"),
        Flag(
            "--interception-mode", .value("none|redirect|tproxy"),
            "how connections come to the proxy; default none, which needs no capabilities"),
        Flag(
            "--sidecar", .value("native|classic"),
            "native (default): started first and ended last; classic: for Kubernetes before 1.29"),
        Flag(
            "--control-plane", .value("url"),
            "default http://control-plane.apus-system.svc:18000; https: with an identity"),
        Flag(
            "--config-map", .value("name"),
            "bootstrap.yaml of it says whom the proxy asks, without ports 15000 to 15090; default: one is made"),
        Flag("--authority-config-map", .value("name"), "bundle.pem of it are the mesh's roots; default apus-roots"),
        Flag("--audience", .value("name"), "whom the service account's token is for; default apus"),
        Flag(
            "--bind-address", .value("ip"),
            "where the proxy is reached; default 0.0.0.0, all of IPv4, or :: where connections are led to it"
        ),
        Flag("--drain-seconds", .value("n"), "how long the proxy may take to end; default 20"),
        Flag("--proxy-cpu", .value("quantity"), "CPU that is asked for; default 20m"),
        Flag("--proxy-memory", .value("quantity"), "memory that is asked for; default 32Mi"),
        Flag("--proxy-cpu-limit", .value("quantity"), "CPU at most, and so worker threads; default 1"),
        Flag("--proxy-memory-limit", .value("quantity"), "memory at most; default 128Mi"),
        Flag(
            "--proxy-log-level", .value("level"),
            "trace, debug, info, warning (default), error, critical, off"),
        Flag("--cluster-id", .value("name"), "what Istio's metrics call the cluster; default Kubernetes"),
        Flag("--no-metrics-merging", .toggle, "prometheus.io/ annotations stay as they are"),
        Flag("--no-probe-rewriting", .toggle, "probes stay as they are where connections are redirected"),
        Flag("--only-on-request", .toggle, "pods get a proxy only if they say sidecar.istio.io/inject: \"true\""),
    ]

    /// What the flags say; a failure is a line that says what is wrong.
    static func options(_ flags: ParsedFlags) -> Result<InjectionOptions, UsageError> {
        var options = InjectionOptions(version: Version.text)
        do throws(UsageError) {
            options.image = try image("--image", flags) ?? options.image
            options.initImage = try image("--init-image", flags) ?? options.initImage
            options.pullPolicy =
                try word("--image-pull-policy", flags, among: ["Always", "IfNotPresent", "Never"]) ?? ""
            if let text = try word("--interception-mode", flags, among: InjectionOptions.Mode.allCases.map(\.rawValue))
            {
                options.mode = InjectionOptions.Mode(rawValue: text) ?? options.mode
            }
            if let text = try word("--sidecar", flags, among: InjectionOptions.Sidecar.allCases.map(\.rawValue)) {
                options.sidecar = InjectionOptions.Sidecar(rawValue: text) ?? options.sidecar
            }
            if let text = flags.values["--control-plane"] {
                guard let url = ControlPlaneURL(text) else {
                    throw UsageError("--control-plane: a URL such as https://host:18000 expected, found '\(text)'")
                }
                options.controlPlane = url
            }
            options.configMap = try name("--config-map", flags) ?? ""
            options.authorityMap = try name("--authority-config-map", flags) ?? options.authorityMap
            options.audience = flags.values["--audience"] ?? options.audience
            if let text = flags.values["--bind-address"] {
                guard IPAddress(text) != nil else {
                    throw UsageError("--bind-address: an IP address expected, found '\(text)'")
                }
                options.bindAddress = text
            }
            if let text = flags.values["--drain-seconds"] {
                guard let seconds = Int(text), (0...3_600).contains(seconds) else {
                    throw UsageError("--drain-seconds: 0 to 3600 expected, found '\(text)'")
                }
                options.drainSeconds = seconds
            }
            try quantity("--proxy-cpu", flags, &options.resources.cpu)
            try quantity("--proxy-memory", flags, &options.resources.memory)
            try quantity("--proxy-cpu-limit", flags, &options.resources.cpuLimit)
            try quantity("--proxy-memory-limit", flags, &options.resources.memoryLimit)
            func fit(_ request: inout String, _ limit: inout String, _ flag: String) throws(UsageError) {
                let fits = InjectionOptions.Resources.fit(
                    &request, &limit, isRequestGiven: flags.values[flag] != nil,
                    isLimitGiven: flags.values[flag + "-limit"] != nil)
                if !fits { throw UsageError("\(flag): more is asked for than \(flag)-limit allows") }
            }
            try fit(&options.resources.cpu, &options.resources.cpuLimit, "--proxy-cpu")
            try fit(&options.resources.memory, &options.resources.memoryLimit, "--proxy-memory")
            options.logLevel =
                try word("--proxy-log-level", flags, among: InjectionOptions.logLevels) ?? options.logLevel
            if let name = flags.values["--cluster-id"] {
                guard InjectionOptions.isClusterID(name) else {
                    throw UsageError("--cluster-id: letters, digits, '-', '_' and '.' expected, found '\(name)'")
                }
                options.clusterID = name
            }
        } catch { return .failure(error) }
        options.mergesMetrics = !flags.toggles.contains("--no-metrics-merging")
        options.rewritesProbes = !flags.toggles.contains("--no-probe-rewriting")
        options.injectsByDefault = !flags.toggles.contains("--only-on-request")
        return .success(options)
    }

    /// A value that is one of a few.
    static func word(_ flag: String, _ flags: ParsedFlags, among words: [String]) throws(UsageError) -> String? {
        guard let text = flags.values[flag] else { return nil }
        guard words.contains(text) else {
            let near = EditDistance.nearest(to: text, in: words).map { "; did you mean \($0)?" } ?? ""
            throw UsageError("\(flag): one of \(words.joined(separator: ", ")) expected, found '\(text)'\(near)")
        }
        return text
    }

    private static func image(_ flag: String, _ flags: ParsedFlags) throws(UsageError) -> String? {
        guard let text = flags.values[flag] else { return nil }
        guard InjectionOptions.isImage(text) else { throw UsageError("\(flag): '\(text)' is no image") }
        return text
    }

    private static func name(_ flag: String, _ flags: ParsedFlags) throws(UsageError) -> String? {
        guard let text = flags.values[flag] else { return nil }
        guard InjectionOptions.isName(text) else { throw UsageError("\(flag): '\(text)' is no name of an object") }
        return text
    }

    private static func quantity(_ flag: String, _ flags: ParsedFlags, _ value: inout String) throws(UsageError) {
        guard let text = flags.values[flag] else { return }
        guard InjectionOptions.isQuantity(text) else {
            throw UsageError("\(flag): a quantity such as 100m or 64Mi expected, found '\(text)'")
        }
        value = text
    }
}
