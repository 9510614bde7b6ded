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

    /// What the flags say.
    static func options(_ flags: ParsedFlags) throws(CommandFailure) -> InjectionOptions {
        var options = InjectionOptions(version: Version.text)
        options.image = try image("--image", flags) ?? options.image
        options.initImage = try image("--init-image", flags) ?? options.initImage
        options.pullPolicy = try flags.choice("--image-pull-policy", among: ["Always", "IfNotPresent", "Never"]) ?? ""
        if let text = try flags.choice("--interception-mode", among: InjectionOptions.Mode.allCases.map(\.rawValue)) {
            options.mode = InjectionOptions.Mode(rawValue: text) ?? options.mode
        }
        if let text = try flags.choice("--sidecar", among: InjectionOptions.Sidecar.allCases.map(\.rawValue)) {
            options.sidecar = InjectionOptions.Sidecar(rawValue: text) ?? options.sidecar
        }
        try setMesh(of: &options, flags)
        options.drainSeconds = try flags.number("--drain-seconds", in: 0...3_600) ?? options.drainSeconds
        try setResources(of: &options.resources, flags)
        options.logLevel =
            try flags.choice("--proxy-log-level", among: InjectionOptions.logLevels) ?? options.logLevel
        options.mergesMetrics = !flags.toggles.contains("--no-metrics-merging")
        options.rewritesProbes = !flags.toggles.contains("--no-probe-rewriting")
        options.injectsByDefault = !flags.toggles.contains("--only-on-request")
        return options
    }

    /// Whom the proxy asks, by which names and files, and where it is reached.
    private static func setMesh(of options: inout InjectionOptions, _ flags: ParsedFlags) throws(CommandFailure) {
        if let text = flags.values["--control-plane"] {
            guard let url = ControlPlaneURL(text) else {
                throw .usage("--control-plane: a URL such as https://host:18000 expected, found '\(text)'")
            }
            options.controlPlane = url
        }
        options.configMap = try name("--config-map", flags) ?? ""
        options.authorityMap = try name("--authority-config-map", flags) ?? options.authorityMap
        options.audience = flags.values["--audience"] ?? options.audience
        if let text = flags.values["--bind-address"] {
            guard IPAddress(text) != nil else {
                throw .usage("--bind-address: an IP address expected, found '\(text)'")
            }
            options.bindAddress = text
        }
        if let name = flags.values["--cluster-id"] {
            guard InjectionOptions.isClusterID(name) else {
                throw .usage("--cluster-id: letters, digits, '-', '_' and '.' expected, found '\(name)'")
            }
            options.clusterID = name
        }
    }

    private static func setResources(
        of resources: inout InjectionOptions.Resources, _ flags: ParsedFlags
    ) throws(CommandFailure) {
        try quantity("--proxy-cpu", flags, &resources.cpu)
        try quantity("--proxy-memory", flags, &resources.memory)
        try quantity("--proxy-cpu-limit", flags, &resources.cpuLimit)
        try quantity("--proxy-memory-limit", flags, &resources.memoryLimit)
        try fit("--proxy-cpu", flags, &resources.cpu, &resources.cpuLimit)
        try fit("--proxy-memory", flags, &resources.memory, &resources.memoryLimit)
    }

    private static func fit(
        _ flag: String, _ flags: ParsedFlags, _ request: inout String, _ limit: inout String
    ) throws(CommandFailure) {
        let fits = InjectionOptions.Resources.fit(
            &request, &limit, isRequestGiven: flags.values[flag] != nil,
            isLimitGiven: flags.values[flag + "-limit"] != nil)
        if !fits { throw .usage("\(flag): more is asked for than \(flag)-limit allows") }
    }

    private static func image(_ flag: String, _ flags: ParsedFlags) throws(CommandFailure) -> String? {
        guard let text = flags.values[flag] else { return nil }
        guard InjectionOptions.isImage(text) else { throw .usage("\(flag): '\(text)' is no image") }
        return text
    }

    private static func name(_ flag: String, _ flags: ParsedFlags) throws(CommandFailure) -> String? {
        guard let text = flags.values[flag] else { return nil }
        guard InjectionOptions.isName(text) else { throw .usage("\(flag): '\(text)' is no name of an object") }
        return text
    }

    private static func quantity(
        _ flag: String, _ flags: ParsedFlags, _ value: inout String
    ) throws(CommandFailure) {
        guard let text = flags.values[flag] else { return }
        guard InjectionOptions.isQuantity(text) else {
            throw .usage("\(flag): a quantity such as 100m or 64Mi expected, found '\(text)'")
        }
        value = text
    }
}
