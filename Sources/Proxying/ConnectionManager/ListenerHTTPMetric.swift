public import Telemetry

/// The statistics of the requests of one connection manager on one listener.
public enum ListenerHTTPMetric: Int, MetricIndex {
    /// Responses by class, and all of them.
    case downstreamRq1xx, downstreamRq2xx, downstreamRq3xx, downstreamRq4xx, downstreamRq5xx, downstreamRqCompleted

    /// The metric's name and kind.
    public var declaration: MetricDeclaration {
        switch self {
        case .downstreamRq1xx: .counter("downstream_rq_1xx")
        case .downstreamRq2xx: .counter("downstream_rq_2xx")
        case .downstreamRq3xx: .counter("downstream_rq_3xx")
        case .downstreamRq4xx: .counter("downstream_rq_4xx")
        case .downstreamRq5xx: .counter("downstream_rq_5xx")
        case .downstreamRqCompleted: .counter("downstream_rq_completed")
        }
    }

    /// The family of all scopes of this kind.
    public static let family = makeFamily(extractedPrefix: "listener.http.")
}
