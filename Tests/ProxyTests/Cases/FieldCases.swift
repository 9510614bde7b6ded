/// The syntax of fields, and the Host field.
enum FieldCases {
    static let all: [ProxyCase] = names + values + hosts + repeated

    /// Fields that are sent twice: of some Envoy makes one.
    private static let repeated: [ProxyCase] = [
        "accept", "accept-encoding", "accept-language", "access-control-request-headers",
        "access-control-request-method", "access-control-request-private-network", "authorization", "cache-control",
        "content-encoding", "content-type", "date", "etag", "expect", "grpc-accept-encoding", "grpc-timeout",
        "if-match",
        "if-modified-since", "if-none-match", "if-range", "if-unmodified-since", "origin", "pragma",
        "proxy-authorization",
        "proxy-status", "range", "referer", "te", "traceparent", "user-agent", "via", "x-client-trace-id",
        "x-envoy-attempt-count", "x-envoy-decorator-operation", "x-envoy-downstream-service-cluster",
        "x-envoy-external-address", "x-envoy-original-path", "x-envoy-upstream-alt-stat-name", "x-forwarded-for",
        "x-forwarded-host", "x-forwarded-port", "x-forwarded-proto", "x-other", "x-request-id",
    ].map { ProxyCase("repeats-\($0)", get("/", host: "a", "\($0): 11", "x: y", "\($0): 12", "\($0):")) }

    private static let names: [ProxyCase] =
        [
            ("space-before-colon", "x : y"), ("tab-before-colon", "x\t: y"), ("empty-name", ": y"), ("no-colon", "xyz"),
            ("space-in-name", "x y: z"), ("parenthesis-in-name", "x(y: z"), ("slash-in-name", "x/y: z"),
            ("quote-in-name", "x\"y: z"), ("at-in-name", "x@y: z"), ("brace-in-name", "x{y: z"),
            ("equals-in-name", "x=y: z"),
            ("nul-in-name", "x\0a: b"), ("carriage-return-in-name", "x\ra: b"), ("control-byte-in-name", "x\u{01}a: b"),
            ("underscore-in-name", "x_y: z"), ("every-token-byte", "!#$%&'*+-.^_`|~09az: z"),
            ("length-space-before-colon", "content-length : 5"), ("pseudo-header", ":path: /x"),
            ("capitals", "X-CAPITAL: Value"),
        ].map { ProxyCase("field-\($0)", get("/", host: "a", $1)) } + [
            ProxyCase(
                "field-high-byte-in-name",
                bytes: ByteString("GET / HTTP/1.1\r\nhost: a\r\nx") + [0x80]
                    + ByteString("y: z\r\n\r\n")),
            ProxyCase("field-first-line-starts-with-space", "GET / HTTP/1.1\r\n x: y\r\nhost: a\r\n\r\n"),
            ProxyCase("field-first-line-starts-with-tab", "GET / HTTP/1.1\r\n\tx: y\r\nhost: a\r\n\r\n"),
            ProxyCase("field-underscore-rejected", get("/", host: "a", "x_y: 1")).with {
                $0.manager = ["common_http_protocol_options": ["headers_with_underscores_action": "REJECT_REQUEST"]]
            },
            ProxyCase("field-underscore-dropped", get("/", host: "a", "x_y: 1", "z: 2")).with {
                $0.manager = ["common_http_protocol_options": ["headers_with_underscores_action": "DROP_HEADER"]]
            },
            ProxyCase(
                "fields-keep-order-and-repetition",
                get(
                    "/", host: "a", "X-B: 1", "Accept: x", "X-A: 2", "x-b: 3", "USER-AGENT: me", "cookie: a=1",
                    "cookie: b=2")),
            ProxyCase("host-keeps-its-place", "GET / HTTP/1.1\r\nx-a: 1\r\nHost: a\r\nx-b: 2\r\n\r\n"),
        ]

    private static let values: [ProxyCase] =
        [
            ("nul", "x: a\0b"), ("control-byte", "x: a\u{01}b"), ("escape-byte", "x: a\u{1b}b"),
            ("delete-byte", "x: a\u{7f}b"),
            ("vertical-tab-first", "x:\u{0b}a"), ("form-feed", "x: a\u{0c}b"), ("tab-inside", "x: a\tb"),
            ("empty", "x:"),
            ("spaces-only", "x:   \t "), ("surrounding-space", "x: \t v w \t "), ("utf8", "x: äöü"),
            ("colon", "x: a:b: c"),
        ].map { ProxyCase("value-\($0)", get("/", host: "a", $1)) } + [
            ProxyCase(
                "value-high-bytes",
                bytes: ByteString("GET / HTTP/1.1\r\nhost: a\r\nx: a") + [0x80, 0xff]
                    + ByteString("b\r\n\r\n"))
        ]

    private static let hosts: [ProxyCase] =
        [
            ("space", "a b"), ("comma", "a,b"), ("at", "u@a"), ("slash", "a/b"), ("bad-port", "a:x"),
            ("long-port", "a:99999999"), ("ipv6", "[::1]:80"), ("bad-ipv6", "[::1"), ("underscore", "a_b"),
            ("percent", "a%20b"), ("question-mark", "a?b"), ("hash", "a#b"), ("capitals", "EXAMPLE.com"),
            ("trailing-dot", "a."), ("quote", "a\"b"), ("backslash", "a\\b"), ("semicolon", "a;b"), ("colon-only", ":"),
            ("port-only", ":80"), ("asterisk", "*"), ("angle", "a<b"), ("brace", "a{b"),
        ].map { ProxyCase("host-\($0)", get("/", host: $1)) } + [
            ProxyCase(
                "host-high-byte", bytes: ByteString("GET / HTTP/1.1\r\nhost: a") + [0x80] + ByteString("\r\n\r\n")),
            ProxyCase("host-surrounding-space", "GET / HTTP/1.1\r\nhost: \t a \t\r\n\r\n"),
            ProxyCase("host-missing", "GET / HTTP/1.1\r\n\r\n"),
            ProxyCase("host-missing-with-body", "POST / HTTP/1.1\r\ncontent-length: 5\r\n\r\nhello"),
            ProxyCase("host-empty", "GET / HTTP/1.1\r\nhost:\r\n\r\n"),
            ProxyCase("host-twice-equal", get("/", host: "a", "host: a")),
            ProxyCase("host-twice-different", get("/", host: "a", "host: b")),
        ]
}
