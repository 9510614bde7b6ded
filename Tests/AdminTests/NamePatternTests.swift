import Testing

@testable import Admin

@Suite("Patterns over names")
struct NamePatternTests {
    private static func matches(_ pattern: String, _ name: String) throws -> Bool {
        try NamePattern(pattern).matches(Array(name.utf8).span)
    }

    @Test(
        "A pattern matches where RE2's does",
        arguments: [
            ("", "a", true), ("b", "abc", true), ("d", "abc", false), ("^b", "abc", false), ("^a", "abc", true),
            ("c$", "abc", true), ("b$", "abc", false), ("^abc$", "abc", true), ("^$", "", true), ("^$", "a", false),
            ("a.c", "abc", true), ("a.c", "ac", false), ("a.*c", "ac", true), ("a.+c", "ac", false),
            ("ab?c", "ac", true), ("ab*c", "abbbc", true), ("ab+c", "abbbc", true), ("a|b", "xbx", true),
            ("^(a|b)c$", "bc", true), ("^(a|b)c$", "cc", false), ("^(?:ab)+$", "ababab", true),
            ("^(?:ab)+$", "ababa", false), ("^cluster\\.echo\\.", "cluster.echo.x", true),
            ("^cluster\\.echo\\.", "clusterxechox", false), ("rq_[2-5]xx", "upstream_rq_4xx", true),
            ("rq_[2-5]xx", "upstream_rq_1xx", false), ("[^a-z]", "abc", false), ("[^a-z]", "ab1", true),
            ("\\d+", "ab12", true), ("^\\w+$", "ab_1", true), ("^\\D+$", "ab1", false), ("[]a]", "]", true),
            ("[a-]", "-", true), ("[\\d.]+$", "1.2", true), ("a*?b", "aab", true), ("(a*)*b", "aaab", true),
            ("\\Aab\\z", "ab", true), ("a||b", "zzz", true), ("x*", "", true), ("(|a)b", "b", true),
        ])
    func matching(pattern: String, name: String, expected: Bool) throws {
        #expect(try Self.matches(pattern, name) == expected)
    }

    @Test("A whole-name match takes the whole name")
    func wholeName() throws {
        func matchesAll(_ pattern: String, _ name: String) throws -> Bool {
            try NamePattern(pattern).matchesAll(Array(name.utf8).span)
        }
        #expect(try matchesAll("ed.*|x", "edge"))
        #expect(try !matchesAll("ed.*|x", "ledge"))
        #expect(try !matchesAll("ed", "edge"))
        #expect(try matchesAll("e|edge", "edge"))
    }

    @Test(
        "What RE2 refuses is refused in its words",
        arguments: [
            ("(", "missing ): ("), ("a(b", "missing ): a(b"), ("a)", "unexpected ): a)"),
            ("*", "no argument for repetition operator: *"), ("a**", "bad repetition operator: **"),
            ("[a", "missing ]: [a"), ("a\\", "trailing \\"), ("[b-a]", "invalid character class range: [b-a"),
        ])
    func refusals(pattern: String, reason: String) {
        #expect(throws: NamePattern.SyntaxError(reason)) { try NamePattern(pattern) }
    }

    @Test(
        "What is not supported is refused by name",
        arguments: ["a{2}", "(?i)a", "\\bword", "\\p{L}", "[[:alpha:]]", String(repeating: "a", count: 2_000)])
    func unsupported(pattern: String) {
        #expect {
            try NamePattern(pattern)
        } throws: { error in
            (error as? NamePattern.SyntaxError)?.reason.hasPrefix("outside the supported subset") == true
        }
    }

    @Test("A pattern that makes backtracking machines hang is matched in linear time")
    func linearTime() throws {
        let name = String(repeating: "a", count: 2_000) + "b"
        #expect(try !Self.matches("^(a|aa|a*)*c$", name))
    }

    @Test("Deep nesting is refused before it costs the stack")
    func nesting() {
        #expect(throws: NamePattern.SyntaxError.self) {
            try NamePattern(String(repeating: "(", count: 500) + String(repeating: ")", count: 500))
        }
    }
}
