import Configuration
import RuntimeValues
import Testing

@testable import Upstreams

@Suite("What health checks come to")
struct HealthCheckStateTests {
    private typealias Outcome = HealthCheckState.Outcome

    /// An endpoint with its flags and its state.
    private struct Subject {
        var configuration = HealthCheckConfiguration(
            kind: .tcp(TCPHealthCheckConfiguration()), timeout: 1, interval: 10_000_000, unhealthyThreshold: 2,
            healthyThreshold: 2)
        var state = HealthCheckState()
        var flags: HealthFlags = .failedHealthCheck

        @discardableResult
        mutating func take(_ outcome: HealthCheckState.Outcome) -> HealthCheckState.Verdict {
            let verdict = state.take(outcome, flags: flags, configuration)
            flags = flags.subtracting(verdict.removing).union(verdict.adding)
            return verdict
        }
    }

    private let success = Outcome.success(isDegraded: false)
    private let network = Outcome.failure(.network, isRetriable: false)
    private let bad = Outcome.failure(.answer(status: 500), isRetriable: false)
    private let retriable = Outcome.failure(.answer(status: 503), isRetriable: true)

    @Test("The first success suffices; after a failure it takes as many as the threshold says")
    func becomesHealthy() {
        var quick = Subject()
        #expect(quick.take(success).events == [.becameHealthy(isFirst: true)])
        #expect(quick.flags == [])
        var slow = Subject()
        #expect(slow.take(network).events == [.failed(.network, isFirst: true)])
        #expect(slow.take(success).transition == .pending)
        #expect(slow.take(network).transition == .unchanged)
        #expect(slow.take(success).transition == .pending)
        let verdict = slow.take(success)
        #expect(verdict.transition == .changed && verdict.events == [.becameHealthy(isFirst: false)])
    }

    @Test("Broken connections and retriable answers count up to the threshold, bad answers at once")
    func becomesUnhealthy() {
        for failure in [network, retriable] {
            var subject = Subject()
            subject.take(success)
            #expect(subject.take(failure).transition == .pending && subject.flags == [])
            subject.take(success)
            #expect(subject.take(failure).transition == .pending)
            #expect(subject.take(failure).transition == .changed && subject.flags == .failedHealthCheck)
        }
        var subject = Subject()
        subject.take(success)
        let verdict = subject.take(bad)
        #expect(verdict.transition == .changed && verdict.events == [.ejected(.answer(status: 500))])
    }

    @Test("A timeout that makes an endpoint unhealthy is remembered until another outcome")
    func timeouts() {
        var subject = Subject()
        subject.configuration.unhealthyThreshold = 1
        subject.take(success)
        subject.take(.failure(.timeout, isRetriable: false))
        #expect(subject.flags == [.failedHealthCheck, .timedOut])
        subject.take(network)
        #expect(subject.flags == .failedHealthCheck)
    }

    @Test("Degraded answers mark a healthy endpoint, others take the mark away")
    func degraded() {
        var subject = Subject()
        #expect(subject.take(.success(isDegraded: true)).events == [.becameHealthy(isFirst: true), .degraded])
        #expect(subject.flags == .degradedByHealthCheck)
        #expect(subject.take(.success(isDegraded: true)) == HealthCheckState.Verdict())
        let verdict = subject.take(success)
        #expect(verdict.transition == .changed && verdict.events == [.noLongerDegraded])
    }

    @Test("An answer to a request fails and excludes the endpoint at once, until it is healthy again")
    func passive() {
        var subject = Subject()
        subject.take(success)
        subject.take(.failure(.passive, isRetriable: false))
        #expect(subject.flags == [.failedHealthCheck, .excludedAtOnce])
        subject.take(success)
        subject.take(success)
        #expect(subject.flags == [])
    }

    @Test("An endpoint that waits for its first check stops waiting with any outcome")
    func waiting() {
        for outcome in [success, network] {
            var subject = Subject()
            subject.flags = [.failedHealthCheck, .awaitsHealthCheck]
            #expect(subject.take(outcome).transition == .changed)
            #expect(!subject.flags.contains(.awaitsHealthCheck))
        }
    }

    @Test("Successes and failures are written where that is asked for")
    func events() {
        var subject = Subject()
        subject.configuration.logsSuccesses = true
        subject.configuration.logsFailures = true
        #expect(subject.take(success).events == [.becameHealthy(isFirst: true), .succeeded])
        #expect(subject.take(success).events == [.succeeded])
        #expect(subject.take(network).events == [.failed(.network, isFirst: false)])
        #expect(subject.take(network).events == [.ejected(.network), .failed(.network, isFirst: false)])
    }

    @Test("Each situation has its interval, and jitter only adds")
    func intervals() {
        var configuration = Subject().configuration
        configuration.interval = 10_000_000
        configuration.healthyEdgeInterval = 20_000_000
        configuration.unhealthyInterval = 30_000_000
        configuration.unhealthyEdgeInterval = 40_000_000
        configuration.noTrafficInterval = 50_000_000
        configuration.noTrafficHealthyInterval = 60_000_000
        var random = FastRandom(seed: 1)
        func interval(_ isSuccess: Bool, _ transition: HealthCheckState.Transition, _ hasTraffic: Bool) -> UInt64 {
            HealthCheckState.interval(
                after: isSuccess, transition, hasTraffic: hasTraffic, configuration, HealthCheckBounds(),
                random: &random) / 1_000_000
        }
        #expect(interval(true, .unchanged, true) == 10 && interval(true, .changed, true) == 10)
        #expect(interval(true, .pending, true) == 20 && interval(false, .changed, true) == 30)
        #expect(interval(false, .pending, true) == 40 && interval(true, .changed, false) == 60)
        #expect(interval(true, .pending, false) == 50 && interval(false, .unchanged, false) == 50)
        configuration.intervalJitter = 7_000_000
        configuration.intervalJitterPercent = 50
        let jittered = (0..<500).map { _ in interval(true, .unchanged, true) }
        #expect(jittered.allSatisfy { 10...22 ~= $0 } && Set(jittered).count > 6)
        let live = LiveRuntime { _ in RuntimeEntry() }
        let bounds = HealthCheckBounds(live)
        func publish(_ numbers: [String: UInt64]) {
            live.publish { RuntimeEntry(number: numbers[String($0.dropFirst("health_check.".count))]) }
        }
        #expect(bounds.bound(5_000_000) == 5_000_000 && bounds.verifies(99))
        publish(["min_interval": 7])
        #expect(bounds.bound(5_000_000) == 7_000_000 && bounds.bound(8_000_000) == 8_000_000)
        publish(["max_interval": 3])
        #expect(bounds.bound(5_000_000) == 3_000_000)
        // The lower bound is the stronger one.
        publish(["min_interval": 4, "max_interval": 3, "verify_cluster": 50])
        #expect(bounds.bound(5_000_000) == 4_000_000)
        #expect(bounds.verifies(149) && !bounds.verifies(150))
        publish(["min_interval": 1 << 62, "max_interval": 0])
        #expect(bounds.bound(5_000_000) == .max)
        publish(["max_interval": 0])
        #expect(bounds.bound(5_000_000) == 1_000_000)
        configuration.interval = 0
        configuration.intervalJitter = 0
        #expect(
            HealthCheckState.interval(
                after: true, .unchanged, hasTraffic: true, configuration, HealthCheckBounds(), random: &random)
                == 1_000_000)
    }
}
