import Configuration
import Synchronization
import Testing

@testable import Upstreams

@Suite("Load balancers")
struct LoadBalancerTests {
    private func make(
        _ policy: ClusterConfiguration.LoadBalancingPolicy, _ set: EndpointSet, seed: UInt64 = 1
    ) throws -> LoadBalancer {
        .make(set, try makeSetting(seed: seed) { $0.lbPolicy = policy })
    }

    private let policies: [ClusterConfiguration.LoadBalancingPolicy] = [
        .roundRobin, .random, .leastRequest(choiceCount: 2, activeRequestBias: 1),
        .leastRequest(choiceCount: 2, activeRequestBias: 1, scansAll: true),
    ]

    @Test("Every policy finds the only endpoint, and none where there is none")
    func fewEndpoints() throws {
        for policy in policies {
            #expect(try make(policy, makeSet([])).pick() == nil)
            #expect(try make(policy, makeSet(weights: [9])).indices(5) == [0, 0, 0, 0, 0])
            #expect(try make(policy, makeSet(makePriorities((0, 0), (1, 0)))).indices(2) == [0, 0])
        }
    }

    @Test("Every policy keeps away from unhealthy endpoints")
    func unhealthy() throws {
        for policy in policies {
            let counts = try make(policy, makeSet(makePriorities((3, 2)))).counts(300)
            #expect(counts[3...] == [0, 0] && counts[..<3].allSatisfy { $0 > 0 })
        }
    }

    @Test("Every policy gives priorities their shares")
    func priorities() throws {
        for policy in policies {
            let counts = try make(policy, makeSet(makePriorities((5, 5), (2, 0)))).counts(20_000)
            let first = counts[..<5].reduce(0, +)
            #expect(chiSquare([first, 20_000 - first], [70, 30]) < 11)
            #expect(counts[5..<10].allSatisfy { $0 == 0 })
        }
    }

    // MARK: - Round robin

    @Test("Equal endpoints take turns, from a place that the seed chooses")
    func roundRobin() throws {
        var starts: Set<Int> = []
        for seed: UInt64 in 0..<40 {
            let picks = try make(.roundRobin, makeSet(weights: [5, 5, 5]), seed: seed).indices(9)
            starts.insert(picks[0])
            #expect(picks == (0..<9).map { (picks[0] + $0) % 3 })
        }
        #expect(starts == [0, 1, 2])
    }

    @Test("Unequal endpoints take turns by weight, exactly in every round", arguments: [UInt64](0..<10))
    func weightedRoundRobin(seed: UInt64) throws {
        let weights: [UInt32] = [1, 2, 3, 6]
        let balancer = try make(.roundRobin, makeSet(weights: weights), seed: seed)
        for _ in 0..<50 {
            let counts = balancer.counts(12)
            #expect(zip(counts, weights).allSatisfy { abs($0 - Int($1)) <= 1 }, "\(counts)")
        }
        let many = balancer.counts(12_000)
        #expect(zip(many, weights).allSatisfy { abs($0 - Int($1) * 1_000) <= 2 }, "\(many)")
    }

    @Test("A heavy endpoint's turns are spread, not bunched")
    func smooth() throws {
        let picks = try make(.roundRobin, makeSet(weights: [1, 1, 2])).indices(400)
        // Every other pick is the heavy one's; two in a row happen, three do not.
        #expect(!zip(picks, zip(picks.dropFirst(), picks.dropFirst(2))).contains { $0 == 2 && $1.0 == 2 && $1.1 == 2 })
        let light = picks.indices.filter { picks[$0] == 0 }
        #expect(zip(light, light.dropFirst()).allSatisfy { 3...5 ~= $1 - $0 })
    }

    @Test("The schedule's order is exact where deadlines are")
    func schedule() {
        var schedule = WeightedSchedule([1, 2, 4])
        let weights = [1.0, 2, 4]
        // Deadlines: 1; .5, 1; .25, .5, .75, 1. Equal ones go in the order in which they were put back.
        let picks = (0..<14).map { _ in schedule.next { weights[$0] } ?? -1 }
        #expect(picks[..<7] == [2, 1, 2, 2, 0, 1, 2])
        #expect(picks[7...].filter { $0 == 2 }.count == 4 && picks[7...].filter { $0 == 1 }.count == 2)
        var empty = WeightedSchedule([])
        let none = empty.next { _ in 1 }
        #expect(none == nil)
    }

    @Test("A schedule follows weights that change, and survives absurd ones")
    func changingWeights() {
        var schedule = WeightedSchedule([1, 1])
        var counts = [0, 0]
        for _ in 0..<300 { counts[schedule.next { $0 == 0 ? 1 : 2 } ?? 0] += 1 }
        #expect(abs(counts[1] - 200) <= 2)
        for _ in 0..<100 { counts[schedule.next { $0 == 0 ? 0 : 1 } ?? 0] += 1 }
        #expect(counts[0] <= 102)
    }

    // MARK: - Random

    @Test("Random picks are equally likely, whatever the weights", arguments: [1, 2, 3] as [UInt64])
    func random(seed: UInt64) throws {
        let counts = try make(.random, makeSet(weights: [1, 1, 5, 1, 9]), seed: seed).counts(50_000)
        // 99.9 % of draws stay below, for four degrees of freedom.
        #expect(chiSquare(counts, [1, 1, 1, 1, 1]) < 18.5, "\(counts)")
    }

    @Test("The generator is even, below its bound, and the same for the same seed")
    func generator() {
        var random = FastRandom(seed: 42)
        var again = FastRandom(seed: 42)
        var counts = [Int](repeating: 0, count: 7)
        for _ in 0..<70_000 {
            let number = random.next(below: 7)
            counts[number] += 1
            #expect(again.next(below: 7) == number)
        }
        #expect(chiSquare(counts, Array(repeating: 1, count: 7)) < 22.5)
        #expect((0..<100).allSatisfy { _ in random.next(below: 1) == 0 })
    }

    // MARK: - Least request

    @Test("Of two draws the less busy endpoint is taken")
    func leastRequest() throws {
        let set = makeSet(weights: [1, 1])
        set.all[0].activeRequests.store(10, ordering: .relaxed)
        let counts = try make(.leastRequest(choiceCount: 2, activeRequestBias: 1), set).counts(20_000)
        // The busy one is taken only when both draws are it.
        #expect(chiSquare(counts, [1, 3]) < 11)
    }

    @Test("More draws find the least busy endpoint more often")
    func choiceCount() throws {
        let set = makeSet(weights: [1, 1, 1, 1])
        for index in 0..<3 { set.all[index].activeRequests.store(5, ordering: .relaxed) }
        let two = try make(.leastRequest(choiceCount: 2, activeRequestBias: 1), set).counts(10_000)[3]
        let ten = try make(.leastRequest(choiceCount: 10, activeRequestBias: 1), set).counts(10_000)[3]
        #expect(chiSquare([two, 10_000 - two], [7, 9]) < 11)
        #expect(ten > 9_200)
    }

    @Test("Requests under way stay more even than chance leaves them")
    func evenness() throws {
        func spread(_ policy: ClusterConfiguration.LoadBalancingPolicy) throws -> Int {
            let set = makeSet(weights: Array(repeating: 1, count: 10))
            let balancer = try make(policy, set)
            for _ in 0..<1_000 { balancer.pick()?.activeRequests.add(1, ordering: .relaxed) }
            let loads = set.all.map { $0.activeRequests.load(ordering: .relaxed) }
            return (loads.max() ?? 0) - (loads.min() ?? 0)
        }
        #expect(try spread(.leastRequest(choiceCount: 2, activeRequestBias: 1)) <= 6)
        #expect(try spread(.random) > 15)
    }

    @Test("With unequal weights, endpoints without load take turns by weight")
    func weightedLeastRequest() throws {
        let balancer = try make(.leastRequest(choiceCount: 2, activeRequestBias: 1), makeSet(weights: [1, 2, 4]))
        let counts = balancer.counts(7_000)
        #expect(zip(counts, [1_000, 2_000, 4_000]).allSatisfy { abs($0 - $1) <= 2 }, "\(counts)")
    }

    @Test(
        "With unequal weights, busy endpoints count for less, as much as the bias says",
        arguments: [(0.0, [1, 4]), (1.0, [1, 1]), (2.0, [4, 1])])
    func bias(bias: Double, shares: [Int]) throws {
        let set = makeSet(weights: [1, 4])
        set.all[1].activeRequests.store(3, ordering: .relaxed)
        let balancer = try make(.leastRequest(choiceCount: 2, activeRequestBias: bias), set)
        // The first picks are by the weights from before there was a load.
        _ = balancer.counts(10)
        let counts = balancer.counts(1_000)
        let expected = shares.map { $0 * 1_000 / (shares[0] + shares[1]) }
        #expect(zip(counts, expected).allSatisfy { abs($0 - $1) <= 2 }, "\(counts)")
    }
}
