import HTTPSemantics
import Testing

@Suite("URLs of fields")
struct AbsoluteURLTests {
    private func parts(_ text: String) -> (host: String, hasUser: Bool, hasFragment: Bool)? {
        let bytes = Array(text.utf8)
        guard let url = AbsoluteURL(bytes.span) else { return nil }
        return (String(decoding: bytes[url.hostAndPort], as: UTF8.self), url.hasUser, url.hasFragment)
    }

    @Test(
        "Host and port are found",
        arguments: [
            ("http://a", "a"), ("http://a/", "a"), ("HTTP://a:80/x?y#z", "a:80"), ("h+t.t-p://a.b-c?x", "a.b-c"),
            ("http://[::1]", "[::1]"), ("http://[::1]:00080/", "[::1]:00080"), ("http://u:p@a:1/x", "a:1"),
            ("http://@a", "a"), ("http://a:65535", "a:65535"), ("http://-.", "-."), ("x://1.2.3.4/@:", "1.2.3.4"),
        ])
    func hosts(text: String, host: String) { #expect(parts(text)?.host == host) }

    @Test(
        "What is no URL is none",
        arguments: [
            "", "a", "a:80", "//a", "http:", "http:/a", "http://", "http:///x", "1http://a", "+a://b", "://a",
            "http://a#x", "http://a:", "http://a:x", "http://a:65536", "http://a:1:2", "http://a_b", "http://a b/",
            "http://a/b c", "http://a/\u{e9}", "http://a/b#\u{1}", "http://[", "http://[]", "http://[::1",
            "http://[g]/",
            "http://[::1]x", "http://a@b@c", "http://u@", "http://u@/x", "http://a\\b", "http://u\"@a", " http://a",
        ])
    func noURLs(text: String) { #expect(parts(text) == nil) }

    @Test("Users and fragments are told, but for empty ones")
    func users() {
        #expect(parts("http://a/?@#")?.hasUser == false)
        #expect(parts("http://a/?@#")?.hasFragment == false)
        #expect(parts("http://@a/#x")?.hasUser == false)
        #expect(parts("http://@a/#x")?.hasFragment == true)
        #expect(parts("http://u@a/")?.hasUser == true)
        #expect(parts("http://:@a/")?.hasUser == true)
    }

    @Test("No beginning of a URL traps")
    func prefixes() {
        let text = Array("http://u:p@[::1]:80/x?y#z".utf8)
        for count in 0...text.count {
            let part = Array(text.prefix(count))
            if let url = AbsoluteURL(part.span) { #expect(url.hostAndPort.upperBound <= count) }
            _ = RefererField.isValid(part.span)
        }
    }

    @Test(
        "A referrer is a URL or a relative reference, without user and fragment",
        arguments: [
            ("http://a/x?y", true), ("http://a/#", true), ("http://a/#x", false), ("http://u@a", false), ("", true),
            ("a", true), ("/a:b", true), ("a:b", false), ("?a:b", false), ("a#b", false), ("a b", false),
            ("https://app.example.com/board?a=b", true), ("https://a.b", true), ("https://a.b:80/x", true),
            ("https://a.b:80000/x", false), ("https://", false), ("https:///x", false), ("https://a_b/", false),
            ("https://a.b/x#y", false), ("https://a.b/é", false), ("https://a.b/x y", false),
            ("a%~b", true), ("a\"b", false), ("[a]", false), ("about:blank", false),
        ])
    func referrers(text: String, isValid: Bool) {
        let bytes = Array(text.utf8)
        #expect(RefererField.isValid(bytes.span) == isValid)
    }
}
