/// Redirects, and rewrites of paths and hosts.
enum RewritingCases {
    static let all: [ProxyCase] = redirects + codes + rewrites

    private static func redirect(_ name: String, _ action: JSON, match: JSON = ["prefix": "/"], _ requests: String...)
        -> ProxyCase
    {
        ProxyCase(name, inTurn: requests).with {
            $0.routes = [["name": "moved", "match": match, "redirect": action]]
        }
    }

    private static let paths = "%REQ(:PATH)% of %REQ(X-ENVOY-ORIGINAL-PATH)%"

    private static let localReplyWithPath: JSON = [
        "local_reply_config": ["body_format": ["text_format_source": ["inline_string": .string(paths)]]]
    ]

    private static let suppressing: JSON = [
        "http_filters": [
            [
                "name": "envoy.filters.http.router",
                "typed_config": ["@type": .string(TypeName.router), "suppress_envoy_headers": true],
            ]
        ]
    ]

    private static let redirects: [ProxyCase] = [
        redirect(
            "redirect-https", ["https_redirect": true], get("/x?y=1"), get("/x", host: "a:8080"),
            get("/", host: "a:80"),
            get("/", host: "[::1]:80"), get("/", host: "a:443")),
        redirect(
            "redirect-https-port", ["https_redirect": true, "port_redirect": 8443], get("/x?y=1"),
            get("/x", host: "a:8080")),
        redirect("redirect-https-of-https", ["https_redirect": true], get("/x", host: "a", "x-forwarded-proto: https")),
        redirect("redirect-scheme", ["scheme_redirect": "https"], get("/x", host: "a:80")),
        redirect(
            "redirect-scheme-http", ["scheme_redirect": "http"], get("/x", host: "a:443", "x-forwarded-proto: https")),
        redirect("redirect-scheme-other", ["scheme_redirect": "ftp"], get("/x", host: "a:80")),
        redirect("redirect-host", ["host_redirect": "b.com"], get("/x?y=1", host: "a:81"), get("/")),
        redirect(
            "redirect-host-and-port", ["host_redirect": "b.com", "port_redirect": 8080], get("/x?y=1", host: "a:81")),
        redirect(
            "redirect-port", ["port_redirect": 8080], get("/x", host: "a:81"), get("/x"), get("/x", host: "[::1]:81")),
        redirect("redirect-port-80", ["port_redirect": 80], get("/x"), get("/x", host: "a:81")),
        redirect(
            "redirect-path-format", ["path_rewrite": "/new/%REQ(x)%"], get("/a?k=v", host: "a", "x: 1"), get("/a?k")),
        redirect("redirect-path-format-query", ["path_rewrite": "/q?z=%REQ(x)%"], get("/a?k=v", host: "a", "x: 1")),
        redirect("redirect-path-format-of-nothing", ["path_rewrite": "%REQ(y)%"], get("/a?k=v")),
        redirect(
            "redirect-path-format-strip-query", ["path_rewrite": "/n", "strip_query": true], get("/a?k=v")),
        redirect("redirect-path-format-relative", ["path_rewrite": "n%REQ(x)%"], get("/a?k=v", host: "a", "x: 1")),
        // Local replies, edits and logs see the path that the client is sent to.
        redirect(
            "redirect-prefix-in-texts", ["prefix_rewrite": "/new"], match: ["prefix": "/old"], get("/old/a?b=c")
        ).with {
            $0.manager = localReplyWithPath
            $0.logs = [LogDocument.text(paths)]
        },
        redirect(
            "redirect-regex-in-texts", ["regex_rewrite": ["pattern": ["regex": "o"], "substitution": "0"]],
            get("/foo?o", host: "a", "x-envoy-original-path: /z")
        ).with {
            $0.manager = suppressing.merged(with: localReplyWithPath)
            $0.logs = [LogDocument.text(paths)]
        },
        redirect("redirect-path-relative", ["path_redirect": "new"], get("/x?y=1"), get("/x")),
        redirect("redirect-path-is-a-query", ["path_redirect": "?a=b"], get("/x?y=1")),
        redirect("redirect-prefix-relative", ["prefix_rewrite": "x"], get("/a/b?y=1")),
        redirect("redirect-path", ["path_redirect": "/new"], get("/x?y=1"), get("/x")),
        redirect("redirect-path-with-query", ["path_redirect": "/new?z=2"], get("/x?y=1"), get("/x")),
        redirect("redirect-path-strip-query", ["path_redirect": "/new", "strip_query": true], get("/x?y=1")),
        redirect(
            "redirect-path-with-query-strip-query", ["path_redirect": "/new?z=2", "strip_query": true], get("/x?y=1")),
        redirect(
            "redirect-prefix", ["prefix_rewrite": "/new"], match: ["prefix": "/old"], get("/old/a?y=1"), get("/old")),
        redirect(
            "redirect-prefix-separated", ["prefix_rewrite": "/new"], match: ["path_separated_prefix": "/old"],
            get("/old/a"), get("/old?x"), get("/oldx")),
        redirect("redirect-prefix-of-a-path", ["prefix_rewrite": "/new"], match: ["path": "/old"], get("/old?y")),
        redirect(
            "redirect-prefix-strip-query", ["prefix_rewrite": "/new", "strip_query": true], match: ["prefix": "/old"],
            get("/old/a?y=1")),
        redirect(
            "redirect-prefix-any-case", ["prefix_rewrite": "/new"], match: ["prefix": "/old", "case_sensitive": false],
            get("/OLD/a")),
        redirect("redirect-strip-query-only", ["strip_query": true], get("/x?y=1")),
        redirect("redirect-empty", [:], get("/x")),
        redirect("redirect-of-a-post", ["path_redirect": "/n"], post("content-length: 5")),
        redirect(
            "redirect-of-the-absolute-form", ["path_redirect": "/n"], "GET http://b.com/x HTTP/1.1\r\nhost: a\r\n\r\n"),
        ProxyCase("redirect-of-a-head", steps: [.text(request("HEAD", "/x", [])), .headAnswers(1)]).with {
            $0.routes = [["match": ["prefix": "/"], "redirect": ["path_redirect": "/n"]]]
        },
        redirect(
            "redirect-of-a-strange-host", ["https_redirect": true], get("/x", host: "a,b"), get("/x", host: ":80")),
        redirect("redirect-counted", ["path_redirect": "/n"], get("/x")).with {
            $0.statistics = ["http.rq_redirect", "http.downstream_rq_3xx"]
        },
    ]

    private static let codes: [ProxyCase] = [
        "MOVED_PERMANENTLY", "FOUND", "SEE_OTHER", "TEMPORARY_REDIRECT", "PERMANENT_REDIRECT",
    ].map {
        redirect(
            "redirect-code-\($0.lowercased().replacing("_", with: "-"))",
            ["path_redirect": "/n", "response_code": .string($0)], get("/x"))
    }

    private static func rewrite(_ name: String, _ action: JSON, match: JSON = ["prefix": "/"], _ requests: String...)
        -> ProxyCase
    {
        let base: JSON = ["cluster": "CLUSTER"]
        return ProxyCase(name, inTurn: requests).with {
            $0.routes = [["name": "rewritten", "match": match, "route": base.merged(with: action)]]
        }
    }

    private static let rewrites: [ProxyCase] = [
        rewrite(
            "rewrite-prefix", ["prefix_rewrite": "/"], match: ["prefix": "/pre"], get("/pre/a?b=c"), get("/pre"),
            get("/prex")),
        rewrite(
            "rewrite-prefix-with-slash", ["prefix_rewrite": "/"], match: ["prefix": "/pre/"], get("/pre/a?b=c"),
            get("/pre/")),
        rewrite(
            "rewrite-prefix-separated", ["prefix_rewrite": "/v2/api"], match: ["path_separated_prefix": "/api"],
            get("/api/a"), get("/api"), get("/api?x=1")),
        rewrite("rewrite-path", ["prefix_rewrite": "/y"], match: ["path": "/x"], get("/x?q=1"), get("/x")),
        rewrite(
            "rewrite-prefix-any-case", ["prefix_rewrite": "/n"], match: ["prefix": "/pre", "case_sensitive": false],
            get("/PRE/a")),
        rewrite(
            "rewrite-over-an-original-path", ["prefix_rewrite": "/"], match: ["prefix": "/pre/"],
            get("/pre/a", host: "a", "x-envoy-original-path: /z")),
        rewrite("rewrite-prefix-suppressed", ["prefix_rewrite": "/"], match: ["prefix": "/pre/"], get("/pre/a")).with {
            $0.manager = suppressing
        },
        rewrite(
            "rewrite-host-told-before", ["host_rewrite_literal": "b", "append_x_forwarded_host": true],
            get("/", host: "a", "x-forwarded-host: z,a"), get("/", host: "a", "x-forwarded-host: z, a"),
            get("/", host: "a", "x-forwarded-host: z", "x-forwarded-host: a"),
            get("/", host: "a", "x-forwarded-host: a,b"), get("/", host: "a", "x-forwarded-host: A")),
        rewrite(
            "rewrite-host-of-nothing", ["host_rewrite_literal": "b", "append_x_forwarded_host": true],
            "GET / HTTP/1.1\r\nhost:\r\n\r\n"),
        rewrite("rewrite-host", ["host_rewrite_literal": "new.example:81"], get(), get("/", host: "new.example:81")),
        rewrite(
            "rewrite-host-and-prefix", ["host_rewrite_literal": "b", "prefix_rewrite": "/y"], match: ["prefix": "/x"],
            get("/x/z")),
        rewrite("rewrite-host-by-endpoint", ["auto_host_rewrite": true], get()).with {
            // A static cluster has no resolved names; the endpoint's own is used.
            $0.cluster = [:]
        },
        rewrite(
            "rewrite-path-format", ["path_rewrite": "/new/%REQ(x)%"], get("/a/b?k=v", host: "a", "x: 1"), get("/?q")),
        rewrite("rewrite-path-format-query", ["path_rewrite": "/q?z=%REQ(x)%"], get("/a?k=v", host: "a", "x: 1")),
        rewrite("rewrite-path-format-of-nothing", ["path_rewrite": "%REQ(y)%"], get("/a?k=v")),
        rewrite("rewrite-path-format-relative", ["path_rewrite": "x"], get("/a?k=v")),
        rewrite(
            "rewrite-host-format", ["host_rewrite": "h-%REQ(x)%", "append_x_forwarded_host": true],
            get("/", host: "a", "x: 1"), get("/")),
        rewrite(
            "rewrite-host-and-path-format", ["host_rewrite": "%REQ(:METHOD)%", "path_rewrite": "/%REQ(:AUTHORITY)%"],
            get("/a?b")),
        rewrite("rewrite-nothing", ["prefix_rewrite": "/"], match: ["prefix": "/"], get("/a")),
    ]
}
