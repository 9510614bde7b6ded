import Testing

@testable import ControlPlane

@Suite("Host names of the Gateway API")
struct HostnameTests {
    private func name(_ text: String) throws -> Hostname {
        text.isEmpty ? .any : try #require(Hostname(text))
    }

    @Test(
        "DNS names are host names, with a wildcard before them or not",
        arguments: ["a.com", "*.a.com", "a", "a-b.c1.example", "1a.com", "A.Com"])
    func right(_ text: String) { #expect(Hostname(text)?.text == text.lowercased()) }

    @Test(
        "Anything else is none",
        arguments: [
            "", "*", "*.", "a.*.com", "*a.com", "10.0.0.1", "a.com:80", "a..com", "-a.com", "a-.com", "a_b.com", ".a",
            "a.", String(repeating: "a", count: 64), String(repeating: "a.", count: 130) + "a",
        ])
    func wrong(_ text: String) { #expect(Hostname(text) == nil) }

    @Test(
        "Two names have the hosts of the narrower one, or none",
        arguments: [
            ("", "a.com", "a.com"), ("a.com", "", "a.com"), ("", "", ""), ("*.a.com", "b.a.com", "b.a.com"),
            ("*.a.com", "c.b.a.com", "c.b.a.com"), ("*.a.com", "*.b.a.com", "*.b.a.com"),
            ("*.com", "*.a.com", "*.a.com"), ("*.a.com", "*.a.com", "*.a.com"), ("a.com", "a.com", "a.com"),
            ("*.a.com", "a.com", nil), ("*.a.com", "ba.com", nil), ("a.com", "b.com", nil), ("*.a.com", "*.b.com", nil),
        ])
    func intersections(_ one: String, _ other: String, _ expected: String?) throws {
        #expect(try name(one).intersection(name(other))?.text == expected)
        #expect(try name(other).intersection(name(one))?.text == expected)
    }

    @Test("Precise names go before wildcards, longer ones before shorter ones")
    func precision() throws {
        let names = ["a.com", "a.b", "*.long.name.example", "*.a.com", ""]
        let sorted = try names.reversed().map(name).sorted { $0.precision > $1.precision }.map(\.text)
        #expect(sorted == names)
    }

    @Test("Wider names follow from a name")
    func widening() throws {
        #expect(try name("a.b.com").widening.map(\.text) == ["a.b.com", "*.b.com", "*.com", ""])
        #expect(try name("*.b.com").widening.map(\.text) == ["*.b.com", "*.com", ""])
        #expect(try name("").widening.map(\.text) == [""] && name("a").widening.map(\.text) == ["a", ""])
        for wide in try name("a.b.com").widening { #expect(wide.covers(try name("a.b.com"))) }
    }
}
