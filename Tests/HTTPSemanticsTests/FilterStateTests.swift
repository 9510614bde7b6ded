import HTTPSemantics
import Testing

@Suite("Texts that filters share")
struct FilterStateTests {
    @Test("Each name has one text, the last one that was set")
    func texts() {
        var state = FilterState()
        let isEmptyAtFirst = state.isEmpty
        state.set("a", to: "one".utf8.span)
        state.set("b", to: "".utf8.span)
        state.set("a", to: "three".utf8.span)
        let texts = state.all
        let count = state.withText(of: "a") { $0.count }
        let isMissing = state.withText(of: "c") { $0.count } == nil
        let isEmptyThen = state.isEmpty
        #expect(isEmptyAtFirst && !isEmptyThen && isMissing && count == 5)
        #expect(texts == ["a": Array("three".utf8), "b": []])
        state.removeAll()
        let isEmptyAfterwards = state.isEmpty
        state.set("a", to: "four".utf8.span)
        let newTexts = state.all
        #expect(isEmptyAfterwards && newTexts == ["a": Array("four".utf8)])
    }
}
