internal import Configuration

/// Why a check failed, or what else said that an endpoint is not well.
enum HealthCheckFailure: Sendable, Equatable {
    /// The answer was not what it has to be; the status of an HTTP answer.
    case answer(status: UInt16)
    /// There was no connection, or it broke.
    case network
    /// There was no answer in time.
    case timeout
    /// An answer to a request said so (`x-envoy-immediate-health-check-fail`).
    case passive

    /// As events name it.
    var name: StaticString {
        switch self {
        case .answer: "ACTIVE"
        case .network: "NETWORK"
        case .timeout: "NETWORK_TIMEOUT"
        case .passive: "PASSIVE"
        }
    }
}

/// What the checks of one endpoint have come to: a value, fed with outcomes.
///
/// ```
///            healthyThreshold successes, or the first check
///   failed ─────────────────────────────────────────────────▶ healthy
///          ◀───────────────────────────────────────────────── ⇅ degraded, as the answers say
///            unhealthyThreshold failures, or a bad answer
/// ```
/// Source: https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/upstream/health_checking
struct HealthCheckState {
    /// How a check ended.
    enum Outcome: Equatable {
        case success(isDegraded: Bool)
        /// `isRetriable`: it takes several in a row to make the endpoint unhealthy.
        case failure(HealthCheckFailure, isRetriable: Bool)
    }

    /// Whether the endpoint's health is another now, or is about to be.
    enum Transition: Equatable {
        case unchanged, pending, changed
    }

    /// Something that is written to the event log.
    enum Event: Equatable {
        case ejected(HealthCheckFailure)
        case becameHealthy(isFirst: Bool)
        case failed(HealthCheckFailure, isFirst: Bool)
        case succeeded
        case degraded
        case noLongerDegraded
    }

    /// What follows from an outcome.
    struct Verdict: Equatable {
        var transition = Transition.unchanged
        var adding: HealthFlags = []
        var removing: HealthFlags = []
        var events: [Event] = []
    }

    private var successes: UInt32 = 0
    private var failures: UInt32 = 0
    private(set) var isFirst = true

    /// Takes an outcome of an endpoint that has these flags so far.
    mutating func take(
        _ outcome: Outcome, flags: HealthFlags, _ configuration: HealthCheckConfiguration
    ) -> Verdict {
        var verdict = Verdict()
        switch outcome {
        case .success(let isDegraded): succeed(isDegraded, flags, configuration, &verdict)
        case .failure(let failure, let isRetriable): fail(failure, isRetriable, flags, configuration, &verdict)
        }
        if flags.contains(.awaitsHealthCheck) {
            verdict.removing.insert(.awaitsHealthCheck)
            verdict.transition = .changed
        }
        isFirst = false
        return verdict
    }

    private mutating func succeed(
        _ isDegraded: Bool, _ flags: HealthFlags, _ configuration: HealthCheckConfiguration,
        _ verdict: inout Verdict
    ) {
        failures = 0
        if flags.contains(.failedHealthCheck) {
            successes &+= 1
            if isFirst || successes >= configuration.healthyThreshold {
                verdict.removing.formUnion([.failedHealthCheck, .timedOut, .excludedAtOnce])
                verdict.transition = .changed
                verdict.events.append(.becameHealthy(isFirst: isFirst))
            } else {
                verdict.transition = .pending
            }
        }
        if configuration.logsSuccesses { verdict.events.append(.succeeded) }
        guard isDegraded != flags.contains(.degradedByHealthCheck) else { return }
        if isDegraded {
            verdict.adding.insert(.degradedByHealthCheck)
        } else {
            verdict.removing.insert(.degradedByHealthCheck)
        }
        verdict.events.append(isDegraded ? .degraded : .noLongerDegraded)
        if verdict.transition == .unchanged { verdict.transition = .changed }
    }

    private mutating func fail(
        _ failure: HealthCheckFailure, _ isRetriable: Bool, _ flags: HealthFlags,
        _ configuration: HealthCheckConfiguration, _ verdict: inout Verdict
    ) {
        successes = 0
        let counts = isRetriable || failure == .network || failure == .timeout
        if !flags.contains(.failedHealthCheck) {
            failures &+= 1
            if !counts || failures >= configuration.unhealthyThreshold {
                verdict.adding.insert(.failedHealthCheck)
                verdict.transition = .changed
                verdict.events.append(.ejected(failure))
            } else {
                verdict.transition = .pending
            }
        }
        let isFailed = flags.union(verdict.adding).contains(.failedHealthCheck)
        if failure == .timeout && isFailed {
            verdict.adding.insert(.timedOut)
        } else if flags.contains(.timedOut) {
            verdict.removing.insert(.timedOut)
        }
        if failure == .passive { verdict.adding.insert(.excludedAtOnce) }
        if isFirst || configuration.logsFailures { verdict.events.append(.failed(failure, isFirst: isFirst)) }
    }

    /// How long after an outcome the next check comes, in nanoseconds. `hasTraffic`: the cluster has had a connection.
    static func interval(
        after isSuccess: Bool, _ transition: Transition, hasTraffic: Bool,
        _ configuration: HealthCheckConfiguration, _ bounds: HealthCheckBounds, random: inout FastRandom
    ) -> UInt64 {
        let base: UInt64
        switch (hasTraffic, isSuccess, transition == .pending) {
        case (true, true, false): base = configuration.interval
        case (true, true, true): base = configuration.healthyEdgeInterval
        case (true, false, false): base = configuration.unhealthyInterval
        case (true, false, true): base = configuration.unhealthyEdgeInterval
        case (false, true, false): base = configuration.noTrafficHealthyInterval
        case (false, _, _): base = configuration.noTrafficInterval
        }
        return bounds.bound(jittered(base, configuration, random: &random))
    }

    /// An interval with what is added by chance.
    private static func jittered(
        _ base: UInt64, _ configuration: HealthCheckConfiguration, random: inout FastRandom
    ) -> UInt64 {
        let (part, overflows) = base.multipliedReportingOverflow(by: UInt64(configuration.intervalJitterPercent))
        let share = overflows ? base : part / 100
        var result = base
        for most in [share, configuration.intervalJitter] where most > 0 {
            let (sum, overflows) = result.addingReportingOverflow(random.next() % most)
            result = overflows ? .max : sum
        }
        return result
    }
}
