import Configuration
import EventLoops
import NetworkAddresses
import Telemetry
import Testing
import Transports

@testable import Upstreams

/// Endpoints that clients name.
@Suite struct OriginalDestinationsTests {
    private static let second: UInt64 = 1_000_000_000

    /// A cluster on a loop whose clock stands still, and one worker's part of it.
    private final class Fixture {
        let loop: EventLoop
        let cluster: Cluster
        let worker: WorkerCluster
        private(set) var told = 0

        init(
            cleanupInterval: UInt64 = 5 * second, outliers: OutlierDetectionConfiguration? = nil,
            told header: UpstreamProxyProtocolConfiguration? = nil
        ) throws {
            loop = try EventLoop(name: "test", clock: .manual(start: second))
            var rule = OriginalDestinationConfiguration()
            rule.cleanupInterval = cleanupInterval
            var configuration = ClusterConfiguration(
                name: "c", discoveryType: .originalDestination(rule), endpoints: [])
            configuration.outlierDetection = outliers
            configuration.proxyProtocol = header
            cluster = Cluster(configuration, workerCount: 1, registry: MetricRegistry())
            worker = WorkerCluster(cluster, loop: loop, workerIndex: 0, seed: 1)
        }

        @discardableResult
        func pool(_ port: UInt16, for origin: ConnectionOrigin? = nil) throws -> EndpointPool {
            var choice = EndpointChoice()
            choice.destination = .ip(IPAddress(v4: 0x7f00_0001), port: port)
            choice.terms.origin = origin
            let pool = worker.pick(priority: .default, choice)
            return try #require(pool)
        }

        func pass(_ seconds: UInt64) {
            loop.advanceClock(by: seconds * second + second / 10)
            loop.runOnce(maximumWait: 0)
        }

        var addresses: [String] { cluster.allEndpoints.map { "\($0.address)" } }

        func statistic(_ metric: ClusterMetric) -> UInt64 { cluster.metrics.counter(metric.rawValue) }
    }

    @Test("An endpoint that was not used for a whole cleanup interval goes", arguments: [5, 60] as [UInt64])
    func cleanup(interval: UInt64) throws {
        let fixture = try Fixture(cleanupInterval: interval * Self.second)
        try fixture.pool(1)
        try fixture.pool(2)
        fixture.pass(interval)
        #expect(fixture.addresses == ["127.0.0.1:1", "127.0.0.1:2"])
        try fixture.pool(2)
        fixture.pass(interval - 1)
        #expect(fixture.addresses.count == 2)
        fixture.pass(1)
        #expect(fixture.addresses == ["127.0.0.1:2"])
    }

    @Test("Watched endpoints are told of once until somebody looks, and are chosen whatever was found")
    func watched() throws {
        var detection = OutlierDetectionConfiguration()
        detection.maxEjectionPercent = 100
        detection.consecutiveServerErrors = 1
        let fixture = try Fixture(outliers: detection)
        let detector = try #require(
            OutlierDetector(fixture.cluster, loop: fixture.loop, thread: 1, events: nil, seed: 1) { _ in })
        let counter = LoopBound(Counter(), loop: fixture.loop)
        fixture.cluster.setDestinationWatcher { counter.value.count += 1 }
        detector.start()
        let calls = counter.value.count
        fixture.cluster.takeDestinations()
        let pool = try fixture.pool(1)
        try fixture.pool(2)
        #expect(counter.value.count == calls + 1)
        fixture.cluster.takeDestinations()
        detector.collect()
        #expect(fixture.cluster.allEndpoints.count { $0.isHealthy } == 2)
        try #require(pool.outlier).answered(status: 500, worker: 0)
        fixture.loop.runOnce(maximumWait: 0)
        #expect(fixture.cluster.allEndpoints.map(\.isEjected) == [true, false])
        #expect(try fixture.pool(1) === pool)
        // As for other clusters, connections from before are not used any more.
        fixture.worker.refresh()
        let next = try fixture.pool(1)
        #expect(next !== pool && pool.isDraining && !next.isDraining)
        fixture.worker.refresh()
        #expect(try fixture.pool(1) === next)
        detector.stop()
    }

    private final class Counter {
        var count = 0
    }

    @Test("Connections that tell of one client serve no other")
    func origins() throws {
        let fixture = try Fixture(told: UpstreamProxyProtocolConfiguration())
        func origin(_ port: UInt16, value: UInt8) -> ConnectionOrigin {
            let address = IPAddress(v4: 0x7f00_0001)
            return ConnectionOrigin(
                ProxyProtocolHeader.Addresses(
                    source: .ip(address, port: port), destination: .ip(address, port: 9)),
                values: [ProxyProtocolHeader.TypedValue(type: 1, value: [value])])
        }
        let first = try fixture.pool(1, for: origin(1, value: 1))
        #expect(try fixture.pool(1, for: origin(1, value: 2)) === first)
        #expect(try fixture.pool(1, for: origin(2, value: 1)) !== first)
        #expect(try fixture.pool(1) !== first)
    }
}
