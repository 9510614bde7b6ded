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
        let long = [UInt8](repeating: 1, count: ConfigurationHistory.longestText)
        for name in ["a", "b", "c", "d"] { history.note("listener", name, version: "", before: [], after: long) }
        #expect(history.changes.map(\.name) == ["b", "c", "d"], "names take memory too")
        history.note("listener", "e", version: "", before: long + long, after: [])
        #expect(history.changes.map(\.name) == ["b", "c", "d", "e"])
        #expect(
            history.changes.last.map { String(decoding: $0.before, as: UTF8.self) }?.contains("524288 bytes") == true)
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

    @Test("Sources that are refused in turn do not push out others")
    func turns() {
        var history = ConfigurationHistory()
        history.refused("the file", version: "", ["wrong"])
        for _ in 0..<100 {
            for source in ["routes a", "routes b"] {
                history.refused(source, version: "1", ["bad"], at: WallTime(seconds: 7, nanoseconds: 0))
            }
        }
        #expect(history.refusals.map(\.source) == ["the file", "routes a", "routes b"])
        #expect(history.refusals.map(\.count) == [1, 100, 100] && history.refusals[1].lastTime.seconds == 7)
    }
}
