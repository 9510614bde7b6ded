/// The flags of `apus proxy`: Envoy's names and meanings.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/operations/cli
enum ProxyFlags {
    static let all: [Flag] = [
        Flag("--config-path", short: "-c", .value("file"), "the bootstrap file (JSON)"),
        Flag("--config-yaml", .value("json"), "a bootstrap merged over the file; JSON"),
        Flag("--mode", .value("serve|validate"), "serve (default), or check the configuration and exit"),
        Flag("--concurrency", .value("n"), "worker threads; default: the CPU limit of the cgroup"),
        Flag(
            "--log-level", short: "-l", .value("level"), "trace, debug, info (default), warning, error, critical, off"),
        Flag("--log-path", .value("file"), "where the application log goes; default: standard error"),
        Flag("--log-format", .value("pattern"), "Envoy's patterns, such as [%Y-%m-%d %T.%e][%l] %v"),
        Flag("--service-node", .value("id"), "node.id, over the file's"),
        Flag("--service-cluster", .value("name"), "node.cluster, over the file's"),
        Flag("--service-zone", .value("name"), "node.locality.zone, over the file's"),
        Flag("--drain-time-s", .value("seconds"), "how long a shutdown may take; default 25"),
        Flag("--drain-strategy", .value("gradual|immediate"), "how /drain_listeners?graceful ends connections"),
        Flag("--admin-address-path", .value("file"), "a file that gets the admin interface's address"),
        Flag("--allow-unknown-static-fields", .toggle, "unknown fields warn instead of failing"),
        Flag("--allow-unknown-fields", .toggle, "the older name of --allow-unknown-static-fields"),
        Flag("--disable-hot-restart", .toggle, "hot restart is off"),
        Flag("--base-id", .refused("there is no shared memory between instances, and so no id to choose"), ""),
        Flag("--use-dynamic-base-id", .refused("there is no shared memory between instances"), ""),
        Flag("--restart-epoch", .refused("there is no hot restart"), ""),
        Flag("--parent-shutdown-time-s", .refused("there is no hot restart"), ""),
        Flag("--component-log-level", .refused("set levels by component through POST /logging"), ""),
        Flag("--cpuset-threads", .refused("--concurrency follows the cgroup's limit by itself"), ""),
        Flag("--file-flush-interval-msec", .refused("access logs are flushed every second"), ""),
        Flag("--reject-unknown-dynamic-fields", .refused("there are no dynamic resources"), ""),
        Flag("--ignore-unknown-dynamic-fields", .refused("there are no dynamic resources"), ""),
        Flag("--hot-restart-version", .refused("there is no hot restart"), ""),
        Flag("--stats-tag", .refused("statistics have Envoy's default tags"), ""),
        Flag("--local-address-ip-version", .refused("the IPv4 address of the machine is used"), ""),
    ]
}
