import HTTPSemantics
import Testing

@Suite("Metadata")
struct MetadataTests {
    @Test("Members of a name space come one by one, and a later one takes the place of an earlier")
    func setting() {
        var metadata = Metadata()
        #expect(metadata.isEmpty && metadata["a"] == nil)
        metadata.set("x", in: "a", to: .number(1))
        metadata.set("y", in: "a", to: .bool(true))
        metadata.set("x", in: "a", to: .text("t"))
        #expect(metadata["a"] == .object(["x": .text("t"), "y": .bool(true)]))
        #expect(metadata.contains("a") && !metadata.contains("b"))
        metadata.removeAll()
        #expect(metadata.isEmpty)
    }

    @Test("A path leads through objects only")
    func paths() {
        var metadata = Metadata()
        metadata.set("o", in: "a", to: .object(["k": .object(["deep": .number(2)]), "l": .list([.null])]))
        #expect(metadata.value(in: "a", at: ["o", "k", "deep"]) == .number(2))
        #expect(metadata.value(in: "a", at: ["o", "l", "0"]) == nil)
        #expect(metadata.value(in: "a", at: ["o", "none"]) == nil)
        #expect(metadata.value(in: "b", at: ["o"]) == nil)
        #expect(metadata.value(in: "a", at: []) == metadata["a"])
    }

    @Test("Laying one value over another merges objects, joins lists and replaces the rest")
    func updating() {
        var value = MetadataValue.object([
            "same": .number(1), "list": .list([.number(1)]), "object": .object(["a": .number(1), "b": .number(1)]),
            "kind": .text("x"),
        ])
        value.update(
            with: .object([
                "list": .list([.number(2)]), "object": .object(["b": .number(2), "c": .number(2)]),
                "kind": .object([:]), "new": .null,
            ]))
        #expect(
            value
                == .object([
                    "same": .number(1), "list": .list([.number(1), .number(2)]),
                    "object": .object(["a": .number(1), "b": .number(2), "c": .number(2)]), "kind": .object([:]),
                    "new": .null,
                ]))
    }
}
