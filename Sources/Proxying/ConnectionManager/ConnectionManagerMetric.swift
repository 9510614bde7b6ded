public import Telemetry

/// The statistics of one HTTP connection manager, by its `stat_prefix`.
///
/// Names and kinds are Envoy's; source: https://www.envoyproxy.io/docs/envoy/latest/operations/stats_overview and the
/// statistics page of each subsystem.
public enum ConnectionManagerMetric: Int, MetricIndex {
    /// `downstream_cx_active`
    case downstreamCxActive
    /// `downstream_cx_delayed_close_timeout`
    case downstreamCxDelayedCloseTimeout
    /// `downstream_cx_destroy`
    case downstreamCxDestroy
    /// `downstream_cx_destroy_active_rq`
    case downstreamCxDestroyActiveRq
    /// `downstream_cx_destroy_local`
    case downstreamCxDestroyLocal
    /// `downstream_cx_destroy_local_active_rq`
    case downstreamCxDestroyLocalActiveRq
    /// `downstream_cx_destroy_remote`
    case downstreamCxDestroyRemote
    /// `downstream_cx_destroy_remote_active_rq`
    case downstreamCxDestroyRemoteActiveRq
    /// `downstream_cx_drain_close`
    case downstreamCxDrainClose
    /// `downstream_cx_http1_active`
    case downstreamCxHttp1Active
    /// `downstream_cx_http1_soft_drain`
    case downstreamCxHttp1SoftDrain
    /// `downstream_cx_http1_total`
    case downstreamCxHttp1Total
    /// `downstream_cx_http2_active`
    case downstreamCxHttp2Active
    /// `downstream_cx_http2_total`
    case downstreamCxHttp2Total
    /// `downstream_cx_http3_active`
    case downstreamCxHttp3Active
    /// `downstream_cx_http3_total`
    case downstreamCxHttp3Total
    /// `downstream_cx_idle_timeout`
    case downstreamCxIdleTimeout
    /// `downstream_cx_max_duration_reached`
    case downstreamCxMaxDurationReached
    /// `downstream_cx_max_requests_reached`
    case downstreamCxMaxRequestsReached
    /// `downstream_cx_overload_disable_keepalive`
    case downstreamCxOverloadDisableKeepalive
    /// `downstream_cx_protocol_error`
    case downstreamCxProtocolError
    /// `downstream_cx_rx_bytes_buffered`
    case downstreamCxRxBytesBuffered
    /// `downstream_cx_rx_bytes_total`
    case downstreamCxRxBytesTotal
    /// `downstream_cx_ssl_active`
    case downstreamCxSslActive
    /// `downstream_cx_ssl_total`
    case downstreamCxSslTotal
    /// `downstream_cx_total`
    case downstreamCxTotal
    /// `downstream_cx_tx_bytes_buffered`
    case downstreamCxTxBytesBuffered
    /// `downstream_cx_tx_bytes_total`
    case downstreamCxTxBytesTotal
    /// `downstream_cx_upgrades_active`
    case downstreamCxUpgradesActive
    /// `downstream_cx_upgrades_total`
    case downstreamCxUpgradesTotal
    /// `downstream_flow_control_paused_reading_total`
    case downstreamFlowControlPausedReadingTotal
    /// `downstream_flow_control_resumed_reading_total`
    case downstreamFlowControlResumedReadingTotal
    /// `downstream_rq_1xx`
    case downstreamRq1xx
    /// `downstream_rq_2xx`
    case downstreamRq2xx
    /// `downstream_rq_3xx`
    case downstreamRq3xx
    /// `downstream_rq_4xx`
    case downstreamRq4xx
    /// `downstream_rq_5xx`
    case downstreamRq5xx
    /// `downstream_rq_active`
    case downstreamRqActive
    /// `downstream_rq_completed`
    case downstreamRqCompleted
    /// `downstream_rq_failed_path_normalization`
    case downstreamRqFailedPathNormalization
    /// `downstream_rq_header_timeout`
    case downstreamRqHeaderTimeout
    /// `downstream_rq_http1_total`
    case downstreamRqHttp1Total
    /// `downstream_rq_http2_total`
    case downstreamRqHttp2Total
    /// `downstream_rq_http3_total`
    case downstreamRqHttp3Total
    /// `downstream_rq_idle_timeout`
    case downstreamRqIdleTimeout
    /// `downstream_rq_max_duration_reached`
    case downstreamRqMaxDurationReached
    /// `downstream_rq_non_relative_path`
    case downstreamRqNonRelativePath
    /// `downstream_rq_overload_close`
    case downstreamRqOverloadClose
    /// `downstream_rq_redirected_with_normalized_path`
    case downstreamRqRedirectedWithNormalizedPath
    /// `downstream_rq_rejected_via_ip_detection`
    case downstreamRqRejectedViaIpDetection
    /// `downstream_rq_response_before_rq_complete`
    case downstreamRqResponseBeforeRqComplete
    /// `downstream_rq_rx_reset`
    case downstreamRqRxReset
    /// `downstream_rq_timeout`
    case downstreamRqTimeout
    /// `downstream_rq_too_large`
    case downstreamRqTooLarge
    /// `downstream_rq_too_many_premature_resets`
    case downstreamRqTooManyPrematureResets
    /// `downstream_rq_total`
    case downstreamRqTotal
    /// `downstream_rq_tx_reset`
    case downstreamRqTxReset
    /// `downstream_rq_ws_on_non_ws_route`
    case downstreamRqWsOnNonWsRoute
    /// `no_cluster`
    case noCluster
    /// `no_route`
    case noRoute
    /// `passthrough_internal_redirect_bad_location`
    case passthroughInternalRedirectBadLocation
    /// `passthrough_internal_redirect_no_route`
    case passthroughInternalRedirectNoRoute
    /// `passthrough_internal_redirect_predicate`
    case passthroughInternalRedirectPredicate
    /// `passthrough_internal_redirect_too_many_redirects`
    case passthroughInternalRedirectTooManyRedirects
    /// `passthrough_internal_redirect_unsafe_scheme`
    case passthroughInternalRedirectUnsafeScheme
    /// `rq_direct_response`
    case rqDirectResponse
    /// `rq_overload_local_reply`
    case rqOverloadLocalReply
    /// `rq_redirect`
    case rqRedirect
    /// `rq_reset_after_downstream_response_started`
    case rqResetAfterDownstreamResponseStarted
    /// `rq_total`
    case rqTotal
    /// `rs_too_large`
    case rsTooLarge
    /// `tracing.client_enabled`
    case tracingClientEnabled
    /// `tracing.health_check`
    case tracingHealthCheck
    /// `tracing.not_traceable`
    case tracingNotTraceable
    /// `tracing.random_sampling`
    case tracingRandomSampling
    /// `tracing.service_forced`
    case tracingServiceForced
    /// `downstream_cx_length_ms`
    case downstreamCxLengthMs
    /// `downstream_rq_time`
    case downstreamRqTime

    /// The metric's name and kind.
    public var declaration: MetricDeclaration {
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
        case .noCluster: .counter("no_cluster")
        case .noRoute: .counter("no_route")
        case .passthroughInternalRedirectBadLocation: .counter("passthrough_internal_redirect_bad_location")
        case .passthroughInternalRedirectNoRoute: .counter("passthrough_internal_redirect_no_route")
        case .passthroughInternalRedirectPredicate: .counter("passthrough_internal_redirect_predicate")
        case .passthroughInternalRedirectTooManyRedirects: .counter("passthrough_internal_redirect_too_many_redirects")
        case .passthroughInternalRedirectUnsafeScheme: .counter("passthrough_internal_redirect_unsafe_scheme")
        case .rqDirectResponse: .counter("rq_direct_response")
        case .rqOverloadLocalReply: .counter("rq_overload_local_reply")
        case .rqRedirect: .counter("rq_redirect")
        case .rqResetAfterDownstreamResponseStarted: .counter("rq_reset_after_downstream_response_started")
        case .rqTotal: .counter("rq_total")
        case .rsTooLarge: .counter("rs_too_large")
        case .tracingClientEnabled: .counter("tracing.client_enabled")
        case .tracingHealthCheck: .counter("tracing.health_check")
        case .tracingNotTraceable: .counter("tracing.not_traceable")
        case .tracingRandomSampling: .counter("tracing.random_sampling")
        case .tracingServiceForced: .counter("tracing.service_forced")
        case .downstreamCxLengthMs: .histogram("downstream_cx_length_ms", .milliseconds)
        case .downstreamRqTime: .histogram("downstream_rq_time", .milliseconds)
        }
    }

    /// The family of all scopes of this kind.
    public static let family = makeFamily(extractedPrefix: "http.")
}
