import Configuration
import EventLoops
import Testing

@testable import ControlPlane

@Suite("Publishing")
struct PublicationHistoryTests {
    /// A document with one raw cluster, which every node gets.
    private static func document(_ name: String, cluster: String = "c", extra: String = "") -> MeshDocument {
        let object = name.split(separator: ".").first.map(String.init) ?? name
        return MeshDocument(
            name: name,
            bytes: Array(
                """
                apiVersion: apus.dev/v1
                kind: EnvoyResources
                metadata: {name: \(object)}
                spec:
                  resources:
                  - "@type": type.googleapis.com/envoy.config.cluster.v3.Cluster
                    name: \(cluster)\(extra)

                """.utf8))
    }

    private static func bad(_ name: String) -> MeshDocument {
        MeshDocument(name: name, bytes: Array("apiVersion: apus.dev/v1\nkind: Nothing\nmetadata: {name: x}\n".utf8))
    }

    private func history(_ files: FaultyFiles = FaultyFiles(), stages: [Int] = []) throws -> PublicationHistory {
        try PublicationHistory(store: DirectoryStore(files), stages: stages)
    }

    @Test func `documents of directory and interface make one set`() throws {
        var history = try history()
        #expect(history.apply(.directory([Self.document("a.yaml", cluster: "a")]), author: "d", time: 1).isPublished)
        #expect(
            history.apply(.put(Self.document("b.yaml", cluster: "b"), .none), author: "alice", time: 2).isPublished)
        #expect(history.newest?.documents.map(\.content.name) == ["a.yaml", "b.yaml"])
        #expect(history.newest?.number == 2 && history.newest?.author == "alice")
        let newest = try #require(history.newest)
        let compilation = try history.compile(newest).get()
        let names = compilation.snapshot(for: NodeFacts(id: "n"))[.cluster].resources.map(\.name)
        #expect(names == ["a", "b"])
    }

    @Test func `what all nodes had last is remembered, however many sets ago it was`() throws {
        let files = FaultyFiles()
        var history = try history(files, stages: [10])
        func put(_ cluster: Int) -> String {
            history.apply(
                .put(Self.document("a.yaml", cluster: "c\(cluster)"), .none), author: "x", time: 1, reached: 2
            ).brief
        }
        for cluster in 1...70 { #expect(put(cluster) == "published \(cluster)") }
        #expect(history.newest?.base == 2 && history.set(2) != nil && history.set(3) == nil)
        #expect(history.sets.map(\.number) == [2] + Array(21...70))
        // And by the next process.
        history = try self.history(FaultyFiles(files.possibleDisks.last ?? [:]), stages: [10])
        #expect(history.sets.map(\.number) == [2] + Array(21...70))
        #expect(put(71) == "published 71" && history.newest?.base == 2 && history.set(2) != nil)
    }

    @Test func `what makes no mesh changes nothing`() throws {
        var history = try history()
        _ = history.apply(.directory([Self.document("a.yaml")]), author: "d", time: 1)
        guard case .invalid(let problems) = history.apply(.put(Self.bad("b.yaml"), .none), author: "x", time: 2) else {
            Issue.record("it was published")
            return
        }
        #expect(problems.complaints.first.map { [$0.file, "\($0.line)", $0.path] } == ["b.yaml", "2", "kind"])
        #expect(history.newest?.number == 1)
    }

    @Test func `a version that is not there any more is told`() throws {
        var history = try history()
        let (one, two) = (Self.document("a.yaml"), Self.document("a.yaml", extra: "2"))
        func apply(_ change: PublicationHistory.Change) -> String {
            history.apply(change, author: "x", time: 1).brief
        }
        #expect(apply(.put(one, .exists)) == "condition failed")
        #expect(apply(.put(one, .absent)) == "published 1")
        #expect(apply(.put(one, .absent)) == "condition failed \(PublishedSet.version(of: one.bytes))")
        #expect(apply(.put(one, .none)) == "unchanged")
        #expect(apply(.put(two, .version(["0", PublishedSet.version(of: one.bytes)]))) == "published 2")
        #expect(apply(.delete("a.yaml", .version(["0"]))).hasPrefix("condition failed"))
        #expect(apply(.delete("b.yaml", .none)) == "not found")
        #expect(apply(.delete("a.yaml", .exists)) == "published 3")
    }

    @Test func `a document has one place`() throws {
        var history = try history()
        _ = history.apply(.directory([Self.document("a.yaml")]), author: "d", time: 1)
        let other = Self.document("a.yaml", extra: "2")
        #expect(history.apply(.put(other, .none), author: "x", time: 2).brief == "conflict")
        #expect(history.apply(.delete("a.yaml", .none), author: "x", time: 2).brief == "conflict")
        _ = history.apply(.put(Self.document("b.yaml", cluster: "b"), .none), author: "x", time: 3)
        let both = [Self.document("a.yaml"), Self.document("b.yaml")]
        #expect(history.apply(.directory(both), author: "d", time: 4).brief == "conflict")
        let notText = MeshDocument(name: "c.yaml", bytes: [0xff])
        #expect(history.apply(.put(notText, .none), author: "x", time: 5).brief == "conflict")
        let reserved = Self.document("registered/x.yaml")
        #expect(history.apply(.put(reserved, .none), author: "x", time: 5).brief == "conflict")
    }

    @Test func `a rollback stands until the directory is another, also with the next process`() throws {
        let files = FaultyFiles()
        var history = try history(files)
        let (one, two) = (Self.document("a.yaml"), Self.document("a.yaml", extra: "2"))
        _ = history.apply(.directory([one]), author: "d", time: 1)
        _ = history.apply(.directory([two]), author: "d", time: 2)
        #expect(history.apply(.rollback(1), author: "x", time: 3).brief == "published 3")
        #expect(history.newest?.documents.map(\.content) == [one])
        #expect(history.apply(.directory([two]), author: "d", time: 4).brief == "unchanged")
        var next = try self.history(files)
        #expect(next.sets.map(\.number) == [1, 2, 3])
        #expect(next.apply(.directory([two]), author: "d", time: 5).brief == "unchanged")
        #expect(next.apply(.directory([]), author: "d", time: 6).brief == "published 4")
        #expect(next.apply(.rollback(77), author: "x", time: 7).brief == "not found")
        #expect(next.apply(.rollback(4), author: "x", time: 7).brief == "unchanged")
    }

    @Test func `what cannot be kept is not published`() throws {
        let store = BrokenStore()
        var history = try PublicationHistory(store: store)
        #expect(history.apply(.directory([Self.document("a.yaml")]), author: "d", time: 1).brief == "failed: full")
        #expect(history.newest == nil)
    }

    @Test func `publications go by shares, but the first and rollbacks do not`() throws {
        var history = try history(stages: [10, 50])
        _ = history.apply(.directory([Self.document("a.yaml")]), author: "d", time: 1)
        #expect(history.newest?.stages == [])
        _ = history.apply(.directory([Self.document("a.yaml", extra: "2")]), author: "d", time: 2)
        #expect(history.newest?.stages == [10, 50] && history.newest?.base == 1)
        _ = history.apply(.rollback(1), author: "x", time: 3)
        #expect(history.newest?.stages == [])
    }

    @Test func `what never came to all nodes is nobody's past, also with the next process`() throws {
        let files = FaultyFiles()
        var history = try history(files, stages: [10])
        func put(_ text: String, reached: Int) -> Int? {
            let document = Self.document("a.yaml", extra: text)
            _ = history.apply(.put(document, .none), author: "x", time: 1, reached: reached)
            return history.newest?.base
        }
        #expect(put("1", reached: 0) == 0)
        #expect(put("2", reached: 1) == 1)
        // The second is complete, the third is refused on its way, and the fourth follows.
        #expect(put("3", reached: 2) == 2)
        #expect(put("4", reached: 2) == 2)
        // A rollback goes to all, and so does what follows it from there on.
        _ = history.apply(.rollback(2), author: "x", time: 1, reached: 2)
        #expect(history.newest?.number == 5 && history.newest?.base == 2)
        #expect(put("6", reached: 2) == 5)
        #expect(try self.history(files).sets.map(\.base) == [0, 1, 2, 2, 2, 5])
    }

    @Test func `a dry run changes nothing`() throws {
        var history = try history()
        _ = history.apply(.directory([Self.document("a.yaml")]), author: "d", time: 1)
        let difference = try history.validate(Self.document("a.yaml", extra: "2")).get()
        #expect(difference.changes.map(\.name) == ["a.yaml"])
        guard case .failure = history.validate(Self.bad("b.yaml")) else {
            Issue.record("it is called good")
            return
        }
        #expect(history.newest?.number == 1)
    }

    /// A store that is full.
    private final class BrokenStore: PublicationStore {
        func load() throws(DurableDirectory.Problem) -> [PublishedSet] { [] }
        func publish(_ set: PublishedSet) throws(DurableDirectory.Problem) {
            throw DurableDirectory.Problem(text: "full")
        }
        func note(_ name: String, _ bytes: [UInt8]) throws(DurableDirectory.Problem) {}
        func note(_ name: String) -> [UInt8]? { nil }
    }
}

extension PublicationHistory.Outcome {
    fileprivate var isPublished: Bool { brief.hasPrefix("published") }

    fileprivate var brief: String {
        switch self {
        case .published(let set, _): "published \(set.number)"
        case .recompiled: "recompiled"
        case .unchanged: "unchanged"
        case .invalid: "invalid"
        case .conditionFailed(let current): "condition failed" + (current.map { " \($0)" } ?? "")
        case .conflict: "conflict"
        case .notFound: "not found"
        case .failed(let reason): "failed: \(reason)"
        }
    }
}
