/// Regular expressions: in matches of paths and fields, and in rewrites.
enum ExpressionCases {
    static let all: [ProxyCase] = paths + fields + rewrites + redirects

    private static func expression(_ pattern: String) -> JSON { ["regex": .string(pattern)] }

    private static func rewrite(_ pattern: String, _ substitution: String) -> JSON {
        ["pattern": expression(pattern), "substitution": .string(substitution)]
    }

    /// Requests of which a route takes those that the match fits; the others meet a second route.
    private static func matching(_ name: String, _ match: JSON, _ paths: String...) -> ProxyCase {
        ProxyCase(name, inTurn: paths.map { get($0) }).with {
            $0.routes = [
                ["name": "fits", "match": match, "direct_response": ["status": 200]],
                ["name": "other", "match": ["prefix": "/"], "direct_response": ["status": 404]],
            ]
        }
    }

    private static func path(_ name: String, _ pattern: String, _ paths: String...) -> ProxyCase {
        ProxyCase(name, inTurn: paths.map { get($0) }).with {
            $0.routes = [
                ["name": "fits", "match": ["safe_regex": expression(pattern)], "direct_response": ["status": 200]],
                ["name": "other", "match": ["prefix": "/"], "direct_response": ["status": 404]],
            ]
        }
    }

    private static let paths: [ProxyCase] = [
        path("regex-path", "/users/[0-9]+", "/users/42", "/users/42/", "/users/x", "/a/users/42", "/users/42?q=1"),
        path("regex-path-anchored", "^/a$", "/a", "/ab", "/a?x"),
        path("regex-path-alternatives", "/(a|b(c)*)/?", "/a", "/bcc/", "/b", "/c"),
        path("regex-path-lazy", "/.*?", "/", "/anything/at/all"),
        path("regex-path-flags", "(?i)/Item/\\w{2,3}", "/iTEM/abc", "/item/a", "/item/abcd"),
        path("regex-path-words", "/\\bfoo\\b.*", "/foo", "/foo-bar", "/foobar"),
        path("regex-path-not-utf8", "/.", "/\u{e9}", "/a"),
        path("regex-path-bytes", "/\\C+", "/\u{e9}", "/a"),
        path("regex-path-encoded", "/%41.*", "/%41", "/A"),
        path("regex-path-many-states", "/[ab]*a[ab]{12}", "/abbbbbbbbbbbbbb", "/bbabbbbbbbbbbbb"),
        matching(
            "regex-path-any-case", ["safe_regex": expression("/a"), "case_sensitive": false], "/a", "/A"),
        ProxyCase("regex-path-prefix-rewrite", inTurn: [get("/users/42?q=1"), get("/users/42/x")]).with {
            $0.routes = [
                [
                    "match": ["safe_regex": expression("/users/.*")],
                    "route": ["cluster": "CLUSTER", "prefix_rewrite": "/people"],
                ]
            ]
        },
    ]

    /// The access log's filter is the place where conditions on fields stand.
    private static func field(_ name: String, _ condition: JSON, _ values: String...) -> ProxyCase {
        ProxyCase(name, inTurn: values.map { get("/", host: "a", "x: \($0)") }).with {
            let header = JSON.object([.init(key: "name", value: "x")]).merged(with: condition)
            $0.logs = [
                [
                    "name": "envoy.access_loggers.file",
                    "filter": ["header_filter": ["header": header]],
                    "typed_config": [
                        "@type": .string(TypeName.fileAccessLog),
                        "path": "LOG",
                        "log_format": ["text_format_source": ["inline_string": "%REQ(X)%\\n"]],
                    ],
                ]
            ]
        }
    }

    private static let fields: [ProxyCase] = [
        field("regex-field", ["safe_regex_match": expression("a+")], "aaa", "ab", "b"),
        field("regex-field-text", ["string_match": ["safe_regex": expression("[a-c]{2}")]], "ab", "abc", "dd"),
        field(
            "regex-field-inverted", ["string_match": ["safe_regex": expression(".*x.*")], "invert_match": true], "axb",
            "ab"),
    ]

    private static func rewriting(_ name: String, _ action: JSON, _ paths: String...) -> ProxyCase {
        ProxyCase(name, inTurn: paths.map { get($0) }).with { $0.action = action }
    }

    private static let rewrites: [ProxyCase] = [
        rewriting(
            "regex-rewrite", ["regex_rewrite": rewrite("^/service/([^/]+)(/.*)$", "\\2/instance/\\1")],
            "/service/foo/v1/api?q=/service/a", "/service/foo", "/other"),
        rewriting("regex-rewrite-all", ["regex_rewrite": rewrite("one", "two")], "/xxx/one/yyy/one/zzz?one", "/x"),
        rewriting("regex-rewrite-whole", ["regex_rewrite": rewrite("^/.*$", "/<\\0>")], "/a/b?c", "/"),
        rewriting("regex-rewrite-empty-matches", ["regex_rewrite": rewrite("b*", "-")], "/abbc", "/"),
        rewriting("regex-rewrite-removal", ["regex_rewrite": rewrite("/v[0-9]+", "")], "/v1/a/v22/b", "/v1", "/v1?a"),
        rewriting("regex-rewrite-missing-group", ["regex_rewrite": rewrite("(x)?a", "[\\1]")], "/a", "/xa"),
        rewriting(
            "regex-rewrite-case", ["regex_rewrite": rewrite("(?i)/AAA/", "/b/")], "/aaa/x", "/AaA/y", "/aa/z"),
        rewriting("regex-rewrite-fragment", ["regex_rewrite": rewrite("a", "b")], "/a#a"),
        rewriting(
            "regex-host-from-path",
            ["host_rewrite_path_regex": rewrite("^/([^/]+)/.*$", "\\1.example.com")], "/shop/a?b=/c/", "/shop"),
        rewriting(
            "regex-host-and-path",
            [
                "host_rewrite_path_regex": rewrite("^/([^/]+)/.*$", "\\1"),
                "regex_rewrite": rewrite("^/[^/]+(/.*)$", "\\1"),
            ], "/shop/a"),
    ]

    private static func redirecting(_ name: String, _ redirect: JSON, _ paths: String...) -> ProxyCase {
        ProxyCase(name, inTurn: paths.map { get($0) }).with {
            $0.routes = [["name": "moved", "match": ["prefix": "/"], "redirect": redirect]]
        }
    }

    private static let redirects: [ProxyCase] = [
        redirecting("regex-redirect", ["regex_rewrite": rewrite("/old/(.*)", "/new/\\1")], "/old/a?q=1", "/other?q"),
        redirecting(
            "regex-redirect-strip-query", ["regex_rewrite": rewrite("a", "b"), "strip_query": true], "/a/a?q=a"),
    ]
}
