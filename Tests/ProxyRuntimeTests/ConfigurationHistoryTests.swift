import EventLoops
import Testing

@testable import ProxyRuntime

@Suite("The history of a configuration")
struct ConfigurationHistoryTests {
    @Test("Changes are kept with what was before, the newest ones only")
    func changes() {
        var history = ConfigurationHistory()
        for number in 0..<100 {
            history.note("cluster", "c", version: "\(number)", before: [UInt8(number)], after: [UInt8(number + 1)])
        }
        #expect(history.changes.count == ConfigurationHistory.mostChanges)
        #expect(history.changes.last?.version == "99" && history.changes.last?.before == [99])
        history.note("cluster", "c", version: "x", before: [1], after: [1])
        #expect(history.changes.last?.version == "99", "what is the same is no change")
    }

    @Test("Long texts push out older ones")
    func bytes() {
        var history = ConfigurationHistory()
        let long = [UInt8](repeating: 1, count: ConfigurationHistory.mostBytes / 2)
        for name in ["a", "b", "c"] { history.note("listener", name, version: "", before: [], after: long) }
        #expect(history.changes.map(\.name) == ["b", "c"])
        history.note("listener", "d", version: "", before: long + long, after: long)
        #expect(history.changes.map(\.name) == ["d"], "the newest stays, however long it is")
    }

    @Test("What is refused again and again is one refusal; reasons and their number are bounded")
    func refusals() {
        var history = ConfigurationHistory()
        for _ in 0..<5 { history.refused("the file", version: "1", ["wrong", "worse"]) }
        #expect(history.refusals.map(\.count) == [5] && history.refusals[0].reason == "wrong\nworse")
        history.refused("the file", version: "2", [String(repeating: "x", count: 10_000)])
        #expect(history.refusals.last.map { $0.reason.utf8.count < 5_000 } == true)
        for number in 0..<40 { history.refused("a", version: "\(number)", ["r"]) }
        #expect(history.refusals.count == ConfigurationHistory.mostRefusals)
    }
}
