internal import Telemetry

/// The statistics of the admin interface's listener, under `listener.admin.`.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/listeners/stats
enum AdminListenerMetric: Int, MetricIndex {
    case downstreamCxActive, downstreamCxDestroy, downstreamCxOverflow, downstreamCxOverloadReject, downstreamCxTotal
    case downstreamCxTransportSocketConnectTimeout, downstreamGlobalCxOverflow, downstreamListenerFilterError
    case downstreamListenerFilterRemoteClose, downstreamPreCxActive, downstreamPreCxTimeout, downstreamRq1xx
    case downstreamRq2xx, downstreamRq3xx, downstreamRq4xx, downstreamRq5xx
    case downstreamRqCompleted, mainThreadDownstreamCxActive, mainThreadDownstreamCxTotal, noFilterChainMatch
    case connectionsAcceptedPerSocketEvent, downstreamCxLengthMs

    var declaration: MetricDeclaration {
        switch self {
        case .downstreamCxActive: .gauge("downstream_cx_active")
        case .downstreamCxDestroy: .counter("downstream_cx_destroy")
        case .downstreamCxOverflow: .counter("downstream_cx_overflow")
        case .downstreamCxOverloadReject: .counter("downstream_cx_overload_reject")
        case .downstreamCxTotal: .counter("downstream_cx_total")
        case .downstreamCxTransportSocketConnectTimeout: .counter("downstream_cx_transport_socket_connect_timeout")
        case .downstreamGlobalCxOverflow: .counter("downstream_global_cx_overflow")
        case .downstreamListenerFilterError: .counter("downstream_listener_filter_error")
        case .downstreamListenerFilterRemoteClose: .counter("downstream_listener_filter_remote_close")
        case .downstreamPreCxActive: .gauge("downstream_pre_cx_active")
        case .downstreamPreCxTimeout: .counter("downstream_pre_cx_timeout")
        case .downstreamRq1xx: http("downstream_rq_1xx")
        case .downstreamRq2xx: http("downstream_rq_2xx")
        case .downstreamRq3xx: http("downstream_rq_3xx")
        case .downstreamRq4xx: http("downstream_rq_4xx")
        case .downstreamRq5xx: http("downstream_rq_5xx")
        case .downstreamRqCompleted: http("downstream_rq_completed")
        case .mainThreadDownstreamCxActive: .gauge("main_thread.downstream_cx_active")
        case .mainThreadDownstreamCxTotal: .counter("main_thread.downstream_cx_total")
        case .noFilterChainMatch: .counter("no_filter_chain_match")
        case .connectionsAcceptedPerSocketEvent: .histogram("connections_accepted_per_socket_event", .unspecified)
        case .downstreamCxLengthMs: .histogram("downstream_cx_length_ms", .milliseconds)
        }
    }

    /// Envoy finds the connection manager's prefix behind the listener's name and takes it out.
    private func http(_ name: String) -> MetricDeclaration {
        let plain = MetricDeclaration(name, .counter)
        return MetricDeclaration(
            "http.admin.\(name)", .counter, extractedName: "http.\(plain.extractedName)",
            labels: plain.labels + [MetricLabel("envoy_http_conn_manager_prefix", "admin")])
    }

    static let family = makeFamily(extractedPrefix: "listener.admin.")
}
