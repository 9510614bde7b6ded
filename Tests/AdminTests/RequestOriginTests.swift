import Testing

@testable import Admin

@Suite("Where requests of browsers come from")
struct RequestOriginTests {
    @Test(
        "Only names that nobody else can own stand for this machine",
        arguments: [
            ("127.0.0.1:9901", true), ("[::1]:9901", true), ("10.0.0.7", true), ("localhost:9901", true),
            ("edge", true),
            ("edge.prod.svc", true), ("edge.prod.svc.cluster.local:80", true), ("box.local", true),
            ("a.internal", true),
            ("evil.test:9901", false), ("127.0.0.1.evil.test", false), ("evil.test", false), ("[evil.test]", false),
            (".local", false), ("localhost.evil.test", false), ("notlocal.com", false), ("", false), ("[::1", false),
        ])
    func names(_ authority: String, _ isOwn: Bool) { #expect(RequestOrigin.isOwn(authority) == isOwn) }

    @Test("A page under a foreign name neither posts nor asks; no page may be shown in a frame")
    func rebinding() throws {
        let proxy = try AdminFixture()
        func status(_ line: String, _ fields: String...) throws -> Int {
            let head = ["\(line) HTTP/1.1", "Content-Length: 0"] + fields
            return try proxy.send(head.joined(separator: "\r\n") + "\r\n\r\n").status
        }
        let same = "Sec-Fetch-Site: same-origin"
        let cross = "Sec-Fetch-Site: cross-site"
        #expect(
            try status("POST /healthcheck/ok", "Host: evil.test:9901", same, "Origin: http://evil.test:9901") == 403)
        #expect(try status("POST /healthcheck/ok", "Host: evil.test", "Origin: http://evil.test") == 403)
        #expect(try status("POST /healthcheck/ok", "Host: evil.test") == 200, "a program may call it as it likes")
        #expect(try status("POST /healthcheck/ok", "Host: edge.local", same) == 200)
        for path in ["/tap", "/route?path=/", "/config_changes"] {
            #expect(try status("GET \(path)", "Host: 127.0.0.1:9901", cross) == 403, "\(path)")
            #expect(try status("GET \(path)", "Host: evil.test:9901", same) == 403, "\(path)")
            #expect(try status("GET \(path)", "Host: 127.0.0.1:9901", same) == 200, "\(path)")
            #expect(try status("GET \(path)", "Host: a") == 200, "\(path)")
        }
        // A link may lead here.
        #expect(try status("GET /dashboard", "Host: 127.0.0.1:9901", cross) == 200)
        for path in ["/", "/dashboard"] {
            let page = try proxy.get(path)
            #expect(page.field("x-frame-options") == "DENY", "\(path)")
            #expect(page.field("content-security-policy")?.contains("frame-ancestors 'none'") == true, "\(path)")
        }
        #expect(try proxy.get("/help").field("x-frame-options") == nil)
        proxy.stop()
    }
}
