internal import Configuration
internal import Synchronization

/// What is known about an endpoint's health beyond its configuration. The main loop alone writes it, and then asks the
/// cluster for the set that follows (`Cluster.healthChanged`); every thread may read.
public struct HealthFlags: OptionSet, Sendable {
    /// The bits.
    public let rawValue: UInt32

    /// Flags of these bits.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Its health checks fail.
    public static let failedHealthCheck = HealthFlags(rawValue: 1)
    /// It is ejected by outlier detection.
    public static let ejected = HealthFlags(rawValue: 2)
    /// Its health checks say that it is degraded.
    public static let degradedByHealthCheck = HealthFlags(rawValue: 4)
    /// It waits for its first health check, and counts for nothing until then.
    public static let awaitsHealthCheck = HealthFlags(rawValue: 8)
    /// It has asked for no more requests by an answer (`x-envoy-immediate-health-check-fail`), and counts for nothing.
    public static let excludedAtOnce = HealthFlags(rawValue: 16)
    /// Its last health check took too long.
    public static let timedOut = HealthFlags(rawValue: 32)
    /// It is gone from its source and is used only as long as its health checks succeed.
    public static let leaving = HealthFlags(rawValue: 64)
}

extension Endpoint {
    /// Whether requests may go to it.
    public enum Health: Sendable {
        /// They may.
        case healthy
        /// They may, when the healthy ones are too few.
        case degraded
        /// They may not, unless too few of its priority are healthy.
        case unhealthy
    }

    /// What is known about its health beyond its configuration.
    public var healthFlags: HealthFlags { HealthFlags(rawValue: currentFlags.load(ordering: .relaxed)) }

    /// Adds and takes away flags. Main loop only.
    /// - Returns: whether its health, or whether it counts, is another now.
    @discardableResult
    public func changeHealth(adding: HealthFlags = [], removing: HealthFlags = []) -> Bool {
        let before = (health, isExcluded)
        currentFlags.store(healthFlags.subtracting(removing).union(adding).rawValue, ordering: .relaxed)
        return before != (health, isExcluded)
    }

    /// Its health: what is checked counts before what the configuration says.
    public var health: Health {
        let flags = healthFlags
        if !flags.isDisjoint(with: [.failedHealthCheck, .ejected]) { return .unhealthy }
        switch configuredHealth {
        case .unhealthy, .draining, .timeout: return .unhealthy
        case .degraded: return .degraded
        case .unknown, .healthy: return flags.contains(.degradedByHealthCheck) ? .degraded : .healthy
        }
    }

    /// Whether requests may go to it at any time.
    public var isHealthy: Bool { health == .healthy }

    /// Whether it stays while its health checks succeed, although its source does not name it any more.
    var isKeptWhileHealthy: Bool { !healthCheck.isDisabled && !healthFlags.contains(.failedHealthCheck) }

    /// Whether it counts for nothing, not even in the size of its priority.
    public var isExcluded: Bool {
        configuredHealth == .draining || !healthFlags.isDisjoint(with: [.awaitsHealthCheck, .excludedAtOnce])
    }
}
