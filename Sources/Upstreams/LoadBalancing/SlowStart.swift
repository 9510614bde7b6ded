internal import Configuration
internal import Glibc
internal import Synchronization

/// How much of its weight an endpoint counts for that is new, or healthy again, since a short time ago.
struct SlowStart {
    private let configuration: SlowStartConfiguration

    init(_ configuration: SlowStartConfiguration) { self.configuration = configuration }

    /// Whether an endpoint still grows. Times are nanoseconds of the loops' clock.
    func concerns(_ endpoint: Endpoint, at now: UInt64) -> Bool {
        let start = endpoint.startTime.load(ordering: .relaxed)
        return start != 0 && now &- start < configuration.window
    }

    /// The part of its weight: at least the configured least, and at most 1.
    func factor(_ endpoint: Endpoint, at now: UInt64) -> Double {
        if !concerns(endpoint, at: now) { return 1 }
        let age = max(1_000_000, now &- endpoint.startTime.load(ordering: .relaxed))
        let part = min(1, Double(age) / Double(configuration.window))
        let aggression = configuration.aggression > 0 ? configuration.aggression : 1
        return max(aggression == 1 ? part : pow(part, 1 / aggression), configuration.minWeightPercent / 100)
    }
}
