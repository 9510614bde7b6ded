internal import Telemetry

/// The statistics of a TCP proxy's tunnels. Envoy's router, which carries them there, has these and never counts any
/// of them: they are here for who reads them by name.
enum TunnelMetric: Int, MetricIndex {
    case noCluster, noRoute, badLocation, redirectWithoutRoute, redirectPredicate, tooManyRedirects, unsafeScheme
    case directResponse, overloadLocalReply, redirect, resetAfterResponseStarted, total

    var declaration: MetricDeclaration {
        switch self {
        case .noCluster: .counter("no_cluster")
        case .noRoute: .counter("no_route")
        case .badLocation: .counter("passthrough_internal_redirect_bad_location")
        case .redirectWithoutRoute: .counter("passthrough_internal_redirect_no_route")
        case .redirectPredicate: .counter("passthrough_internal_redirect_predicate")
        case .tooManyRedirects: .counter("passthrough_internal_redirect_too_many_redirects")
        case .unsafeScheme: .counter("passthrough_internal_redirect_unsafe_scheme")
        case .directResponse: .counter("rq_direct_response")
        case .overloadLocalReply: .counter("rq_overload_local_reply")
        case .redirect: .counter("rq_redirect")
        case .resetAfterResponseStarted: .counter("rq_reset_after_downstream_response_started")
        case .total: .counter("rq_total")
        }
    }

    static let family = makeFamily(extractedPrefix: "tcp.tcpproxy_tunneling.")
}
