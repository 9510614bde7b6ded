import EventLoops
import Synchronization
import Testing

@testable import ControlPlane

@Suite("The store")
struct DirectoryStoreTests {
    /// Files that were passed over.
    private final class Skipped: Sendable {
        let names = Mutex<[String]>([])
    }

    static func set(_ number: Int, _ texts: [String: String]) -> PublishedSet {
        PublishedSet(
            number: number, time: 1_700_000_000, author: "a \"b\"", reason: "put\nx", directory: "d", stages: [5, 50],
            base: number - 1,
            documents: texts.map { .init(MeshDocument(name: $0.key, bytes: Array($0.value.utf8)), .interface) })
    }

    @Test func `a set comes back as it was`() throws {
        let set = Self.set(7, ["b.yaml": "ä: [1]\n", "a/c.json": "{}"])
        #expect(try #require(PublishedSet(encoded: set.encoded)) == set)
        #expect(set.documents.map(\.content.name) == ["a/c.json", "b.yaml"])
    }

    @Test func `a set that is damaged anywhere is none`() {
        let bytes = Self.set(7, ["b.yaml": "x"]).encoded
        for place in bytes.indices {
            var damaged = bytes
            damaged[place] ^= 1
            #expect(PublishedSet(encoded: damaged) == nil)
            #expect(PublishedSet(encoded: Array(bytes[..<place])) == nil)
        }
    }

    @Test func `wherever the power goes, the old set or the new one is there, whole`() throws {
        let (old, new) = (Self.set(3, ["a.yaml": "old"]), Self.set(4, ["a.yaml": "new", "b.yaml": "new"]))
        let before = FaultyFiles()
        let first = DirectoryStore(before, limit: 2)
        for number in 1...2 { try first.publish(Self.set(number, ["a.yaml": "\(number)"])) }
        try first.publish(old)
        let disk = before.possibleDisks.last ?? [:]
        var seen: Set<Int> = []
        for steps in 0..<8 {
            let files = FaultyFiles(disk, steps: steps)
            let isPublished = (try? DirectoryStore(files, limit: 2).publish(new)) != nil
            for possible in files.possibleDisks {
                let sets = try DirectoryStore(FaultyFiles(possible), limit: 2).load()
                let newest = try #require(sets.last)
                #expect(newest == old || newest == new)
                if isPublished { #expect(newest == new) }
                seen.insert(newest.number)
            }
        }
        #expect(seen == [3, 4])
    }

    @Test func `a set that could not be read again is not kept`() throws {
        let files = FaultyFiles()
        let set = Self.set(1, ["a.yaml": "1"])
        #expect(throws: DurableDirectory.Problem.self) {
            try DirectoryStore(files, longest: set.encoded.count - 1).publish(set)
        }
        #expect(try files.list().isEmpty)
        try DirectoryStore(files, longest: set.encoded.count).publish(set)
    }

    @Test func `a set whose name may not be on the disk is taken back`() throws {
        let files = FaultyFiles()
        try DirectoryStore(files).publish(Self.set(1, ["a.yaml": "1"]))
        files.synchronisationsFail = true
        #expect(throws: DurableDirectory.Problem.self) {
            try DirectoryStore(files).publish(Self.set(2, ["a.yaml": "2"]))
        }
        #expect(try files.list() == ["set-1.json"])
    }

    @Test func `a note is the one before or the new one`() throws {
        let before = FaultyFiles()
        try DirectoryStore(before).note("n", Array("old".utf8))
        let disk = before.possibleDisks.last ?? [:]
        for steps in 0..<4 {
            let files = FaultyFiles(disk, steps: steps)
            try? DirectoryStore(files).note("n", Array("new".utf8))
            for possible in files.possibleDisks {
                let note = DirectoryStore(FaultyFiles(possible)).note("n").map { String(decoding: $0, as: UTF8.self) }
                #expect(note == "old" || note == "new")
            }
        }
    }

    @Test func `the last sets are kept, drafts are cleared away, and what is damaged is left out`() throws {
        let files = FaultyFiles()
        let store = DirectoryStore(files, limit: 3)
        for number in 1...9 { try store.publish(Self.set(number, ["a.yaml": "\(number)"])) }
        try files.write("set-10.json.draft", [1])
        try files.write("set-9.json", [1])
        try files.write("set-x.json", [1])
        let skipped = Skipped()
        let sets = try DirectoryStore(files, limit: 3) { name in skipped.names.withLock { $0.append(name) } }.load()
        #expect(sets.map(\.number) == [7, 8])
        #expect(skipped.names.withLock { $0 } == ["set-9.json"])
        #expect(try !files.list().contains("set-10.json.draft"))
    }

    @Test func `it stands in a directory, for one process`() throws {
        let path = "/tmp/apus-store-\(UInt64.random(in: 0 ... .max))"
        let directory = try DurableDirectory(path)
        let store = DirectoryStore(directory)
        try store.publish(Self.set(1, ["a.yaml": "1"]))
        #expect(try store.load().map(\.number) == [1])
        #expect(throws: DurableDirectory.Problem(text: "\(path): another process uses it")) {
            try DurableDirectory(path)
        }
        for name in try directory.list() + ["lock"] { try directory.remove(name) }
        #expect(throws: DurableDirectory.Problem.self) { try DurableDirectory("/nowhere/at/all") }
        #expect(throws: DurableDirectory.Problem.self) { try directory.read("nothing") }
    }
}
