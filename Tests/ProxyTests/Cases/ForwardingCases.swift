/// What is added to and taken from requests at the edge and inside.
enum ForwardingCases {
    static let all: [ProxyCase] = addresses + requestIDs + others

    private static let everything = [
        "x-forwarded-for: 1.2.3.4", "x-forwarded-proto: https", "x-forwarded-host: b", "x-forwarded-port: 1",
        "x-forwarded-client-cert: By=x", "x-request-id: abc", "x-envoy-external-address: 9.9.9.9",
        "x-envoy-internal: true", "x-envoy-max-retries: 3", "x-envoy-retry-on: 5xx", "x-envoy-retry-grpc-on: internal",
        "x-envoy-upstream-rq-timeout-ms: 5000", "x-envoy-upstream-rq-per-try-timeout-ms: 100",
        "x-envoy-upstream-alt-stat-name: q", "x-envoy-original-path: /z", "x-envoy-expected-rq-timeout-ms: 77",
        "x-envoy-attempt-count: 4", "x-envoy-decorator-operation: op", "x-envoy-hedge-on-per-try-timeout: true",
        "x-envoy-force-trace: 1", "x-envoy-ip-tags: t", "x-envoy-retriable-status-codes: 500",
        "x-envoy-downstream-service-cluster: s", "x-envoy-downstream-service-node: n", "x-client-trace-id: t",
        "x-envoy-other: 1",
    ]

    private static let addresses: [ProxyCase] = [
        ProxyCase("inside-everything-sent", request("GET", "/", everything)),
        ProxyCase("edge-everything-sent", request("GET", "/", everything)).with {
            $0.manager = ["use_remote_address": true]
        },
        ProxyCase("edge-nothing-sent", get()).with { $0.manager = ["use_remote_address": true] },
        ProxyCase("edge-skip-append", request("GET", "/", everything)).with {
            $0.manager = ["use_remote_address": true, "skip_xff_append": true]
        },
        ProxyCase("edge-skip-append-nothing-sent", get()).with {
            $0.manager = ["use_remote_address": true, "skip_xff_append": true]
        },
        ProxyCase("edge-one-trusted-hop", get("/", host: "a", "x-forwarded-for: 1.2.3.4, 10.0.0.1")).with {
            $0.manager = ["use_remote_address": true, "xff_num_trusted_hops": 1]
        },
        ProxyCase(
            "edge-one-trusted-hop-keeps-proto",
            get("/", host: "a", "x-forwarded-for: 1.2.3.4", "x-forwarded-proto: https", "x-request-id: abc")
        ).with { $0.manager = ["use_remote_address": true, "xff_num_trusted_hops": 1] },
        ProxyCase("edge-three-trusted-hops-too-few", get("/", host: "a", "x-forwarded-for: 1.2.3.4, 10.0.0.1")).with {
            $0.manager = ["use_remote_address": true, "xff_num_trusted_hops": 3]
        },
        ProxyCase(
            "edge-two-forwarded-fields", get("/", host: "a", "x-forwarded-for: 1.1.1.1", "x-forwarded-for: 2.2.2.2")
        )
        .with { $0.manager = ["use_remote_address": true] },
        ProxyCase("inside-private-address", get("/", host: "a", "x-forwarded-for: 10.0.0.1")),
        ProxyCase("inside-two-addresses", get("/", host: "a", "x-forwarded-for: 10.0.0.1, 10.0.0.2")),
        ProxyCase("inside-public-address", get("/", host: "a", "x-forwarded-for: 8.8.8.8")),
        ProxyCase("inside-no-address", get("/", host: "a", "x-forwarded-for: junk")),
        ProxyCase("inside-ipv6-address", get("/", host: "a", "x-forwarded-for: fd00::1")),
        ProxyCase("inside-one-trusted-hop", get("/", host: "a", "x-forwarded-for: 1.2.3.4, 10.0.0.1")).with {
            $0.manager = ["xff_num_trusted_hops": 1]
        },
        ProxyCase("inside-proto-junk", get("/", host: "a", "x-forwarded-proto: junk")),
        ProxyCase("inside-proto-capitals", get("/", host: "a", "x-forwarded-proto: HTTPS")),
        ProxyCase("inside-proto-twice", get("/", host: "a", "x-forwarded-proto: http", "x-forwarded-proto: https")),
        ProxyCase("inside-absolute-https", "GET https://b/x HTTP/1.1\r\nhost: a\r\n\r\n"),
        ProxyCase("edge-absolute-https", "GET https://b/x HTTP/1.1\r\nhost: a\r\n\r\n").with {
            $0.manager = ["use_remote_address": true]
        },
        ProxyCase("behind-a-hop-absolute-https", "GET https://b/x HTTP/1.1\r\nhost: a\r\n\r\n").with {
            $0.manager = ["use_remote_address": true, "xff_num_trusted_hops": 1]
        },
    ]

    private static let requestIDs: [ProxyCase] = [
        ProxyCase("request-id-kept-inside", get("/", host: "a", "x-request-id: abc")),
        ProxyCase("request-id-renewed-at-the-edge", get("/", host: "a", "x-request-id: abc")).with {
            $0.manager = ["use_remote_address": true]
        },
        ProxyCase("request-id-kept-at-the-edge", get("/", host: "a", "x-request-id: abc")).with {
            $0.manager = ["use_remote_address": true, "preserve_external_request_id": true]
        },
        ProxyCase("request-id-none", get()).with { $0.manager = ["generate_request_id": false] },
        ProxyCase("request-id-none-but-sent", get("/", host: "a", "x-request-id: abc")).with {
            $0.manager = ["generate_request_id": false, "use_remote_address": true]
        },
        ProxyCase("request-id-in-the-answer", get("/", host: "a", "x-request-id: abc")).with {
            $0.manager = ["always_set_request_id_in_response": true]
        },
        ProxyCase("request-id-new-in-the-answer", get()).with {
            $0.manager = ["always_set_request_id_in_response": true]
        },
        ProxyCase("request-id-in-a-local-answer", get("/", host: "a", "x-request-id: abc")).with {
            $0.manager = ["always_set_request_id_in_response": true]
            $0.routes = []
        },
        ProxyCase(
            "request-id-of-the-origin", get("/", host: "a", "x-request-id: abc"),
            upstream: .serving(answer("200 OK", "x-request-id: origin", "content-length: 2", body: "ok"))),
    ]

    private static let referrers = [
        "http://a", "HTTP://a:80/x?y=z", "http://[::1]:1/", "android-app://com.x", "/x?y:z", ".", "a%b", "http://a/#",
        "http://a/#x", "http://u@a/", "http://@a/", "http://a#", "http://a b", "http://a/b c", "http://a:65536/",
        "http://a:/",
        "http://", "about:blank", "x:y", "#x", "a b", "a\"b", "http://a/\"{}", "http://a_b/", "http://[v1.x]/",
        "http://a@b@c/",
    ]

    private static let others: [ProxyCase] = [
        ProxyCase("referrers", inTurn: referrers.map { get("/", host: "a", "referer: \($0)") }).with {
            $0.omitting = [.probe, .bytewise]
        },
        ProxyCase("via", get()).with { $0.manager = ["via": "apus"] },
        ProxyCase(
            "via-appended", get("/", host: "a", "via: 1.0 x"),
            upstream: .serving(answer("200 OK", "via: 1.1 o", "content-length: 2", body: "ok"))
        ).with { $0.manager = ["via": "apus"] },
        ProxyCase("via-of-a-local-answer", get()).with {
            $0.manager = ["via": "apus"]
            $0.routes = []
        },
        ProxyCase("timeout-header", get("/", host: "a", "x-envoy-upstream-rq-timeout-ms: 5000")),
        ProxyCase("timeout-header-junk", get("/", host: "a", "x-envoy-upstream-rq-timeout-ms: foo")),
        ProxyCase("timeout-of-the-route", get()).with { $0.action = ["timeout": "7.5s"] },
        ProxyCase("timeout-off", get()).with { $0.action = ["timeout": "0s"] },
        ProxyCase("envoy-headers-suppressed", get()).with {
            $0.manager = [
                "http_filters": [
                    [
                        "name": "envoy.filters.http.router",
                        "typed_config": ["@type": .string(TypeName.router), "suppress_envoy_headers": true],
                    ]
                ]
            ]
        },
    ]
}
