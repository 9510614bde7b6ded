import Buffers
import Configuration
import HTTPSemantics
import RegularExpressions
import Testing

@testable import Routing

@Suite("Conditions on header fields")
struct HeaderMatcherTests {
    private func isMatch(
        _ values: [String], _ condition: HeaderMatcherConfiguration.Condition, inverted: Bool = false,
        missingIsEmpty: Bool = false
    ) -> Bool {
        var head = makeHead()
        for value in values { head.headers.append(name: Array("x-mark".utf8).span, Array(value.utf8).span) }
        let configuration = HeaderMatcherConfiguration(
            name: "x-mark", condition: condition, isInverted: inverted, treatsMissingAsEmpty: missingIsEmpty)
        return HeaderMatcher(configuration).matches(head.headers)
    }

    private func text(
        _ kind: TextMatcher.Kind, _ pattern: String, anyCase: Bool = false
    ) -> HeaderMatcherConfiguration.Condition {
        .text(StringMatcherConfiguration(kind, pattern, ignoresCase: anyCase))
    }

    @Test("Texts are compared from their beginning, their end, whole or anywhere")
    func texts() {
        #expect(isMatch(["abc"], text(.exact, "abc")) && !isMatch(["abcd"], text(.exact, "abc")))
        #expect(isMatch(["abc"], text(.prefix, "ab")) && !isMatch(["cab"], text(.prefix, "ab")))
        #expect(isMatch(["abc"], text(.suffix, "bc")) && !isMatch(["bca"], text(.suffix, "bc")))
        #expect(isMatch(["abc"], text(.contains, "b")) && !isMatch(["ac"], text(.contains, "b")))
        #expect(!isMatch([""], text(.suffix, "bc")) && !isMatch([""], text(.contains, "b")))
        #expect(isMatch(["AbC"], text(.exact, "aBc", anyCase: true)) && !isMatch(["AbC"], text(.exact, "aBc")))
    }

    @Test("One value of several is enough")
    func severalValues() {
        #expect(isMatch(["x", "abc"], text(.exact, "abc")) && !isMatch(["a", "bc"], text(.exact, "a,bc")))
        #expect(!isMatch(["x", "abc"], text(.exact, "abc"), inverted: true))
    }

    @Test("A field that is not there fits nothing but its absence, unless it counts as empty")
    func missing() {
        #expect(!isMatch([], text(.exact, "")) && isMatch([], text(.exact, ""), missingIsEmpty: true))
        #expect(!isMatch([], text(.exact, "a"), inverted: true))
        #expect(isMatch([], text(.exact, "a"), inverted: true, missingIsEmpty: true))
        #expect(isMatch([], .present(false)) && !isMatch([], .present(true)) && isMatch(["a"], .present(true)))
        #expect(isMatch([], .present(true), inverted: true))
    }

    @Test(
        "Numbers lie in a range that leaves its end out",
        arguments: [
            ("40", true), ("42", true), ("43", false), ("39", false), ("", false), ("4x", false), ("-40", false),
            ("99999999999999999999", false), ("+41", true), ("+", false), ("41.0", false), ("+-41", false),
        ])
    func ranges(value: String, expected: Bool) {
        #expect(isMatch([value], .range(start: 40, end: 43)) == expected)
    }

    @Test("Negative numbers are numbers")
    func negative() {
        #expect(isMatch(["-5"], .range(start: -5, end: 0)) && !isMatch(["-"], .range(start: .min, end: .max)))
        #expect(isMatch(["-9223372036854775808"], .range(start: .min, end: 0)))
    }

    @Test("A request's host is its authority")
    func host() {
        let matcher = HeaderMatcher(
            HeaderMatcherConfiguration(name: "host", condition: .text(StringMatcherConfiguration(.exact, "a.com"))))
        let head = makeHead(host: "a.com")
        let isMatch = matcher.matches(head.headers)
        #expect(isMatch)
    }

    @Test("The scheme is compared though it is no field", arguments: [true, false])
    func scheme(isSecured: Bool) {
        let matcher = HeaderMatcher(
            HeaderMatcherConfiguration(name: ":scheme", condition: .text(StringMatcherConfiguration(.exact, "https"))))
        let present = HeaderMatcher(HeaderMatcherConfiguration(name: ":scheme", condition: .present(true)))
        var head = makeHead()
        head.scheme = isSecured ? .https : .http
        let (isMatch, isPresent) = (matcher.matches(head), present.matches(head))
        #expect(isMatch == isSecured && isPresent)
    }
}
