internal import Configuration
internal import EventLoops
internal import Telemetry

/// The checks of one endpoint, one after the other, and what they have come to. Confined to the main loop.
final class HealthCheckSession: TimerOwner {
    let endpoint: Endpoint
    private unowned let checker: HealthChecker
    private let configuration: HealthCheckConfiguration
    private let probe: HealthProbe
    private var state = HealthCheckState()
    private let intervalTimer: LoopTimer
    private let timeoutTimer: LoopTimer
    /// Where checks are counted.
    var metrics: MetricBlock { checker.metrics }

    /// What the checker's gauges count it as; nobody, before they do.
    var countedAs: HealthFlags = .failedHealthCheck

    private enum Kind: UInt8 {
        case interval, timeout
    }

    /// With `predecessor` it continues the checks of an endpoint that has moved.
    init(_ target: HealthProbe.Target, checker: HealthChecker, succeeding predecessor: HealthCheckSession? = nil) {
        if let predecessor { state = predecessor.state }
        endpoint = target.endpoint
        self.checker = checker
        configuration = target.configuration
        probe = HealthProbe.make(target)
        intervalTimer = LoopTimer(loop: target.loop, kind: Kind.interval.rawValue)
        timeoutTimer = LoopTimer(loop: target.loop, kind: Kind.timeout.rawValue)
        super.init()
        intervalTimer.owner = self
        timeoutTimer.owner = self
        probe.session = self
    }

    /// How long until its next check, in nanoseconds; 0 while one is under way.
    var pause: UInt64 { intervalTimer.isArmed ? intervalTimer.deadline - min(intervalTimer.deadline, loop.now) : 0 }

    private var loop: EventLoop { intervalTimer.loop }

    /// Whether no check has ended yet.
    var isFirst: Bool { state.isFirst }

    /// Whether this check looks at the name of the service that answers.
    func verifiesService() -> Bool { checker.verifiesService() }

    /// Begins, after `delay` nanoseconds.
    func start(after delay: UInt64) {
        if delay == 0 { check() } else { intervalTimer.arm(after: delay) }
    }

    /// Ends; nothing is heard any more.
    func stop() {
        probe.session = nil
        probe.abandon()
        intervalTimer.cancel()
        timeoutTimer.cancel()
    }

    private func check() {
        metrics.increment(HealthCheckMetric.attempt)
        timeoutTimer.arm(after: configuration.timeout)
        probe.begin()
    }

    override func timerFired(_ kind: UInt8) {
        if kind == Kind.interval.rawValue { return check() }
        probe.abandon()
        answered(.failure(.timeout, isRetriable: false))
    }

    /// A check has ended.
    func answered(_ outcome: HealthCheckState.Outcome) {
        timeoutTimer.cancel()
        let verdict = take(outcome)
        let isSuccess = if case .success = outcome { true } else { false }
        // It may end this session.
        intervalTimer.arm(after: checker.interval(after: isSuccess, verdict.transition))
        checker.publish(self, verdict)
        let flags = endpoint.healthFlags
        if isSuccess && flags.contains(.ejected) && !flags.contains(.failedHealthCheck) {
            endpoint.outlier?.foundWell()
        }
    }

    /// An answer to a request said that the endpoint is not well; the next check comes when it would have come.
    func failAtOnce() {
        let verdict = take(.failure(.passive, isRetriable: false))
        checker.publish(self, verdict)
    }

    private func take(_ outcome: HealthCheckState.Outcome) -> HealthCheckState.Verdict {
        switch outcome {
        case .success: metrics.increment(HealthCheckMetric.success)
        case .failure(let failure, _):
            metrics.increment(HealthCheckMetric.failure)
            switch failure {
            case .network, .timeout: metrics.increment(HealthCheckMetric.networkFailure)
            case .passive: metrics.increment(HealthCheckMetric.passiveFailure)
            case .answer: break
            }
        }
        return state.take(outcome, flags: endpoint.healthFlags, configuration)
    }
}
