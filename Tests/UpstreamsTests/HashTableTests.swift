import Configuration
import Synchronization
import Testing

@testable import Upstreams

@Suite("Consistent hashing")
struct HashTableTests {
    private typealias Policy = ClusterConfiguration.LoadBalancingPolicy
    private static let policies: [ClusterConfiguration.LoadBalancingPolicy] = [
        .ringHash(minimumSize: 4096), .ringHash(minimumSize: 4096, usesMurmurHash: true), .maglev(),
        .maglev(tableSize: 1009),
    ]

    private func makeBalancer(
        _ groups: [LocalityEndpoints], _ policy: ClusterConfiguration.LoadBalancingPolicy,
        _ change: @escaping (inout BalancingConfiguration) -> Void = { _ in },
        activeRequests: @escaping () -> UInt64 = { 0 }
    ) throws -> LoadBalancer {
        let configure: (inout ClusterConfiguration) -> Void = {
            $0.lbPolicy = policy
            change(&$0.balancing)
        }
        return .make(makeSet(groups, configure), try makeSetting(configure, activeRequests: activeRequests))
    }

    private func group(_ weights: [UInt32], from port: Int = 1) -> [LocalityEndpoints] {
        [LocalityEndpoints(endpoints: weights.enumerated().map { makeEndpoint(UInt16(port + $0), weight: $1) })]
    }

    private func choice(_ hash: UInt64) -> EndpointChoice {
        var choice = EndpointChoice()
        choice.hash = hash
        return choice
    }

    @Test("The same hash finds the same endpoint, from whichever worker", arguments: policies)
    func stable(policy: ClusterConfiguration.LoadBalancingPolicy) throws {
        let (one, other) = (try makeBalancer(group([1, 2, 3]), policy), try makeBalancer(group([1, 2, 3]), policy))
        var numbers = SeededNumbers(seed: 1)
        for _ in 0..<1_000 {
            let choice = choice(numbers.next())
            let (here, there) = (one.pick(choice)?.index, other.pick(choice)?.index)
            #expect(here == there)
        }
        let (least, greatest) = (one.pick(choice(0)), one.pick(choice(.max)))
        #expect(least != nil && greatest != nil)
    }

    @Test("Hashes that are spread evenly find endpoints by weight", arguments: policies)
    func weights(policy: ClusterConfiguration.LoadBalancingPolicy) throws {
        let balancer = try makeBalancer(group([1, 2, 3, 4]), policy)
        let counts = balancer.counts(100_000)
        #expect(isClose(counts, [1, 2, 3, 4], percent: 3), "\(counts)")
    }

    @Test("When an endpoint goes, few hashes of the others move", arguments: policies)
    func disruption(policy: ClusterConfiguration.LoadBalancingPolicy) throws {
        let before = try makeBalancer(group(Array(repeating: 1, count: 10)), policy)
        let after = try makeBalancer(group(Array(repeating: 1, count: 9)), policy)
        var numbers = SeededNumbers(seed: 7)
        var moved = 0
        for _ in 0..<5_000 {
            let choice = choice(numbers.next())
            guard let old = before.pick(choice)?.index, old < 9 else { continue }
            if after.pick(choice)?.index != old { moved += 1 }
        }
        #expect(moved < 400, "\(moved)")
    }

    @Test("Sizes are what was asked for")
    func sizes() throws {
        func places(_ policy: ClusterConfiguration.LoadBalancingPolicy, _ weights: [UInt32]) throws -> HashTable.Places
        {
            let set = makeSet(group(weights)) { $0.lbPolicy = policy }
            return try #require(set.view.tables.first).places
        }
        #expect(try places(.ringHash(), [1, 1]) == HashTable.Places(all: 1024, least: 512, most: 512))
        #expect(try places(.ringHash(), [1, 1, 1]) == HashTable.Places(all: 1026, least: 342, most: 342))
        #expect(
            try places(.ringHash(minimumSize: 1, maximumSize: 6), [1, 1, 1, 1])
                == HashTable.Places(all: 4, least: 1, most: 1))
        #expect(
            try places(.ringHash(minimumSize: 6, maximumSize: 6), [1, 1, 1, 1])
                == HashTable.Places(all: 6, least: 1, most: 2))
        #expect(try places(.maglev(tableSize: 11), [1, 1]) == HashTable.Places(all: 11, least: 5, most: 6))
        #expect(try places(.maglev(tableSize: 2), [1, 1, 1]) == HashTable.Places(all: 2, least: 0, most: 1))
        #expect(try places(.ringHash(), []) == HashTable.Places())
    }

    @Test("Attempts after the first look further", arguments: policies)
    func attempts(policy: ClusterConfiguration.LoadBalancingPolicy) throws {
        final class Stubborn: EndpointFilter {
            let unwanted: Endpoint
            init(_ unwanted: Endpoint) { self.unwanted = unwanted }
            override func rejects(_ endpoint: Endpoint) -> Bool { endpoint === unwanted }
        }
        let balancer = try makeBalancer(group([1, 1, 1, 1]), policy)
        var numbers = SeededNumbers(seed: 3)
        for _ in 0..<200 {
            var choice = choice(numbers.next())
            let found = balancer.pick(choice)
            let first = try #require(found)
            choice.filter = Stubborn(first)
            let again = balancer.pick(choice)
            #expect(again === first)
            choice.attempts = 100
            let other = balancer.pick(choice)
            #expect(other !== first)
        }
    }

    @Test("With a balance factor nobody gets much more than the others", arguments: policies)
    func balanceFactor(policy: ClusterConfiguration.LoadBalancingPolicy) throws {
        var active: UInt64 = 0
        let balancer = try makeBalancer(
            group([1, 1, 1, 1]), policy, { $0.hashing.balanceFactor = 120 }, activeRequests: { active })
        let endpoints = balancer.view.sources[0]
        for _ in 0..<1_000 {
            let found = balancer.pick(choice(42))
            let endpoint = try #require(found)
            endpoint.activeRequests.add(1, ordering: .relaxed)
            active += 1
        }
        let loads = endpoints.map { $0.activeRequests.load(ordering: .relaxed) }
        #expect(loads.allSatisfy { $0 <= 302 }, "\(loads)")
        #expect(loads.filter { $0 >= 298 }.count == 3, "\(loads)")
    }

    @Test("The generator is C++'s mt19937")
    func twister() {
        var numbers = MersenneTwister(seed: 5489)
        #expect([numbers.next(), numbers.next(), numbers.next()] == [3_499_211_612, 581_869_302, 3_890_346_734])
        for _ in 3..<9_999 { _ = numbers.next() }
        let last = numbers.next()
        #expect(last == 4_123_659_995)
    }

    @Test("Only healthy endpoints have places, or all in panic; the key may be a name or come from metadata")
    func whoIsHashed() throws {
        let healthy = try makeBalancer(makePriorities((3, 1)), .maglev(tableSize: 101))
        #expect(healthy.counts(2_000)[3] == 0)
        let panicking = try makeBalancer(makePriorities((1, 3)), .maglev(tableSize: 101))
        #expect(panicking.counts(2_000).allSatisfy { $0 > 300 })
        func picks(_ names: [String], _ keys: [String?]) throws -> [Int] {
            let endpoints = zip(names, keys).enumerated().map { index, texts in
                var endpoint = EndpointConfiguration(address: "127.0.0.1", port: UInt16(index + 1), hostname: texts.0)
                if let key = texts.1 {
                    endpoint.metadata = MetadataConfiguration(["envoy.lb": .object(["hash_key": .text(key)])])
                }
                return endpoint
            }
            let balancer = try makeBalancer([LocalityEndpoints(endpoints: endpoints)], .ringHash()) {
                $0.hashing.usesHostname = true
            }
            var numbers = SeededNumbers(seed: 11)
            return (0..<100).map { _ in balancer.pick(choice(numbers.next()))?.index ?? -1 }
        }
        #expect(try picks(["a", "b"], [nil, nil]) == picks(["x", "y"], ["a", "b"]))
        #expect(try picks(["a", "b"], [nil, nil]) == picks(["b", "a"], [nil, nil]).map { 1 - $0 })
    }
}
