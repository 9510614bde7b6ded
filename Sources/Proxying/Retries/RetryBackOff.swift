/// How long to wait before the next try: a random time below a bound that doubles with each pause, so that many who
/// failed together do not come again together.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/route/v3/route_components.proto (RetryBackOff)
struct RetryBackOff {
    private var bound: UInt64
    private let limit: UInt64

    /// Begins with pauses below `base`, and never comes above `limit`; nanoseconds, both above 0.
    init(base: UInt64, limit: UInt64) {
        bound = min(base, limit)
        self.limit = limit
    }

    /// The next pause in nanoseconds, drawn by 64 random bits.
    mutating func next(_ random: UInt64) -> UInt64 {
        defer { bound = bound > limit / 2 ? limit : bound &* 2 }
        return Self.scale(bound, random)
    }

    /// A pause of at least what an endpoint asked for, and up to half as much again.
    static func atLeast(_ asked: UInt64, _ random: UInt64) -> UInt64 {
        let (sum, overflow) = asked.addingReportingOverflow(scale(asked / 2, random))
        return overflow ? asked : sum
    }

    /// A random number below `bound`.
    private static func scale(_ bound: UInt64, _ random: UInt64) -> UInt64 {
        bound.multipliedFullWidth(by: random).high
    }
}
