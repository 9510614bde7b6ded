import Configuration
import HTTPSemantics
import RuntimeValues
import Testing

@testable import Routing

@Suite("Routes whose requests several clusters share")
struct RouteSplitTests {
    private func entry(_ weighted: WeightedClustersConfiguration) -> RouteEntryConfiguration {
        RouteEntryConfiguration(
            name: "shared", match: RouteMatchConfiguration(path: .prefix("/")),
            action: .route(RouteActionConfiguration(target: .weighted(weighted))))
    }

    private func weighted(_ weights: UInt32...) -> WeightedClustersConfiguration {
        WeightedClustersConfiguration(
            weights.enumerated().map { WeightedBranchConfiguration(.cluster("c\($0.offset)"), weight: $0.element) })
    }

    private func table(_ routes: [RouteEntryConfiguration], runtime: LiveRuntime = LiveRuntime()) -> RouteTable {
        let host = VirtualHostConfiguration(name: "all", domains: ["*"], routes: routes)
        return RouteTable(RouteConfiguration(virtualHosts: [host]), runtime: runtime)
    }

    /// The cluster that a number, and a field, choose.
    private func choice(_ table: RouteTable, number: UInt64, field: String? = nil, path: String = "/") -> String? {
        var head = makeHead(path: path)
        if let field { head.headers.append(name: Array("n".utf8).span, Array(field.utf8).span) }
        var facts = RequestFacts()
        facts.number = number
        guard let match = table.match(head, facts), case .cluster(let name)? = table.rules[match.ruleIndex].target
        else {
            return nil
        }
        return name
    }

    @Test("Each branch gets its part of the numbers, in order")
    func weights() {
        let table = table([entry(weighted(2, 0, 3))])
        #expect((0..<10).map { choice(table, number: $0) } == [0, 0, 2, 2, 2, 0, 0, 2, 2, 2].map { "c\($0)" })
        #expect(table.asks == .number && table.rules[table.rules.count - 1].name == Array("shared".utf8))
    }

    @Test("Routes around a shared one keep their own rules")
    func neighbours() {
        let table = table([.named("a", .path("/a")), entry(weighted(1, 1)), .named("b", .prefix("/"))])
        #expect(table.route(path: "/a") == "a" && table.route(path: "/b") == "shared")
        #expect(choice(table, number: 1) == "c1")
    }

    @Test(
        "A number in a field chooses instead, if it is one",
        arguments: [
            ("0", "c0"), ("1", "c1"), ("+1", "c1"), ("18446744073709551615", "c1"), ("18446744073709551616", "c0"),
            ("x", "c0"), ("", "c0"), ("-1", "c0"), ("1.0", "c0"),
        ])
    func numberField(value: String, expected: String) {
        var weighted = weighted(1, 1)
        weighted.numberField = "n"
        #expect(choice(table([entry(weighted)]), number: 0, field: value) == expected)
    }

    @Test(
        "Where the route's hash chooses, the branch waits for it; without anything to hash the number takes its place")
    func hash() throws {
        var weighted = weighted(1, 3)
        weighted.usesHashPolicy = true
        let table = table([.named("a", .path("/a")), entry(weighted)])
        let found = table.match(makeHead(path: "/"), RequestFacts())
        let match = try #require(found)
        #expect(match.awaitsHash && table.rules[match.ruleIndex].target == nil)
        func branch(_ hash: UInt64?, number: UInt64 = 0) -> WeightedBranchConfiguration.Target? {
            var facts = RequestFacts()
            facts.number = number
            return table.branch(of: match, hash: hash, facts).flatMap { table.rules[$0.ruleIndex].target }
        }
        #expect((0..<5).map { branch($0, number: 1) } == ["c0", "c1", "c1", "c1", "c0"].map { .cluster($0) })
        #expect(branch(nil, number: 4) == .cluster("c0") && branch(nil, number: 7) == .cluster("c1"))
        let other = table.match(makeHead(path: "/a"), RequestFacts())
        let plain = try #require(other)
        #expect(!plain.awaitsHash && table.branch(of: plain, hash: 1, RequestFacts()) == plain)
    }

    @Test("A branch's word on endpoints comes before the route's")
    func metadata() {
        var weighted = weighted(1, 1)
        weighted.branches[1].metadataMatch = ["b": .text("own"), "c": .number(1)]
        var action = RouteActionConfiguration(target: .weighted(weighted))
        action.metadataMatch = ["a": .text("route"), "b": .text("route")]
        let route = RouteEntryConfiguration(
            name: "shared", match: RouteMatchConfiguration(path: .prefix("/")), action: .route(action))
        let rules = table([route]).rules
        #expect(rules.count == 3 && rules[1].endpointMetadata == action.metadataMatch)
        #expect(rules[2].endpointMetadata == ["a": .text("route"), "b": .text("own"), "c": .number(1)])
    }

    @Test("Two such fields are none")
    func twoNumberFields() {
        var weighted = weighted(1, 1)
        weighted.numberField = "n"
        var head = makeHead()
        for value in ["1", "1"] { head.headers.append(name: Array("n".utf8).span, Array(value.utf8).span) }
        let table = table([entry(weighted)])
        #expect(table.match(head).map { table.rules[$0.ruleIndex].target } == .cluster("c0"))
    }

    @Test("Keys change weights, and without any weight there is no route")
    func runtime() {
        var weighted = weighted(1, 1)
        weighted.runtimeKeyPrefix = "w"
        let runtime = LiveRuntime()
        let table = table([entry(weighted)], runtime: runtime)
        #expect((0..<4).map { choice(table, number: $0) } == ["c0", "c1", "c0", "c1"])
        runtime.publish { $0 == "w.c0" ? RuntimeEntry(number: 0) : RuntimeEntry() }
        #expect((0..<4).map { choice(table, number: $0) } == ["c1", "c1", "c1", "c1"])
        runtime.publish { _ in RuntimeEntry(number: 0) }
        #expect(choice(table, number: 0) == nil)
    }

    @Test("What a branch does to heads comes first; its settings of filters win")
    func specifics() {
        func edits(_ name: String) -> HeaderEditsConfiguration { HeaderEditsConfiguration(removals: [name]) }
        var weighted = weighted(1)
        weighted.branches[0].requestHeaders = edits("branch")
        weighted.branches[0].responseHeaders = edits("branch")
        weighted.branches[0].hostRewrite = "h"
        weighted.branches[0].perFilter = [PerFilterConfiguration(filterName: "f", override: .disabled)]
        var entry = entry(weighted)
        entry.requestHeaders = edits("route")
        entry.responseHeaders = edits("route")
        entry.perFilter = [PerFilterConfiguration(filterName: "f", override: .enabled)]
        var host = VirtualHostConfiguration(name: "all", domains: ["*"], routes: [entry])
        host.responseHeaders = edits("host")
        var configuration = RouteConfiguration(virtualHosts: [host])
        for winsLast in [false, true] {
            configuration.mostSpecificEditsWin = winsLast
            let rules = RouteTable(configuration).rules
            let rule = rules[rules.count - 1]
            #expect(rule.branchRequestHeaders == edits("branch") && rule.requestHeaders == [edits("route")])
            let behind = [edits("route"), edits("host")]
            #expect(rule.responseHeaders == [edits("branch")] + (winsLast ? behind.reversed() : behind))
            #expect(rule.branchHost == Array("h".utf8))
            #expect(rule.overrides(ofFilter: "f") == [.disabled, .enabled])
        }
    }
}
