internal import RuntimeValues

/// What runtime keys say of the health checks of all clusters.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/upstream/cluster_manager/cluster_runtime
struct HealthCheckBounds: Sendable {
    /// In milliseconds.
    private let least: RuntimeNumber
    private let most: RuntimeNumber
    /// Of how many checks, in percent, the name of the service that answers is looked at.
    private let verified: RuntimeNumber

    init(_ runtime: LiveRuntime = LiveRuntime()) {
        least = runtime.number(0, at: "health_check.min_interval")
        most = runtime.number(.max, at: "health_check.max_interval")
        verified = runtime.number(100, at: "health_check.verify_cluster")
    }

    /// An interval, in nanoseconds, that keeps the bounds, of which the lower one is the stronger; at least a
    /// millisecond, so that the loop has time for others.
    func bound(_ interval: UInt64) -> UInt64 {
        max(1_000_000, Self.nanoseconds(least.current), min(interval, Self.nanoseconds(most.current)))
    }

    /// Whether a check with that random number looks at the name of the service that answers.
    func verifies(_ random: UInt64) -> Bool { verified.includes(random) }

    private static func nanoseconds(_ milliseconds: UInt64) -> UInt64 {
        let (time, overflow) = milliseconds.multipliedReportingOverflow(by: 1_000_000)
        return overflow ? .max : time
    }
}
