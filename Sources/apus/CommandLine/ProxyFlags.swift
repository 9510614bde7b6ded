internal import EventLoops
internal import ProxyRuntime
internal import Telemetry

/// The flags of `apus proxy`: Envoy's names and meanings.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/operations/cli
enum ProxyFlags {
    static let all: [Flag] = [
        Flag("--config-path", short: "-c", .value("file"), "the bootstrap file: JSON, or YAML if named .yaml or .yml"),
        Flag("--config-yaml", .value("yaml"), "a bootstrap merged over the file; YAML or JSON"),
        Flag("--watch", .toggle, "read the file again when it changes, as SIGHUP does, and apply what differs"),
        Flag("--mode", .value("serve|validate"), "serve (default), or check the configuration and exit"),
        Flag("--concurrency", .value("n"), "worker threads; default: the CPU limit of the cgroup"),
        Flag(
            "--log-level", short: "-l", .value("level"), "trace, debug, info (default), warning, error, critical, off"),
        Flag("--log-path", .value("file"), "where the application log goes; default: standard error"),
        Flag("--log-format", .value("pattern"), "Envoy's patterns, such as [%Y-%m-%d %T.%e][%l] %v"),
        Flag("--file-flush-interval-msec", .value("ms"), "how long a line of a log may wait; default 1000"),
        Flag("--service-node", .value("id"), "node.id, over the file's"),
        Flag("--service-cluster", .value("name"), "node.cluster, over the file's"),
        Flag("--service-zone", .value("name"), "node.locality.zone, over the file's"),
        Flag("--drain-time-s", .value("seconds"), "how long a shutdown may take; default 25"),
        Flag("--drain-strategy", .value("gradual|immediate"), "how /drain_listeners?graceful ends connections"),
        Flag("--admin-address-path", .value("file"), "a file that gets the admin interface's address"),
        Flag("--stats-tag", .value("name:value"), "a label of all statistics; may be given more than once"),
        Flag("--merge-metrics", .value("url"), "an application whose metrics come with those of /stats/prometheus"),
        Flag("--allow-unknown-static-fields", .toggle, "unknown fields warn instead of failing"),
        Flag("--allow-unknown-fields", .toggle, "the older name of --allow-unknown-static-fields"),
        Flag("--reject-unknown-dynamic-fields", .toggle, "unknown fields are mistakes in dynamic resources too"),
        Flag("--ignore-unknown-dynamic-fields", .toggle, "unknown fields of dynamic resources do not warn"),
        Flag("--last-good-path", .value("directory"), "where resources of servers are kept for the next start"),
        Flag("--identity-server", .value("url"), "obtain certificates there, such as https://control.example:18000"),
        Flag("--identity-token-file", .value("file"), "the token for it; or the environment's APUS_IDENTITY_TOKEN"),
        Flag("--identity-bundle", .value("file"), "roots that its certificate must lead to, in PEM"),
        Flag("--identity-server-name", .value("name"), "the name in its certificate; default: the URL's host"),
        Flag("--identity-trust-domain", .value("name"), "the trust domain that the identity must be of"),
        Flag("--base-id", .value("n"), "tells the proxies of one machine apart for hot restart; default 0"),
        Flag("--use-dynamic-base-id", .toggle, "any base id that is free; not for later instances"),
        Flag("--base-id-path", .value("file"), "a file that gets the base id"),
        Flag("--restart-epoch", .value("n"), "0 for the first instance; the next one takes over from it with 1"),
        Flag("--parent-shutdown-time-s", .value("seconds"), "when the instance before ends at the latest; default 900"),
        Flag("--skip-hot-restart-on-no-parent", .toggle, "start also when there is no instance to take over from"),
        Flag("--skip-hot-restart-parent-stats", .toggle, "do not add the counters of the instance before"),
        Flag("--socket-path", .value("path"), "where instances meet; default @apus_domain_socket"),
        Flag("--socket-mode", .value("octal"), "the permissions of that socket's file; default 600"),
        Flag("--hot-restart-version", .toggle, "print what instances must have in common, and exit"),
        Flag("--disable-hot-restart", .toggle, "no later instance can take over"),
        Flag("--component-log-level", .refused("set levels by component through POST /logging"), ""),
        Flag("--cpuset-threads", .refused("--concurrency follows the cgroup's limit by itself"), ""),
        Flag("--log-format-escaped", .refused("lines of the application log are written as they are"), ""),
        Flag("--enable-fine-grain-logging", .refused("set levels by component through POST /logging"), ""),
        Flag("--enable-mutex-tracing", .refused("workers share no mutex that could be traced"), ""),
        Flag("--enable-core-dump", .refused("the shell's ulimit -c decides"), ""),
        Flag("--disable-extensions", .refused("leave them out of the file"), ""),
        Flag("--bootstrap-version", .refused("there is only the v3 API"), ""),
        Flag("--local-address-ip-version", .refused("the IPv4 address of the machine is used"), ""),
    ]

    /// What the flags say.
    static func options(_ flags: ParsedFlags) throws(CommandFailure) -> ProxyOptions {
        var options = ProxyOptions()
        options.concurrency = try flags.number("--concurrency", in: 1...256) ?? CPULimit.defaultConcurrency()
        options.drainSeconds = try flags.number("--drain-time-s", in: 0...86_400, "seconds") ?? options.drainSeconds
        options.logFlushMilliseconds =
            try flags.number("--file-flush-interval-msec", in: 1...3_600_000, "milliseconds")
            ?? options.logFlushMilliseconds
        if let strategy = try flags.choice("--drain-strategy", among: ["gradual", "immediate"]) {
            options.drainsGradually = strategy == "gradual"
        }
        try HotRestartFlags.apply(flags, to: &options.hotRestart)
        try IdentityFlags.apply(flags, to: &options)
        _ = try flags.choice("--mode", among: ["serve", "validate"])
        options.logLevel =
            try flags.choice("--log-level", among: LogLevel.allCases.map(\.name)) ?? options.logLevel
        try setStatistics(of: &options, flags)
        options.refusesUnknownDynamicFields = flags.toggles.contains("--reject-unknown-dynamic-fields")
        options.ignoresUnknownDynamicFields = flags.toggles.contains("--ignore-unknown-dynamic-fields")
        options.watchesConfiguration = flags.toggles.contains("--watch")
        options.lastGoodPath = flags.values["--last-good-path"] ?? ""
        options.serviceNode = flags.values["--service-node"] ?? ""
        options.serviceCluster = flags.values["--service-cluster"] ?? ""
        options.serviceZone = flags.values["--service-zone"] ?? ""
        options.adminAddressPath = flags.values["--admin-address-path"] ?? ""
        options.configurationPath = flags.values["--config-path"] ?? ""
        options.configurationText = flags.values["--config-yaml"] ?? ""
        options.allowsUnknownStaticFields =
            flags.toggles.contains("--allow-unknown-static-fields") || flags.toggles.contains("--allow-unknown-fields")
        options.logPath = flags.values["--log-path"] ?? ""
        options.logFormat = flags.values["--log-format"] ?? options.logFormat
        return options
    }

    private static func setStatistics(of options: inout ProxyOptions, _ flags: ParsedFlags) throws(CommandFailure) {
        for text in flags.lists["--stats-tag"] ?? [] {
            guard let tag = ProxyOptions.StatisticsTag(text) else {
                throw .usage(
                    "--stats-tag: name:value expected, of letters and digits, and without a dot; found '\(text)'")
            }
            options.statisticsTags.append(tag)
        }
        if let text = flags.values["--merge-metrics"] {
            guard let source = MetricsSource(text) else {
                throw .usage("--merge-metrics: a URL such as http://127.0.0.1:9100/metrics expected, found '\(text)'")
            }
            options.metricsSource = source
        }
    }
}
