import Configuration
import Testing

@testable import ControlPlane

@Suite("All nodes")
struct NodeTableTests {
    /// Says the same to every node, and counts how often it is asked.
    private final class Source: SnapshotSource {
        let snapshot: ResourceSnapshot
        init(_ clusters: [String], routes: String = "r") {
            snapshot = DeliveryFixture.mesh(clusters, routes: routes)
        }
        func snapshot(for node: NodeFacts) -> ResourceSnapshot { snapshot }
    }

    private static func publication(_ number: Int, _ clusters: [String]) -> NodeTable.Publication {
        NodeTable.Publication(number: number, version: "v\(number)", source: Source(clusters))
    }

    private func question(_ node: String, _ version: String = "") -> DiscoveryQuestion {
        var question = DiscoveryQuestion()
        question.node = NodeFacts(id: node)
        question.version = version
        return question
    }

    private func clusters(_ table: inout NodeTable, _ node: String) -> [String]? {
        _ = table.asked(question(node), .cluster, now: 0)
        return table.consider(node, .cluster, names: [], said: "", now: 0)?.answer.resources.map(\.name)
    }

    /// A node inside of a share of one percent, and one outside of 99.
    private var pair: (inside: String, outside: String) {
        let names = (0..<2_000).map { "n\($0)" }
        return (
            names.first { Rollout.place(of: $0) == 0 } ?? "", names.first { Rollout.place(of: $0) == 99 } ?? ""
        )
    }

    @Test func `before anything is published nobody is answered`() {
        var table = NodeTable()
        #expect(table.asked(question("n"), .cluster, now: 0) == nil)
        #expect(table.nodes.isEmpty)
    }

    @Test func `the share is given what is new, the others what was before`() {
        var table = NodeTable()
        let (inside, outside) = pair
        table.publish(Self.publication(1, ["a"]), Rollout(publication: 1, stages: [], now: 0))
        table.publish(Self.publication(2, ["b"]), Rollout(publication: 2, stages: [1], now: 0))
        #expect(clusters(&table, inside) == ["b"])
        #expect(clusters(&table, outside) == ["a"])
        // What never came to all is nobody's past.
        table.publish(Self.publication(3, ["c"]), Rollout(publication: 3, stages: [1], now: 0))
        #expect(table.base?.number == 1)
        for node in [inside, outside] { table.retarget(node, now: 0) }
        #expect(table.nodes[inside]?.publication == 3 && table.nodes[outside]?.publication == 1)
        _ = table.changeRollout { $0.finish() }
        for node in [inside, outside] { table.retarget(node, now: 0) }
        #expect(table.nodes[outside]?.publication == 3)
    }

    @Test func `a share of which nobody is heard confirms nothing soon after a start`() {
        var table = NodeTable()
        let (inside, outside) = pair
        table.publish(
            Self.publication(2, ["b"]), before: Self.publication(1, ["a"]),
            Rollout(publication: 2, stages: [1], now: 0))
        #expect(table.reached == 1)
        _ = clusters(&table, outside)
        func standing(_ now: UInt64 = 0) -> NodeTable.Standing {
            table.standing(2, now: now, isHeld: { _ in false }, where: { table.rollout?.includes($0) == true })
        }
        #expect(standing() == NodeTable.Standing())
        #expect(!standing().allowsNext(uptime: NodeTable.silence - 1))
        #expect(standing().allowsNext(uptime: NodeTable.silence))
        _ = clusters(&table, inside)
        #expect(standing().laggards == [inside])
        #expect(!standing().allowsNext(uptime: .max))
        let version = table.nodes[inside]?.target[.cluster].version ?? ""
        table.change(inside) { node in
            let answer = node.consider(.cluster, names: [], said: "", now: 1).answer
            node.sent(answer, .cluster, names: [], now: 1)
        }
        _ = table.asked(question(inside, version), .cluster, now: 2)
        #expect(standing(2) == NodeTable.Standing(present: 1, laggards: []))
        #expect(standing(2).allowsNext(uptime: 0))
        // One that is gone for long is not there.
        #expect(standing(3 + NodeTable.silence).present == 0)
    }

    @Test func `the same publication compiled anew is nobody's past`() {
        var table = NodeTable()
        table.publish(Self.publication(1, ["a"]), Rollout(publication: 1, stages: [], now: 0))
        table.publish(Self.publication(2, ["a"]), Rollout(publication: 2, stages: [], now: 0))
        table.publish(Self.publication(2, ["b"]), Rollout(publication: 2, stages: [], now: 0))
        #expect(table.base?.number == 1)
    }

    @Test func `who says something else of itself is given what follows`() {
        final class ByCluster: SnapshotSource {
            func snapshot(for node: NodeFacts) -> ResourceSnapshot { DeliveryFixture.mesh([node.cluster]) }
        }
        var table = NodeTable()
        table.publish(
            NodeTable.Publication(number: 1, version: "", source: ByCluster()),
            Rollout(publication: 1, stages: [], now: 0))
        var asked = question("n")
        for cluster in ["x", "y"] {
            asked.node.cluster = cluster
            _ = table.asked(asked, .cluster, now: 0)
            let names = table.consider("n", .cluster, names: [], said: "", now: 0)?.answer.resources.map(\.name)
            #expect(names?.contains(cluster) == true)
        }
    }

    @Test func `two clients with one id do not take turns`() {
        var table = NodeTable()
        table.publish(Self.publication(1, ["a"]), Rollout(publication: 1, stages: [], now: 0))
        var asked = question("n")
        #expect(table.claim(asked.node, from: "", isHeld: false) == .good)
        _ = table.asked(asked, .cluster, now: 0)
        #expect(table.claim(asked.node, from: "", isHeld: true) == .good)
        // The same proxy after an upgrade.
        asked.node.userAgentVersion = "2"
        #expect(table.claim(asked.node, from: "", isHeld: true) == .good)
        for change in [\NodeFacts.cluster, \.region, \.zone, \.subZone] {
            var other = asked.node
            other[keyPath: change] = "other"
            #expect(table.claim(other, from: "", isHeld: true) == .conflicting)
            #expect(table.claim(other, from: "", isHeld: false) == .good)
        }
        asked.node.metadata["app"] = "x"
        #expect(table.claim(asked.node, from: "", isHeld: true) == .conflicting)
    }

    @Test func `a node belongs to the client that has shown a certificate first`() {
        var table = NodeTable()
        table.publish(Self.publication(1, ["a"]), Rollout(publication: 1, stages: [], now: 0))
        let asked = question("n")
        for client in ["", "spiffe://mesh/a"] {
            #expect(table.claim(asked.node, from: client, isHeld: false) == .good)
            _ = table.asked(asked, .cluster, from: client, now: 0)
        }
        #expect(table.claim(asked.node, from: "spiffe://mesh/a", isHeld: true) == .good)
        #expect(table.claim(asked.node, from: "spiffe://mesh/b", isHeld: false) == .foreign)
        #expect(table.claim(asked.node, from: "", isHeld: false) == .foreign)
        #expect(table.claim(question("m").node, from: "spiffe://mesh/b", isHeld: false) == .good)
    }

    @Test func `nodes that say nothing for long are forgotten, unless they wait`() {
        var table = NodeTable()
        table.publish(Self.publication(1, ["a"]), Rollout(publication: 1, stages: [], now: 0))
        for node in ["a", "b", "c", "d"] { _ = table.asked(question(node), .cluster, now: 0) }
        for node in ["a", "b"] { confirm(&table, node) }
        // Who says a version that is none of ours may be made up all the same.
        _ = table.asked(question("c", "x"), .cluster, now: 0)
        _ = table.asked(named("d", ["y"], "0"), .endpoints, now: 0)
        table.forgetSilent(now: NodeTable.silence) { _ in false }
        #expect(table.nodes.count == 4)
        table.forgetSilent(now: NodeTable.silence + 1) { $0 == "d" }
        #expect(table.nodes.keys.sorted() == ["a", "b", "d"])
        table.forgetSilent(now: NodeTable.memory) { _ in false }
        #expect(table.nodes.keys.sorted() == ["a", "b"])
        table.forgetSilent(now: NodeTable.memory + 1) { $0 == "b" }
        #expect(table.nodes.keys.sorted() == ["b"])
        #expect(table.weight == table.nodes["b"]?.weight)
        #expect(table.losses == NodeTable.Losses())
    }

    private func named(_ node: String, _ names: [String], _ version: String = "") -> DiscoveryQuestion {
        var question = question(node, version)
        question.names = names
        return question
    }

    /// The node takes what it is given.
    private func confirm(_ table: inout NodeTable, _ node: String, now: UInt64 = 0) {
        table.change(node) { node in
            let answer = node.consider(.cluster, names: [], said: "", now: now).answer
            node.sent(answer, .cluster, names: [], now: now)
        }
        let version = table.nodes[node]?.target[.cluster].version ?? ""
        _ = table.asked(question(node, version), .cluster, now: now)
    }

    @Test func `ids that nobody may have make room for others, and nodes that wait never do`() {
        let limit = 64
        var table = NodeTable(limit: limit)
        table.publish(Self.publication(1, ["a"]), Rollout(publication: 1, stages: [], now: 0))
        func ask(_ node: String, _ now: UInt64, isHeld: (String) -> Bool = { $0.hasPrefix("w") }) -> Bool {
            table.asked(question(node), .cluster, now: now, isHeld: isHeld) != nil
        }
        for node in ["w", "known"] {
            #expect(ask(node, 0))
            confirm(&table, node)
        }
        #expect(ask("w2", 0))
        // As many again as there is room for.
        for number in 0..<(limit * 2) { #expect(ask("x\(number)", UInt64(number))) }
        #expect(table.nodes.count <= limit)
        #expect(["w", "w2", "known"].allSatisfy { table.nodes[$0] != nil })
        #expect(table.losses.nodes >= limit)
        #expect(table.weight == table.nodes.values.reduce(0) { $0 + $1.weight })
        // Where all wait there is no place.
        for number in 0..<limit where table.nodes.count < limit { _ = ask("y\(number)", 0) }
        #expect(!ask("z", 0, isHeld: { _ in true }))
    }

    @Test func `where all nodes were just heard, a newcomer costs no look at all of them`() {
        let limit = 512
        var table = NodeTable(limit: limit)
        table.publish(Self.publication(1, ["a"]), Rollout(publication: 1, stages: [], now: 0))
        for number in 0..<limit {
            #expect(table.asked(question("n\(number)"), .cluster, now: UInt64(number)) != nil)
            confirm(&table, "n\(number)", now: UInt64(number))
        }
        for number in 0..<limit {
            #expect(table.asked(question("m\(number)"), .cluster, now: 1_000) != nil)
            confirm(&table, "m\(number)", now: 1_000)
            // Whoever has been silent for longest goes.
            #expect(table.nodes["n\(number)"] == nil && table.nodes.count == limit)
        }
        #expect(table.losses.nodes == limit)
        #expect(table.departures.looks < limit * 8, "\(table.departures.looks)")
        // Where nobody can go, that is not found out for each newcomer.
        let looks = table.departures.looks
        for number in 0..<limit {
            #expect(table.asked(question("o\(number)"), .cluster, now: 2_000) { _ in true } == nil)
        }
        #expect(table.departures.looks <= looks + limit * 2, "\(table.departures.looks - looks)")
        #expect(table.asked(question("p"), .cluster, now: 2_000 + NodeDepartures.pause) != nil)
    }

    @Test func `who asks for more than is remembered of all loses it, and nobody else`() {
        var table = NodeTable(weightLimit: 200_000)
        table.publish(Self.publication(1, ["a"]), Rollout(publication: 1, stages: [], now: 0))
        _ = table.asked(named("small", ["a"]), .endpoints, now: 0)
        confirm(&table, "small")
        for number in 0..<50 {
            let names = (0..<200).map { "\(number)-\($0)-of-a-name-that-is-long" }
            // Each waits, as far as it is known, and says what is its answer's version.
            let heard = table.asked(named("n\(number)", names), .endpoints, now: 1, isHeld: { _ in true })
            #expect(heard != nil)
            #expect(table.weight <= 200_000)
        }
        #expect(table.nodes["small"]?.subscriptions.count == 2)
        #expect(table.nodes.count == 51 && table.losses.nodes == 0 && table.losses.subscriptions > 30)
        // A node that takes all by itself, of what cannot be forgotten alone, is not taken.
        var large = question("large")
        large.node.metadata = ["x": String(repeating: "y", count: 200_000)]
        let heard = table.asked(large, .cluster, now: 2, isHeld: { _ in true })
        #expect(heard == nil)
        #expect(table.nodes["large"] == nil && table.nodes["small"] != nil)
        #expect(table.weight == table.nodes.values.reduce(0) { $0 + $1.weight })
    }

    @Test func `equal questions of different nodes have one answer`() throws {
        var table = NodeTable()
        table.publish(Self.publication(1, ["a"]), Rollout(publication: 1, stages: [], now: 0))
        let answers = try ["a", "b"].map { node in
            _ = table.asked(question(node), .cluster, now: 0)
            let considered = table.consider(node, .cluster, names: [], said: "", now: 0)
            return try #require(considered).answer
        }
        #expect(answers[0] === answers[1])
        let version = answers[0].version
        #expect(
            String(decoding: answers[0].body, as: UTF8.self)
                == "{\"version_info\":\"\(version)\",\"resources\":[{\"c\":\"a\"}],\"type_url\":"
                + "\"type.googleapis.com/envoy.config.cluster.v3.Cluster\",\"nonce\":\"\(version)\"}")
    }

    @Test func `names that are not there make no more answers`() {
        let cache = AnswerCache()
        let endpoints = DeliveryFixture.mesh(["b", "d"])[.endpoints]
        let answer = cache.answer(.endpoints, endpoints, names: ["b", "d"])
        #expect(answer.resources.map(\.name) == ["b", "d"])
        for place in 0..<50 {
            let names = ["a\(place)", "b", "c\(place)", "d", "e\(place)"]
            #expect(cache.answer(.endpoints, endpoints, names: names) === answer)
            #expect(cache.answer(.endpoints, endpoints, names: ["a\(place)", "x"]).isEmpty)
        }
        #expect(cache.count == 1)
    }

    @Test func `answers have so many bytes at most`() {
        let cache = AnswerCache(sizeLimit: 2_000)
        let all = (100..<200).map { "\($0)" }
        let endpoints = DeliveryFixture.mesh(all)[.endpoints]
        for name in all { #expect(cache.answer(.endpoints, endpoints, names: [name]).resources[0].name == name) }
        #expect(cache.count <= 2 * 2_000 / 256)
        // What is asked for again and again stays.
        let first = cache.answer(.endpoints, endpoints, names: ["100"])
        for name in all {
            _ = cache.answer(.endpoints, endpoints, names: [name])
            #expect(cache.answer(.endpoints, endpoints, names: ["100"]) === first)
        }
    }

    @Test func `answers that nobody asks for any more are forgotten`() {
        let cache = AnswerCache()
        let snapshot = DeliveryFixture.mesh(["a", "b"])
        let a = cache.answer(.endpoints, snapshot[.endpoints], names: ["a"])
        _ = cache.answer(.endpoints, snapshot[.endpoints], names: ["b"])
        cache.turnOver()
        #expect(cache.answer(.endpoints, snapshot[.endpoints], names: ["a"]) === a)
        cache.turnOver()
        #expect(cache.count == 1)
        #expect(cache.answer(.endpoints, snapshot[.endpoints], names: ["x"]).version == AnswerCache.nothing)
    }
}
