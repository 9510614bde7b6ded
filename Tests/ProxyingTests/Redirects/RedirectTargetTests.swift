import Testing

@testable import Proxying

@Suite("Where redirects lead")
struct RedirectTargetTests {
    @Test(
        "Absolute URLs are taken apart",
        arguments: [
            ("http://b/x", true, "b", "/x"), ("https://b:8080/x?y=1#f", false, "b:8080", "/x?y=1"),
            ("HTTP://u:p@b", true, "b", ""), ("ftp://b?x", false, "b", "?x"),
            ("http://[::1]:80/", true, "[::1]:80", "/"),
        ])
    func absolute(url: String, isPlain: Bool, host: String, path: String) throws {
        let bytes = Array(url.utf8)
        let parts = RedirectTarget(bytes.span)
        let target = try #require(parts)
        #expect(target.isPlain == isPlain)
        #expect(String(decoding: bytes[target.host], as: UTF8.self) == host)
        #expect(String(decoding: bytes[target.path], as: UTF8.self) == path)
    }

    @Test(
        "Whatever is no absolute URL is none",
        arguments: [
            "", "/x", "x", "http:/x", "http:///x", "://b", "http://:80/", "http://b /", "http://b/\u{e9}", "http://u@/",
        ])
    func others(url: String) {
        let bytes = Array(url.utf8)
        let target = RedirectTarget(bytes.span)
        #expect(target == nil)
    }
}
