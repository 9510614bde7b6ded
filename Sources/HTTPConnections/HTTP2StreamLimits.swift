/// What keeps an HTTP/2 connection from doing more with its streams than others can bear.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_conn_man/runtime
public struct HTTP2StreamLimits: Sendable, Equatable {
    /// The connection is closed once half of so many streams, or of those that it has had if they are more, were reset
    /// early. Envoy's default: 500.
    public var resetStreams: UInt64 = 500
    /// A stream that its client resets within so many seconds is reset early. Envoy's default: 1.
    public var resetLifetime: UInt64 = 1
    /// Requests that one turn of the loop takes from the connection; nil means all that have come. Envoy's default:
    /// nil.
    public var requestsPerTurn: UInt64?

    /// Envoy's defaults.
    public init() {}
}
