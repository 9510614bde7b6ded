internal import Telemetry

/// The statistics of first looks at connections, for all listeners together.
///
/// Names and kinds are Envoy's; source:
/// https://www.envoyproxy.io/docs/envoy/latest/configuration/listeners/listener_filters/tls_inspector
enum TLSInspectorMetric: Int, MetricIndex {
    case alpnFound, alpnNotFound, clientHelloTooLarge, sniFound, sniNotFound, tlsFound, tlsNotFound, bytesProcessed

    var declaration: MetricDeclaration {
        switch self {
        case .alpnFound: .counter("alpn_found")
        case .alpnNotFound: .counter("alpn_not_found")
        case .clientHelloTooLarge: .counter("client_hello_too_large")
        case .sniFound: .counter("sni_found")
        case .sniNotFound: .counter("sni_not_found")
        case .tlsFound: .counter("tls_found")
        case .tlsNotFound: .counter("tls_not_found")
        case .bytesProcessed: .histogram("bytes_processed", .bytes)
        }
    }

    static let family = makeFamily(extractedPrefix: "tls_inspector.")
}
