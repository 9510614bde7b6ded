import Configuration
import EventLoops
import HTTPSemantics
import LoopTesting
import NetworkAddresses
import Synchronization
import Telemetry
import Testing

@testable import Upstreams

/// Pools of requests that say something to TLS, over plain connections, which are kept apart all the same.
@Suite struct SeparatePoolsTests {
    private final class Fixture {
        let loop: EventLoop
        let upstreams: [ManualUpstream]
        let cluster: Cluster
        let worker: WorkerCluster

        init(
            _ type: ClusterConfiguration.DiscoveryType, upstreams count: Int = 2,
            _ change: (inout ClusterConfiguration) -> Void = { _ in }
        ) throws {
            loop = try EventLoop(name: "test", clock: .manual(start: 0))
            upstreams = try (0..<count).map { _ in try ManualUpstream() }
            var configuration = ClusterConfiguration(name: "c", discoveryType: type)
            configuration.names.asksForHost = true
            change(&configuration)
            cluster = Cluster(configuration, workerCount: 1, registry: MetricRegistry())
            worker = WorkerCluster(cluster, loop: loop, workerIndex: 0, seed: 1)
        }

        /// Makes these upstreams the endpoints, for the worker too.
        func publish(_ indices: [Int]) {
            let descriptions = indices.map { index in
                EndpointDescription(
                    address: upstreams[index].address, EndpointConfiguration(address: "", port: 0),
                    in: LocalityEndpoints())
            }
            if cluster.replaceEndpoints(descriptions, at: 0) { worker.refresh() }
        }

        func turn(until condition: () -> Bool) {
            loop.turn(before: { for upstream in upstreams { upstream.accept() } }, until: condition)
        }

        func settle() { loop.settle { for upstream in upstreams { upstream.accept() } } }

        func pool(_ host: String) throws -> EndpointPool {
            var head = HeaderMap()
            head.append(.authority, Array(host.utf8).span)
            let pool = worker.pick(priority: .default, for: head)
            return try #require(pool)
        }

        /// A request to a host that was answered by an upstream.
        func ask(_ host: String, from index: Int) throws -> PoolStream {
            let stream = PoolStream()
            try pool(host).lease(for: stream)
            turn { stream.isActive }
            settle()
            let upstream = upstreams[index]
            // One of its connections has the request.
            for connection in upstream.connections where upstream.receive(connection)?.hasPrefix("GET") == true {
                upstream.answer(connection)
            }
            turn { stream.isAnswered }
            #expect(stream.isAnswered, "\(host)")
            settle()
            return stream
        }
    }

    private static let strict = ClusterConfiguration.DiscoveryType.strictDNS(NameResolutionConfiguration())
    private static let logical = ClusterConfiguration.DiscoveryType.logicalDNS(NameResolutionConfiguration())

    @Test("A connection serves one name, however it is spelled, and addresses share one")
    func apart() throws {
        let fixture = try Fixture(Self.strict)
        fixture.publish([0])
        for (host, isReused, connections) in [
            ("a", false, 1), ("b", false, 2), ("A:80", true, 2), ("10.0.0.1", false, 3), ("[::1]:1", true, 3),
            ("b:1", true, 3),
        ] {
            #expect(try fixture.ask(host, from: 0).isReused == isReused, "\(host)")
            #expect(fixture.upstreams[0].accepted == connections, "\(host)")
        }
    }

    @Test("Connections to an endpoint that is gone are closed, those to one that stays are not")
    func replaced() throws {
        let fixture = try Fixture(Self.strict)
        fixture.publish([0])
        _ = try fixture.ask("a", from: 0)
        _ = try fixture.ask("b", from: 0)
        fixture.publish([0, 1])
        fixture.settle()
        #expect(fixture.upstreams[0].connections.allSatisfy { fixture.upstreams[0].receive($0) == nil })
        fixture.publish([1])
        fixture.settle()
        #expect(fixture.upstreams[0].connections.allSatisfy { fixture.upstreams[0].receive($0) == "" })
        #expect(try fixture.ask("a", from: 1).isReused == false)
    }

    @Test("Where one endpoint moves, its connections are used until they end")
    func moved() throws {
        let fixture = try Fixture(Self.logical)
        fixture.publish([0])
        _ = try fixture.ask("a", from: 0)
        fixture.publish([1])
        #expect(try fixture.ask("a", from: 0).isReused == true)
        #expect(try fixture.ask("b", from: 1).isReused == false)
        fixture.publish([0])
        #expect(try fixture.ask("a", from: 0).isReused == true)
    }

    @Test("Names that nobody asks for any more leave no pool behind")
    func sweeping() throws {
        let fixture = try Fixture(Self.strict, upstreams: 1)
        fixture.publish([0])
        func pools() -> Int { fixture.cluster.circuitBreakers.defaults.connectionPools.load(ordering: .relaxed) }
        for number in 0..<1_000 { _ = try fixture.pool("n\(number)") }
        #expect(pools() <= 128)
        fixture.worker.drain()
        #expect(pools() == 0)
    }

    @Test("A limit of pools holds for them, and unused ones make room")
    func limited() throws {
        let fixture = try Fixture(Self.strict, upstreams: 1) { $0.defaultThresholds.maxConnectionPools = 2 }
        fixture.publish([0])
        _ = try fixture.ask("a", from: 0)
        _ = try fixture.ask("b", from: 0)
        var head = HeaderMap()
        head.append(.authority, Array("c".utf8).span)
        let refused = fixture.worker.pick(priority: .default, for: head)
        #expect(refused == nil)
        for connection in fixture.upstreams[0].connections { fixture.upstreams[0].close(connection) }
        // When the ends of both connections were seen.
        var made: EndpointPool?
        fixture.turn {
            made = fixture.worker.pick(priority: .default, for: head)
            return made != nil
        }
        #expect(made != nil)
    }

    @Test("A cluster that is gone lends connections for one request")
    func retired() throws {
        let fixture = try Fixture(Self.strict, upstreams: 1)
        fixture.publish([0])
        _ = try fixture.ask("a", from: 0)
        fixture.worker.retire()
        fixture.settle()
        #expect(fixture.upstreams[0].receive(try #require(fixture.upstreams[0].connections.last)) == "")
        #expect(try fixture.ask("a", from: 0).isReused == false)
        fixture.settle()
        #expect(fixture.upstreams[0].receive(try #require(fixture.upstreams[0].connections.last)) == "")
    }
}
