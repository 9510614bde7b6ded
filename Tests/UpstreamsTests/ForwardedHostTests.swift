import Configuration
import HTTPSemantics
import LoopTesting
import NetworkAddresses
import Synchronization
import Telemetry
import Testing

@testable import EventLoops
@testable import Upstreams

@Suite("Hosts that requests ask for")
struct ForwardedHostTests {
    private func host(_ authority: String, isSecured: Bool = false) -> ForwardedHost {
        var headers = HeaderMap()
        headers.append(.authority, Array(authority.utf8))
        return ForwardedHost(of: headers, isSecured: isSecured)
    }

    @Test(
        "A host without a port means the usual one",
        arguments: [
            ("a.test", "a.test:80"), ("a.test:81", "a.test:81"), ("A.Test:81", "A.Test:81"), ("1.2.3.4", "1.2.3.4:80"),
            ("[::1]", "[::1]:80"), ("[::1]:8", "[::1]:8"), ("", ":80"),
        ])
    func keys(authority: String, key: String) {
        #expect(host(authority).key == key)
        #expect(host("a.test", isSecured: true).key == "a.test:443")
    }

    @Test(
        "What is asked for has no brackets, and its port is one",
        arguments: [
            ("a.test:81", "a.test", 81), ("[::1]:8", "::1", 8), ("a:0", nil, 0), ("a:65536", nil, 0), (":80", nil, 0),
            ("a:", nil, 0), ("a:x", nil, 0), ("a:+1", nil, 0), ("[]:1", nil, 0),
        ] as [(String, String?, UInt16)])
    func questions(key: String, name: String?, port: UInt16) {
        let question = ForwardedHost(key: key).question
        #expect(question?.name == name && (question?.port ?? 0) == port)
    }

    // MARK: - The cache

    private final class Fixture {
        let loop: EventLoop
        let registry = MetricRegistry()
        let cluster: Cluster
        let resolution: HostResolution
        private let answers: Answers
        private(set) var changes = 0

        final class Answers: Sendable {
            let table = Mutex<[String: Result<NameAnswer, LookupFailure>]>([:])
            let asked = Mutex<[String]>([])
        }

        init(_ change: (inout HostCacheConfiguration) -> Void = { _ in }) throws {
            loop = try EventLoop(name: "test", clock: .manual(start: 1_000))
            var configuration = HostCacheConfiguration(name: "names")
            change(&configuration)
            let cache = HostCache(configuration, registry: registry)
            cluster = Cluster(
                ClusterConfiguration(name: "c", discoveryType: .forwarding(configuration)), workerCount: 1,
                registry: registry, hostCache: cache)
            let answers = Answers()
            self.answers = answers
            let resolver = try NameResolver(threads: 1) { question in
                answers.asked.withLock { $0.append(question.name) }
                return answers.table.withLock { $0[question.name] } ?? .failure(.noAddress)
            }
            var noted: () -> Void = {}
            resolution = HostResolution(cache, resolver: resolver, loop: loop, thread: 1, seed: 1) { _ in noted() }
            noted = { [unowned self] in changes += 1 }
            resolution.add(cluster)
        }

        var cache: HostCache { get throws { try #require(cluster.hostCache) } }

        func say(_ name: String, _ answer: Result<NameAnswer, LookupFailure>) {
            answers.table.withLock { $0[name] = answer }
        }

        var asked: [String] { answers.asked.withLock { $0 } }

        /// Asks, and runs the loop until there is an answer.
        func ask(_ key: String) throws -> HostAnswer? {
            var answer: HostAnswer?
            try cache.ask(ForwardedHost(key: key), thread: 0, on: loop) { answer = $0 }
            turn { answer != nil }
            return answer
        }

        func turn(until condition: () -> Bool) {
            loop.turn(until: condition)
        }

        func pass(seconds: UInt64) {
            // Timers may be a little late.
            loop.advanceClock(by: seconds * 1_000_000_000 + 10_000_000)
            for _ in 0..<4 { loop.runOnce(maximumWait: 0) }
        }

        var addresses: [String] { cluster.endpoints.all.map { "\($0.hostname) \($0.address.description)" } }

        func count(_ metric: HostCacheMetric) throws -> UInt64 { try cache.metrics.counter(metric.rawValue) }
        func gauge(_ metric: HostCacheMetric) throws -> UInt64 { try cache.metrics.gauge(metric.rawValue) }
    }

    private func address(_ last: UInt8, timeToLive: UInt32? = nil) -> Result<NameAnswer, LookupFailure> {
        .success(NameAnswer(addresses: [IPAddress(10, 0, 0, last)], timeToLive: timeToLive))
    }

    @Test("A name becomes an endpoint when it is first asked for, and only then")
    func resolves() throws {
        let fixture = try Fixture()
        fixture.say("a.test", address(1))
        #expect(try fixture.ask("a.test:81") == .known)
        #expect(fixture.addresses == ["a.test:81 10.0.0.1:81"] && fixture.changes == 1)
        #expect(try fixture.ask("a.test:81") == .known)
        #expect(try fixture.ask("1.2.3.4:5") == .known)
        #expect(fixture.addresses == ["a.test:81 10.0.0.1:81", "1.2.3.4:5 1.2.3.4:5"])
        #expect(fixture.asked == ["a.test"])
        #expect(try fixture.count(.hostAdded) == 2 && (try fixture.gauge(.numHosts)) == 2)
        let worker = WorkerCluster(fixture.cluster, loop: fixture.loop, workerIndex: 0, seed: 1)
        var headers = HeaderMap()
        headers.append(.authority, Array("1.2.3.4:5".utf8))
        let found = worker.forwarded?.endpoint(of: headers, isSecured: false)
        let endpoint = try #require(found)
        #expect(endpoint.hostname == "1.2.3.4:5" && endpoint.usedAt.load(ordering: .relaxed) == fixture.loop.now)
        var choice = EndpointChoice()
        let chosenWithout = worker.choose(choice)
        #expect(chosenWithout == nil)
        choice.endpoint = endpoint
        let chosen = worker.choose(choice)
        #expect(chosen?.endpoint === endpoint)
    }

    @Test("A name without address fails, is asked for again after a while, and then serves")
    func fails() throws {
        let fixture = try Fixture()
        #expect(try fixture.ask("a.test:80") == .failed(LookupFailure.noAddress.description))
        #expect(try fixture.ask("a.test:80") == .failed(LookupFailure.noAddress.description))
        #expect(try fixture.ask("a.test:0") == .failed("no host and port"))
        let long = String(repeating: "a", count: 1022)
        #expect(try fixture.ask(long + ":80") == .failed("the name is too long"))
        #expect(try fixture.gauge(.numHosts) == 2)
        #expect(fixture.asked == ["a.test"] && fixture.addresses == [])
        fixture.say("a.test", address(3))
        fixture.pass(seconds: 60)
        fixture.turn { !fixture.addresses.isEmpty }
        #expect(try fixture.ask("a.test:80") == .known)
        #expect(try fixture.count(.dnsQueryFailure) >= 1 && (try fixture.count(.dnsQuerySuccess)) == 2)
    }

    @Test("An address is refreshed by its time to live, and one that is known outlives failures")
    func refreshes() throws {
        let fixture = try Fixture()
        fixture.say("a.test", address(1, timeToLive: 7))
        #expect(try fixture.ask("a.test:80") == .known)
        fixture.say("a.test", address(2, timeToLive: 1))
        fixture.pass(seconds: 6)
        #expect(fixture.asked.count == 1)
        fixture.pass(seconds: 1)
        fixture.turn { fixture.addresses == ["a.test:80 10.0.0.2:80"] }
        #expect(fixture.addresses == ["a.test:80 10.0.0.2:80"])
        fixture.say("a.test", .failure(.timedOut))
        // At least the least rate.
        fixture.pass(seconds: 4)
        #expect(fixture.asked.count == 2)
        fixture.pass(seconds: 1)
        fixture.turn { (try? fixture.count(.dnsQueryTimeout)) == 1 }
        #expect(try fixture.ask("a.test:80") == .known)
        #expect(try fixture.count(.hostAddressChanged) == 2)
    }

    @Test("A name that nobody uses is forgotten; one that is used stays")
    func forgets() throws {
        let fixture = try Fixture { $0.hostTimeToLive = 100_000_000_000 }
        fixture.say("a.test", address(1))
        fixture.say("b.test", address(2))
        #expect(try fixture.ask("a.test:80") == .known && (try fixture.ask("b.test:80")) == .known)
        fixture.pass(seconds: 60)
        fixture.turn { (try? fixture.count(.dnsQuerySuccess)) == 4 }
        fixture.cluster.endpoints.all[1].usedAt.store(fixture.loop.now, ordering: .relaxed)
        for _ in 0..<4 { fixture.loop.runOnce(maximumWait: 1_000_000) }
        fixture.pass(seconds: 61)
        fixture.turn { fixture.addresses.count == 1 }
        #expect(fixture.addresses == ["b.test:80 10.0.0.2:80"])
        #expect(try fixture.count(.hostRemoved) == 1 && (try fixture.gauge(.numHosts)) == 1)
    }

    @Test("There are no more names than may be, and no more requests wait than may")
    func limits() throws {
        let fixture = try Fixture {
            $0.maxHosts = 1
            $0.maxPendingRequests = 1
        }
        #expect(try fixture.ask("1.2.3.4:5") == .known)
        #expect(try fixture.ask("1.2.3.4:6") == .full)
        var answers: [HostAnswer] = []
        for _ in 0..<2 {
            try fixture.cache.ask(ForwardedHost(key: "1.2.3.4:5"), thread: 0, on: fixture.loop) { answers.append($0) }
        }
        #expect(try fixture.gauge(.rqPendingOpen) == 1 && (try fixture.gauge(.rqPendingRemaining)) == 0)
        fixture.turn { answers.count == 2 }
        #expect(answers.contains(.busy) && answers.contains(.known))
        #expect(try fixture.count(.dnsRqPendingOverflow) == 1 && (try fixture.count(.hostOverflow)) == 1)
        #expect(try fixture.gauge(.rqPendingRemaining) == 1)
    }
}
