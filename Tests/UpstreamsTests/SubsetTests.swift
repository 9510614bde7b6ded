import Configuration
import Telemetry
import Testing

@testable import Upstreams

@Suite("Subsets")
struct SubsetTests {
    private typealias Fallback = SubsetsConfiguration.Fallback

    private func endpoints(_ metadata: [[String: StructValue]]) -> [LocalityEndpoints] {
        let endpoints = metadata.enumerated().map { index, members in
            var endpoint = makeEndpoint(UInt16(index + 1))
            endpoint.metadata = MetadataConfiguration(["envoy.lb": .object(members)])
            return endpoint
        }
        return [LocalityEndpoints(endpoints: endpoints)]
    }

    private func selector(
        _ keys: [String], isSingle: Bool = false, _ fallback: SubsetsConfiguration.Fallback? = nil
    ) -> SubsetsConfiguration.Selector {
        var selector = SubsetsConfiguration.Selector(keys: keys)
        selector.isSingle = isSingle
        selector.fallback = fallback
        return selector
    }

    private func make(
        _ groups: [LocalityEndpoints], _ selectors: [SubsetsConfiguration.Selector],
        _ change: @escaping (inout SubsetsConfiguration) -> Void = { _ in }
    ) throws -> (LoadBalancer, MetricCounts) {
        let configure: (inout ClusterConfiguration) -> Void = {
            var subsets = SubsetsConfiguration()
            subsets.selectors = selectors
            change(&subsets)
            $0.balancing.subsets = subsets
        }
        let scope = Scopes.make()
        return (.make(makeSet(groups, configure), try makeSetting(scope: scope, configure)), MetricCounts(scope: scope))
    }

    /// Who is chosen for some criteria in many picks.
    private func chosen(_ balancer: LoadBalancer, _ criteria: [String: StructValue]) -> Set<Int> {
        var choice = EndpointChoice()
        choice.criteria = SubsetCriteria(criteria)
        var chosen: Set<Int> = []
        for _ in 0..<60 { chosen.insert(balancer.pick(choice)?.index ?? -1) }
        return chosen
    }

    private let fleet: [[String: StructValue]] = [
        ["stage": .text("prod"), "version": .number(1)], ["stage": .text("prod"), "version": .number(2)],
        ["stage": .text("test"), "version": .number(2)], ["version": .number(1)], [:],
    ]

    @Test("A request goes to the endpoints with all of its values, and only by keys that a selector has")
    func selection() throws {
        let (balancer, metrics) = try make(endpoints(fleet), [selector(["stage"]), selector(["version", "stage"])])
        #expect(chosen(balancer, ["stage": .text("prod")]) == [0, 1])
        #expect(chosen(balancer, ["stage": .text("prod"), "version": .number(2)]) == [1])
        #expect(metrics[.lbSubsetsSelected] == 120)
        for criteria: [String: StructValue] in [
            [:], ["version": .number(1)], ["stage": .text("none")], ["stage": .bool(true)],
            ["stage": .text("test"), "version": .text("2")], ["stage": .text("prod"), "other": .null],
        ] {
            #expect(chosen(balancer, criteria) == [-1], "\(criteria)")
        }
        #expect(metrics[.lbSubsetsSelected] == 120 && metrics[.lbSubsetsFallback] == 0)
    }

    @Test("Where no subset is found, the cluster's fallback decides")
    func fallbacks() throws {
        let (any, metrics) = try make(endpoints(fleet), [selector(["stage"])]) { $0.fallback = .any }
        #expect(chosen(any, ["stage": .text("none")]) == [0, 1, 2, 3, 4])
        #expect(chosen(any, [:]) == [0, 1, 2, 3, 4])
        #expect(metrics[.lbSubsetsFallback] == 120)
        let (defaults, _) = try make(endpoints(fleet), [selector(["stage"])]) {
            $0.fallback = .defaultSubset
            $0.defaultSubset = ["version": .number(2)]
        }
        #expect(chosen(defaults, ["version": .number(1)]) == [1, 2])
        #expect(chosen(defaults, ["stage": .text("prod")]) == [0, 1])
        let (empty, panics) = try make(endpoints(fleet), [selector(["stage"])]) {
            $0.fallback = .defaultSubset
            $0.defaultSubset = ["version": .number(9)]
            $0.usesAnyInPanic = true
        }
        #expect(chosen(empty, [:]).count == 5)
        #expect(panics[.lbSubsetsFallbackPanic] == 60 && panics[.lbSubsetsFallback] == 0)
    }

    @Test("A selector's own fallback comes before the cluster's")
    func selectorFallbacks() throws {
        let selectors = [
            selector(["stage"], Fallback.none), selector(["version"], .any), selector(["zone"], .defaultSubset),
            selector(["stage", "version"], .keys(["stage"])),
            selector(["stage", "version", "zone"], .keys(["stage", "version"])),
        ]
        let (balancer, metrics) = try make(endpoints(fleet), selectors) {
            $0.fallback = .any
            $0.defaultSubset = ["stage": .text("test")]
        }
        #expect(chosen(balancer, ["stage": .text("none")]) == [-1])
        #expect(chosen(balancer, ["version": .number(7)]).count == 5)
        #expect(chosen(balancer, ["zone": .text("x")]) == [2])
        #expect(chosen(balancer, ["stage": .text("prod"), "version": .number(9)]) == [0, 1])
        #expect(chosen(balancer, ["stage": .text("prod"), "version": .number(9), "zone": .null]) == [0, 1])
        #expect(metrics[.lbSubsetsFallback] == 0)
        #expect(chosen(balancer, ["unheard-of": .null]).count == 5)
        #expect(metrics[.lbSubsetsFallback] == 60)
    }

    @Test("An endpoint with a list is in the subset of each element, where that is asked for")
    func lists() throws {
        let groups = endpoints([["v": .list([.text("a"), .text("b")])], ["v": .text("b")]])
        let (any, _) = try make(groups, [selector(["v"])]) { $0.matchesListElements = true }
        #expect(chosen(any, ["v": .text("a")]) == [0])
        #expect(chosen(any, ["v": .text("b")]) == [0, 1])
        let (whole, _) = try make(groups, [selector(["v"])])
        #expect(chosen(whole, ["v": .text("a")]) == [-1])
        #expect(chosen(whole, ["v": .list([.text("a"), .text("b")])]) == [0])
    }

    @Test("A list of criteria is tried in turn")
    func fallbackList() throws {
        let (balancer, metrics) = try make(endpoints(fleet), [selector(["stage"]), selector(["stage", "version"])]) {
            $0.triesFallbackList = true
        }
        let list: StructValue = .list([
            .object(["version": .number(8)]), .object(["version": .number(2)]), .object([:]),
        ])
        #expect(chosen(balancer, ["stage": .text("prod"), "fallback_list": list]) == [1])
        #expect(chosen(balancer, ["stage": .text("none"), "fallback_list": list]) == [-1])
        #expect(metrics[.lbSubsetsSelected] == 60)
    }

    @Test("A subset of one endpoint is that endpoint; of several, the first of the first priority")
    func singles() throws {
        let (balancer, _) = try make(
            endpoints([["id": .number(1)], ["id": .number(2)], ["id": .number(2)]]), [selector(["id"], isSingle: true)])
        #expect(chosen(balancer, ["id": .number(1)]) == [0])
        #expect(chosen(balancer, ["id": .number(2)]) == [1])
        let set = makeSet(endpoints([["id": .number(2)], ["id": .number(2)]])) {
            $0.balancing.subsets = SubsetsConfiguration()
            $0.balancing.subsets?.selectors = [selector(["id"], isSingle: true)]
        }
        #expect(set.subsets?.duplicates == 1 && set.subsets?.count == 1)
    }

    @Test("A subset panics for itself")
    func health() throws {
        var groups = endpoints([["v": .number(1)], ["v": .number(1)], ["v": .number(1)], ["v": .number(2)]])
        groups[0].endpoints[0].healthStatus = .unhealthy
        groups[0].endpoints[3].healthStatus = .unhealthy
        let (balancer, metrics) = try make(groups, [selector(["v"])])
        #expect(chosen(balancer, ["v": .number(1)]) == [1, 2])
        #expect(metrics[.lbHealthyPanic] == 0)
        #expect(chosen(balancer, ["v": .number(2)]) == [3])
        #expect(metrics[.lbHealthyPanic] == 60)
    }

    @Test(
        "Random fleets and criteria: exactly the endpoints that a plain search finds",
        arguments: 0..<20 as Range<UInt64>)
    func model(seed: UInt64) throws {
        var numbers = SeededNumbers(seed: seed)
        let names = ["a", "b", "c"]
        func members(_ numbers: inout SeededNumbers) -> [String: StructValue] {
            var result: [String: StructValue] = [:]
            for name in names where numbers.below(4) > 0 { result[name] = .number(Double(numbers.below(3))) }
            return result
        }
        let fleet = (0..<12).map { _ in members(&numbers) }
        var selectors: [SubsetsConfiguration.Selector] = []
        for _ in 0...numbers.below(3) {
            let keys = names.filter { _ in numbers.below(2) == 0 }
            if !keys.isEmpty { selectors.append(selector(keys)) }
        }
        if selectors.isEmpty { selectors = [selector(["a"])] }
        let (balancer, _) = try make(endpoints(fleet), selectors)
        for _ in 0..<40 {
            let criteria = members(&numbers)
            let isKnown = selectors.contains { $0.keys == criteria.keys.sorted() }
            let matching = fleet.indices.filter { index in criteria.allSatisfy { fleet[index][$0.key] == $0.value } }
            let expected: Set<Int> = isKnown && !matching.isEmpty ? Set(matching) : [-1]
            #expect(chosen(balancer, criteria) == expected, "\(criteria) of \(fleet) by \(selectors)")
        }
    }

    @Test("Subsets come and go with their endpoints")
    func difference() {
        func table(_ fleet: [[String: StructValue]]) -> SubsetTable? {
            makeSet(endpoints(fleet)) {
                $0.balancing.subsets = SubsetsConfiguration()
                $0.balancing.subsets?.selectors = [selector(["stage"])]
            }.subsets
        }
        let (old, new) = (table(fleet), table([["stage": .text("test")], ["stage": .text("new")]]))
        #expect(SubsetTable.difference(nil, old) == (2, 0))
        #expect(SubsetTable.difference(old, new) == (1, 1))
    }
}
