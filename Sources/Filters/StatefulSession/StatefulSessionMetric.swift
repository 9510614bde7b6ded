internal import Telemetry

/// The statistics of sessions, where there is a name for it.
enum StatefulSessionMetric: Int, MetricIndex {
    /// Requests that went where they should, that went elsewhere, and that went nowhere since elsewhere would not do.
    case routed, failedOpen, failedClosed
    /// Requests for which nothing is kept.
    case noSession

    var declaration: MetricDeclaration {
        switch self {
        case .routed: .counter("routed")
        case .failedOpen: .counter("failed_open")
        case .failedClosed: .counter("failed_closed")
        case .noSession: .counter("no_session")
        }
    }

    static let family = makeFamily(extractedPrefix: "http.stateful_session.")
}
