public import Telemetry

/// Further statistics of answers by canaries.
public enum CanaryMetric: Int, MetricIndex {
    /// `upstream_rq_completed`
    case upstreamRqCompleted
    /// `upstream_rq_unknown`
    case upstreamRqUnknown
    /// `upstream_rq_1xx` and the other classes, in their order.
    case upstreamRq1xx, upstreamRq2xx, upstreamRq3xx, upstreamRq4xx, upstreamRq5xx
    /// `upstream_rq_time`
    case upstreamRqTime

    /// The metric's name and kind.
    public var declaration: MetricDeclaration {
        switch self {
        case .upstreamRqCompleted: .counter("upstream_rq_completed", existence: .onceUsed)
        case .upstreamRqUnknown: .counter("upstream_rq_unknown", existence: .onceUsed)
        case .upstreamRq1xx: .counter("upstream_rq_1xx", existence: .onceUsed)
        case .upstreamRq2xx: .counter("upstream_rq_2xx", existence: .onceUsed)
        case .upstreamRq3xx: .counter("upstream_rq_3xx", existence: .onceUsed)
        case .upstreamRq4xx: .counter("upstream_rq_4xx", existence: .onceUsed)
        case .upstreamRq5xx: .counter("upstream_rq_5xx", existence: .onceUsed)
        case .upstreamRqTime: .histogram("upstream_rq_time", .milliseconds, existence: .onceUsed)
        }
    }

    /// The class of a status; nil when it has none.
    static func ofClass(_ status: UInt16) -> CanaryMetric? {
        switch status / 100 {
        case 1: .upstreamRq1xx
        case 2: .upstreamRq2xx
        case 3: .upstreamRq3xx
        case 4: .upstreamRq4xx
        case 5: .upstreamRq5xx
        default: nil
        }
    }

    /// The family of all scopes of this kind.
    static let family = makeFamily(
        extractedPrefix: "cluster.canary.", statusTables: [StatusTableDeclaration("upstream_rq_")])
}
