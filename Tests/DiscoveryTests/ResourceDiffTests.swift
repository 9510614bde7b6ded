import Discovery
import Testing

@Suite("What a list changes in the one before it")
struct ResourceDiffTests {
    private func items(_ list: [(String, String)]) -> [ResourceDiff.Item] {
        list.map { ResourceDiff.Item(name: $0.0, source: Array($0.1.utf8)) }
    }

    @Test("Resources are new, other, the same, or gone")
    func kinds() {
        let diff = ResourceDiff(
            from: items([("a", "1"), ("b", "1"), ("z", "1"), ("c", "1")]),
            to: items([("d", "1"), ("b", "2"), ("a", "1")]))
        #expect(diff.added == [0] && diff.changed == [1] && diff.unchanged == [2])
        #expect(diff.removed == ["c", "z"] && diff.duplicates == [])
    }

    @Test("Of a name that stands twice the first counts")
    func duplicates() {
        let diff = ResourceDiff(from: items([("a", "1")]), to: items([("a", "2"), ("a", "1"), ("b", "1"), ("b", "1")]))
        #expect(diff.changed == [0] && diff.added == [2] && diff.duplicates == [1, 3] && diff.removed == [])
    }

    @Test("What is kept is never gone")
    func kept() {
        let diff = ResourceDiff(from: items([("a", "1"), ("b", "1")]), to: [], keeping: ["a"])
        #expect(diff.removed == ["b"])
    }
}
