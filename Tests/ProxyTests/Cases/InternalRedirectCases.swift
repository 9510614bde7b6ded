/// Redirects that the proxy follows for its client.
enum InternalRedirectCases {
    static let all: [ProxyCase] = followed + passed + requests + conditions + anew

    private static func answer(_ status: String, _ location: String?, _ fields: [String]) -> [UpstreamStep] {
        let lines = ["content-length: 0"] + (location.map { ["location: \($0)"] } ?? []) + fields
        return [.request, .send(ByteString("HTTP/1.1 \(status)\r\n" + lines.map { $0 + "\r\n" }.joined() + "\r\n"))]
    }

    private static func redirected(
        _ name: String, _ location: String?, _ policy: JSON = [:], status: String = "302 Found",
        request: String = get("/a", host: "a", "x-c: 1"), fields: [String] = []
    ) -> ProxyCase {
        ProxyCase("follows-\(name)", request).with {
            $0.upstream = UpstreamScript(
                answer(status, location, fields) + [.serve([UpstreamScript.okAnswer])])
            $0.action = ["internal_redirect_policy": policy, "timeout": "0s"]
            $0.statistics = [
                "cluster.upstream_internal_redirect_succeeded_total",
                "cluster.upstream_internal_redirect_failed_total",
            ]
        }
    }

    private static let followed: [ProxyCase] = [
        redirected("another-host", "http://b/x"),
        redirected("a-query", "http://b/x?y=1&z"),
        redirected("a-port", "http://b:8080/x"),
        redirected("a-host-alone", "http://b"),
        redirected("a-fragment", "http://b/x#f"),
        redirected("a-user", "http://u:p@b/x"),
        redirected("capitals", "HTTP://B/X"),
        redirected("another-scheme", "https://b/x", ["allow_cross_scheme_redirect": true]),
        redirected(
            "every-status", "http://b/x", ["redirect_response_codes": [301, 302, 303, 307, 308]], status: "308 P"),
        redirected("status-301", "http://b/x", ["redirect_response_codes": [301]], status: "301 Moved"),
        ProxyCase("follows-twice", get("/a")).with {
            $0.upstream = UpstreamScript(
                answer("302 Found", "http://b/x", []) + answer("302 Found", "http://c/y", [])
                    + [.serve([UpstreamScript.okAnswer])])
            $0.action = ["internal_redirect_policy": ["max_internal_redirects": 2], "timeout": "0s"]
        },
        ProxyCase("follows-once-of-two", get("/a")).with {
            $0.upstream = UpstreamScript(
                answer("302 Found", "http://b/x", []) + answer("302 Found", "http://c/y", [])
                    + [.serve([UpstreamScript.okAnswer])])
            $0.action = ["internal_redirect_policy": [:], "timeout": "0s"]
        },
        redirected(
            "with-fields", "http://b/x", ["response_headers_to_copy": ["X-R", "x-c", "x-none", "x-two"]],
            fields: ["x-r: 7", "x-c: 9", "x-two: 1", "x-two: 2"]),
        redirected("and-takes-fields", "http://b/x", ["response_headers_to_copy": ["x-c"]]),
        redirected("plain-though-told-https", "http://b/x", request: get("/a", host: "a", "x-forwarded-proto: https")),
    ]

    private static let passed: [ProxyCase] = [
        redirected("no-relative-path", "/x"),
        redirected("no-relative-name", "x"),
        redirected("no-missing-location", nil),
        redirected("no-empty-location", ""),
        redirected("no-other-scheme", "https://b/x"),
        redirected(
            "no-https-though-told-https", "https://b/x", request: get("/a", host: "a", "x-forwarded-proto: https")),
        redirected("no-empty-host", "http:///x"),
        redirected("no-other-status", "http://b/x", status: "303 See"),
        redirected("no-status-that-is-none", "http://b/x", ["redirect_response_codes": [200]]),
        redirected("none-at-all", "http://b/x", ["max_internal_redirects": 0]),
        redirected("no-missing-route", "http://b/x").with {
            let action: JSON = ["cluster": "CLUSTER", "internal_redirect_policy": [:]]
            $0.routes = [["match": ["path": "/a"], "route": action]]
        },
    ]

    private static let requests: [ProxyCase] = [
        redirected("a-post", "http://b/x", request: post("content-length: 5", body: "hello")),
        redirected(
            "a-post-of-chunks", "http://b/x",
            request: post("transfer-encoding: chunked", body: "5\r\nhello\r\n0\r\n\r\n")),
        redirected(
            "a-post-by-get", "http://b/x", ["redirect_response_codes": [303]], status: "303 See",
            request: post("content-length: 5", body: "hello")),
        redirected(
            "a-head", "http://b/x", ["redirect_response_codes": [303]], status: "303 See",
            request: request("HEAD", "/a", [])
        ).with { $0.steps = [.text(request("HEAD", "/a", [])), .headAnswers(1)] },
        redirected("no-long-body", "http://b/x", request: post("content-length: 5", body: "hello")).with {
            let action: JSON = ["cluster": "CLUSTER", "internal_redirect_policy": [:]]
            $0.routes = [
                ["match": ["prefix": "/"], "route": action, "per_request_buffer_limit_bytes": 4]
            ]
        },
        redirected("to-a-direct-response", "http://b/direct").with { $0.routes = several },
        redirected("to-a-redirect", "http://b/away").with { $0.routes = several },
        redirected("after-a-retry", "http://b/x").with {
            $0.upstream = UpstreamScript(
                answer("503 Bad", nil, []) + answer("302 Found", "http://b/x", [])
                    + [.serve([UpstreamScript.okAnswer])])
            $0.action = [
                "internal_redirect_policy": [:], "timeout": "0s", "retry_policy": ["retry_on": "5xx"],
            ]
        },
    ]

    /// What held for the request before the redirect does not hold for the one behind it.
    private static let anew: [ProxyCase] = [
        ProxyCase("follows-with-another-idle-timeout", get("/a")).with {
            $0.upstream = UpstreamScript(answer("302 Found", "http://b/x", []) + [.request, .awaitEnd])
            let action: JSON = ["cluster": "CLUSTER", "internal_redirect_policy": [:], "idle_timeout": "0.3s"]
            $0.routes = [
                ["match": ["path": "/a"], "route": action],
                ["match": ["prefix": "/"], "route": ["cluster": "CLUSTER", "timeout": "0.8s"]],
            ]
        },
        redirected("and-forgets-the-upstream", "http://b/direct").with {
            $0.routes = several
            $0.logs = [
                [
                    "name": "envoy.access_loggers.file",
                    "typed_config": [
                        "@type": .string(TypeName.fileAccessLog), "path": "LOG",
                        "log_format": [
                            "text_format_source": [
                                "inline_string":
                                    "%REQ(:PATH)% %UPSTREAM_PROTOCOL% %UPSTREAM_HOST% %UPSTREAM_WIRE_BYTES_RECEIVED%\\n"
                            ]
                        ],
                    ],
                ]
            ]
        },
    ]

    private static let several: JSON = [
        ["match": ["prefix": "/direct"], "direct_response": ["status": 200, "body": ["inline_string": "direct"]]],
        ["match": ["prefix": "/away"], "redirect": ["path_redirect": "/elsewhere"]],
        ["match": ["prefix": "/"], "route": ["cluster": "CLUSTER", "internal_redirect_policy": [:]]],
    ]

    private static func condition(_ type: String, _ fields: JSON = [:]) -> JSON {
        let config: JSON = [
            "@type": .string("type.googleapis.com/envoy.extensions.internal_redirect.\(type)")
        ]
        return ["predicates": [["name": "p", "typed_config": config.merged(with: fields)]]]
    }

    private static let conditions: [ProxyCase] = [
        redirected("if-new", "http://b/x", condition("previous_routes.v3.PreviousRoutesConfig")),
        ProxyCase("follows-not-if-seen", get("/a")).with {
            $0.upstream = UpstreamScript(
                answer("302 Found", "http://b/x", []) + answer("302 Found", "http://c/y", [])
                    + [.serve([UpstreamScript.okAnswer])])
            let base: JSON = ["max_internal_redirects": 5]
            $0.action = [
                "internal_redirect_policy": base.merged(with: condition("previous_routes.v3.PreviousRoutesConfig")),
                "timeout": "0s",
            ]
        },
        redirected(
            "if-named", "http://b/x",
            condition("allow_listed_routes.v3.AllowListedRoutesConfig", ["allowed_route_names": ["x", "only"]])),
        redirected(
            "not-if-not-named", "http://b/x",
            condition("allow_listed_routes.v3.AllowListedRoutesConfig", ["allowed_route_names": ["x"]])),
        redirected(
            "if-safe", "http://b/x",
            JSON.object([.init(key: "allow_cross_scheme_redirect", value: true)])
                .merged(with: condition("safe_cross_scheme.v3.SafeCrossSchemeConfig"))),
        redirected(
            "not-if-unsafe", "https://b/x",
            JSON.object([.init(key: "allow_cross_scheme_redirect", value: true)])
                .merged(with: condition("safe_cross_scheme.v3.SafeCrossSchemeConfig"))),
    ]
}
