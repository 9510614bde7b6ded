internal import Telemetry

/// The statistics of the admin interface's HTTP, under `http.admin.`: what Envoy declares there, which is a connection
/// manager's without the router's and the tracer's.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_conn_man/stats
enum AdminMetric: Int, MetricIndex {
    case downstreamCxActive, downstreamCxDelayedCloseTimeout, downstreamCxDestroy, downstreamCxDestroyActiveRq
    case downstreamCxDestroyLocal, downstreamCxDestroyLocalActiveRq, downstreamCxDestroyRemote
    case downstreamCxDestroyRemoteActiveRq, downstreamCxDrainClose, downstreamCxHttp1Active
    case downstreamCxHttp1SoftDrain, downstreamCxHttp1Total, downstreamCxHttp2Active, downstreamCxHttp2Total
    case downstreamCxHttp3Active, downstreamCxHttp3Total, downstreamCxIdleTimeout, downstreamCxMaxDurationReached
    case downstreamCxMaxRequestsReached, downstreamCxOverloadDisableKeepalive, downstreamCxProtocolError
    case downstreamCxRxBytesBuffered, downstreamCxRxBytesTotal, downstreamCxSslActive, downstreamCxSslTotal
    case downstreamCxTotal, downstreamCxTxBytesBuffered, downstreamCxTxBytesTotal, downstreamCxUpgradesActive
    case downstreamCxUpgradesTotal, downstreamFlowControlPausedReadingTotal, downstreamFlowControlResumedReadingTotal
    case downstreamRq1xx, downstreamRq2xx, downstreamRq3xx, downstreamRq4xx, downstreamRq5xx, downstreamRqActive
    case downstreamRqCompleted, downstreamRqFailedPathNormalization, downstreamRqHeaderTimeout, downstreamRqHttp1Total
    case downstreamRqHttp2Total, downstreamRqHttp3Total, downstreamRqIdleTimeout, downstreamRqMaxDurationReached
    case downstreamRqNonRelativePath, downstreamRqOverloadClose, downstreamRqRedirectedWithNormalizedPath
    case downstreamRqRejectedViaIpDetection, downstreamRqResponseBeforeRqComplete, downstreamRqRxReset
    case downstreamRqTimeout, downstreamRqTooLarge, downstreamRqTooManyPrematureResets, downstreamRqTotal
    case downstreamRqTxReset, downstreamRqWsOnNonWsRoute, rsTooLarge, downstreamCxLengthMs, downstreamRqTime

    var declaration: MetricDeclaration {
        switch self {
        case .downstreamCxActive: .gauge("downstream_cx_active")
        case .downstreamCxDelayedCloseTimeout: .counter("downstream_cx_delayed_close_timeout")
        case .downstreamCxDestroy: .counter("downstream_cx_destroy")
        case .downstreamCxDestroyActiveRq: .counter("downstream_cx_destroy_active_rq")
        case .downstreamCxDestroyLocal: .counter("downstream_cx_destroy_local")
        case .downstreamCxDestroyLocalActiveRq: .counter("downstream_cx_destroy_local_active_rq")
        case .downstreamCxDestroyRemote: .counter("downstream_cx_destroy_remote")
        case .downstreamCxDestroyRemoteActiveRq: .counter("downstream_cx_destroy_remote_active_rq")
        case .downstreamCxDrainClose: .counter("downstream_cx_drain_close")
        case .downstreamCxHttp1Active: .gauge("downstream_cx_http1_active")
        case .downstreamCxHttp1SoftDrain: .gauge("downstream_cx_http1_soft_drain")
        case .downstreamCxHttp1Total: .counter("downstream_cx_http1_total")
        case .downstreamCxHttp2Active: .gauge("downstream_cx_http2_active")
        case .downstreamCxHttp2Total: .counter("downstream_cx_http2_total")
        case .downstreamCxHttp3Active: .gauge("downstream_cx_http3_active")
        case .downstreamCxHttp3Total: .counter("downstream_cx_http3_total")
        case .downstreamCxIdleTimeout: .counter("downstream_cx_idle_timeout")
        case .downstreamCxMaxDurationReached: .counter("downstream_cx_max_duration_reached")
        case .downstreamCxMaxRequestsReached: .counter("downstream_cx_max_requests_reached")
        case .downstreamCxOverloadDisableKeepalive: .counter("downstream_cx_overload_disable_keepalive")
        case .downstreamCxProtocolError: .counter("downstream_cx_protocol_error")
        case .downstreamCxRxBytesBuffered: .gauge("downstream_cx_rx_bytes_buffered")
        case .downstreamCxRxBytesTotal: .counter("downstream_cx_rx_bytes_total")
        case .downstreamCxSslActive: .gauge("downstream_cx_ssl_active")
        case .downstreamCxSslTotal: .counter("downstream_cx_ssl_total")
        case .downstreamCxTotal: .counter("downstream_cx_total")
        case .downstreamCxTxBytesBuffered: .gauge("downstream_cx_tx_bytes_buffered")
        case .downstreamCxTxBytesTotal: .counter("downstream_cx_tx_bytes_total")
        case .downstreamCxUpgradesActive: .gauge("downstream_cx_upgrades_active")
        case .downstreamCxUpgradesTotal: .counter("downstream_cx_upgrades_total")
        case .downstreamFlowControlPausedReadingTotal: .counter("downstream_flow_control_paused_reading_total")
        case .downstreamFlowControlResumedReadingTotal: .counter("downstream_flow_control_resumed_reading_total")
        case .downstreamRq1xx: .counter("downstream_rq_1xx")
        case .downstreamRq2xx: .counter("downstream_rq_2xx")
        case .downstreamRq3xx: .counter("downstream_rq_3xx")
        case .downstreamRq4xx: .counter("downstream_rq_4xx")
        case .downstreamRq5xx: .counter("downstream_rq_5xx")
        case .downstreamRqActive: .gauge("downstream_rq_active")
        case .downstreamRqCompleted: .counter("downstream_rq_completed")
        case .downstreamRqFailedPathNormalization: .counter("downstream_rq_failed_path_normalization")
        case .downstreamRqHeaderTimeout: .counter("downstream_rq_header_timeout")
        case .downstreamRqHttp1Total: .counter("downstream_rq_http1_total")
        case .downstreamRqHttp2Total: .counter("downstream_rq_http2_total")
        case .downstreamRqHttp3Total: .counter("downstream_rq_http3_total")
        case .downstreamRqIdleTimeout: .counter("downstream_rq_idle_timeout")
        case .downstreamRqMaxDurationReached: .counter("downstream_rq_max_duration_reached")
        case .downstreamRqNonRelativePath: .counter("downstream_rq_non_relative_path")
        case .downstreamRqOverloadClose: .counter("downstream_rq_overload_close")
        case .downstreamRqRedirectedWithNormalizedPath: .counter("downstream_rq_redirected_with_normalized_path")
        case .downstreamRqRejectedViaIpDetection: .counter("downstream_rq_rejected_via_ip_detection")
        case .downstreamRqResponseBeforeRqComplete: .counter("downstream_rq_response_before_rq_complete")
        case .downstreamRqRxReset: .counter("downstream_rq_rx_reset")
        case .downstreamRqTimeout: .counter("downstream_rq_timeout")
        case .downstreamRqTooLarge: .counter("downstream_rq_too_large")
        case .downstreamRqTooManyPrematureResets: .counter("downstream_rq_too_many_premature_resets")
        case .downstreamRqTotal: .counter("downstream_rq_total")
        case .downstreamRqTxReset: .counter("downstream_rq_tx_reset")
        case .downstreamRqWsOnNonWsRoute: .counter("downstream_rq_ws_on_non_ws_route")
        case .rsTooLarge: .counter("rs_too_large")
        case .downstreamCxLengthMs: .histogram("downstream_cx_length_ms", .milliseconds)
        case .downstreamRqTime: .histogram("downstream_rq_time", .milliseconds)
        }
    }

    static let family = makeFamily(extractedPrefix: "http.")
}
