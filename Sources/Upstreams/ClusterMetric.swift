public import Telemetry

/// What is counted of one cluster.
///
/// Names and kinds are Envoy's; source: https://www.envoyproxy.io/docs/envoy/latest/operations/stats_overview and the
/// statistics page of each subsystem.
public enum ClusterMetric: Int, MetricIndex {
    /// `assignment_stale`
    case assignmentStale
    /// `assignment_timeout_received`
    case assignmentTimeoutReceived
    /// `assignment_use_cached`
    case assignmentUseCached
    /// `bind_errors`
    case bindErrors
    /// `circuit_breakers.default.cx_open`
    case circuitBreakersDefaultCxOpen
    /// `circuit_breakers.default.cx_pool_open`
    case circuitBreakersDefaultCxPoolOpen
    /// `circuit_breakers.default.rq_open`
    case circuitBreakersDefaultRqOpen
    /// `circuit_breakers.default.rq_pending_open`
    case circuitBreakersDefaultRqPendingOpen
    /// `circuit_breakers.default.rq_retry_open`
    case circuitBreakersDefaultRqRetryOpen
    /// `circuit_breakers.high.cx_open`
    case circuitBreakersHighCxOpen
    /// `circuit_breakers.high.cx_pool_open`
    case circuitBreakersHighCxPoolOpen
    /// `circuit_breakers.high.rq_open`
    case circuitBreakersHighRqOpen
    /// `circuit_breakers.high.rq_pending_open`
    case circuitBreakersHighRqPendingOpen
    /// `circuit_breakers.high.rq_retry_open`
    case circuitBreakersHighRqRetryOpen
    /// `default.total_match_count`
    case defaultTotalMatchCount
    /// `http1.dropped_headers_with_underscores`
    case http1DroppedHeadersWithUnderscores
    /// `http1.metadata_not_supported_error`
    case http1MetadataNotSupportedError
    /// `http1.requests_rejected_with_underscores_in_headers`
    case http1RequestsRejectedWithUnderscoresInHeaders
    /// `http1.response_flood`
    case http1ResponseFlood
    /// `lb_healthy_panic`
    case lbHealthyPanic
    /// `lb_local_cluster_not_ok`
    case lbLocalClusterNotOk
    /// `lb_recalculate_zone_structures`
    case lbRecalculateZoneStructures
    /// `lb_subsets_active`
    case lbSubsetsActive
    /// `lb_subsets_created`
    case lbSubsetsCreated
    /// `lb_subsets_fallback`
    case lbSubsetsFallback
    /// `lb_subsets_fallback_panic`
    case lbSubsetsFallbackPanic
    /// `lb_subsets_removed`
    case lbSubsetsRemoved
    /// `lb_subsets_selected`
    case lbSubsetsSelected
    /// `lb_zone_cluster_too_small`
    case lbZoneClusterTooSmall
    /// `lb_zone_no_capacity_left`
    case lbZoneNoCapacityLeft
    /// `lb_zone_routing_all_directly`
    case lbZoneRoutingAllDirectly
    /// `lb_zone_routing_cross_zone`
    case lbZoneRoutingCrossZone
    /// `lb_zone_routing_sampled`
    case lbZoneRoutingSampled
    /// `max_host_weight`
    case maxHostWeight
    /// `membership_change`
    case membershipChange
    /// `membership_degraded`
    case membershipDegraded
    /// `membership_excluded`
    case membershipExcluded
    /// `membership_healthy`
    case membershipHealthy
    /// `membership_total`
    case membershipTotal
    /// `original_dst_host_invalid`
    case originalDstHostInvalid
    /// `retry_or_shadow_abandoned`
    case retryOrShadowAbandoned
    /// `update_attempt`
    case updateAttempt
    /// `update_empty`
    case updateEmpty
    /// `update_failure`
    case updateFailure
    /// `update_no_rebuild`
    case updateNoRebuild
    /// `update_success`
    case updateSuccess
    /// `upstream_cx_active`
    case upstreamCxActive
    /// `upstream_cx_close_notify`
    case upstreamCxCloseNotify
    /// `upstream_cx_connect_attempts_exceeded`
    case upstreamCxConnectAttemptsExceeded
    /// `upstream_cx_connect_fail`
    case upstreamCxConnectFail
    /// `upstream_cx_connect_timeout`
    case upstreamCxConnectTimeout
    /// `upstream_cx_connect_with_0_rtt`
    case upstreamCxConnectWith0Rtt
    /// `upstream_cx_destroy`
    case upstreamCxDestroy
    /// `upstream_cx_destroy_local`
    case upstreamCxDestroyLocal
    /// `upstream_cx_destroy_local_with_active_rq`
    case upstreamCxDestroyLocalWithActiveRq
    /// `upstream_cx_destroy_remote`
    case upstreamCxDestroyRemote
    /// `upstream_cx_destroy_remote_with_active_rq`
    case upstreamCxDestroyRemoteWithActiveRq
    /// `upstream_cx_destroy_with_active_rq`
    case upstreamCxDestroyWithActiveRq
    /// `upstream_cx_http1_total`
    case upstreamCxHttp1Total
    /// `upstream_cx_http2_total`
    case upstreamCxHttp2Total
    /// `upstream_cx_http3_total`
    case upstreamCxHttp3Total
    /// `upstream_cx_idle_timeout`
    case upstreamCxIdleTimeout
    /// `upstream_cx_max_duration_reached`
    case upstreamCxMaxDurationReached
    /// `upstream_cx_max_requests`
    case upstreamCxMaxRequests
    /// `upstream_cx_none_healthy`
    case upstreamCxNoneHealthy
    /// `upstream_cx_overflow`
    case upstreamCxOverflow
    /// `upstream_cx_pool_overflow`
    case upstreamCxPoolOverflow
    /// `upstream_cx_preconnect_skipped`
    case upstreamCxPreconnectSkipped
    /// `upstream_cx_protocol_error`
    case upstreamCxProtocolError
    /// `upstream_cx_rx_bytes_buffered`
    case upstreamCxRxBytesBuffered
    /// `upstream_cx_rx_bytes_total`
    case upstreamCxRxBytesTotal
    /// `upstream_cx_total`
    case upstreamCxTotal
    /// `upstream_cx_tx_bytes_buffered`
    case upstreamCxTxBytesBuffered
    /// `upstream_cx_tx_bytes_total`
    case upstreamCxTxBytesTotal
    /// `upstream_flow_control_backed_up_total`
    case upstreamFlowControlBackedUpTotal
    /// `upstream_flow_control_drained_total`
    case upstreamFlowControlDrainedTotal
    /// `upstream_flow_control_paused_reading_total`
    case upstreamFlowControlPausedReadingTotal
    /// `upstream_flow_control_resumed_reading_total`
    case upstreamFlowControlResumedReadingTotal
    /// `upstream_http3_broken`
    case upstreamHttp3Broken
    /// `upstream_internal_redirect_failed_total`
    case upstreamInternalRedirectFailedTotal
    /// `upstream_internal_redirect_succeeded_total`
    case upstreamInternalRedirectSucceededTotal
    /// `upstream_queue_overloaded`
    case upstreamQueueOverloaded
    /// `upstream_rq_0rtt`
    case upstreamRq0rtt
    /// `upstream_rq_active`
    case upstreamRqActive
    /// `upstream_rq_active_overflow`
    case upstreamRqActiveOverflow
    /// `upstream_rq_cancelled`
    case upstreamRqCancelled
    /// `upstream_rq_completed`
    case upstreamRqCompleted
    /// `upstream_rq_maintenance_mode`
    case upstreamRqMaintenanceMode
    /// `upstream_rq_max_duration_reached`
    case upstreamRqMaxDurationReached
    /// `upstream_rq_pending_active`
    case upstreamRqPendingActive
    /// `upstream_rq_pending_failure_eject`
    case upstreamRqPendingFailureEject
    /// `upstream_rq_pending_overflow`
    case upstreamRqPendingOverflow
    /// `upstream_rq_pending_total`
    case upstreamRqPendingTotal
    /// `upstream_rq_per_try_idle_timeout`
    case upstreamRqPerTryIdleTimeout
    /// `upstream_rq_per_try_timeout`
    case upstreamRqPerTryTimeout
    /// `upstream_rq_retry`
    case upstreamRqRetry
    /// `upstream_rq_retry_backoff_exponential`
    case upstreamRqRetryBackoffExponential
    /// `upstream_rq_retry_backoff_ratelimited`
    case upstreamRqRetryBackoffRatelimited
    /// `upstream_rq_retry_limit_exceeded`
    case upstreamRqRetryLimitExceeded
    /// `upstream_rq_retry_overflow`
    case upstreamRqRetryOverflow
    /// `upstream_rq_retry_success`
    case upstreamRqRetrySuccess
    /// `upstream_rq_rx_reset`
    case upstreamRqRxReset
    /// `upstream_rq_rx_reset_no_error`
    case upstreamRqRxResetNoError
    /// `upstream_rq_timeout`
    case upstreamRqTimeout
    /// `upstream_rq_total`
    case upstreamRqTotal
    /// `upstream_rq_tx_reset`
    case upstreamRqTxReset
    /// `version`
    case version
    /// `warming_state`
    case warmingState
    /// `upstream_cx_connect_ms`
    case upstreamCxConnectMs
    /// `upstream_cx_length_ms`
    case upstreamCxLengthMs
    /// `upstream_rq_per_cx`
    case upstreamRqPerCx
    /// `upstream_rq_1xx`
    case upstreamRq1xx
    /// `upstream_rq_2xx`
    case upstreamRq2xx
    /// `upstream_rq_3xx`
    case upstreamRq3xx
    /// `upstream_rq_4xx`
    case upstreamRq4xx
    /// `upstream_rq_5xx`
    case upstreamRq5xx
    /// `external.upstream_rq_1xx`
    case externalUpstreamRq1xx
    /// `external.upstream_rq_2xx`
    case externalUpstreamRq2xx
    /// `external.upstream_rq_3xx`
    case externalUpstreamRq3xx
    /// `external.upstream_rq_4xx`
    case externalUpstreamRq4xx
    /// `external.upstream_rq_5xx`
    case externalUpstreamRq5xx
    /// `internal.upstream_rq_1xx`
    case internalUpstreamRq1xx
    /// `internal.upstream_rq_2xx`
    case internalUpstreamRq2xx
    /// `internal.upstream_rq_3xx`
    case internalUpstreamRq3xx
    /// `internal.upstream_rq_4xx`
    case internalUpstreamRq4xx
    /// `internal.upstream_rq_5xx`
    case internalUpstreamRq5xx
    /// `external.upstream_rq_completed`
    case externalUpstreamRqCompleted
    /// `internal.upstream_rq_completed`
    case internalUpstreamRqCompleted
    /// `upstream_rq_unknown`: answers with a status that HTTP does not know
    case upstreamRqUnknown
    /// `external.upstream_rq_unknown`
    case externalUpstreamRqUnknown
    /// `internal.upstream_rq_unknown`
    case internalUpstreamRqUnknown
    /// `upstream_rq_time`
    case upstreamRqTime
    /// `external.upstream_rq_time`
    case externalUpstreamRqTime
    /// `internal.upstream_rq_time`
    case internalUpstreamRqTime
    /// `retry.upstream_rq_completed`: answers that were not passed on, but tried again
    case retryUpstreamRqCompleted
    /// `retry.upstream_rq_unknown`
    case retryUpstreamRqUnknown
    /// `retry.upstream_rq_1xx`
    case retryUpstreamRq1xx
    /// `retry.upstream_rq_2xx`
    case retryUpstreamRq2xx
    /// `retry.upstream_rq_3xx`
    case retryUpstreamRq3xx
    /// `retry.upstream_rq_4xx`
    case retryUpstreamRq4xx
    /// `retry.upstream_rq_5xx`
    case retryUpstreamRq5xx

    /// The metric's name and kind.
    public var declaration: MetricDeclaration {
        switch self {
        case .assignmentStale: .counter("assignment_stale")
        case .assignmentTimeoutReceived: .counter("assignment_timeout_received")
        case .assignmentUseCached: .counter("assignment_use_cached")
        case .bindErrors: .counter("bind_errors", existence: .withTraffic)
        case .circuitBreakersDefaultCxOpen: .gauge("circuit_breakers.default.cx_open")
        case .circuitBreakersDefaultCxPoolOpen: .gauge("circuit_breakers.default.cx_pool_open")
        case .circuitBreakersDefaultRqOpen: .gauge("circuit_breakers.default.rq_open")
        case .circuitBreakersDefaultRqPendingOpen: .gauge("circuit_breakers.default.rq_pending_open")
        case .circuitBreakersDefaultRqRetryOpen: .gauge("circuit_breakers.default.rq_retry_open")
        case .circuitBreakersHighCxOpen: .gauge("circuit_breakers.high.cx_open")
        case .circuitBreakersHighCxPoolOpen: .gauge("circuit_breakers.high.cx_pool_open")
        case .circuitBreakersHighRqOpen: .gauge("circuit_breakers.high.rq_open")
        case .circuitBreakersHighRqPendingOpen: .gauge("circuit_breakers.high.rq_pending_open")
        case .circuitBreakersHighRqRetryOpen: .gauge("circuit_breakers.high.rq_retry_open")
        case .defaultTotalMatchCount: .counter("default.total_match_count")
        case .http1DroppedHeadersWithUnderscores:
            .counter("http1.dropped_headers_with_underscores", existence: Self.withHTTP1)
        case .http1MetadataNotSupportedError: .counter("http1.metadata_not_supported_error", existence: Self.withHTTP1)
        case .http1RequestsRejectedWithUnderscoresInHeaders:
            .counter("http1.requests_rejected_with_underscores_in_headers", existence: Self.withHTTP1)
        case .http1ResponseFlood: .counter("http1.response_flood", existence: Self.withHTTP1)
        case .lbHealthyPanic: .counter("lb_healthy_panic")
        case .lbLocalClusterNotOk: .counter("lb_local_cluster_not_ok")
        case .lbRecalculateZoneStructures: .counter("lb_recalculate_zone_structures")
        case .lbSubsetsActive: .gauge("lb_subsets_active")
        case .lbSubsetsCreated: .counter("lb_subsets_created")
        case .lbSubsetsFallback: .counter("lb_subsets_fallback")
        case .lbSubsetsFallbackPanic: .counter("lb_subsets_fallback_panic")
        case .lbSubsetsRemoved: .counter("lb_subsets_removed")
        case .lbSubsetsSelected: .counter("lb_subsets_selected")
        case .lbZoneClusterTooSmall: .counter("lb_zone_cluster_too_small")
        case .lbZoneNoCapacityLeft: .counter("lb_zone_no_capacity_left")
        case .lbZoneRoutingAllDirectly: .counter("lb_zone_routing_all_directly")
        case .lbZoneRoutingCrossZone: .counter("lb_zone_routing_cross_zone")
        case .lbZoneRoutingSampled: .counter("lb_zone_routing_sampled")
        case .maxHostWeight: .gauge("max_host_weight")
        case .membershipChange: .counter("membership_change")
        case .membershipDegraded: .gauge("membership_degraded")
        case .membershipExcluded: .gauge("membership_excluded")
        case .membershipHealthy: .gauge("membership_healthy")
        case .membershipTotal: .gauge("membership_total")
        case .originalDstHostInvalid: .counter("original_dst_host_invalid", existence: .withTraffic)
        case .retryOrShadowAbandoned: .counter("retry_or_shadow_abandoned", existence: .withTraffic)
        case .updateAttempt: .counter("update_attempt")
        case .updateEmpty: .counter("update_empty")
        case .updateFailure: .counter("update_failure")
        case .updateNoRebuild: .counter("update_no_rebuild")
        case .updateSuccess: .counter("update_success")
        case .upstreamCxActive: .gauge("upstream_cx_active", existence: .withTraffic)
        case .upstreamCxCloseNotify: .counter("upstream_cx_close_notify", existence: .withTraffic)
        case .upstreamCxConnectAttemptsExceeded:
            .counter("upstream_cx_connect_attempts_exceeded", existence: .withTraffic)
        case .upstreamCxConnectFail: .counter("upstream_cx_connect_fail", existence: .withTraffic)
        case .upstreamCxConnectTimeout: .counter("upstream_cx_connect_timeout", existence: .withTraffic)
        case .upstreamCxConnectWith0Rtt: .counter("upstream_cx_connect_with_0_rtt", existence: .withTraffic)
        case .upstreamCxDestroy: .counter("upstream_cx_destroy", existence: .withTraffic)
        case .upstreamCxDestroyLocal: .counter("upstream_cx_destroy_local", existence: .withTraffic)
        case .upstreamCxDestroyLocalWithActiveRq:
            .counter("upstream_cx_destroy_local_with_active_rq", existence: .withTraffic)
        case .upstreamCxDestroyRemote: .counter("upstream_cx_destroy_remote", existence: .withTraffic)
        case .upstreamCxDestroyRemoteWithActiveRq:
            .counter("upstream_cx_destroy_remote_with_active_rq", existence: .withTraffic)
        case .upstreamCxDestroyWithActiveRq: .counter("upstream_cx_destroy_with_active_rq", existence: .withTraffic)
        case .upstreamCxHttp1Total: .counter("upstream_cx_http1_total", existence: .withTraffic)
        case .upstreamCxHttp2Total: .counter("upstream_cx_http2_total", existence: .withTraffic)
        case .upstreamCxHttp3Total: .counter("upstream_cx_http3_total", existence: .withTraffic)
        case .upstreamCxIdleTimeout: .counter("upstream_cx_idle_timeout", existence: .withTraffic)
        case .upstreamCxMaxDurationReached: .counter("upstream_cx_max_duration_reached", existence: .withTraffic)
        case .upstreamCxMaxRequests: .counter("upstream_cx_max_requests", existence: .withTraffic)
        case .upstreamCxNoneHealthy: .counter("upstream_cx_none_healthy", existence: .withTraffic)
        case .upstreamCxOverflow: .counter("upstream_cx_overflow", existence: .withTraffic)
        case .upstreamCxPoolOverflow: .counter("upstream_cx_pool_overflow", existence: .withTraffic)
        case .upstreamCxPreconnectSkipped: .counter("upstream_cx_preconnect_skipped", existence: .withTraffic)
        case .upstreamCxProtocolError: .counter("upstream_cx_protocol_error", existence: .withTraffic)
        case .upstreamCxRxBytesBuffered: .gauge("upstream_cx_rx_bytes_buffered", existence: .withTraffic)
        case .upstreamCxRxBytesTotal: .counter("upstream_cx_rx_bytes_total", existence: .withTraffic)
        case .upstreamCxTotal: .counter("upstream_cx_total", existence: .withTraffic)
        case .upstreamCxTxBytesBuffered: .gauge("upstream_cx_tx_bytes_buffered", existence: .withTraffic)
        case .upstreamCxTxBytesTotal: .counter("upstream_cx_tx_bytes_total", existence: .withTraffic)
        case .upstreamFlowControlBackedUpTotal:
            .counter("upstream_flow_control_backed_up_total", existence: .withTraffic)
        case .upstreamFlowControlDrainedTotal: .counter("upstream_flow_control_drained_total", existence: .withTraffic)
        case .upstreamFlowControlPausedReadingTotal:
            .counter("upstream_flow_control_paused_reading_total", existence: .withTraffic)
        case .upstreamFlowControlResumedReadingTotal:
            .counter("upstream_flow_control_resumed_reading_total", existence: .withTraffic)
        case .upstreamHttp3Broken: .counter("upstream_http3_broken", existence: .withTraffic)
        case .upstreamInternalRedirectFailedTotal:
            .counter("upstream_internal_redirect_failed_total", existence: .withTraffic)
        case .upstreamInternalRedirectSucceededTotal:
            .counter("upstream_internal_redirect_succeeded_total", existence: .withTraffic)
        case .upstreamQueueOverloaded: .gauge("upstream_queue_overloaded", existence: .withTraffic)
        case .upstreamRq0rtt: .counter("upstream_rq_0rtt", existence: .withTraffic)
        case .upstreamRqActive: .gauge("upstream_rq_active", existence: .withTraffic)
        case .upstreamRqActiveOverflow: .counter("upstream_rq_active_overflow", existence: .withTraffic)
        case .upstreamRqCancelled: .counter("upstream_rq_cancelled", existence: .withTraffic)
        case .upstreamRqCompleted: .counter("upstream_rq_completed", existence: .withTraffic)
        case .upstreamRqMaintenanceMode: .counter("upstream_rq_maintenance_mode", existence: .withTraffic)
        case .upstreamRqMaxDurationReached: .counter("upstream_rq_max_duration_reached", existence: .withTraffic)
        case .upstreamRqPendingActive: .gauge("upstream_rq_pending_active", existence: .withTraffic)
        case .upstreamRqPendingFailureEject: .counter("upstream_rq_pending_failure_eject", existence: .withTraffic)
        case .upstreamRqPendingOverflow: .counter("upstream_rq_pending_overflow", existence: .withTraffic)
        case .upstreamRqPendingTotal: .counter("upstream_rq_pending_total", existence: .withTraffic)
        case .upstreamRqPerTryIdleTimeout: .counter("upstream_rq_per_try_idle_timeout", existence: .withTraffic)
        case .upstreamRqPerTryTimeout: .counter("upstream_rq_per_try_timeout", existence: .withTraffic)
        case .upstreamRqRetry: .counter("upstream_rq_retry", existence: .withTraffic)
        case .upstreamRqRetryBackoffExponential:
            .counter("upstream_rq_retry_backoff_exponential", existence: .withTraffic)
        case .upstreamRqRetryBackoffRatelimited:
            .counter("upstream_rq_retry_backoff_ratelimited", existence: .withTraffic)
        case .upstreamRqRetryLimitExceeded: .counter("upstream_rq_retry_limit_exceeded", existence: .withTraffic)
        case .upstreamRqRetryOverflow: .counter("upstream_rq_retry_overflow", existence: .withTraffic)
        case .upstreamRqRetrySuccess: .counter("upstream_rq_retry_success", existence: .withTraffic)
        case .upstreamRqRxReset: .counter("upstream_rq_rx_reset", existence: .withTraffic)
        case .upstreamRqRxResetNoError: .counter("upstream_rq_rx_reset_no_error", existence: .withTraffic)
        case .upstreamRqTimeout: .counter("upstream_rq_timeout", existence: .withTraffic)
        case .upstreamRqTotal: .counter("upstream_rq_total", existence: .withTraffic)
        case .upstreamRqTxReset: .counter("upstream_rq_tx_reset", existence: .withTraffic)
        case .version: .gauge("version")
        case .warmingState: .gauge("warming_state")
        case .upstreamCxConnectMs: .histogram("upstream_cx_connect_ms", .milliseconds, existence: .withTraffic)
        case .upstreamCxLengthMs: .histogram("upstream_cx_length_ms", .milliseconds, existence: .withTraffic)
        case .upstreamRqPerCx: .histogram("upstream_rq_per_cx", .unspecified, existence: .withTraffic)
        case .upstreamRq1xx: .counter("upstream_rq_1xx", existence: .onceUsed)
        case .upstreamRq2xx: .counter("upstream_rq_2xx", existence: .onceUsed)
        case .upstreamRq3xx: .counter("upstream_rq_3xx", existence: .onceUsed)
        case .upstreamRq4xx: .counter("upstream_rq_4xx", existence: .onceUsed)
        case .upstreamRq5xx: .counter("upstream_rq_5xx", existence: .onceUsed)
        case .externalUpstreamRq1xx: .counter("external.upstream_rq_1xx", existence: .onceUsed)
        case .externalUpstreamRq2xx: .counter("external.upstream_rq_2xx", existence: .onceUsed)
        case .externalUpstreamRq3xx: .counter("external.upstream_rq_3xx", existence: .onceUsed)
        case .externalUpstreamRq4xx: .counter("external.upstream_rq_4xx", existence: .onceUsed)
        case .externalUpstreamRq5xx: .counter("external.upstream_rq_5xx", existence: .onceUsed)
        case .internalUpstreamRq1xx: .counter("internal.upstream_rq_1xx", existence: .onceUsed)
        case .internalUpstreamRq2xx: .counter("internal.upstream_rq_2xx", existence: .onceUsed)
        case .internalUpstreamRq3xx: .counter("internal.upstream_rq_3xx", existence: .onceUsed)
        case .internalUpstreamRq4xx: .counter("internal.upstream_rq_4xx", existence: .onceUsed)
        case .internalUpstreamRq5xx: .counter("internal.upstream_rq_5xx", existence: .onceUsed)
        case .externalUpstreamRqCompleted: .counter("external.upstream_rq_completed", existence: .onceUsed)
        case .internalUpstreamRqCompleted: .counter("internal.upstream_rq_completed", existence: .onceUsed)
        case .upstreamRqUnknown: .counter("upstream_rq_unknown", existence: .onceUsed)
        case .externalUpstreamRqUnknown: .counter("external.upstream_rq_unknown", existence: .onceUsed)
        case .internalUpstreamRqUnknown: .counter("internal.upstream_rq_unknown", existence: .onceUsed)
        case .upstreamRqTime: .histogram("upstream_rq_time", .milliseconds, existence: .onceUsed)
        case .externalUpstreamRqTime: .histogram("external.upstream_rq_time", .milliseconds, existence: .onceUsed)
        case .internalUpstreamRqTime: .histogram("internal.upstream_rq_time", .milliseconds, existence: .onceUsed)
        case .retryUpstreamRqCompleted: .counter("retry.upstream_rq_completed", existence: .onceUsed)
        case .retryUpstreamRqUnknown: .counter("retry.upstream_rq_unknown", existence: .onceUsed)
        case .retryUpstreamRq1xx: .counter("retry.upstream_rq_1xx", existence: .onceUsed)
        case .retryUpstreamRq2xx: .counter("retry.upstream_rq_2xx", existence: .onceUsed)
        case .retryUpstreamRq3xx: .counter("retry.upstream_rq_3xx", existence: .onceUsed)
        case .retryUpstreamRq4xx: .counter("retry.upstream_rq_4xx", existence: .onceUsed)
        case .retryUpstreamRq5xx: .counter("retry.upstream_rq_5xx", existence: .onceUsed)
        }
    }

    /// Of what the codec counts, Envoy says nothing before there is one.
    private static let withHTTP1 = MetricExistence.onceCounted(ClusterMetric.upstreamCxHttp1Total.rawValue)

    /// Answers by exact status: all, those to requests from outside, those to requests from inside, and those that were
    /// not passed on.
    public static let statusTables = [
        StatusTableDeclaration("upstream_rq_"), StatusTableDeclaration("external.upstream_rq_"),
        StatusTableDeclaration("internal.upstream_rq_"), StatusTableDeclaration("retry.upstream_rq_"),
    ]

    /// The family of all scopes of this kind.
    public static let family = makeFamily(extractedPrefix: "cluster.", statusTables: statusTables)
}
