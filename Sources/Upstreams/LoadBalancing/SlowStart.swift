internal import Configuration
internal import Glibc
internal import RuntimeValues
internal import Synchronization

/// How much of its weight an endpoint counts for that is new, or healthy again, since a short time ago.
struct SlowStart: Sendable {
    private let window: UInt64
    private let aggression: RuntimeDecimal
    /// The least part of its weight that an endpoint counts for.
    private let least: Double

    init(_ configuration: SlowStartConfiguration, _ runtime: LiveRuntime = LiveRuntime()) {
        window = configuration.window
        aggression = runtime.decimal(configuration.aggression)
        least = configuration.minWeightPercent / 100
    }

    /// Whether an endpoint still grows. Times are nanoseconds of the loops' clock.
    func concerns(_ endpoint: Endpoint, at now: UInt64) -> Bool {
        let start = endpoint.startTime.load(ordering: .relaxed)
        return start != 0 && now &- start < window
    }

    /// The part of its weight: at least the configured least, and at most 1.
    func factor(_ endpoint: Endpoint, at now: UInt64) -> Double {
        if !concerns(endpoint, at: now) { return 1 }
        let age = max(1_000_000, now &- endpoint.startTime.load(ordering: .relaxed))
        let part = min(1, Double(age) / Double(window))
        let aggression = aggression.current
        return max(aggression == 1 || aggression <= 0 ? part : pow(part, 1 / aggression), least)
    }
}
