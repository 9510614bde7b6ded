public import RegularExpressions

/// Which statistics there are, what labels and buckets they have, when intervals of histograms end,
/// and where statistics are sent (`stats_config`, `deferred_stat_options`, `stats_flush_interval`,
/// `stats_flush_on_admin`, `stats_sinks`).
public struct StatisticsConfiguration: Sendable, Equatable {
    /// Which statistics are shown. Default: all.
    public var matcher = StatisticsMatcher.everything
    /// Whether all of Envoy's tags are labels, not only those among `tags`. Default: yes.
    public var usesDefaultTags = true
    /// Labels, in the order of the file. Default: none but Envoy's.
    public var tags: [StatisticsTag] = []
    /// Buckets of histograms; the first rule whose pattern matches counts. Default: Envoy's for all.
    public var buckets: [StatisticsBuckets] = []
    /// Where statistics are sent. Default: nowhere.
    public var sinks: [StatisticsSinkConfiguration] = []
    /// How long an interval of a histogram lasts, and how often sinks get counters and gauges, in nanoseconds. Default:
    /// 5 s.
    public var flushInterval: UInt64 = 5_000_000_000
    /// Whether a cluster's statistics of traffic are there only once it has had some (`deferred_stat_options`).
    /// Default: no.
    public var defersTraffic = false
    /// Whether both happen when statistics are asked for, and not by time. Default: no.
    public var flushesOnAdmin = false

    /// Envoy's defaults.
    public init() {}
}

/// A label of statistics (`envoy.config.metrics.v3.TagSpecifier`).
public enum StatisticsTag: Sendable, Equatable {
    /// A label that all statistics have.
    case fixed(name: String, value: String)
    /// A part of names that Envoy knows to be a label, by the tag's name.
    case builtIn(String)
    /// A part of names that an expression finds: its first group is taken out of the name, and its second, or else the
    /// first, is the label's value.
    case expression(name: String, RegularExpression)

    /// Source: Envoy 1.40, which accepts these names without an expression.
    static let builtIns: Set<String> = [
        "envoy.clientssl_prefix", "envoy.cluster_name", "envoy.connection_limit_prefix", "envoy.dns_filter_prefix",
        "envoy.dynamo_operation", "envoy.dynamo_partition_id", "envoy.dynamo_table", "envoy.ext_authz_prefix",
        "envoy.fault_downstream_cluster", "envoy.google_grpc_client_prefix", "envoy.grpc_bridge_method",
        "envoy.grpc_bridge_service", "envoy.http_conn_manager_prefix", "envoy.http_user_agent",
        "envoy.listener_address", "envoy.local_http_ratelimit_prefix", "envoy.local_listener_ratelimit_prefix",
        "envoy.local_network_ratelimit_prefix", "envoy.mongo_callsite", "envoy.mongo_cmd", "envoy.mongo_collection",
        "envoy.mongo_prefix", "envoy.proxy_protocol_prefix", "envoy.proxy_protocol_version", "envoy.ratelimit_prefix",
        "envoy.rbac_http_prefix", "envoy.rbac_policy_name", "envoy.rbac_prefix", "envoy.rds_route_config",
        "envoy.redis_prefix", "envoy.response_code", "envoy.response_code_class", "envoy.route",
        "envoy.scoped_rds_config", "envoy.ssl_cipher", "envoy.ssl_curve", "envoy.ssl_sigalg", "envoy.ssl_version",
        "envoy.tcp_prefix", "envoy.thrift_prefix", "envoy.tls_certificate", "envoy.udp_prefix",
        "envoy.virtual_cluster", "envoy.virtual_host", "envoy.worker_id", "envoy.xds_resource_name",
    ]
}

/// The buckets of some histograms (`envoy.config.metrics.v3.HistogramBucketSettings`).
public struct StatisticsBuckets: Sendable, Equatable {
    /// Which histograms, by their whole names.
    public let pattern: TextMatcher
    /// Upper bounds, each greater than 0 and unlike the others, in any order.
    public let bounds: [Double]
}

/// Which statistics there are, by their whole names (`envoy.config.metrics.v3.StatsMatcher`).
public enum StatisticsMatcher: Sendable, Equatable {
    /// All.
    case everything
    /// None (`reject_all`).
    case nothing
    /// All but those that a pattern matches (`exclusion_list`).
    case except([TextMatcher])
    /// Those that a pattern matches (`inclusion_list`).
    case only([TextMatcher])

    /// Whether there is a statistic of this name.
    public func accepts(_ name: Span<UInt8>) -> Bool {
        switch self {
        case .everything: return true
        case .nothing: return false
        case .except(let patterns): return !Self.isMeant(name, by: patterns)
        case .only(let patterns): return Self.isMeant(name, by: patterns)
        }
    }

    private static func isMeant(_ name: Span<UInt8>, by patterns: [TextMatcher]) -> Bool {
        for pattern in patterns where pattern.matches(name) { return true }
        return false
    }
}
