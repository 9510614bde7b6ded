import HTTPSemantics
import Testing

@Suite("Parameters of queries")
struct QueryTests {
    private func value(_ name: String, _ path: String) -> String? {
        let bytes = path.bytes
        return Query.value(of: name.bytes.span, in: bytes.span).map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    @Test(
        "The first value of a name, as it stands there",
        arguments: [
            ("/", nil), ("/q=1", nil), ("/?", nil), ("/?q", ""), ("/?q=", ""), ("/?q=1", "1"), ("/?a=1&q=2", "2"),
            ("/?q=1&q=2", "1"), ("/?Q=1", nil), ("/?aq=1", nil), ("/?qa=1", nil), ("/?a;q", nil), ("/??q=1", nil),
            ("/?a&&q&", ""), ("/?q=a=b", "a=b"), ("/?q=%31", "%31"), ("/?%71=1", nil), ("/?q=1#x", "1#x"), ("", nil),
        ] as [(String, String?)])
    func values(path: String, expected: String?) {
        #expect(value("q", path) == expected)
    }

    @Test(
        "A name may be written in any way where it is decoded",
        arguments: [
            ("/?%71=1", "1"), ("/?%71%3D=1&q=2", "2"), ("/?%7=1&q", ""), ("/?%71", ""), ("/?%71x=1", nil),
            ("/?x&%71=%31&q=2", "%31"), ("/?%7g=1", nil), ("/?%", nil), ("/?%7", nil), ("/?+q=1", nil),
        ] as [(String, String?)])
    func decodedNames(path: String, expected: String?) {
        let bytes = path.bytes
        let found = Query.value(of: "q".bytes.span, in: bytes.span, names: .decoded)
        #expect(found.map { String(decoding: bytes[$0], as: UTF8.self) } == expected)
    }

    @Test(
        "Parameters are taken out, the others stay as they are",
        arguments: [
            ("/p", "/p"), ("/p?q=1", "/p"), ("/p?%71=1&a=%71&q", "/p?a=%71"), ("/p?a&q=1&b=+", "/p?a&b=+"),
            ("/p?qq=1&=q", "/p?qq=1&=q"), ("/p?", "/p"), ("/p?a&&b", "/p?a&b"), ("/p?q?=1", "/p?q?=1"),
        ])
    func removal(path: String, expected: String) {
        #expect(String(decoding: Query.removing("q".bytes.span, from: path.bytes.span), as: UTF8.self) == expected)
    }

    @Test(
        "Escapes are decoded, what is none stays",
        arguments: [
            ("%41b", "Ab"), ("%4", "%4"), ("%", "%"), ("%zz", "%zz"), ("a+b", "a+b"), ("%2541", "%41"), ("", ""),
        ])
    func escapes(part: String, expected: String) {
        #expect(String(decoding: Query.decoded(part.bytes.span), as: UTF8.self) == expected)
    }
}
