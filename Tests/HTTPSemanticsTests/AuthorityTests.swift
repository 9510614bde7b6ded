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
        "A port is a number of 32 bits",
        arguments: [
            (":80", 80), (":0", 0), (":080", 80), (":4294967295", 4_294_967_295), (":4294967296", nil), (":", nil),
            (":8a", nil), (":-1", nil), (": 1", nil), (":99999999999999999999", nil),
        ] as [(String, UInt32?)])
    func port(text: String, port: UInt32?) {
        #expect(Authority.port(Array(text.utf8).span, from: 0) == port)
    }
}
