/// The flags of `apus proxy`: Envoy's names and meanings.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/operations/cli
enum ProxyFlags {
    static let all: [Flag] = [
        Flag("--config-path", short: "-c", .value("file"), "the bootstrap file: JSON, or YAML if named .yaml or .yml"),
        Flag("--config-yaml", .value("yaml"), "a bootstrap merged over the file; YAML or JSON"),
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
        Flag("--allow-unknown-static-fields", .toggle, "unknown fields warn instead of failing"),
        Flag("--allow-unknown-fields", .toggle, "the older name of --allow-unknown-static-fields"),
        Flag("--reject-unknown-dynamic-fields", .toggle, "unknown fields are mistakes in dynamic resources too"),
        Flag("--ignore-unknown-dynamic-fields", .toggle, "unknown fields of dynamic resources do not warn"),
        Flag("--last-good-path", .value("directory"), "where resources of servers are kept for the next start"),
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
        Flag("--local-address-ip-version", .refused("the IPv4 address of the machine is used"), ""),
    ]
}
