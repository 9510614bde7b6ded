import Testing

@testable import Proxying

@Suite("Masked secrets")
struct SecretMaskTests {
    @Test("Only fields that are known to be harmless show their values")
    func fields() {
        #expect(SecretMask.value("curl/8".utf8.span, ofField: "user-agent") == "curl/8")
        for name in ["authorization", "cookie", "set-cookie", "x-api-key", "proxy-authorization", "x-anything"] {
            #expect(SecretMask.value("hunter2".utf8.span, ofField: name) == "(7 bytes)", "\(name)")
        }
        let bytes = [UInt8](repeating: 0x61, count: 1_000)
        let long = SecretMask.value(bytes.span, ofField: "via")
        #expect(long.count == 257 && long.hasSuffix("…"))
    }

    @Test(
        "Who is named before a host is not shown",
        arguments: [
            ("a.example:80", "a.example:80"), ("user:hunter2@h:1", "(12 bytes)@h:1"), ("a@b@h", "(3 bytes)@h"),
            ("https://u:pw@h", "https://(4 bytes)@h"), ("https://h", "https://h"), ("", ""), ("@", "(0 bytes)@"),
            ("a://b@c://d", "a://(1 bytes)@c://d"), ("a@b://c", "(1 bytes)@b://c"),
        ])
    func users(_ authority: String, _ masked: String) {
        #expect(SecretMask.withoutUser(authority) == masked)
        #expect(SecretMask.value(authority.utf8.span, ofField: "host") == masked)
        #expect(SecretMask.value(authority.utf8.span, ofField: "origin") == masked)
    }

    @Test(
        "Parameters are masked by their names and shapes",
        arguments: [
            ("/a?page=2&token=abc", "/a?page=2&token=(3 bytes)"), ("/a", "/a"), ("/a?", "/a?"), ("", ""),
            ("/a?API_KEY=k", "/a?API_KEY=(1 bytes)"), ("/a?%74oken=abc", "/a?%74oken=(3 bytes)"),
            ("/a?q=word", "/a?q=word"), ("/a?q=aword13bytes0", "/a?q=(13 bytes)"), ("/a?flag&token=", "/a?flag&token="),
            ("/a?x=1=2&code=3", "/a?x=(3 bytes)&code=(1 bytes)"),
            ("/?page=1;token=hunter2", "/?page=1;token=(7 bytes)"),
            ("/unsubscribe?9f86d081884c7d65", "/unsubscribe?(16 bytes)"), ("/a?hunter2", "/a?(7 bytes)"),
            ("/a?sid=1&pin=1234", "/a?sid=(1 bytes)&pin=(4 bytes)"),
            ("/a?id=0123456789abcdef0123456789abcdef", "/a?id=(32 bytes)"),
            ("/a?sort=created_at-asc", "/a?sort=created_at-asc"),
            ("/a?9f86d081884c7d65=", "/a?(16 bytes)="), ("/a#token=b", "/a#token=(1 bytes)"),
            ("/a?b=\u{301}c&\u{301}token=d", "/a?b=(3 bytes)&(7 bytes)=(1 bytes)"),
        ])
    func query(_ path: String, _ masked: String) { #expect(SecretMask.path(path.utf8.span) == masked) }

    @Test(
        "Of a path, words and short numbers are shown",
        arguments: [
            ("/app;jsessionid=ABC/x", "/app;jsessionid=(3 bytes)/x"), ("/bot123:TOKEN/send", "/(12 bytes)/send"),
            ("/v1/users/42/orders", "/v1/users/42/orders"),
            ("/grpc.health.v1.Health/Check", "/grpc.health.v1.Health/Check"),
            ("/reset/9f86d081884c7d65", "/reset/(16 bytes)"),
            ("/x/550e8400-e29b-41d4-a716-446655440000", "/x/(36 bytes)"),
            ("/blog/2026-11-26-a-title", "/blog/2026-11-26-a-title"),
            ("/static/main.4f3a2b1c.js", "/static/main.4f3a2b1c.js"),
            ("/card/4111-1111-1111-1111", "/card/(19 bytes)"), ("//", "//"), ("*", "*"),
        ])
    func path(_ path: String, _ masked: String) { #expect(SecretMask.path(path.utf8.span) == masked) }

    @Test("Only the beginning of a long path is looked at, and nothing of what is cut there is shown")
    func length() {
        #expect(SecretMask.path(("/" + String(repeating: "a", count: 5_000)).utf8.span) == "/…")
        let long = SecretMask.path(("/?" + String(repeating: "key=1&", count: 10_000)).utf8.span)
        #expect(long.hasPrefix("/?key=(1 bytes)&key=(1 bytes)&") && long.hasSuffix("…"))
        #expect(long.utf8.count < 1_200)
        let word = SecretMask.path(("/" + String(repeating: "a/", count: 511) + "secretword").utf8.span)
        #expect(word.hasSuffix("/a/…"))
    }
}
