import Configuration
import LoopTesting
import NetworkAddresses
import Synchronization
import Telemetry
import Testing

@testable import EventLoops
@testable import Upstreams

/// What the names of a test stand for; a name without an entry fails.
private final class Names: Sendable {
    private let answers = Mutex<[String: Result<NameAnswer, LookupFailure>]>([:])

    func set(_ name: String, _ addresses: IPAddress..., timeToLive: UInt32? = nil) {
        answers.withLock { $0[name] = .success(NameAnswer(addresses: addresses, timeToLive: timeToLive)) }
    }

    func fail(_ name: String, _ failure: LookupFailure) { answers.withLock { $0[name] = .failure(failure) } }

    func ask(_ question: NameQuestion) -> Result<NameAnswer, LookupFailure> {
        answers.withLock { $0[question.name] ?? .failure(.failed("no answer was given")) }
    }
}

/// A cluster of names on a loop whose clock stands still until it is moved.
private final class ResolutionFixture {
    let loop: EventLoop
    let names = Names()
    let cluster: Cluster
    let resolver: NameResolver
    let resolution: EndpointResolution
    private(set) var changes = 0
    private(set) var isWarm = false

    init(
        _ type: (NameResolutionConfiguration) -> ClusterConfiguration.DiscoveryType,
        _ configuration: NameResolutionConfiguration = NameResolutionConfiguration(), hosts: [String]
    ) throws {
        loop = try EventLoop(name: "test", clock: .manual(start: 0))
        cluster = Cluster(
            ClusterConfiguration(
                name: "c", discoveryType: type(configuration),
                endpoints: [LocalityEndpoints(endpoints: hosts.map { EndpointConfiguration(address: $0, port: 80) })]),
            workerCount: 1, registry: MetricRegistry())
        resolver = try NameResolver(threads: 1, asking: names.ask)
        let writer = try LogWriter()
        guard case .success(let sink) = writer.open(.file("/dev/null")) else { throw CancellationError() }
        var changed: () -> Void = {}
        resolution = try #require(
            EndpointResolution(
                cluster, resolver: resolver, loop: loop, thread: 1, log: Log(sink: sink, level: .off), seed: 1
            ) { _ in changed() })
        changed = { [unowned self] in self.changes += 1 }
    }

    deinit { resolver.close() }

    func start() { resolution.start { [unowned self] in self.isWarm = true } }

    func counter(_ metric: ClusterMetric) -> Int { Int(cluster.metrics.counter(metric.rawValue)) }

    /// Turns until so many questions were asked and answered.
    func turn(untilAnswered count: Int) {
        loop.turn { counter(.updateSuccess) + counter(.updateFailure) >= count }
        #expect(counter(.updateSuccess) + counter(.updateFailure) == count)
    }

    /// Moves the clock, lets timers fire, and waits for the answers to so many questions in all.
    func pass(_ seconds: UInt64, answers: Int) {
        loop.advanceClock(by: seconds * 1_000_000_000)
        loop.runOnce(maximumWait: 0)
        turn(untilAnswered: answers)
    }

    var addresses: [String] { cluster.endpoints.all.map(\.address.description) }
}

@Suite("Clusters that resolve names")
struct EndpointResolutionTests {
    private typealias Fixture = ResolutionFixture
    private let one = IPAddress(192, 0, 2, 1)
    private let two = IPAddress(192, 0, 2, 2)

    @Test("The addresses of all names are the endpoints, and follow them at the refresh rate")
    func follows() throws {
        let fixture = try Fixture({ .strictDNS($0) }, hosts: ["a", "b", "192.0.2.9"])
        fixture.names.set("a", one)
        fixture.names.set("b", two, one)
        fixture.start()
        fixture.turn(untilAnswered: 3)
        #expect(Set(fixture.addresses) == ["192.0.2.1:80", "192.0.2.2:80", "192.0.2.9:80"])
        #expect(fixture.cluster.endpoints.all.count == 4 && fixture.isWarm && fixture.changes == 3)
        fixture.names.set("b", two)
        fixture.pass(4, answers: 3)
        #expect(fixture.cluster.endpoints.all.count == 4, "not before its time")
        fixture.pass(2, answers: 6)
        #expect(fixture.cluster.endpoints.all.count == 3 && fixture.changes == 4)
        #expect(fixture.counter(.updateAttempt) == 6 && fixture.counter(.updateNoRebuild) == 2)
        #expect(fixture.counter(.membershipChange) == 4)
    }

    @Test("No failure empties a cluster, and each is counted", arguments: [true, false])
    func failuresKeep(isLogical: Bool) throws {
        let fixture = try Fixture({ isLogical ? .logicalDNS($0) : .strictDNS($0) }, hosts: ["a"])
        fixture.names.set("a", one)
        fixture.start()
        fixture.turn(untilAnswered: 1)
        for (number, failure) in [LookupFailure.timedOut, .failed("x"), .queueFull, .noAddress].enumerated() {
            fixture.names.fail("a", failure)
            fixture.pass(6, answers: 2 + number)
            #expect(fixture.addresses == ["192.0.2.1:80"])
        }
        #expect(fixture.counter(.updateFailure) == (isLogical ? 4 : 3))
        #expect(fixture.counter(.updateEmpty) == (isLogical ? 0 : 1))
        fixture.names.set("a", two)
        fixture.pass(6, answers: 6)
        #expect(fixture.addresses == ["192.0.2.2:80"])
    }

    @Test("A cluster is warm when every name was answered, well or ill")
    func warm() throws {
        let fixture = try Fixture({ .strictDNS($0) }, hosts: ["a", "b"])
        fixture.names.set("b", one)
        #expect(fixture.resolution.waitsForWarmUp)
        fixture.start()
        #expect(!fixture.isWarm)
        fixture.turn(untilAnswered: 2)
        #expect(fixture.isWarm && fixture.addresses == ["192.0.2.1:80"])
    }

    @Test("Without names there is nothing to wait for")
    func noNames() throws {
        let fixture = try Fixture({ .strictDNS($0) }, hosts: [])
        fixture.start()
        #expect(fixture.isWarm)
    }

    @Test("Times to live and failure rates have their own times")
    func times() throws {
        let configuration = NameResolutionConfiguration(
            refreshRate: 100_000_000_000,
            failureRefreshRate: .init(baseInterval: 1_000_000_000, maxInterval: 1_000_000_000),
            respectsTimeToLive: true)
        let fixture = try Fixture({ .strictDNS($0) }, configuration, hosts: ["a"])
        fixture.names.set("a", one, timeToLive: 9)
        fixture.start()
        fixture.turn(untilAnswered: 1)
        fixture.pass(8, answers: 1)
        fixture.names.fail("a", .failed("x"))
        fixture.pass(2, answers: 2)
        fixture.pass(2, answers: 3)
        #expect(fixture.counter(.updateFailure) == 2)
    }

    @Test("A stopped resolution asks no more")
    func stops() throws {
        let fixture = try Fixture({ .strictDNS($0) }, hosts: ["a"])
        fixture.names.set("a", one)
        fixture.start()
        fixture.turn(untilAnswered: 1)
        fixture.resolution.stop()
        fixture.pass(600, answers: 1)
        #expect(fixture.counter(.updateAttempt) == 1)
    }

    @Test("A cluster with addresses has nothing to resolve")
    func staticCluster() throws {
        let loop = try EventLoop(name: "test")
        let resolver = try NameResolver(threads: 1)
        let writer = try LogWriter()
        guard case .success(let sink) = writer.open(.file("/dev/null")) else { return }
        let cluster = Cluster(ClusterConfiguration(name: "c"), workerCount: 1, registry: MetricRegistry())
        let resolution = EndpointResolution(
            cluster, resolver: resolver, loop: loop, thread: 1, log: Log(sink: sink), seed: 1
        ) { _ in }
        #expect(resolution == nil)
        resolver.close()
    }
}
