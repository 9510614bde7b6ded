import Configuration
import Testing

@testable import ControlPlane

/// One node and what it is told, over time.
struct DeliveryFixture {
    static let second: UInt64 = 1_000_000_000
    let cache = AnswerCache()
    var node: NodeDelivery
    var now: UInt64 = 0
    private var publication = 1

    init(_ first: ResourceSnapshot, said: String = "", before: ResourceSnapshot? = nil) {
        node = NodeDelivery(
            NodeFacts(id: "n"), said: said, target: first, before: before, publication: 1, cache: cache, now: 0)
    }

    /// A mesh of clusters with their endpoints, a listener and routes.
    static func mesh(_ clusters: [String], listener: String = "l", routes: String = "r") -> ResourceSnapshot {
        func resource(_ name: String, _ text: String) -> ResourceSnapshot.Resource {
            ResourceSnapshot.Resource(name: name, json: Array(text.utf8))
        }
        return ResourceSnapshot([
            .cluster: clusters.map { resource($0, "{\"c\":\"\($0)\"}") },
            .endpoints: clusters.map { resource($0, "{\"e\":\"\($0)\"}") },
            .listener: [resource("l", "{\"l\":\"\(listener)\"}")],
            .routes: [resource("r", "{\"r\":\"\(routes)\"}")],
        ])
    }

    mutating func publish(_ snapshot: ResourceSnapshot) {
        publication += 1
        node.retarget(snapshot, publication: publication, now: now)
    }

    /// Asks; the resources of the answer, or nil when the question waits.
    @discardableResult
    mutating func ask(_ kind: ResourceKind, _ version: String, _ names: [String] = []) -> AnswerCache.Answer? {
        now += 1
        var question = DiscoveryQuestion()
        question.node = NodeFacts(id: "n")
        question.version = version
        question.names = names
        _ = node.asked(question, kind, now: now)
        return look(kind, version, names)
    }

    /// Looks again at a question that waits.
    mutating func look(_ kind: ResourceKind, _ version: String, _ names: [String] = []) -> AnswerCache.Answer? {
        let (answer, verdict) = node.consider(kind, names: names, said: version, now: now)
        guard verdict == .send else { return nil }
        node.sent(answer, kind, names: names, now: now)
        return answer
    }

    /// Asks for everything until nothing is new; the versions by kind.
    mutating func settle(_ clusters: [String]) -> [ResourceKind: String] {
        var versions: [ResourceKind: String] = [:]
        for _ in 0..<3 {
            for (kind, names) in [
                (ResourceKind.cluster, []), (.endpoints, clusters), (.listener, []), (.routes, ["r"]),
            ] {
                if let answer = ask(kind, versions[kind] ?? "", names) { versions[kind] = answer.version }
            }
        }
        return versions
    }
}

@Suite("The order in which a node is given things")
struct NodeDeliveryTests {
    private typealias Fixture = DeliveryFixture

    private func names(_ answer: AnswerCache.Answer?) -> [String]? { answer?.resources.map(\.name) }

    @Test func `a node that starts is given everything as it asks`() {
        var fixture = Fixture(Fixture.mesh(["a", "b"]))
        #expect(names(fixture.ask(.listener, "")) == ["l"])
        #expect(names(fixture.ask(.routes, "", ["r"])) == ["r"])
        #expect(names(fixture.ask(.cluster, "")) == ["a", "b"])
        #expect(names(fixture.ask(.endpoints, "", ["b"])) == ["b"])
        #expect(fixture.node.stage == .settled)
    }

    @Test func `new routes wait until the cluster and its endpoints are in use`() {
        var fixture = Fixture(Fixture.mesh(["a"]))
        let first = fixture.settle(["a"])
        fixture.publish(Fixture.mesh(["a", "b"], routes: "to b"))
        #expect(fixture.look(.routes, first[.routes] ?? "", ["r"]) == nil)
        let clusters = fixture.look(.cluster, first[.cluster] ?? "")
        #expect(names(clusters) == ["a", "b"])
        #expect(fixture.ask(.routes, first[.routes] ?? "", ["r"]) == nil)
        #expect(fixture.ask(.cluster, clusters?.version ?? "") == nil)
        #expect(fixture.look(.routes, first[.routes] ?? "", ["r"]) == nil)
        let endpoints = fixture.ask(.endpoints, "", ["b"])
        #expect(names(endpoints) == ["b"])
        #expect(fixture.look(.routes, first[.routes] ?? "", ["r"]) == nil)
        #expect(fixture.ask(.endpoints, endpoints?.version ?? "", ["b"]) == nil)
        #expect(names(fixture.look(.routes, first[.routes] ?? "", ["r"])) == ["r"])
    }

    @Test func `a cluster stays until no route leads to it`() {
        var fixture = Fixture(Fixture.mesh(["a", "b"], routes: "to b"))
        let first = fixture.settle(["a", "b"])
        fixture.publish(Fixture.mesh(["a"], routes: "to a"))
        // Its clusters are as they were, for now.
        #expect(fixture.look(.cluster, first[.cluster] ?? "") == nil)
        let routes = fixture.look(.routes, first[.routes] ?? "", ["r"])
        #expect(names(routes) == ["r"])
        #expect(fixture.look(.cluster, first[.cluster] ?? "") == nil)
        #expect(fixture.ask(.routes, routes?.version ?? "", ["r"]) == nil)
        #expect(names(fixture.look(.cluster, first[.cluster] ?? "")) == ["a"])
        #expect(fixture.node.stage == .settled)
    }

    @Test func `one goes and another comes: never is a route without its cluster`() {
        var fixture = Fixture(Fixture.mesh(["a"], routes: "to a"))
        let first = fixture.settle(["a"])
        fixture.publish(Fixture.mesh(["b"], routes: "to b"))
        let both = fixture.look(.cluster, first[.cluster] ?? "")
        #expect(names(both) == ["a", "b"])
        fixture.ask(.cluster, both?.version ?? "")
        let endpoints = fixture.ask(.endpoints, "", ["b"])
        fixture.ask(.endpoints, endpoints?.version ?? "", ["b"])
        let routes = fixture.look(.routes, first[.routes] ?? "", ["r"])
        fixture.ask(.routes, routes?.version ?? "", ["r"])
        #expect(names(fixture.look(.cluster, both?.version ?? "")) == ["b"])
    }

    @Test func `who never asks for clusters is not waited for longer than patience`() {
        var fixture = Fixture(Fixture.mesh(["a"]))
        let listener = fixture.ask(.listener, "")
        fixture.ask(.listener, listener?.version ?? "")
        fixture.publish(Fixture.mesh(["b"], listener: "other"))
        #expect(fixture.look(.listener, listener?.version ?? "") == nil)
        #expect(fixture.node.deadline == 2 + NodeDelivery.patience)
        fixture.now = 3 + NodeDelivery.patience
        #expect(names(fixture.look(.listener, listener?.version ?? "")) == ["l"])
    }

    @Test func `a publication that comes late while another is waited for has all of the time too`() {
        var fixture = Fixture(Fixture.mesh(["a"]))
        let first = fixture.settle(["a"])
        fixture.publish(Fixture.mesh(["a", "b"], routes: "2"))
        fixture.now += NodeDelivery.patience - 1
        fixture.publish(Fixture.mesh(["a", "b", "c"], routes: "3"))
        fixture.now += NodeDelivery.patience - 1
        #expect(fixture.look(.routes, first[.routes] ?? "", ["r"]) == nil)
        fixture.now += 1
        #expect(names(fixture.look(.routes, first[.routes] ?? "", ["r"])) == ["r"])
    }

    @Test func `a question that waits is looked at again when the order goes on by itself`() {
        var fixture = Fixture(Fixture.mesh(["a", "b"], routes: "to b"))
        let first = fixture.settle(["a", "b"])
        fixture.publish(Fixture.mesh(["a"], routes: "to a"))
        // The routes are never asked for again.
        func verdict() -> SubscriptionState.Verdict {
            fixture.node.consider(.cluster, names: [], said: first[.cluster] ?? "", now: fixture.now).verdict
        }
        let deadline = fixture.now + NodeDelivery.patience
        #expect(verdict() == .wait(until: deadline))
        fixture.now = deadline
        #expect(verdict() == .send)
        #expect(fixture.node.deadline == nil)
    }

    @Test func `a refused cluster holds the routes back for as long as it is refused`() {
        var fixture = Fixture(Fixture.mesh(["a"]))
        let first = fixture.settle(["a"])
        fixture.publish(Fixture.mesh(["a", "bad"], routes: "to bad"))
        #expect(fixture.look(.cluster, first[.cluster] ?? "") != nil)
        // It asks with the version from before.
        #expect(fixture.ask(.cluster, first[.cluster] ?? "") == nil)
        #expect(fixture.node.deadline == nil)
        fixture.now += 2 * NodeDelivery.patience
        #expect(fixture.look(.routes, first[.routes] ?? "", ["r"]) == nil)
        fixture.publish(Fixture.mesh(["a"], routes: "to a"))
        #expect(names(fixture.look(.routes, first[.routes] ?? "", ["r"])) == ["r"])
    }

    @Test func `changes that come one after the other are waited for together`() {
        var fixture = Fixture(Fixture.mesh(["a"]))
        let first = fixture.settle(["a"])
        fixture.publish(Fixture.mesh(["a", "b"], routes: "2"))
        fixture.publish(Fixture.mesh(["a", "b", "c"], routes: "3"))
        let clusters = fixture.look(.cluster, first[.cluster] ?? "")
        #expect(names(clusters) == ["a", "b", "c"])
        fixture.ask(.cluster, clusters?.version ?? "")
        #expect(fixture.look(.routes, first[.routes] ?? "", ["r"]) == nil)
        for name in ["b", "c"] {
            let endpoints = fixture.ask(.endpoints, "", [name])
            fixture.ask(.endpoints, endpoints?.version ?? "", [name])
        }
        #expect(names(fixture.look(.routes, first[.routes] ?? "", ["r"])) == ["r"])
    }

    @Test func `a change of endpoints wakes nobody else, and only who asks for them`() {
        var fixture = Fixture(Fixture.mesh(["a", "b"]))
        let first = fixture.settle(["a", "b"])
        let a = fixture.ask(.endpoints, "", ["a"])?.version ?? ""
        let b = fixture.ask(.endpoints, "", ["b"])?.version ?? ""
        fixture.ask(.endpoints, a, ["a"])
        fixture.ask(.endpoints, b, ["b"])
        var resources: [ResourceKind: [ResourceSnapshot.Resource]] = [:]
        for kind in [ResourceKind.cluster, .endpoints, .listener, .routes] {
            resources[kind] = fixture.node.target[kind].resources
        }
        resources[.endpoints]?[1] = ResourceSnapshot.Resource(name: "b", json: Array("{}".utf8))
        fixture.publish(ResourceSnapshot(resources))
        for (kind, names) in [(ResourceKind.cluster, []), (.listener, []), (.routes, ["r"])] {
            #expect(fixture.look(kind, first[kind] ?? "", names) == nil)
        }
        #expect(fixture.look(.endpoints, a, ["a"]) == nil)
        #expect(names(fixture.look(.endpoints, b, ["b"])) == ["b"])
    }

    @Test func `who is asked for by name and is gone is not removed`() {
        var fixture = Fixture(Fixture.mesh(["a"]))
        let endpoints = fixture.ask(.endpoints, "", ["a"])
        fixture.ask(.endpoints, endpoints?.version ?? "", ["a"])
        fixture.publish(Fixture.mesh(["b"]))
        #expect(fixture.look(.endpoints, endpoints?.version ?? "", ["a"]) == nil)
    }

    @Test func `a node of which nothing is said any more keeps what it has`() {
        var fixture = Fixture(Fixture.mesh(["a"]))
        let first = fixture.settle(["a"])
        fixture.publish(ResourceSnapshot([:]))
        fixture.now += NodeDelivery.patience * 2
        for kind in [ResourceKind.cluster, .listener] { #expect(fixture.look(kind, first[kind] ?? "") == nil) }
    }

    @Test func `the last listener of a node that has clusters is removed`() {
        var fixture = Fixture(Fixture.mesh(["a"]))
        let first = fixture.settle(["a"])
        fixture.publish(ResourceSnapshot([.cluster: fixture.node.target[.cluster].resources]))
        let none = fixture.look(.listener, first[.listener] ?? "")
        #expect(names(none) == [] && none?.version == AnswerCache.nothing)
    }

    @Test func `after a restart of the control plane a node goes on where it is`() {
        let old = Fixture.mesh(["a"], routes: "to a")
        let new = Fixture.mesh(["b"], routes: "to b")
        let cache = AnswerCache()
        let said = cache.answer(.routes, old[.routes], names: ["r"]).version
        var fixture = Fixture(new, said: said, before: old)
        // Its routes lead to a cluster of before: nothing is taken away, and routes wait.
        #expect(fixture.ask(.routes, said, ["r"]) == nil)
        let both = fixture.ask(.cluster, old[.cluster].version)
        #expect(names(both) == ["a", "b"])
        fixture.ask(.cluster, both?.version ?? "")
        let endpoints = fixture.ask(.endpoints, "", ["b"])
        fixture.ask(.endpoints, endpoints?.version ?? "", ["b"])
        #expect(names(fixture.look(.routes, said, ["r"])) == ["r"])
    }

    @Test func `after a restart a cluster stays until it is known where the routes lead`() {
        let old = Fixture.mesh(["a", "b"], routes: "to b")
        let new = Fixture.mesh(["a"], routes: "to a")
        let said = AnswerCache().answer(.routes, old[.routes], names: ["r"]).version
        var fixture = Fixture(new, said: old[.cluster].version, before: old)
        #expect(fixture.ask(.cluster, old[.cluster].version) == nil)
        #expect(fixture.ask(.listener, old[.listener].version) == nil)
        #expect(fixture.look(.cluster, old[.cluster].version) == nil)
        let routes = fixture.ask(.routes, said, ["r"])
        #expect(names(routes) == ["r"])
        #expect(fixture.look(.cluster, old[.cluster].version) == nil)
        #expect(fixture.ask(.routes, routes?.version ?? "", ["r"]) == nil)
        #expect(names(fixture.look(.cluster, old[.cluster].version)) == ["a"])
    }

    @Test func `after a restart endpoints count that were told before the clusters`() {
        let old = Fixture.mesh(["a"], routes: "to a")
        let new = Fixture.mesh(["a", "b"], routes: "to b")
        let cache = AnswerCache()
        let said = cache.answer(.endpoints, new[.endpoints], names: ["a", "b"]).version
        var fixture = Fixture(new, said: said, before: old)
        #expect(fixture.ask(.endpoints, said, ["a", "b"]) == nil)
        #expect(fixture.ask(.cluster, new[.cluster].version) == nil)
        let routes = cache.answer(.routes, old[.routes], names: ["r"]).version
        #expect(names(fixture.ask(.routes, routes, ["r"])) == ["r"])
    }

    @Test func `after a restart nothing old is given to a node that has what is new`() {
        let new = Fixture.mesh(["b"])
        let cache = AnswerCache()
        let said = cache.answer(.listener, new[.listener], names: []).version
        var fixture = Fixture(new, said: said, before: Fixture.mesh(["a"]))
        #expect(fixture.ask(.listener, said) == nil)
        #expect(fixture.ask(.cluster, new[.cluster].version) == nil)
        let endpoints = cache.answer(.endpoints, new[.endpoints], names: ["b"]).version
        #expect(fixture.ask(.endpoints, endpoints, ["b"]) == nil)
        #expect(fixture.node.stage == .settled)
    }

    @Test func `a control plane that is killed between clusters and their endpoints goes on with the endpoints`() {
        let old = Fixture.mesh(["a"], routes: "to a")
        let new = Fixture.mesh(["a", "b"], routes: "to b")
        let said = AnswerCache().answer(.routes, old[.routes], names: ["r"]).version
        var fixture = Fixture(new, said: new[.cluster].version, before: old)
        // It has the new clusters already.
        #expect(fixture.ask(.cluster, new[.cluster].version) == nil)
        #expect(fixture.ask(.routes, said, ["r"]) == nil)
        let endpoints = fixture.ask(.endpoints, "", ["b"])
        #expect(fixture.look(.routes, said, ["r"]) == nil)
        fixture.ask(.endpoints, endpoints?.version ?? "", ["b"])
        #expect(names(fixture.look(.routes, said, ["r"])) == ["r"])
    }

    @Test func `of names so many bytes are remembered, and the newest of them`() {
        var fixture = Fixture(Fixture.mesh(["a"]))
        fixture.ask(.cluster, "")
        let long = String(repeating: "n", count: NodeDelivery.nameBytesLimit / 4)
        for place in 0..<10 { fixture.ask(.endpoints, "", ["\(place)" + long]) }
        let size = fixture.node.subscriptions.values.reduce(0) { $0 + $1.size }
        #expect(size <= NodeDelivery.nameBytesLimit)
        #expect(fixture.node.subscriptions.keys.contains { $0.names.first?.first == "9" })
        #expect(!fixture.node.subscriptions.keys.contains { $0.names.first?.first == "0" })
    }

    @Test func `a report says what waits, what is refused, and what is in use`() {
        var fixture = Fixture(Fixture.mesh(["a"]))
        let first = fixture.settle(["a"])
        #expect(NodeReport(fixture.node, now: fixture.now).isLevel)
        fixture.publish(Fixture.mesh(["a", "b"], routes: "to b"))
        let clusters = fixture.look(.cluster, first[.cluster] ?? "")
        func states() -> [ResourceKind: NodeReport.State] {
            Dictionary(
                uniqueKeysWithValues: NodeReport(fixture.node, now: fixture.now).kinds.map { ($0.kind, $0.state) })
        }
        #expect(states() == [.cluster: .sent, .endpoints: .acknowledged, .listener: .acknowledged, .routes: .waiting])
        fixture.ask(.cluster, first[.cluster] ?? "")
        #expect(states()[.cluster] == .refused)
        #expect(!NodeReport(fixture.node, now: fixture.now).isLevel)
        fixture.now += 10 * DeliveryFixture.second
        #expect(fixture.look(.cluster, first[.cluster] ?? "") != nil)
        fixture.ask(.cluster, clusters?.version ?? "")
        #expect(states()[.cluster] == .acknowledged)
    }
}
