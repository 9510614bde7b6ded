public import Telemetry

/// The statistics of one listener on one worker.
public enum ListenerWorkerMetric: Int, MetricIndex {
    /// Connections that are open.
    case downstreamCxActive
    /// Connections ever accepted.
    case downstreamCxTotal

    /// The metric's name and kind.
    public var declaration: MetricDeclaration {
        switch self {
        case .downstreamCxActive: .gauge("downstream_cx_active")
        case .downstreamCxTotal: .counter("downstream_cx_total")
        }
    }

    /// The family of all scopes of this kind.
    public static let family = makeFamily(extractedPrefix: "listener.worker_")
}
