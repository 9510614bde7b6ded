internal import Telemetry

/// The statistics of one UDP proxy, by its `stat_prefix`.
///
/// Names and kinds are Envoy's; source:
/// https://www.envoyproxy.io/docs/envoy/latest/configuration/listeners/udp_filters/udp_proxy
enum UDPProxyMetric: Int, MetricIndex {
    case active, noRoute, rxBytes, rxDatagrams, rxErrors, total, txBytes, txDatagrams, txErrors, idleTimeout
    case sessionFilterConfigMissing

    var declaration: MetricDeclaration {
        switch self {
        case .active: .gauge("downstream_sess_active")
        case .noRoute: .counter("downstream_sess_no_route")
        case .rxBytes: .counter("downstream_sess_rx_bytes")
        case .rxDatagrams: .counter("downstream_sess_rx_datagrams")
        case .rxErrors: .counter("downstream_sess_rx_errors")
        case .total: .counter("downstream_sess_total")
        case .txBytes: .counter("downstream_sess_tx_bytes")
        case .txDatagrams: .counter("downstream_sess_tx_datagrams")
        case .txErrors: .counter("downstream_sess_tx_errors")
        case .idleTimeout: .counter("idle_timeout")
        case .sessionFilterConfigMissing: .counter("session_filter_config_missing")
        }
    }

    static let family = makeFamily(extractedPrefix: "udp.")
}

/// The statistics of sessions to one cluster.
enum UDPClusterMetric: Int, MetricIndex {
    case rxDatagrams, rxDatagramsDropped, rxErrors, tunnelBufferOverflow, tunnelFailure, tunnelSuccess, txDatagrams
    case txErrors

    var declaration: MetricDeclaration {
        switch self {
        case .rxDatagrams: .counter("sess_rx_datagrams")
        case .rxDatagramsDropped: .counter("sess_rx_datagrams_dropped")
        case .rxErrors: .counter("sess_rx_errors")
        case .tunnelBufferOverflow: .counter("sess_tunnel_buffer_overflow")
        case .tunnelFailure: .counter("sess_tunnel_failure")
        case .tunnelSuccess: .counter("sess_tunnel_success")
        case .txDatagrams: .counter("sess_tx_datagrams")
        case .txErrors: .counter("sess_tx_errors")
        }
    }

    static let family = makeFamily(extractedPrefix: "cluster.udp.")
}
