import Configuration
import Testing

@testable import ControlPlane

@Suite("Objects of a cluster that make no mesh")
struct ObservedDocumentsTests {
    private static func service(_ name: String, port: String = "80") -> MeshDocument {
        MeshDocument(
            observed: "Service", ObjectName(namespace: "shop", name: name),
            .written(
                Array(
                    #"{"apiVersion":"apus.dev/v1","kind":"Service","metadata":{"name":"\#(name)","namespace":"shop"},"#
                        .utf8) + Array(#""spec":{"ports":[{"port":\#(port)}]}}"#.utf8)))
    }

    private static let workload = MeshDocument(
        name: "w.yaml", bytes: Array(MeshText.workload("web", "dependsOn: [{service: a}]").utf8))

    private func clusters(_ result: Result<MeshCompilation, MeshProblems>) throws -> [String] {
        try result.get().snapshot(for: NodeFacts(id: "n", cluster: "web"))[.cluster].resources.map(\.name)
    }

    @Test("One that is wrong is left out alone, or stands as it was")
    func alone() throws {
        var observed = ObservedDocuments()
        observed.observe([Self.service("a"), Self.service("b", port: "\"x\"")])
        #expect(try clusters(observed.compile(with: [Self.workload], after: nil)) == ["shop/a/80"])
        #expect(observed.refused.map(\.file) == ["kubernetes:Service/shop/b.json"])
        #expect(observed.refused.map(\.path) == ["spec.ports[0].port"])
        observed.observe([Self.service("a", port: "0"), Self.service("b", port: "81")])
        #expect(try clusters(observed.compile(with: [Self.workload], after: nil)) == ["shop/a/80"])
        #expect(observed.refused.map(\.file) == ["kubernetes:Service/shop/a.json"])
        observed.observe([Self.service("a", port: "82")])
        #expect(try clusters(observed.compile(with: [Self.workload], after: nil)) == ["shop/a/82"])
        #expect(observed.refused.isEmpty)
    }

    @Test("A name of people's documents is theirs")
    func names() throws {
        var observed = ObservedDocuments()
        observed.observe([Self.service("a", port: "81"), Self.service("b")])
        let own = MeshDocument(name: "zz.yaml", bytes: Array(MeshText.service("a").utf8))
        #expect(try clusters(observed.compile(with: [own, Self.workload], after: nil)) == ["shop/a/80"])
        #expect(observed.refused.map(\.file) == ["kubernetes:Service/shop/a.json"])
        #expect(observed.refused.first?.message == "expected each Service once, found shop/a again")
    }

    @Test("What people's documents need stays while they do, and is told")
    func needed() throws {
        var observed = ObservedDocuments()
        observed.observe([Self.service("a"), Self.service("b")])
        #expect(try clusters(observed.compile(with: [Self.workload], after: nil)) == ["shop/a/80"])
        observed.observe([Self.service("b")])
        #expect(try clusters(observed.compile(with: [Self.workload], after: nil)) == ["shop/a/80"])
        #expect(observed.refused.map(\.file) == ["w.yaml"])
        // What was never there is wrong.
        var other = ObservedDocuments()
        other.observe([Self.service("b")])
        guard case .failure(let problems) = other.compile(with: [Self.workload], after: nil) else {
            Issue.record("it was taken")
            return
        }
        #expect(problems.complaints.map(\.file) == ["w.yaml"])
    }

    @Test("The history publishes nothing before it begins, and recompiles what it has")
    func history() throws {
        var history = try PublicationHistory(store: MemoryStore())
        guard case .unchanged = history.begin(observing: [Self.service("a")], reached: 0) else {
            Issue.record("there is something")
            return
        }
        guard case .published = history.apply(.directory([Self.workload]), author: "d", time: 1) else {
            Issue.record("it was not published")
            return
        }
        guard
            case .recompiled(let set, let compilation, base: nil) = history.apply(
                .observed([Self.service("a", port: "81")]), author: "k", time: 2)
        else {
            Issue.record("it was not compiled")
            return
        }
        #expect(set.number == 1)
        #expect(try clusters(.success(compilation)) == ["shop/a/81"])
        guard case .unchanged = history.apply(.observed([Self.service("a", port: "81")]), author: "k", time: 3) else {
            Issue.record("it is the same")
            return
        }
        guard case .conflict = history.apply(.put(Self.service("c"), .none), author: "x", time: 3) else {
            Issue.record("the name was taken")
            return
        }
    }
}
