import Testing

@testable import Buffers

@Suite("Conditions on texts")
struct TextMatcherTests {
    private func isMatch(_ text: String, _ kind: TextMatcher.Kind, _ pattern: String, anyCase: Bool = false) -> Bool {
        TextMatcher(kind, pattern, ignoresCase: anyCase).matches(Array(text.utf8).span)
    }

    @Test("A text is compared whole, from its beginning, from its end, or anywhere")
    func kinds() {
        #expect(isMatch("abc", .exact, "abc") && !isMatch("abcd", .exact, "abc") && !isMatch("ab", .exact, "abc"))
        #expect(isMatch("abc", .prefix, "ab") && !isMatch("cab", .prefix, "ab") && !isMatch("a", .prefix, "ab"))
        #expect(isMatch("abc", .suffix, "bc") && !isMatch("bca", .suffix, "bc") && !isMatch("c", .suffix, "bc"))
        #expect(isMatch("abc", .contains, "b") && isMatch("aab", .contains, "ab") && !isMatch("ac", .contains, "b"))
    }

    @Test("An empty pattern is in every text, and is the empty one")
    func emptyPatterns() {
        #expect(isMatch("", .exact, "") && !isMatch("a", .exact, ""))
        #expect(isMatch("", .prefix, "") && isMatch("a", .suffix, "") && isMatch("", .contains, ""))
    }

    @Test("Letter case counts unless told otherwise")
    func letterCase() {
        #expect(!isMatch("ABC", .exact, "abc") && isMatch("AbC", .exact, "aBc", anyCase: true))
        #expect(isMatch("xABC", .suffix, "bC", anyCase: true) && !isMatch("x[", .suffix, "{", anyCase: true))
    }
}
