import HTTP1

/// Request lines and targets (RFC 9112 §2.2, §3), each with the answer that Envoy 1.40 gives unless a comment says
/// more.
enum RequestLineCorpus {
    private static let end = #" HTTP/1.1\r\nHost: h\r\n\r\n"#
    private static let codecError = "failed 400 http1.codec_error"
    private static let invalidCharacters = "failed 400 http1.invalid_characters"
    private static let lowVersion = "failed 426 low_version"
    private static let invalidURL = "failed 400 http1.invalid_url"

    private static func ok(_ name: String, _ start: String, method: String = "GET", _ path: String) -> Transcript {
        Transcript(name, start + end, "head none | :method: \(method) | :path: \(path) | :authority: h\nend")
    }

    private static func refused(_ name: String, _ start: String, _ problem: String = codecError) -> Transcript {
        Transcript(name, start + end, problem)
    }

    static let lines: [Transcript] = [
        ok("a plain request", "GET /", "/"),
        ok("a query", "GET /a?b=c&d", "/a?b=c&d"),
        ok("bytes that URIs may not have but Envoy lets pass", #"GET /a"<>|{}^`\\"#, #"/a"<>|{}^`\x5c"#),
        ok("a fragment, which the connection manager refuses", "GET /a#b", "/a#b"),
        ok("a registered method", "PROPFIND /", method: "PROPFIND", "/"),
        ok("the method QUERY", "QUERY /", method: "QUERY", "/"),
        ok("two slashes", "GET //b/x", "//b/x"),
        ok("an asterisk in OPTIONS", "OPTIONS *", method: "OPTIONS", "*"),
        ok("more than an asterisk in OPTIONS", "OPTIONS *x", method: "OPTIONS", "*x"),
        refused("a method in lower case", "get /"),
        refused("an unknown method", "FOO /"),
        refused("no method", " /"),
        refused("a method with a dash", "M-SEARCH /"),
        refused("a method that no token is", "G<T /"),
        refused("a method with NUL", #"G\0T /"#, invalidCharacters),
        // Envoy takes any white space between the parts of a request line; RFC 9112 §3 lets us refuse it.
        refused("two spaces before the target", "GET  /"),
        refused("two spaces before the version", "GET / "),
        refused("a tab before the target", #"GET\t/"#),
        refused("a space in the target", "GET /a b"),
        refused("no target", "GET"),
        refused("an empty target", "GET "),
        refused("a target without a slash", "GET a"),
        refused("a target that is a query", "GET ?x"),
        refused("a byte beyond ASCII in the target", #"GET /\xc3\xa9"#),
        refused("a control byte in the target", #"GET /a\x01"#, invalidCharacters),
        refused("NUL in the target", #"GET /a\0"#, invalidCharacters),
        refused("DEL in the target", #"GET /a\x7f"#, invalidCharacters),
        refused("a carriage return in the target", #"GET /a\r"#),
        refused("an asterisk in GET", "GET *", invalidURL),
        refused("an authority in GET", "GET b:80"),
        refused("an opaque URI", "GET mailto:x"),
    ]

    static let versions: [Transcript] = [
        Transcript("HTTP/1.0", #"GET / HTTP/1.0\r\nHost: h\r\n\r\n"#, lowVersion),
        Transcript("HTTP/1.0 with a bad host", #"GET / HTTP/1.0\r\nHost: a b\r\n\r\n"#, lowVersion),
        Transcript("HTTP/1.0 with a bad target", #"GET ftp://b/ HTTP/1.0\r\n\r\n"#, "failed 400 http1.invalid_scheme"),
        Transcript("HTTP/1.0 with chunks", #"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"#, lowVersion),
        Transcript("HTTP/0.9 in words", #"GET / HTTP/0.9\r\n\r\n"#, lowVersion),
        Transcript("HTTP/1.2 counts as 1.0", #"GET / HTTP/1.2\r\n\r\n"#, lowVersion),
        Transcript("HTTP/2.0 counts as 1.0", #"GET / HTTP/2.0\r\n\r\n"#, lowVersion),
        Transcript("no version", #"GET /\r\n"#, lowVersion),
        Transcript("an empty version", #"GET / \r\n\r\n"#, lowVersion),
        Transcript("no version behind an unknown method", #"FOO /\r\n"#, codecError),
        Transcript(
            "HTTP/1.0 that is taken", #"GET / HTTP/1.0\r\nHost: h\r\n\r\n"#,
            "head none close 1.0 | :method: GET | :path: / | :authority: h\nend"
        ) { $0.acceptHTTP10 = true },
        Transcript(
            "HTTP/1.0 with keep-alive", #"GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n"#,
            "head none 1.0 | :method: GET | :path: / | connection: Keep-Alive\nend"
        ) { $0.acceptHTTP10 = true },
        Transcript(
            "HTTP/1.2 that is taken counts as 1.0", #"GET / HTTP/1.2\r\n\r\n"#,
            "head none close 1.0 | :method: GET | :path: /\nend"
        ) { $0.acceptHTTP10 = true },
        // Envoy serves it as HTTP/1.0.
        Transcript("no version where HTTP/1.0 is taken", #"GET /\r\n\r\n"#, codecError) { $0.acceptHTTP10 = true },
        Transcript("a version in lower case", #"GET / http/1.1\r\n\r\n"#, codecError),
        Transcript("two digits behind the point", #"GET / HTTP/1.10\r\n\r\n"#, codecError),
        Transcript("no point", #"GET / HTTP/11\r\n\r\n"#, codecError),
        Transcript("a comma for a point", #"GET / HTTP/1,1\r\n\r\n"#, codecError),
        Transcript("another protocol's name", #"GET / ICE/1.1\r\n\r\n"#, codecError),
        Transcript("a space behind the version", #"GET / HTTP/1.1 \r\n\r\n"#, codecError),
        Transcript("a space in the version", #"GET / HTTP/ 1.1\r\n\r\n"#, codecError),
        Transcript("the preface of HTTP/2", #"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"#, codecError),
    ]

    private static func absolute(
        _ name: String, _ target: String, _ authority: String, _ path: String, https: Bool = false
    ) -> Transcript {
        Transcript(
            name, "GET " + target + end,
            "head none\(https ? " https" : "") | :method: GET | :path: \(path) | :authority: \(authority)\nend")
    }

    static let targets: [Transcript] = [
        absolute("absolute form", "http://b.example:81/p?q", "b.example:81", "/p?q"),
        absolute("absolute form without a path", "http://b.example", "b.example", "/"),
        absolute("absolute form with a query but no path", "http://b?q=1", "b", "?q=1"),
        absolute("absolute form with https", "https://b/", "b", "/", https: true),
        absolute("absolute form with a scheme in upper case", "HTTP://B.Example/", "B.Example", "/"),
        absolute("absolute form with user information", "http://u:p@b/x", "b", "/x"),
        absolute("absolute form with an IPv6 host", "http://[::1]:80/", "[::1]:80", "/"),
        absolute("absolute form with an IPv6 host and no port", "http://[::1]/", "[::1]", "/"),
        refused("absolute form with another scheme", "GET ftp://b/", "failed 400 http1.invalid_scheme"),
        refused("absolute form without a host", "GET http:///x", invalidURL),
        refused("absolute form with nothing behind the scheme", "GET http://", invalidURL),
        refused("absolute form with a port that is a word", "GET http://b:x/", invalidURL),
        refused("absolute form with a port too great", "GET http://b:99999/", invalidURL),
        refused("absolute form with an empty port", "GET http://b:/", invalidURL),
        refused("absolute form with a port but no host", "GET http://:80/", invalidURL),
        refused("absolute form with two ports", "GET http://b:80:81/", invalidURL),
        absolute("absolute form with zeros before the port", "http://b:000080/", "b:000080", "/"),
        refused("absolute form with two users", "GET http://a@c@b/", invalidURL),
        refused("absolute form with a bracket in the user", "GET http://a[c@b/", invalidURL),
        refused("absolute form with an underscore", "GET http://a_b/", invalidURL),
        refused("absolute form with a percent sign", "GET http://a%0db/", invalidURL),
        refused("absolute form with a semicolon", "GET http://a;b/", invalidURL),
        refused("absolute form with an open bracket", "GET http://[::1/", invalidURL),
        refused("absolute form with a name in brackets", "GET http://[::g]/", invalidURL),
        refused("absolute form with an IPv4 address in brackets", "GET http://[1.2.3.4]/", invalidURL),
        refused("absolute form with a name behind brackets", "GET http://[::1]b/", invalidURL),
        refused("absolute form with two at signs", "GET http://a@@b/", codecError),
        refused("absolute form with a byte that no host has", "GET http://a<b/", codecError),
        refused("absolute form with one slash", "GET http:/b/", codecError),
        refused("a scheme that begins with a digit", "GET 1http://b/", codecError),
        Transcript(
            "absolute form needs no host field", #"GET http://b/ HTTP/1.1\r\n\r\n"#,
            "head none | :method: GET | :path: / | :authority: b\nend"),
        Transcript(
            "absolute form overrides even a bad host field", #"GET http://b/ HTTP/1.1\r\nHost: a b\r\n\r\n"#,
            "head none | :method: GET | :path: / | :authority: b\nend"),
        Transcript(
            "absolute form that is not allowed stays a path, which the connection manager refuses",
            "GET http://b/p" + end, "head none | :method: GET | :path: http://b/p | :authority: h\nend"
        ) { $0.allowAbsoluteURL = false },
        Transcript(
            "absolute form that is not allowed keeps its scheme", "GET ftp://b/p" + end,
            "head none | :method: GET | :path: ftp://b/p | :authority: h\nend"
        ) { $0.allowAbsoluteURL = false },
        Transcript(
            "CONNECT opens a tunnel", #"CONNECT b:443 HTTP/1.1\r\nHost: h\r\n\r\nGET / HTTP/1.1\r\n"#,
            #"""
            head tunnel close | :method: CONNECT | :authority: b:443
            data GET / HTTP/1.1\x0d\x0a
            left 0
            """#),
        refused("CONNECT without a port", "CONNECT b", invalidURL),
        refused("CONNECT with a path", "CONNECT /x", invalidURL),
        refused("CONNECT with an absolute form", "CONNECT http://b/", invalidURL),
        refused("CONNECT with an underscore", "CONNECT a_b:443", invalidURL),
        refused("CONNECT with a name in brackets", "CONNECT [b]:443", invalidURL),
        refused("CONNECT with user information", "CONNECT u@b:443", invalidURL),
        Transcript(
            "CONNECT with a length", #"CONNECT b:1 HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc"#,
            "failed 400 http1.body_disallowed"),
        Transcript(
            "CONNECT with a length of 0", #"CONNECT b:1 HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n"#,
            "head tunnel close | :method: CONNECT | :authority: b:1\nleft 0"),
        Transcript(
            "CONNECT with chunks", #"CONNECT b:1 HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"#,
            "failed 501 http1.invalid_transfer_encoding"),
        Transcript(
            "a custom method where the options allow it", "FOO /" + end,
            "head none | :method: FOO | :path: / | :authority: h\nend"
        ) { $0.allowCustomMethods = true },
        Transcript("a custom method that is no token", "F(O /" + end, codecError) { $0.allowCustomMethods = true },
    ]

    static let starts: [Transcript] = [
        Transcript("nothing", "", ""),
        Transcript("an empty line", #"\r\n"#, ""),
        ok("empty lines before the request", #"\r\n\r\nGET /"#, "/"),
        ok("thousands of empty lines", #"{2000*\r\n}GET /"#, "/"),
        // Envoy drops single carriage returns and line feeds too.
        refused("a bare line feed before the request", #"\nGET /"#),
        refused("a bare carriage return before the request", #"\rGET /"#),
        refused("a space before the request", " GET /"),
        Transcript("half an empty line", #"\r"#, "left 1 idle"),
        Transcript("a TLS handshake", #"\x16\x03\x01\x02\0"#, codecError),
        Transcript("the banner of SSH", #"SSH-2.0-OpenSSH_9.2\r\n"#, codecError),
        Transcript("half a method", "GE", "left 2 started"),
        Transcript("an unknown method, no target yet", "FOO ", codecError),
        Transcript("a bare line feed before the end of the head", #"GET / HTTP/1.1\r\nA: b\n"#, codecError),
        Transcript("a bare line feed behind the request line", #"GET / HTTP/1.1\nHost: h\r\n\r\n"#, codecError),
        Transcript("only bare line feeds", #"GET / HTTP/1.1\nHost: h\n\n"#, codecError),
        Transcript("NUL before the end of the head", #"GET / HTTP/1.1\r\nA: b\0"#, invalidCharacters),
        Transcript("a bad name before the end of the head", #"GET / HTTP/1.1\r\nA(: b"#, codecError),
        Transcript("a bare carriage return before the end of the head", #"GET / HTTP/1.1\r\nA: b\rc"#, codecError),
    ]
}
