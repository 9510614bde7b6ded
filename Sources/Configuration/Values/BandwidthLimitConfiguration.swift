/// The filter that slows bodies down, in the chain and under routes
/// (`envoy.extensions.filters.http.bandwidth_limit.v3.BandwidthLimit`).
public struct BandwidthLimitConfiguration: HTTPFilterValue {
    /// The beginning of its statistics' names.
    public var statPrefix: String
    /// Whether bodies of requests are slowed down. Envoy's default: false.
    public var limitsRequests = false
    /// Whether bodies of responses are. Envoy's default: false.
    public var limitsResponses = false
    /// KiB a second, of all requests and responses together; 0 means nothing gets through.
    public var kilobytes: UInt64 = 0
    /// How long bytes without tokens wait until tokens are looked for again, in nanoseconds. Envoy's default: 50 ms.
    public var fillInterval: UInt64 = 50_000_000
    /// Whether it does anything. Envoy's default: true.
    public var enabled = RuntimeFlagConfiguration(true)
    /// Whether trailers of responses tell how long bodies were held. Envoy's default: false.
    public var tellsDelays = false
    /// The beginning of those trailers' names, in lower case; empty for none.
    public var trailerPrefix = ""

    /// Makes a filter that limits nothing yet.
    public init(statPrefix: String) { self.statPrefix = statPrefix }
}
