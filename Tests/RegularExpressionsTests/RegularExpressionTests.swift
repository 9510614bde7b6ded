import Testing

@testable import RegularExpressions

@Suite("Regular expressions")
struct RegularExpressionTests {
    private static func matches(_ pattern: String, _ text: [UInt8], _ reach: RegularExpression.Reach) throws -> Bool {
        try RegularExpression(pattern, reach: reach).matches(text.span)
    }

    /// Pattern, text, whether all of it matches, whether a part does: as RE2 answers.
    static let cases: [(pattern: String, text: String, whole: Bool, part: Bool)] = [
        ("", "", true, true), ("", "a", false, true), ("abc", "abc", true, true), ("abc", "xabcx", false, true),
        ("a.c", "abc", true, true), ("a.c", "a\nc", false, false), ("(?s)a.c", "a\nc", true, true),
        ("a.c", "aéc", true, true), ("a\\Cc", "aéc", false, false), ("a\\C\\Cc", "aéc", true, true),
        ("[é-ü]+", "éêü", true, true), ("[^a]", "日", true, true), ("[^\\x{80}-\\x{10FFFF}]", "é", false, false),
        ("^a", "ba", false, false), ("a$", "ab", false, false), ("(?m)^a$", "b\na\nc", false, true),
        ("\\Aa\\z", "a", true, true), ("a\\b", "a b", false, true), ("a\\B", "ab", false, true),
        ("\\bfoo\\b", "xfoo", false, false), ("a|b|", "c", false, true), ("(a|ab)(c|bcd)", "abcd", true, true),
        ("a*", "", true, true), ("(a*)*", "aaa", true, true), ("(a|b)*?c", "ababc", true, true),
        ("a{2}", "aaa", false, true), ("a{2,}", "aaa", true, true), ("a{1,2}", "aaa", false, true),
        ("a{,2}", "a{,2}", true, true), ("a{", "a{", true, true), ("a{0}", "", true, true),
        ("(?i)straße", "STRAßE", true, true), ("(?i)k", "\u{212a}", true, true), ("(?i)[s]", "\u{17f}", true, true),
        ("(?i:a)b", "Ab", true, true), ("(?i:a)b", "AB", false, false), ("(?i)a(?-i)b", "AB", false, false),
        ("\\d+", "12", true, true), ("\\D", "1", false, false), ("\\w\\W\\s\\S", "a- b", true, true),
        ("[[:alpha:]]+", "aZ", true, true), ("[[:^digit:]]", "5", false, false), ("[\\d_-]+", "1_-", true, true),
        ("[]a]+", "]a", true, true), ("[^]a]", "]", false, false), ("[a-]+", "a-", true, true),
        ("\\x41\\x{e9}\\101\\07", "AéA\u{7}", true, true), ("\\.\\*\\_", ".*_", true, true),
        ("\\Qa.b*\\E+", "a.b**", true, true), ("(?P<year>\\d{4})-(?<month>\\d\\d)", "2026-11", true, true),
        ("(?U)a+", "aa", true, true), ("/api/v[0-9]+/users/[^/]+", "/api/v1/users/42", true, true),
        ("/api/v[0-9]+/users/[^/]+", "/api/v1/users/42/posts", false, true), ("[^\\d\\D]", "a", false, false),
    ]

    @Test("Matches are RE2's", arguments: cases)
    func matching(_ item: (pattern: String, text: String, whole: Bool, part: Bool)) throws {
        let text = Array(item.text.utf8)
        #expect(try Self.matches(item.pattern, text, .whole) == item.whole)
        #expect(try Self.matches(item.pattern, text, .part) == item.part)
    }

    @Test("Bytes that are no UTF-8 match only what takes bytes")
    func otherBytes() throws {
        let text: [UInt8] = [0x61, 0xff, 0x62]
        #expect(try !Self.matches("a.b", text, .whole))
        #expect(try Self.matches("a\\Cb", text, .whole))
        #expect(try Self.matches("b", text, .part))
    }

    /// Pattern, what is said of it, where.
    static let mistakes: [(pattern: String, said: String, offset: Int)] = [
        ("a(b", "missing ): a(b", 1), ("a)b", "unexpected ): a)b", 1), ("[a", "missing ]: [a", 0),
        ("é*+?", "bad repetition operator: *+?", 2), ("a**", "bad repetition operator: **", 1),
        ("a{2}{3}", "bad repetition operator: {2}{3}", 1), ("*a", "no argument for repetition operator: *", 0),
        ("a|+?", "no argument for repetition operator: +?", 2), ("a{1001}", "invalid repetition size: {1001}", 1),
        ("a{3,2}", "invalid repetition size: {3,2}", 1), ("(a{10}){200}", "invalid repetition size: {200}", 7),
        ("[b-a]", "invalid character class range: b-a", 1),
        ("[[:foo:]]", "invalid character class range: [:foo:]", 1), ("a\\", "trailing \\", 1),
        ("\\1", "invalid escape sequence: \\1", 0), ("\\q", "invalid escape sequence: \\q", 0),
        ("\\x{110000}", "invalid escape sequence: \\x{110000", 0), ("(?P<n", "invalid named capture group: (?P<n", 0),
        ("(?P<é>a)", "invalid named capture group: (?P<é>", 0), ("(?x)a", "invalid perl operator: (?x", 0),
        ("(?i-)a", "invalid perl operator: (?i-)", 0), ("(?", "invalid perl operator: (?", 0),
        ("a\\pN", "outside the supported set: Unicode class: \\pN", 1),
        ("\\p{Greek}", "outside the supported set: Unicode class: \\p{Greek}", 0),
    ]

    @Test("What is no pattern is refused in RE2's words, with its place", arguments: mistakes)
    func refusal(_ item: (pattern: String, said: String, offset: Int)) {
        #expect {
            try RegularExpression(item.pattern)
        } throws: { error in
            guard let error = error as? RegexSyntaxError else { return false }
            return error.description == item.said && error.offset == item.offset
        }
    }

    @Test(
        "A pattern that would fill the memory is refused", arguments: ["((a{100}b){9}c){1}(é{1000}ü{1000})", "x{1000}"])
    func size(pattern: String) {
        if pattern == "x{1000}" {
            #expect(throws: Never.self) { try RegularExpression(pattern) }
        } else {
            let heavy = String(repeating: "[é-日]{900}", count: 10)
            #expect(throws: RegexSyntaxError.self) { try RegularExpression(heavy) }
        }
    }

    @Test("Depth is bounded")
    func depth() {
        let deep = String(repeating: "(", count: 5_000) + String(repeating: ")", count: 5_000)
        #expect(throws: RegexSyntaxError.self) { try RegularExpression(deep) }
    }

    /// Pattern, text, the ranges of the leftmost match and its groups.
    static let places: [(pattern: String, text: String, ranges: [Range<Int>?])] = [
        ("(a+)(b+)?", "xaab", [1..<4, 1..<3, 3..<4]), ("(a)|(b)", "b", [0..<1, nil, 0..<1]),
        ("(a*?)*", "", [0..<0, 0..<0]), ("(a|ab)(c|bcd)(d*)", "abcd", [0..<4, 0..<1, 1..<4, 4..<4]),
        ("a+?", "aaa", [0..<1]), ("(?:x(y)?)*", "xyx", [0..<3, 1..<2]), ("((|b)*)c", "bbc", [0..<3, 0..<2, 1..<2]),
        ("é(.)", "aéü", [1..<5, 3..<5]), ("$", "ab", [2..<2]),
    ]

    @Test("Groups are where RE2 finds them", arguments: places)
    func groups(_ item: (pattern: String, text: String, ranges: [Range<Int>?])) throws {
        let text = Array(item.text.utf8)
        let match = try #require(
            RegularExpressionRewriter(try RegularExpression(item.pattern)).firstMatch(in: text.span))
        #expect(item.ranges.indices.map { match[$0] } == item.ranges)
        #expect(match[item.ranges.count] == nil)
    }

    @Test("A look-ahead takes nothing, and is there only for those who allow it")
    func lookahead() throws {
        let pattern = #"^listener(?=\.).*?\.http\.(((?:[_.[:digit:]]*|\[.*\]))\.)"#
        let text = Array("listener.127.0.0.1_80.http.10.0.0.1_80.downstream_rq_total".utf8)
        let expression = try RegularExpression(pattern, reach: .part, allowsLookahead: true)
        let found = RegularExpressionRewriter(expression).firstMatch(in: text.span)
        let match = try #require(found)
        #expect(match[1].map { String(decoding: text[$0], as: UTF8.self) } == "10.0.0.1_80.")
        let other = Array("listeners.http.1.x".utf8)
        let isFound = expression.matches(other.span)
        #expect(!isFound)
        #expect(throws: RegexSyntaxError.self) { try RegularExpression(pattern) }
        for refused in ["(?=a(?=b))", "(?!(a))b", "(?=a", "(?<=a)b"] {
            #expect(throws: RegexSyntaxError.self, "\(refused)") {
                try RegularExpression(refused, allowsLookahead: true)
            }
        }
    }

    /// Pattern, substitution, text, what becomes of it; nil when nothing matches.
    static let replacements: [(pattern: String, substitution: String, text: String, result: String?)] = [
        ("^/service/([^/]+)(/.*)$", "\\2/instance/\\1", "/service/foo/v1/api", "/v1/api/instance/foo"),
        ("one", "two", "/xxx/one/yyy/one/zzz", "/xxx/two/yyy/two/zzz"), ("a", "\\0\\0\\\\", "bab", "baa\\b"),
        ("^", "(START)", "foo", "(START)foo"), ("$", "(END)", "", "(END)"), ("b*", "bb", "aé", "bbabbébb"),
        ("b+|x*", "-", "abbc", "-a-c-"), ("z", "y", "abc", nil), ("(a)?b", "<\\1>", "bab", "<><a>"),
    ]

    @Test("Replacing goes as in RE2", arguments: replacements)
    func replacing(_ item: (pattern: String, substitution: String, text: String, result: String?)) throws {
        let expression = try RegularExpression(item.pattern)
        let rewriter = RegularExpressionRewriter(expression)
        let substitution = try RegularExpressionSubstitution(
            item.substitution, groupCount: expression.groupCount)
        var bytes: [UInt8] = []
        let text = Array(item.text.utf8)
        let isChanged = rewriter.replaceAll(in: text.span, with: substitution) { piece in
            for index in piece.indices { bytes.append(piece[index]) }
        }
        #expect((isChanged ? String(decoding: bytes, as: UTF8.self) : nil) == item.result)
    }

    @Test("A substitution names groups that are there", arguments: ["\\2", "a\\", "\\x"])
    func substitution(text: String) {
        #expect(throws: RegexSyntaxError.self) { try RegularExpressionSubstitution(text, groupCount: 1) }
    }
}
