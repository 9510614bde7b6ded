public import Telemetry

/// The statistics of HTTP/1 towards all downstreams together.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_conn_man/stats (codec statistics).
public enum HTTP1CodecMetric: Int, MetricIndex {
    /// `dropped_headers_with_underscores`
    case droppedHeadersWithUnderscores
    /// `metadata_not_supported_error`
    case metadataNotSupportedError
    /// `requests_rejected_with_underscores_in_headers`
    case requestsRejectedWithUnderscoresInHeaders
    /// `response_flood`
    case responseFlood

    /// The metric's name and kind.
    public var declaration: MetricDeclaration {
        switch self {
        case .droppedHeadersWithUnderscores: .counter("dropped_headers_with_underscores")
        case .metadataNotSupportedError: .counter("metadata_not_supported_error")
        case .requestsRejectedWithUnderscoresInHeaders: .counter("requests_rejected_with_underscores_in_headers")
        case .responseFlood: .counter("response_flood")
        }
    }

    /// The family of the one scope of this kind.
    public static let family = makeFamily(extractedPrefix: "http1.")
}
