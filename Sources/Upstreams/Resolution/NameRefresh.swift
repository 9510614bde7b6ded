internal import Configuration

/// When a name is asked for again: a value without a clock. Times are nanoseconds, random numbers are given.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/upstream/service_discovery
struct NameRefresh {
    private let configuration: NameResolutionConfiguration
    /// The interval of the next failure.
    private var interval: UInt64

    /// The least time between two questions: a random interval may be as short as nothing.
    private static let shortest: UInt64 = 1_000_000

    init(_ configuration: NameResolutionConfiguration) {
        self.configuration = configuration
        interval = configuration.failureRefreshRate?.baseInterval ?? 0
    }

    /// How long an answer stands. A time to live of 0, or none, leaves the refresh rate.
    mutating func afterAnswer(timeToLive: UInt32?, random: UInt64) -> UInt64 {
        interval = configuration.failureRefreshRate?.baseInterval ?? 0
        var time = configuration.refreshRate
        if configuration.respectsTimeToLive, let timeToLive, timeToLive > 0 {
            time = max(UInt64(timeToLive) * 1_000_000_000, configuration.minimumRefreshRate)
        }
        if configuration.jitter > 0 {
            let (sum, overflows) = time.addingReportingOverflow(random % configuration.jitter)
            time = overflows ? .max : sum
        }
        return max(time, Self.shortest)
    }

    /// How long to wait after a failure: any time up to an interval that doubles with each failure in a row.
    mutating func afterFailure(random: UInt64) -> UInt64 {
        guard let failure = configuration.failureRefreshRate else { return max(configuration.refreshRate, 1_000_000) }
        let time = random % max(interval, 1)
        let (double, overflows) = interval.multipliedReportingOverflow(by: 2)
        interval = overflows ? failure.maxInterval : min(double, failure.maxInterval)
        return max(time, Self.shortest)
    }
}
