import Testing

@testable import ControlPlane

@Suite("How sets differ")
struct SetDifferenceTests {
    private func documents(_ texts: [String: String]) -> [MeshDocument] {
        texts.map { MeshDocument(name: $0.key, bytes: Array($0.value.utf8)) }
    }

    @Test func `what came, what went, and which lines are others`() {
        let difference = SetDifference(
            from: documents(["a": "1\n2\n3", "b": "x", "same": "s"]),
            to: documents(["a": "1\n3\n4", "c": "y", "same": "s"]))
        #expect(difference.changes.map(\.name) == ["a", "b", "c"])
        #expect(difference.changes[0].lines == ["-2: 2", "+3: 4"])
        #expect(difference.changes[1].after.isEmpty && !difference.changes[1].before.isEmpty)
        #expect(difference.changes[2].before.isEmpty && !difference.changes[2].after.isEmpty)
    }

    @Test func `very long documents are not compared line by line`() {
        let long = String(repeating: "x\n", count: SetDifference.lineLimit)
        let difference = SetDifference(from: documents(["a": long]), to: documents(["a": long + "y"]))
        #expect(difference.changes.count == 1 && difference.changes[0].lines.isEmpty)
    }
}
