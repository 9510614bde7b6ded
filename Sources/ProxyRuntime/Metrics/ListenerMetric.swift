public import Telemetry

/// The statistics of one listener.
///
/// Names and kinds are Envoy's; source: https://www.envoyproxy.io/docs/envoy/latest/operations/stats_overview and the
/// statistics page of each subsystem.
public enum ListenerMetric: Int, MetricIndex {
    /// `downstream_cx_active`
    case downstreamCxActive
    /// `downstream_cx_destroy`
    case downstreamCxDestroy
    /// `downstream_cx_overflow`
    case downstreamCxOverflow
    /// `downstream_cx_overload_reject`
    case downstreamCxOverloadReject
    /// `downstream_cx_total`
    case downstreamCxTotal
    /// `downstream_cx_transport_socket_connect_timeout`
    case downstreamCxTransportSocketConnectTimeout
    /// `downstream_global_cx_overflow`
    case downstreamGlobalCxOverflow
    /// `downstream_listener_filter_error`
    case downstreamListenerFilterError
    /// `downstream_listener_filter_remote_close`
    case downstreamListenerFilterRemoteClose
    /// `downstream_pre_cx_active`
    case downstreamPreCxActive
    /// `downstream_pre_cx_timeout`
    case downstreamPreCxTimeout
    /// `extension_config_missing`
    case extensionConfigMissing
    /// `network_extension_config_missing`
    case networkExtensionConfigMissing
    /// `no_filter_chain_match`
    case noFilterChainMatch
    /// `connections_accepted_per_socket_event`
    case connectionsAcceptedPerSocketEvent
    /// `downstream_cx_length_ms`
    case downstreamCxLengthMs

    /// The metric's name and kind.
    public var declaration: MetricDeclaration {
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
        case .extensionConfigMissing: .counter("extension_config_missing")
        case .networkExtensionConfigMissing: .counter("network_extension_config_missing")
        case .noFilterChainMatch: .counter("no_filter_chain_match")
        case .connectionsAcceptedPerSocketEvent: .histogram("connections_accepted_per_socket_event", .unspecified)
        case .downstreamCxLengthMs: .histogram("downstream_cx_length_ms", .milliseconds)
        }
    }

    /// The family of all scopes of this kind.
    public static let family = makeFamily(extractedPrefix: "listener.")
}
