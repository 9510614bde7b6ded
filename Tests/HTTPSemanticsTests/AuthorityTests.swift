import HTTPSemantics
import Testing

@Suite("Authorities")
struct AuthorityTests {
    @Test(
        "A port stands behind the last colon, save inside brackets",
        arguments: [
            ("a", 1), ("a:80", 1), ("a:", 1), ("", 0), (":", 0), ("a:b:c", 3), ("[::1]", 5), ("[::1]:80", 5),
            ("::1", 1),
            ("]", 1), ("[:", 1),
        ])
    func portStart(text: String, start: Int) {
        #expect(Authority.portStart(Array(text.utf8).span) == start)
    }

    @Test(
        "A host is a name or stands in brackets, and only digits follow its colon",
        arguments: [
            ("", true), ("a", true), ("a.example:80", true), ("a:", true), (":80", true), (":", true), ("[::1]", true),
            ("[::1]:80", true), ("[v1.a:b]", true), ("a%20b", true), ("a_b", true), ("a,b;c=d", true), ("*", true),
            ("a:80", true), ("80", true), ("80:80", true), ("10.0.0.1:80", true), ("a_b:80", true), ("a:80b", false),
            ("a:b", false), ("a:80:81", false), ("::80", false), ("a b:80", false), ("[::1:80", false), ("a:-1", false),
            ("::1", false), ("u@a", false), ("a b", false),
            ("a/b", false), ("[", false), ("[]", false), ("]", false), ("[::1", false), ("[::1]]", false),
            ("[[::1]]", false), ("[::1]a", false), ("a[::1]", false), ("[a@b]", false), ("a|b", false),
            ("\u{e9}", false),
            ("a\0", false),
        ])
    func hostAndPort(text: String, isOne: Bool) {
        #expect(Authority.isHostAndPort(Array(text.utf8).span) == isOne)
    }

    @Test(
        "A port is a number of 32 bits",
        arguments: [
            (":80", 80), (":0", 0), (":080", 80), (":4294967295", 4_294_967_295), (":4294967296", nil), (":", nil),
            (":8a", nil), (":-1", nil), (": 1", nil), (":99999999999999999999", nil),
        ] as [(String, UInt32?)])
    func port(text: String, port: UInt32?) {
        #expect(Authority.port(Array(text.utf8).span, from: 0) == port)
    }
}
