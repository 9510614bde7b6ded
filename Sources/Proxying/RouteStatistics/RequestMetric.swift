internal import Telemetry

/// The statistics of the requests of one virtual cluster, or of one route with a `stat_prefix`.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/router_filter (Virtual Clusters)
enum RequestMetric: Int, MetricIndex {
    /// All answers, and those of each class.
    case upstreamRqCompleted, upstreamRq1xx, upstreamRq2xx, upstreamRq3xx, upstreamRq4xx, upstreamRq5xx
    /// Retries, and what became of them.
    case upstreamRqRetry, upstreamRqRetryLimitExceeded, upstreamRqRetryOverflow, upstreamRqRetrySuccess
    /// How long they took.
    case upstreamRqTime
    /// Requests that took too long, and all that found a connection.
    case upstreamRqTimeout, upstreamRqTotal
    /// Answers with a status that HTTP does not know.
    case upstreamRqUnknown

    var declaration: MetricDeclaration {
        switch self {
        case .upstreamRqCompleted: .counter("upstream_rq_completed", existence: .onceUsed)
        case .upstreamRq1xx: .counter("upstream_rq_1xx", existence: .onceUsed)
        case .upstreamRq2xx: .counter("upstream_rq_2xx", existence: .onceUsed)
        case .upstreamRq3xx: .counter("upstream_rq_3xx", existence: .onceUsed)
        case .upstreamRq4xx: .counter("upstream_rq_4xx", existence: .onceUsed)
        case .upstreamRq5xx: .counter("upstream_rq_5xx", existence: .onceUsed)
        case .upstreamRqRetry: .counter("upstream_rq_retry")
        case .upstreamRqRetryLimitExceeded: .counter("upstream_rq_retry_limit_exceeded")
        case .upstreamRqRetryOverflow: .counter("upstream_rq_retry_overflow")
        case .upstreamRqRetrySuccess: .counter("upstream_rq_retry_success")
        case .upstreamRqTime: .histogram("upstream_rq_time", existence: .onceUsed)
        case .upstreamRqTimeout: .counter("upstream_rq_timeout")
        case .upstreamRqTotal: .counter("upstream_rq_total")
        case .upstreamRqUnknown: .counter("upstream_rq_unknown", existence: .onceUsed)
        }
    }

    /// The counter of a status's class; nil for no status.
    static func ofClass(_ status: UInt16) -> RequestMetric? {
        status >= 100 && status < 600 ? RequestMetric(rawValue: Int(status / 100)) : nil
    }

    static let family = makeFamily(extractedPrefix: "vhost.", statusTables: [StatusTableDeclaration("upstream_rq_")])
}
