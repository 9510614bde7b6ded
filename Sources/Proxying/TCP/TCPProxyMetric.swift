public import Telemetry

/// The statistics of one TCP proxy, by its `stat_prefix`.
///
/// Names and kinds are Envoy's; source:
/// https://www.envoyproxy.io/docs/envoy/latest/configuration/listeners/network_filters/tcp_proxy_filter
public enum TCPProxyMetric: Int, MetricIndex {
    /// `downstream_cx_drain_close`
    case downstreamCxDrainClose
    /// `downstream_cx_no_route`
    case downstreamCxNoRoute
    /// `downstream_cx_overload_close`
    case downstreamCxOverloadClose
    /// `downstream_cx_rx_bytes_buffered`
    case downstreamCxRxBytesBuffered
    /// `downstream_cx_rx_bytes_total`
    case downstreamCxRxBytesTotal
    /// `downstream_cx_total`
    case downstreamCxTotal
    /// `downstream_cx_tx_bytes_buffered`
    case downstreamCxTxBytesBuffered
    /// `downstream_cx_tx_bytes_total`
    case downstreamCxTxBytesTotal
    /// `downstream_flow_control_paused_reading_total`
    case downstreamFlowControlPausedReadingTotal
    /// `downstream_flow_control_resumed_reading_total`
    case downstreamFlowControlResumedReadingTotal
    /// `early_data_received_count_total`
    case earlyDataReceivedCountTotal
    /// `idle_timeout`
    case idleTimeout
    /// `max_downstream_connection_duration`
    case maxDownstreamConnectionDuration
    /// `route_delayed_total`
    case routeDelayedTotal
    /// `upstream_flush_active`
    case upstreamFlushActive
    /// `upstream_flush_total`
    case upstreamFlushTotal

    /// The metric's name and kind.
    public var declaration: MetricDeclaration {
        switch self {
        case .downstreamCxDrainClose: .counter("downstream_cx_drain_close")
        case .downstreamCxNoRoute: .counter("downstream_cx_no_route")
        case .downstreamCxOverloadClose: .counter("downstream_cx_overload_close")
        case .downstreamCxRxBytesBuffered: .gauge("downstream_cx_rx_bytes_buffered")
        case .downstreamCxRxBytesTotal: .counter("downstream_cx_rx_bytes_total")
        case .downstreamCxTotal: .counter("downstream_cx_total")
        case .downstreamCxTxBytesBuffered: .gauge("downstream_cx_tx_bytes_buffered")
        case .downstreamCxTxBytesTotal: .counter("downstream_cx_tx_bytes_total")
        case .downstreamFlowControlPausedReadingTotal: .counter("downstream_flow_control_paused_reading_total")
        case .downstreamFlowControlResumedReadingTotal: .counter("downstream_flow_control_resumed_reading_total")
        case .earlyDataReceivedCountTotal: .counter("early_data_received_count_total")
        case .idleTimeout: .counter("idle_timeout")
        case .maxDownstreamConnectionDuration: .counter("max_downstream_connection_duration")
        case .routeDelayedTotal: .counter("route_delayed_total")
        case .upstreamFlushActive: .gauge("upstream_flush_active")
        case .upstreamFlushTotal: .counter("upstream_flush_total")
        }
    }

    /// The family of all scopes of this kind.
    public static let family = makeFamily(extractedPrefix: "tcp.")
}
