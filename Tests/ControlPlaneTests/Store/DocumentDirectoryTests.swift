import Foundation
import Testing

@testable import ControlPlane

@Suite("A directory of documents")
struct DocumentDirectoryTests {
    @Test func `documents are found below, links are followed, and what begins with a dot is passed over`() throws {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("apus-documents-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        for directory in ["services", "..data", ".git"] {
            try FileManager.default.createDirectory(
                at: root.appendingPathComponent(directory), withIntermediateDirectories: true)
        }
        for name in ["b.yaml", "services/a.json", "services/README.md", "..data/c.yml", ".git/d.yaml", ".e.yaml"] {
            try name.write(to: root.appendingPathComponent(name), atomically: false, encoding: .utf8)
        }
        try FileManager.default.createSymbolicLink(
            atPath: root.appendingPathComponent("c.yml").path, withDestinationPath: "..data/c.yml")
        let reading = try DocumentDirectory(root.path).read().get()
        #expect(reading.documents.map(\.name) == ["b.yaml", "c.yml", "services/a.json"])
        #expect(String(decoding: reading.documents[1].bytes, as: UTF8.self) == "..data/c.yml")
        #expect(reading.directories == [root.path, root.path + "/services"])
    }

    @Test func `one that is not there is told by name`() {
        guard case .failure(let problem) = DocumentDirectory("/nowhere/at/all").read() else {
            Issue.record("it was read")
            return
        }
        #expect(problem.text.hasPrefix("/nowhere/at/all: "))
    }

    @Test func `names that lead elsewhere are not taken`() {
        for name in ["a.yaml", "services/cart-1_b.yml", "a.b.json"] {
            #expect(DocumentDirectory.isAcceptable(name))
        }
        for name in [
            "", ".yaml", "a", "a.txt", "../a.yaml", "a/../b.yaml", "/a.yaml", "a//b.yaml", ".a.yaml", "a b.yaml",
            "ä.yaml", "a/.b.yaml", String(repeating: "a", count: 200) + ".yaml", "1/2/3/4/5/6/7/8/9.yaml",
        ] {
            #expect(!DocumentDirectory.isAcceptable(name), "\(name)")
        }
    }
}
