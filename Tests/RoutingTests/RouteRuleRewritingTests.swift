import Buffers
import Configuration
import HTTPSemantics
import Testing

@testable import Routing

@Suite("What a route makes of a request")
struct RouteRuleRewritingTests {
    // MARK: - Redirects

    private func location(
        _ redirect: RedirectActionConfiguration, host: String = "a.com", path: String = "/x?q", proto: String = "http",
        match: PathMatchConfiguration = .prefix("/"), caseSensitive: Bool = true
    ) -> String {
        let table = RouteTable.with(
            RouteEntryConfiguration(
                match: RouteMatchConfiguration(path: match, caseSensitive: caseSensitive), action: .redirect(redirect)))
        var output = ByteBuffer()
        table.rules[0].writeRedirectLocation(makeHead(host: host, path: path, proto: proto), to: &output)
        return output.readable.text
    }

    @Test("A redirect that changes nothing repeats the request")
    func unchanged() {
        #expect(location(RedirectActionConfiguration()) == "http://a.com/x?q")
        #expect(location(RedirectActionConfiguration(), proto: "https") == "https://a.com/x?q")
        #expect(location(RedirectActionConfiguration(), proto: "") == "http://a.com/x?q")
    }

    @Test(
        "A change of scheme drops the old scheme's own port, and only that",
        arguments: [
            ("a.com", "http", "https://a.com/"), ("a.com:80", "http", "https://a.com/"),
            ("a.com:8080", "http", "https://a.com:8080/"), ("a.com:443", "http", "https://a.com:443/"),
            ("a.com:443", "https", "https://a.com:443/"), ("a.com:80", "https", "https://a.com:80/"),
            ("[::1]:80", "http", "https://[::1]/"), ("[::1]", "http", "https://[::1]/"),
            ("[fe80::80]", "http", "https://[fe80::80]/"), ("a.com:", "http", "https://a.com:/"),
            ("80", "http", "https://80/"), ("", "http", "https:///"),
        ])
    func schemeAndPort(host: String, proto: String, expected: String) {
        #expect(location(RedirectActionConfiguration(scheme: .https), host: host, path: "/", proto: proto) == expected)
    }

    @Test("A scheme by name counts as a change only when it is another")
    func namedScheme() {
        let toHTTP = RedirectActionConfiguration(scheme: .scheme("http"))
        #expect(location(toHTTP, host: "a:80", path: "/") == "http://a:80/")
        #expect(location(toHTTP, host: "a:443", path: "/", proto: "https") == "http://a/")
        #expect(location(RedirectActionConfiguration(scheme: .scheme("ws")), host: "a:80", path: "/") == "ws://a/")
    }

    @Test("A new port takes the place of the old one; a new host comes without the old port")
    func hostAndPort() {
        let port = RedirectActionConfiguration(portRedirect: 8443)
        #expect(location(port, host: "a.com:80", path: "/") == "http://a.com:8443/")
        #expect(location(port, host: "a.com", path: "/") == "http://a.com:8443/")
        #expect(location(port, host: "[::1]:80", path: "/") == "http://[::1]:8443/")
        #expect(location(port, host: "[::1]", path: "/") == "http://[::1]:8443/")
        #expect(location(port, host: "a.com:x", path: "/") == "http://a.com:8443/")
        #expect(location(port, host: ":", path: "/") == "http://:8443/")
        let host = RedirectActionConfiguration(hostRedirect: "b.com")
        #expect(location(host, host: "a.com:81", path: "/") == "http://b.com/")
        let both = RedirectActionConfiguration(scheme: .https, hostRedirect: "b.com", portRedirect: 1)
        #expect(location(both, host: "a.com:81", path: "/") == "https://b.com:1/")
    }

    @Test("A new path keeps the query, unless it has its own or the query is stripped")
    func path() {
        #expect(location(RedirectActionConfiguration(path: .path("/y"))) == "http://a.com/y?q")
        #expect(location(RedirectActionConfiguration(path: .path("/y")), path: "/x") == "http://a.com/y")
        #expect(location(RedirectActionConfiguration(path: .path("/y"), stripQuery: true)) == "http://a.com/y")
        #expect(location(RedirectActionConfiguration(path: .path("/y?z"))) == "http://a.com/y?z")
        #expect(location(RedirectActionConfiguration(path: .path("/y?z"), stripQuery: true)) == "http://a.com/y?z")
        #expect(location(RedirectActionConfiguration(stripQuery: true)) == "http://a.com/x")
        #expect(location(RedirectActionConfiguration(stripQuery: true), path: "/x?a?b") == "http://a.com/x")
    }

    @Test(
        "A prefix rewrite replaces what the route matched",
        arguments: [
            (PathMatchConfiguration.prefix("/old"), "/old/x?q", "/new/x?q"), (.prefix("/old"), "/oldx", "/newx"),
            (.pathSeparatedPrefix("/old"), "/old?q", "/new?q"), (.path("/old"), "/old?q", "/new?q"),
            (.prefix("/old/"), "/old/", "/new"), (.prefix("/"), "/x", "/newx"),
        ])
    func prefixRewrite(match: PathMatchConfiguration, path: String, expected: String) {
        let redirect = RedirectActionConfiguration(path: .prefixRewrite("/new"))
        #expect(location(redirect, path: path, match: match) == "http://a.com" + expected)
        let stripping = RedirectActionConfiguration(path: .prefixRewrite("/new"), stripQuery: true)
        #expect(location(stripping, path: path, match: match) == "http://a.com" + expected.prefix { $0 != "?" })
    }

    @Test("A path without a slash at its beginning gets one, so that it cannot change the host")
    func relativePath() throws {
        #expect(location(RedirectActionConfiguration(path: .path("y"))) == "http://a.com/y?q")
        #expect(location(RedirectActionConfiguration(path: .path("?y"))) == "http://a.com/?y")
        #expect(location(RedirectActionConfiguration(path: .prefixRewrite("y"))) == "http://a.com/yx?q")
    }

    @Test("Only a redirect route has a location")
    func noRedirect() {
        var output = ByteBuffer()
        RouteTable.with(.named("direct", .prefix("/"))).rules[0].writeRedirectLocation(makeHead(), to: &output)
        #expect(output.readable.text == "")
    }

    // MARK: - Rewrites

    private func rewritten(
        prefix: String = "", host: HostRewriteConfiguration = .none, match: PathMatchConfiguration = .prefix("/"),
        caseSensitive: Bool = true, path: String = "/x?q", keepsOriginals: Bool = true
    ) -> [String?] {
        let action = RouteActionConfiguration(target: .cluster("c"), prefixRewrite: prefix, hostRewrite: host)
        let table = RouteTable.with(
            RouteEntryConfiguration(
                match: RouteMatchConfiguration(path: match, caseSensitive: caseSensitive), action: .route(action)))
        var head = makeHead(path: path)
        table.rules[0].rewrite(&head, keepsOriginals: keepsOriginals)
        return [
            head.headers.text(.authority), head.headers.text(.path), head.headers.text(.xEnvoyOriginalHost),
            head.headers.text(.xEnvoyOriginalPath),
        ]
    }

    @Test("A route without rewrites leaves the request as it is")
    func noRewrite() {
        #expect(rewritten() == ["a.com", "/x?q", nil, nil])
        #expect(rewritten(host: .endpointHostname) == ["a.com", "/x?q", nil, nil])
    }

    @Test(
        "The matched prefix is replaced, rest and query stay",
        arguments: [
            (PathMatchConfiguration.prefix("/old"), "/old/x?q", "/new/x?q"), (.prefix("/old"), "/old", "/new"),
            (.prefix("/old/"), "/old/x", "/newx"), (.path("/old"), "/old?q", "/new?q"), (.path("/old"), "/old", "/new"),
            (.pathSeparatedPrefix("/old"), "/old/x", "/new/x"), (.pathSeparatedPrefix("/old"), "/old?q", "/new?q"),
        ])
    func prefixIsReplaced(match: PathMatchConfiguration, path: String, expected: String) {
        #expect(rewritten(prefix: "/new", match: match, path: path) == ["a.com", expected, nil, path])
    }

    @Test("A prefix that was matched without case is replaced by its length")
    func anyCase() {
        #expect(rewritten(prefix: "/n", match: .prefix("/OLD"), caseSensitive: false, path: "/old/X")[1] == "/n/X")
        #expect(rewritten(prefix: "/n", match: .path("/OLD"), caseSensitive: false, path: "/oLd?X")[1] == "/n?X")
    }

    @Test("Old values are left behind only where they are wanted")
    func originals() {
        #expect(rewritten(prefix: "/", host: .literal("b"), keepsOriginals: false) == ["b", "/x?q", nil, nil])
        #expect(rewritten(prefix: "/y/", host: .literal("b")) == ["b", "/y/x?q", "a.com", "/x?q"])
    }

    @Test("What a client says of the original path is overwritten")
    func clientsOriginal() {
        let action = RouteActionConfiguration(target: .cluster("c"), prefixRewrite: "/new", hostRewrite: .literal("b"))
        let table = RouteTable.with(
            RouteEntryConfiguration(match: RouteMatchConfiguration(path: .prefix("/old")), action: .route(action)))
        var head = makeHead(path: "/old/x")
        head.headers.append(.xEnvoyOriginalPath, "/forged")
        head.headers.append(.xEnvoyOriginalHost, "forged")
        table.rules[0].rewrite(&head, keepsOriginals: true)
        let values = [head.headers.text(.xEnvoyOriginalPath), head.headers.text(.xEnvoyOriginalHost)]
        #expect(values == ["/old/x", "a.com"])
    }

    @Test("A head without path or host is left alone")
    func missingFields() {
        let action = RouteActionConfiguration(target: .cluster("c"), prefixRewrite: "/new", hostRewrite: .literal("b"))
        let table = RouteTable.with(
            RouteEntryConfiguration(match: RouteMatchConfiguration(path: .prefix("/")), action: .route(action)))
        var head = RequestHead()
        table.rules[0].rewrite(&head, keepsOriginals: true)
        let isEmpty = head.headers.isEmpty
        #expect(isEmpty)
    }

    @Test("What a format says takes the place of the path, before the query")
    func formatted() {
        let format = SubstitutionFormat([])
        let table = RouteTable.with(
            RouteEntryConfiguration(
                match: RouteMatchConfiguration(path: .prefix("/")),
                action: .redirect(RedirectActionConfiguration(path: .format(format)))))
        func location(_ text: String, _ path: String) -> String {
            var output = ByteBuffer()
            table.rules[0].writeRedirectLocation(
                makeHead(path: path), formatted: Array(text.utf8).span, to: &output)
            return output.readable.text
        }
        #expect(location("/n", "/x?q") == "http://a.com/n?q" && location("", "/x?q") == "http://a.com/x?q")
        #expect(location("/n?z", "/x?q") == "http://a.com/n?z" && location(".evil", "/x") == "http://a.com/.evil")
        var head = makeHead(path: "/x?q")
        table.rules[0].rewritePath(&head, to: Array("/n".utf8).span, keepsOriginal: true)
        #expect(head.headers.text(.path) == "/n?q" && head.headers.text(.xEnvoyOriginalPath) == "/x?q")
        table.rules[0].rewriteHost(&head, to: Array("b".utf8).span, keepsOriginal: true)
        #expect(head.headers.text(.authority) == "b" && head.headers.text(.xEnvoyOriginalHost) == "a.com")
    }
}
