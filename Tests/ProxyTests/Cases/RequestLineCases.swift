/// Methods, targets and versions.
enum RequestLineCases {
    static let all: [ProxyCase] = methods + targets + absolute + versions + separators

    private static func line(_ name: String, _ line: String, host: String = "a") -> ProxyCase {
        ProxyCase(name, "\(line)\r\nhost: \(host)\r\n\r\n")
    }

    private static let methods: [ProxyCase] =
        [
            ("lower-case", "get"), ("unknown", "BREW"), ("propfind", "PROPFIND"), ("empty", ""), ("parenthesis", "G(T"),
            ("long", String(repeating: "A", count: 60)), ("m-search", "M-SEARCH"), ("underscore", "FOO_BAR"),
            ("trace", "TRACE"), ("options", "OPTIONS"), ("put", "PUT"), ("patch", "PATCH"), ("delete", "DELETE"),
            ("pri", "PRI"), ("connect-with-path", "CONNECT"), ("query-without-type", "QUERY"), ("mixed-case", "Get"),
            ("leading-space", " GET"), ("leading-tab", "\tGET"),
        ].map { line("method-\($0)", "\($1) / HTTP/1.1") } + [
            line("method-connect", "CONNECT b:80 HTTP/1.1", host: "b:80"),
            line("method-connect-with-a-length", "CONNECT b:80 HTTP/1.1\r\ncontent-length: 5", host: "b:80"),
            line("method-connect-with-length-0", "CONNECT b:80 HTTP/1.1\r\ncontent-length: 0", host: "b:80"),
            line("method-connect-chunked", "CONNECT b:80 HTTP/1.1\r\ntransfer-encoding: chunked", host: "b:80"),
            ProxyCase("method-garbage", bytes: [0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03]),
        ]

    private static let targets: [ProxyCase] =
        [
            ("without-slash", "foo"), ("asterisk", "*"), ("fragment", "/a#b"), ("space", "/a b"), ("tab", "/a\tb"),
            ("delete-byte", "/a\u{7f}"), ("control-byte", "/a\u{01}"), ("nul", "/a\0b"), ("quote", "/a\"b"),
            ("angles", "/<a>"),
            ("backslash", "/a\\b"), ("braces", "/{a}"), ("pipe", "/a|b"), ("caret", "/a^b"), ("backtick", "/a`b"),
            ("dot-segments", "/a/../b"), ("double-slashes", "//a//b"), ("bad-percent", "/%zz"), ("percent-nul", "/%00"),
            ("query-only", "?x"), ("empty-query", "/?"), ("two-question-marks", "/a?b?c"), ("semicolon", "/a;b"),
            ("authority", "b:80"), ("mailto", "mailto:x"), ("empty", ""), ("percent-encoded-slash", "/a%2fb"),
        ].map { line("target-\($0)", "GET \($1) HTTP/1.1") } + [
            line("target-asterisk-of-options", "OPTIONS * HTTP/1.1"),
            ProxyCase(
                "target-high-byte", bytes: ByteString("GET /a") + [0x80] + ByteString(" HTTP/1.1\r\nhost: a\r\n\r\n")),
            ProxyCase("target-utf8", "GET /ä HTTP/1.1\r\nhost: a\r\n\r\n"),
        ]

    private static let absolute: [ProxyCase] =
        [
            ("plain", "http://b/x"), ("https", "https://b/x"), ("capital-scheme", "HTTP://b/x"),
            ("no-path", "http://b"),
            ("query-no-path", "http://b?x"), ("userinfo", "http://u:p@b/x"), ("port", "http://b:81/x"),
            ("ftp", "ftp://b/x"),
            ("websocket", "ws://b/x"), ("no-authority", "http:///x"), ("capital-host", "http://EXAMPLE.com/x"),
            ("ipv6", "http://[::1]:80/x"), ("port-with-zeros", "http://b:000080/x"), ("underscore", "http://a_b/x"),
            ("percent", "http://a%0d/x"), ("two-users", "http://u@v@b/x"), ("open-bracket", "http://[::1/x"),
            ("name-in-brackets", "http://[b]/x"),
        ].map { line("absolute-\($0)", "GET \($1) HTTP/1.1") } + [
            ProxyCase("absolute-without-host", "GET http://b/x HTTP/1.1\r\n\r\n"),
            line("absolute-not-allowed", "GET http://b/x HTTP/1.1").with {
                $0.manager = ["http_protocol_options": ["allow_absolute_url": false]]
            },
        ]

    private static let versions: [ProxyCase] =
        [
            ("1.0", "HTTP/1.0"), ("1.2", "HTTP/1.2"), ("1.3", "HTTP/1.3"), ("2.0", "HTTP/2.0"), ("0.9", "HTTP/0.9"),
            ("9.9", "HTTP/9.9"), ("no-minor", "HTTP/1."), ("lower-case", "http/1.1"), ("mixed-case", "Http/1.1"),
            ("empty", ""), ("two-digits", "HTTP/1.10"), ("leading-zero", "HTTP/01.1"), ("junk", "JUNK"),
            ("trailing-letter", "HTTP/1.1x"), ("inner-space", "HTTP /1.1"), ("comma", "HTTP/1,1"),
            ("other-name", "ICE/1.1"),
        ].map { line("version-\($0.replacing(".", with: "-"))", "GET / \($1)") } + [
            ProxyCase("version-absent", "GET /\r\n"),
            ProxyCase("version-2-preface-to-http1-codec", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").with {
                $0.manager = ["codec_type": "HTTP1"]
            },
        ]

    private static let separators: [ProxyCase] = [
        ProxyCase("leading-crlf", "\r\n" + get()),
        ProxyCase("five-leading-crlf", String(repeating: "\r\n", count: 5) + get()),
        ProxyCase("crlf-between-requests", get("/1") + "\r\n" + get("/2"), answers: 2),
        ProxyCase("leading-space", " " + get()),
        line("two-spaces-after-target", "GET /  HTTP/1.1"),
    ]
}
