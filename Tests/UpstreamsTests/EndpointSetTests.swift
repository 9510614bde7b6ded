import Configuration
import NetworkAddresses
import Testing

@testable import Upstreams

@Suite("Endpoints and priorities")
struct EndpointSetTests {
    /// Endpoints that take requests, and the share, of each priority.
    private func resolve(_ groups: [LocalityEndpoints]) -> [[Int]] {
        let set = makeSet(groups)
        return eligible(set).enumerated().map { [$1.count, Int(set.view.load.healthy[$0])] }
    }

    /// Who takes requests, by priority.
    private func eligible(_ set: EndpointSet) -> [[Endpoint]] {
        set.view.priorities.map { set.view.sources[$0.isPanicking ? $0.all : $0.healthy] }
    }

    @Test("All endpoints keep the file's order, and what it says of them")
    func endpoints() {
        let groups = [
            LocalityEndpoints(
                region: "r", zone: "z", subZone: "s", priority: 1,
                endpoints: [EndpointConfiguration(address: "::1", port: 7, hostname: "h", weight: 3)]),
            LocalityEndpoints(endpoints: [makeEndpoint(8), EndpointConfiguration(address: "none", port: 1)]),
        ]
        let set = makeSet(groups)
        #expect(set.all.map(\.index) == [0, 1])
        #expect(set.all.map(\.address) == [.ip(.loopbackV6, port: 7), .ip(.loopbackV4, port: 8)])
        #expect(set.all[0].hostname == "h" && set.all[0].weight == 3 && set.all[0].priority == 1)
        #expect(set.all[0].locality == Locality(region: "r", zone: "z", subZone: "s"))
        #expect(eligible(set).map { $0.map(\.index) } == [[1], [0]])
    }

    @Test("Healthy endpoints of the first priority take everything, up to 28 % unhealthy ones")
    func firstPriority() {
        #expect(resolve(makePriorities((1, 0))) == [[1, 100]])
        #expect(resolve(makePriorities((5, 0), (5, 0))) == [[5, 100], [5, 0]])
        #expect(resolve(makePriorities((72, 28), (5, 0))) == [[72, 100], [5, 0]])
    }

    @Test("A priority counts for 1.4 times its healthy part; the next takes the rest")
    func overprovisioning() {
        #expect(resolve(makePriorities((5, 5), (1, 0))) == [[5, 70], [1, 30]])
        #expect(resolve(makePriorities((1, 3), (1, 0))) == [[1, 35], [1, 65]])
        #expect(resolve(makePriorities((0, 2), (1, 0))) == [[0, 0], [1, 100]])
        #expect(resolve(makePriorities((5, 5), (1, 9), (1, 0))) == [[5, 70], [1, 14], [1, 16]])
    }

    @Test("Where all priorities together are too unhealthy, shares are scaled and bad ones use all of theirs")
    func panic() {
        // 28 + 28 of 100: half each, and both are below the panic threshold.
        #expect(resolve(makePriorities((1, 4), (1, 4))) == [[5, 50], [5, 50]])
        // 70 + 14 of 100; the first is just not in panic, and gets what rounding leaves over.
        #expect(resolve(makePriorities((5, 5), (1, 9))) == [[5, 84], [10, 16]])
        #expect(resolve(makePriorities((1, 1))) == [[1, 100]])
        #expect(resolve(makePriorities((1, 2))) == [[3, 100]])
    }

    @Test("When nobody is healthy, each priority takes as much as it has endpoints")
    func nobodyIsHealthy() {
        #expect(resolve(makePriorities((0, 3))) == [[3, 100]])
        #expect(resolve(makePriorities((0, 0), (0, 2))) == [[0, 0], [2, 100]])
        #expect(resolve(makePriorities((0, 3), (0, 6), (0, 3))) == [[3, 25], [6, 50], [3, 25]])
        #expect(resolve(makePriorities((0, 1), (0, 2))) == [[1, 34], [2, 66]])
        #expect(resolve([]) == [[0, 100]])
    }

    @Test("Endpoints that drain count for nothing")
    func draining() {
        let endpoints = [makeEndpoint(1)] + (2...5).map { makeEndpoint($0, health: .draining) }
        #expect(resolve([LocalityEndpoints(endpoints: endpoints)]) == [[1, 100]])
        let alone = [makeEndpoint(1, health: .draining)]
        let groups = [
            LocalityEndpoints(endpoints: alone), LocalityEndpoints(priority: 1, endpoints: [makeEndpoint(2)]),
        ]
        #expect(resolve(groups) == [[0, 0], [1, 100]])
    }

    @Test("Shares always make 100 where anybody can take requests")
    func sharesMakeHundred() {
        var numbers = SeededNumbers(seed: 5)
        for _ in 0..<2_000 {
            var groups: [LocalityEndpoints] = []
            for priority in 0...numbers.below(4) {
                let endpoints = (0..<numbers.below(8)).map { _ in
                    makeEndpoint(1, health: [.healthy, .unhealthy, .draining, .timeout, .unknown][numbers.below(5)])
                }
                groups.append(LocalityEndpoints(priority: UInt32(priority), endpoints: endpoints))
            }
            let set = makeSet(groups)
            let total = set.view.load.healthy.reduce(0, +)
            let isUseful = !set.all.isEmpty
            let leadNowhere = zip(set.view.load.healthy, eligible(set)).contains { $0 > 0 && $1.isEmpty }
            if total != 100 || isUseful && leadNowhere { Issue.record("\(set.view.load) of \(groups)") }
        }
    }

    @Test("Each worker counts apart, and the sum is everybody's")
    func counters() {
        let endpoint = makeSet([LocalityEndpoints(endpoints: [makeEndpoint(1)])], workers: 3).all[0]
        for worker in 0..<3 {
            for _ in 0...worker { endpoint.counters(worker: worker).requestStarted() }
            endpoint.counters(worker: worker).requestEnded()
        }
        #expect(endpoint.sum(\.requestsTotal) == 6)
        #expect(endpoint.sum(\.requestsActive) == 3)
        #expect(endpoint.counters(worker: 2).requestsTotal == 3)
    }
}
