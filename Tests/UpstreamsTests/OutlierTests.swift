import Configuration
import EventLoops
import NetworkAddresses
import RuntimeValues
import Telemetry
import Testing

@testable import Upstreams

@Suite("Outlier detection")
struct OutlierTests {
    private func rates(
        _ volumes: [(total: UInt64, good: UInt64)], _ change: (inout OutlierDetectionConfiguration) -> Void = { _ in }
    ) -> OutlierRates {
        var configuration = OutlierDetectionConfiguration()
        configuration.successRate = .init(minimumHosts: 3, requestVolume: 10)
        configuration.failureRate = .init(minimumHosts: 3, requestVolume: 10)
        change(&configuration)
        let samples = volumes.enumerated().map { index, volume in
            OutlierRates.Sample(index: index, volume: OutlierVolume(total: volume.total, good: volume.good))
        }
        return OutlierRates(samples, hosts: volumes.count, OutlierRules(configuration))
    }

    @Test("An endpoint far below the mean is an outlier")
    func meanAndDeviation() {
        // Mean 75, deviation 43.3: with a factor of 1 what lies below 31.7 is an outlier.
        let found = rates([(100, 100), (100, 100), (100, 100), (100, 0)]) { $0.successRateFactor = 1000 }
        #expect(found.rates.average == 75)
        #expect(abs(found.rates.threshold - 31.7) < 0.01)
        #expect(found.slower == [3])
        #expect(found.failing == [3])
        #expect(found.known.map(\.rate) == [100, 100, 100, 0])
    }

    @Test("Without endpoints or requests enough nothing is compared")
    func tooFew() {
        #expect(rates([(100, 100), (100, 0)]).slower == [])
        #expect(rates([(100, 100), (100, 0)]).rates.average == -1)
        let idle = rates([(100, 100), (100, 100), (9, 0), (0, 0)])
        #expect(idle.slower == [] && idle.failing == [])
        #expect(idle.known.map(\.index) == [0, 1])
    }

    @Test("A rule speaks only where endpoints enough had requests enough for it, however many there are")
    func volumes() {
        let few = rates([(100, 100), (100, 0), (9, 9), (0, 0)]) { $0.successRateFactor = 500 }
        #expect(few.slower == [] && few.failing == [] && few.rates.average == -1)
        let enough = rates([(100, 100), (100, 0), (10, 10), (0, 0)]) { $0.successRateFactor = 500 }
        #expect(enough.slower == [1] && enough.failing == [1])
        // Each rule for itself.
        let one = rates([(100, 100), (100, 0), (9, 9), (0, 0)]) {
            $0.failureRate = .init(minimumHosts: 2, requestVolume: 50)
        }
        #expect(one.slower == [] && one.failing == [1] && one.rates.average == -1)
    }

    @Test("The threshold of failures counts from itself on", arguments: [(15, [2]), (16, [])] as [(UInt64, [Int])])
    func failures(good: UInt64, failing: [Int]) {
        #expect(rates([(100, 100), (100, 100), (100, good)]).failing == failing)
    }

    /// A cluster of so many endpoints with a detector on a loop whose clock stands still.
    private final class Fixture {
        let loop: EventLoop
        let cluster: Cluster
        let detector: OutlierDetector
        private(set) var changes = 0

        init(
            endpoints: UInt16, type: ClusterConfiguration.DiscoveryType = .static,
            runtime: LiveRuntime = LiveRuntime(),
            _ change: (inout OutlierDetectionConfiguration) -> Void
        ) throws {
            loop = try EventLoop(name: "test", clock: .manual(start: 0))
            var detection = OutlierDetectionConfiguration()
            detection.maxEjectionPercent = 100
            change(&detection)
            var configuration = ClusterConfiguration(
                name: "c", discoveryType: type,
                endpoints: [LocalityEndpoints(endpoints: (1...endpoints).map { makeEndpoint($0) })])
            configuration.outlierDetection = detection
            cluster = Cluster(configuration, workerCount: 2, registry: MetricRegistry(), runtime: runtime)
            var noted: () -> Void = {}
            let made = OutlierDetector(cluster, loop: loop, thread: 2, events: nil, seed: 1) { _ in noted() }
            detector = try #require(made)
            noted = { [unowned self] in self.changes += 1 }
            detector.start()
        }

        var monitor: OutlierMonitor { get throws { try #require(cluster.endpoints.all[0].outlier) } }
        var ejected: [Bool] { cluster.endpoints.all.map(\.isEjected) }

        func turn() { loop.runOnce(maximumWait: 0) }

        func pass(seconds: UInt64) {
            // A little more, since timers fire in ticks.
            loop.advanceClock(by: seconds * 1_000_000_000 + 100_000_000)
            turn()
            turn()
        }

        func counter(_ metric: OutlierMetric) -> UInt64 { cluster.outlierMetrics?.counter(metric.rawValue) ?? 0 }
    }

    @Test("Errors in a row, of all workers together, eject; the row begins anew with any good answer")
    func rows() throws {
        let fixture = try Fixture(endpoints: 2) { $0.consecutiveServerErrors = 3 }
        let monitor = try fixture.monitor
        for worker in [0, 1] { monitor.answered(status: 500, worker: worker) }
        monitor.answered(status: 404, worker: 0)
        for worker in [0, 1] { monitor.answered(status: 500, worker: worker) }
        fixture.turn()
        #expect(fixture.ejected == [false, false])
        monitor.answered(status: 503, worker: 1)
        fixture.turn()
        #expect(fixture.ejected == [true, false])
        #expect(fixture.changes == 1)
        #expect(fixture.cluster.endpoints.all.filter(\.isHealthy).map(\.index) == [1])
        #expect(fixture.counter(.enforcedConsecutive5xx) == 1)
    }

    // MARK: - Runtime keys

    private func runtime(_ numbers: [String: UInt64]) -> LiveRuntime {
        LiveRuntime { RuntimeEntry(number: numbers[String($0.dropFirst("outlier_detection.".count))]) }
    }

    @Test("Keys count before the configuration, as long as they stand")
    func keysOfRows() throws {
        let live = runtime(["consecutive_5xx": 2, "max_ejection_percent": 1000, "enforcing_consecutive_5xx": 1000])
        let fixture = try Fixture(endpoints: 2, runtime: live) {
            $0.consecutiveServerErrors = 9
            $0.maxEjectionPercent = 0
            $0.enforcing.serverErrors = 0
        }
        let monitor = try fixture.monitor
        monitor.answered(status: 500, worker: 0)
        monitor.answered(status: 500, worker: 1)
        fixture.turn()
        #expect(fixture.ejected == [true, false])
        fixture.cluster.endpoints.all[0].isEjected = false
        monitor.clearRows()
        live.publish { _ in RuntimeEntry() }
        for _ in 0..<9 { monitor.answered(status: 500, worker: 0) }
        fixture.turn()
        #expect(fixture.ejected == [false, false])
        #expect(fixture.counter(.overflow) == 1)
    }

    @Test("Each kind of row has its key, and each enforcement")
    func keysOfKinds() throws {
        let zero = runtime(["consecutive_gateway_failure": 1, "consecutive_local_origin_failure": 1])
        let rules = OutlierRules(OutlierDetectionConfiguration(), zero)
        #expect(rules.gatewayErrors == 1 && rules.localFailures == 1 && rules.serverErrors == 5)
        let names = [
            "consecutive_5xx", "consecutive_gateway_failure", "consecutive_local_origin_failure", "success_rate",
            "local_origin_success_rate", "failure_percentage", "failure_percentage_local_origin",
        ]
        let kinds: [OutlierKind] = [
            .serverErrors, .gatewayErrors, .localFailures, .successRate, .localSuccessRate, .failureRate,
            .localFailureRate,
        ]
        for (name, kind) in zip(names, kinds) {
            let rules = OutlierRules(OutlierDetectionConfiguration(), runtime(["enforcing_\(name)": 37]))
            #expect(kinds.filter { rules.enforcing($0) == 37 } == [kind])
        }
    }

    @Test("Keys of times are milliseconds, and too long ones never end")
    func keysOfTimes() throws {
        let fixture = try Fixture(
            endpoints: 2,
            runtime: runtime(["interval_ms": 5_000, "base_ejection_time_ms": 12_000, "max_ejection_time_ms": 1_000])
        ) { $0.consecutiveServerErrors = 1 }
        try fixture.monitor.answered(status: 500, worker: 0)
        fixture.turn()
        #expect(fixture.ejected[0])
        // The longest time is a second, which the first look at five finds over.
        fixture.pass(seconds: 5)
        #expect(!fixture.ejected[0])
        let rules = OutlierRules(
            OutlierDetectionConfiguration(),
            runtime([
                "interval_ms": 0, "base_ejection_time_ms": 1 << 63, "max_ejection_time_ms": .max - 1,
                "max_ejection_time_jitter_ms": 7,
            ]))
        #expect(rules.interval == 1_000_000 && rules.ejectionJitter == 7)
        #expect(rules.ejectionTime(times: 1) == .max && rules.ejectionTime(times: 2) == nil)
        #expect(rules.growthLimit == .max && rules.maxEjectionTime == .max)
    }

    @Test("Rates are compared as keys say")
    func keysOfRates() {
        func found(_ volumes: [(UInt64, UInt64)], _ numbers: [String: UInt64]) -> OutlierRates {
            let samples = volumes.enumerated().map { index, volume in
                OutlierRates.Sample(index: index, volume: OutlierVolume(total: volume.0, good: volume.1))
            }
            return OutlierRates(
                samples, hosts: volumes.count, OutlierRules(OutlierDetectionConfiguration(), runtime(numbers)))
        }
        let few: [(UInt64, UInt64)] = [(4, 4), (4, 4), (4, 2)]
        #expect(found(few, [:]).slower == [] && found(few, [:]).failing == [])
        let success: [String: UInt64] = ["success_rate_minimum_hosts": 3, "success_rate_request_volume": 4]
        // Mean 83.3, deviation 23.6.
        #expect(found(few, success).slower == [])
        #expect(found(few, success.merging(["success_rate_stdev_factor": 1000]) { $1 }).slower == [2])
        let failure: [String: UInt64] = [
            "failure_percentage_minimum_hosts": 3, "failure_percentage_request_volume": 4,
        ]
        #expect(found(few, failure).failing == [])
        #expect(found(few, failure.merging(["failure_percentage_threshold": 50]) { $1 }).failing == [2])
        #expect(found(few, failure.merging(["failure_percentage_minimum_hosts": 4]) { $1 }).failing == [])
    }

    // MARK: - Ejections

    @Test("An ejection lasts longer each time, and its end is looked for at each interval")
    func growth() throws {
        let fixture = try Fixture(endpoints: 2) {
            $0.consecutiveServerErrors = 1
            $0.interval = 10_000_000_000
            $0.baseEjectionTime = 15_000_000_000
        }
        func eject() throws {
            try fixture.monitor.answered(status: 500, worker: 0)
            fixture.turn()
            #expect(fixture.ejected[0])
        }
        try eject()
        fixture.pass(seconds: 10)
        #expect(fixture.ejected[0])
        fixture.pass(seconds: 10)
        #expect(!fixture.ejected[0])
        try eject()
        // One interval without ejection has taken one step back, so that it lasts as long as the first.
        fixture.pass(seconds: 10)
        #expect(fixture.ejected[0])
        fixture.pass(seconds: 10)
        #expect(!fixture.ejected[0])
    }

    @Test("An endpoint that moves while it is ejected is taken back all the same")
    func moves() throws {
        let fixture = try Fixture(endpoints: 1, type: .logicalDNS(NameResolutionConfiguration())) {
            $0.consecutiveServerErrors = 1
            $0.interval = 10_000_000_000
            $0.baseEjectionTime = 15_000_000_000
        }
        func move(to port: UInt16) {
            let description = EndpointDescription(
                address: .ip(.loopbackV4, port: port), EndpointConfiguration(address: "a.test", port: port),
                in: LocalityEndpoints())
            #expect(fixture.cluster.replaceEndpoints([description], at: 0))
        }
        move(to: 1)
        try fixture.monitor.answered(status: 500, worker: 0)
        fixture.turn()
        move(to: 2)
        #expect(fixture.ejected == [true])
        fixture.pass(seconds: 10)
        #expect(fixture.ejected == [true])
        fixture.pass(seconds: 10)
        #expect(fixture.ejected == [false] && fixture.cluster.endpoints.all[0].isHealthy)
    }

    @Test("No more than the greatest share is ejected, but one where that is asked for", arguments: [false, true])
    func cap(ejectsOne: Bool) throws {
        let fixture = try Fixture(endpoints: 3) {
            $0.consecutiveServerErrors = 1
            $0.maxEjectionPercent = 30
            $0.alwaysEjectsOne = ejectsOne
        }
        #expect((fixture.detector.inertness == nil) == ejectsOne)
        for endpoint in fixture.cluster.endpoints.all {
            endpoint.outlier?.answered(status: 500, worker: 0)
            fixture.turn()
        }
        #expect(fixture.ejected == [ejectsOne, false, false])
        #expect(fixture.counter(.overflow) == (ejectsOne ? 2 : 3))
    }

    @Test("Failures without an answer count apart only where that is asked for", arguments: [false, true])
    func localFailures(splits: Bool) throws {
        let fixture = try Fixture(endpoints: 2) {
            $0.splitsLocalFailures = splits
            $0.consecutiveLocalFailures = 2
            $0.consecutiveServerErrors = 2
        }
        let monitor = try fixture.monitor
        for _ in 0..<2 { monitor.failed(status: 503, worker: 0) }
        fixture.turn()
        #expect(fixture.counter(.enforcedConsecutive5xx) == (splits ? 0 : 1))
        #expect(fixture.counter(.enforcedConsecutiveLocalOriginFailure) == (splits ? 1 : 0))
    }

    @Test("What is not enforced is found and ejects nobody")
    func unenforced() throws {
        let fixture = try Fixture(endpoints: 2) {
            $0.consecutiveServerErrors = 1
            $0.enforcing.serverErrors = 0
        }
        try fixture.monitor.answered(status: 500, worker: 0)
        fixture.turn()
        #expect(fixture.ejected == [false, false])
        #expect(fixture.counter(.detectedConsecutive5xx) == 1 && fixture.counter(.enforcedTotal) == 0)
    }

    @Test("The rates of each interval are compared once it is over")
    func intervals() throws {
        let fixture = try Fixture(endpoints: 3) {
            $0.consecutiveServerErrors = 1000
            $0.successRate = .init(minimumHosts: 3, requestVolume: 10)
            $0.successRateFactor = 1000
        }
        for _ in 0..<20 {
            for (index, endpoint) in fixture.cluster.endpoints.all.enumerated() {
                endpoint.outlier?.answered(status: index == 0 ? 500 : 200, worker: index % 2)
            }
        }
        fixture.pass(seconds: 10)
        #expect(fixture.ejected == [true, false, false])
        #expect(try fixture.monitor.successRate == 0)
        fixture.pass(seconds: 10)
        #expect(try fixture.monitor.successRate == -1)
    }
}
