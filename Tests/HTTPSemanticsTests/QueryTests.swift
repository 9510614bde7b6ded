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
}
