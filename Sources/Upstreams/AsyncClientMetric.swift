public import Telemetry

/// The statistics of requests of the proxy's own, copies of others' included (`http.async-client.`).
public enum AsyncClientMetric: Int, MetricIndex {
    /// `no_cluster`, `no_route`
    case noCluster, noRoute
    /// `passthrough_internal_redirect_…`
    case redirectBadLocation, redirectNoRoute, redirectPredicate, redirectTooMany, redirectUnsafeScheme
    /// `rq_direct_response`, `rq_overload_local_reply`, `rq_redirect`
    case rqDirectResponse, rqOverloadLocalReply, rqRedirect
    /// `rq_reset_after_downstream_response_started`
    case rqResetAfterDownstreamResponseStarted
    /// `rq_total`
    case rqTotal

    /// The metric's name and kind.
    public var declaration: MetricDeclaration {
        switch self {
        case .noCluster: .counter("no_cluster")
        case .noRoute: .counter("no_route")
        case .redirectBadLocation: .counter("passthrough_internal_redirect_bad_location")
        case .redirectNoRoute: .counter("passthrough_internal_redirect_no_route")
        case .redirectPredicate: .counter("passthrough_internal_redirect_predicate")
        case .redirectTooMany: .counter("passthrough_internal_redirect_too_many_redirects")
        case .redirectUnsafeScheme: .counter("passthrough_internal_redirect_unsafe_scheme")
        case .rqDirectResponse: .counter("rq_direct_response")
        case .rqOverloadLocalReply: .counter("rq_overload_local_reply")
        case .rqRedirect: .counter("rq_redirect")
        case .rqResetAfterDownstreamResponseStarted: .counter("rq_reset_after_downstream_response_started")
        case .rqTotal: .counter("rq_total")
        }
    }

    /// The one scope of its kind.
    public static func scope(in registry: MetricRegistry) -> MetricScope {
        registry.whole.scope(
            prefix: "http.async-client.", labels: [MetricLabel("envoy_http_conn_manager_prefix", "async-client")],
            family: family)
    }

    private static let family = makeFamily(extractedPrefix: "http.")
}
