/// The filter that spares failing upstreams (`envoy.extensions.filters.http.admission_control.v3.AdmissionControl`).
public struct AdmissionControlConfiguration: HTTPFilterValue {
    /// Whether it does anything. Envoy's default: true.
    public var enabled = RuntimeFlagConfiguration(true)
    /// HTTP statuses that are a success. Envoy's default: those below 500.
    public var goodStatuses: [Range<Int32>] = [100..<500]
    /// gRPC statuses that are a success, by bits. Envoy's default: those that do not blame the server.
    public var goodGRPCStatuses = AdmissionControlConfiguration.blamelessStatuses
    /// How far back answers count, in seconds. Envoy's default: 30.
    public var window: UInt64 = 30
    /// How fast refusals grow with failures: 1 evenly, above 1 faster at first. Envoy's default: 1.
    public var aggression = RuntimeDecimalConfiguration(1)
    /// The share of successes, in percent, below which requests are refused. Envoy's default: 95.
    public var successThreshold = RuntimeDecimalConfiguration(95)
    /// Requests a second below which none is refused. Envoy's default: 0.
    public var rateThreshold = RuntimeNumberConfiguration(0)
    /// The most that is refused, in percent. Envoy's default: 80.
    public var maxRefused = RuntimeDecimalConfiguration(80)

    /// All but DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, INTERNAL, UNAVAILABLE and DATA_LOSS.
    private static let blamelessStatuses: UInt32 = [4, 8, 10, 13, 14, 15].reduce(0x1_ffff) { $0 & ~(1 << $1) }

    /// Makes a filter with Envoy's defaults.
    public init() {}
}
