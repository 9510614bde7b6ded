/// What realistic files and odd requests showed: answers before a request has found its way, those of filters on routes
/// that edit answers, what sidecars tell each other, and who ends connections.
enum EdgeCases {
    static let all: [ProxyCase] = sizes + decorated + answers + counted + endings

    private static let headSizes =
        "%REQ(:METHOD)% %REQ(:AUTHORITY)% %RESPONSE_CODE% request=%REQUEST_HEADERS_BYTES% "
        + "response=%RESPONSE_HEADERS_BYTES%"

    /// Without the upstream's time, whose digits count as well.
    private static let suppressing: JSON = [
        "http_filters": [
            [
                "name": "envoy.filters.http.router",
                "typed_config": ["@type": .string(TypeName.router), "suppress_envoy_headers": true],
            ]
        ]
    ]

    /// One request a connection, since many of these end theirs.
    private static func sized(_ name: String, _ request: String, _ manager: JSON = [:]) -> ProxyCase {
        ProxyCase(name, request).with {
            $0.manager = suppressing.merged(with: manager)
            $0.logs = [LogDocument.text(headSizes)]
            $0.omitting = [.bytewise]
        }
    }

    private static let traced: JSON = ["tracing": ["random_sampling": ["value": 0]]]

    private static let sizes: [ProxyCase] = [
        sized("sizes-of-a-request-without-a-host", "GET / HTTP/1.1\r\n\r\n", traced),
        sized("sizes-of-a-star", request("OPTIONS", "*", []), traced),
        sized(
            "sizes-of-a-fragment", get("/a#b", "x-request-id: 00000001-0000-9000-8000-000000000000"), traced),
        sized("sizes-of-a-head-that-is-none", "GET / HTTP/1.1\r\nhost: a\r\nx y: 1\r\n\r\n", traced),
        sized("sizes-of-an-absolute-target", "GET http://b/x HTTP/1.1\r\nhost: a\r\n\r\n"),
        sized(
            "sizes-of-a-trusted-scheme", get("/", "x-forwarded-proto: https"), ["xff_num_trusted_hops": 1]),
        sized(
            "sizes-of-an-old-version", "GET / HTTP/1.0\r\nhost: a\r\nconnection: keep-alive\r\n\r\n",
            ["http_protocol_options": ["accept_http_10": true]]),
        // Where no tunnel comes of it, the port of where it leads is taken away as any other.
        sized("port-of-a-connect", "CONNECT a:443 HTTP/1.1\r\nhost: a:443\r\n\r\n", ["strip_any_host_port": true]),
    ]

    private static func operation(
        _ name: String, _ request: String, direction: String, _ decorator: JSON = [:],
        upstream: UpstreamScript = .plain
    ) -> ProxyCase {
        let base: JSON = ["operation": "ours"]
        return ProxyCase(name, request, upstream: upstream).with {
            $0.manager = traced
            $0.listener = ["traffic_direction": .string(direction)]
            $0.routes = [
                [
                    "match": ["prefix": "/"], "route": ["cluster": "CLUSTER"],
                    "decorator": base.merged(with: decorator),
                ]
            ]
        }
    }

    /// Sidecars tell each other what a request does, whether anybody is told of spans or not.
    private static let decorated: [ProxyCase] = [
        operation("decorator-without-a-collector", get(), direction: "INBOUND"),
        operation("decorator-of-the-client", get("/", "x-envoy-decorator-operation: theirs"), direction: "INBOUND"),
        operation("decorator-that-stays", get(), direction: "INBOUND", ["propagate": false]),
        operation(
            "decorator-outbound", get(), direction: "OUTBOUND",
            upstream: .serving(answer("200 OK", "x-envoy-decorator-operation: theirs", "content-length: 0"))),
    ]

    private static let additions: JSON = [
        ["header": ["key": "x-added", "value": "%RESPONSE_CODE% %UPSTREAM_CLUSTER%"]]
    ]

    private static func edited(_ name: String, _ change: (inout ProxyCase) -> Void) -> ProxyCase {
        ProxyCase(name, get()).with {
            $0.routeConfiguration = ["response_headers_to_add": additions]
            $0.omitting = [.probe]
            change(&$0)
        }
    }

    /// Who asks for a token.
    private static let tokens: JSON = {
        let keys: JSON = .string(#"{"keys":[{"kty":"oct","alg":"HS256","k":"c2VjcmV0","kid":"k"}]}"#)
        let provider: JSON = ["issuer": "i", "local_jwks": ["inline_string": keys]]
        let rule: JSON = ["match": ["prefix": "/"], "requires": ["provider_name": "p"]]
        return FilterChain.manager(
            FilterChain.filter(
                "jwt", "jwt_authn.v3.JwtAuthentication", ["providers": ["p": provider], "rules": [rule]]))
    }()

    private static let answers: [ProxyCase] = [
        // A route edits the answer that there is no tunnel for the client.
        ProxyCase(
            "refused-upgrade-of-an-edited-route", get("/", "connection: upgrade", "upgrade: websocket")
        ).with {
            $0.routeConfiguration = ["response_headers_to_add": additions]
            $0.omitting = [.probe]
        },
        // Whoever answers, the route edits it first.
        edited("answer-of-a-filter-of-an-edited-route") {
            let anybody: JSON = ["permissions": [["any": true]], "principals": [["any": true]]]
            let rules: JSON = ["action": "DENY", "policies": ["nobody": anybody]]
            $0.manager = FilterChain.manager(FilterChain.filter("rbac", "rbac.v3.RBAC", ["rules": rules]))
        },
        edited("timeout-of-an-edited-route") {
            $0.upstream = .silent
            $0.action = ["idle_timeout": "0.2s"]
        },
        edited("overflow-of-an-edited-route") {
            $0.cluster = ["circuit_breakers": ["thresholds": [["max_requests": 0]]]]
        },
        edited("answer-of-a-filter-where-the-route-answers-itself") {
            $0.manager = tokens
            $0.routes = [["match": ["prefix": "/"], "direct_response": ["status": 418]]]
        },
        // It has no status of gRPC's yet while the route edits it.
        ProxyCase(
            "grpc-status-of-an-answer-that-a-route-edits",
            request("POST", "/", ["content-type: application/grpc", "content-length: 0"]), upstream: .refusing
        ).with {
            let status = "a%GRPC_STATUS%b%GRPC_STATUS_NUMBER%"
            $0.routeConfiguration = [
                "response_headers_to_add": [["header": ["key": "x-status", "value": .string(status)]]]
            ]
            $0.logs = [LogDocument.text("%GRPC_STATUS% %GRPC_STATUS_NUMBER%")]
        },
        // Filters see what HTTP calls it, and gRPC's client reads 200.
        ProxyCase(
            "status-of-an-answer-to-grpc",
            request("POST", "/", ["content-type: application/grpc", "content-length: 0"])
        ).with {
            let added: JSON = ["append": ["header": ["key": "x-code", "value": "%RESPONSE_CODE%"]]]
            let mutations: JSON = ["mutations": ["response_mutations": [added]]]
            $0.manager = FilterChain.manager(
                FilterChain.filter("mutation", "header_mutation.v3.HeaderMutation", mutations))
            $0.routes = [["match": ["path": "/elsewhere"], "route": ["cluster": "CLUSTER"]]]
        },
        // The bytes that a gRPC message has in percents.
        ProxyCase("message-of-an-answer-to-grpc", get("/~%20|{}", "content-type: application/grpc")).with {
            $0.manager = [
                "local_reply_config": ["body_format": ["text_format_source": ["inline_string": "%REQ(:PATH)% %%"]]]
            ]
            $0.routes = []
            $0.omitting = [.probe]
        },
        ProxyCase(
            "answer-to-a-head-of-grpc",
            steps: [.text("HEAD / HTTP/1.1\r\nhost: a\r\ncontent-type: application/grpc\r\n\r\n"), .headAnswers(1)]
        ).with {
            let response: JSON = ["status": 404, "body": ["inline_string": "no"]]
            $0.routes = [["match": ["prefix": "/"], "direct_response": response]]
            $0.omitting = [.probe]
        },
        ProxyCase("expectation-without-a-host", "PUT / HTTP/1.1\r\nexpect: 100-continue\r\ncontent-length: 0\r\n\r\n")
            .with { $0.omitting = [.probe] },
        // A client may say where it was before.
        ProxyCase("jwt-of-an-original-path", get("/x", "x-envoy-original-path: /y")).with {
            $0.manager = tokens
            $0.omitting = [.probe]
        },
    ]

    private static let limited: JSON = ["common_http_protocol_options": ["max_headers_count": 3]]

    /// What counts once however often it comes, and what is known before a request has found its way.
    private static let counted: [ProxyCase] = [
        ProxyCase("fields-that-count-once", get("/", host: "a", "via: 1", "x: 1", "Via: 2", "via: 3")).with {
            $0.manager = limited
        },
        ProxyCase("fields-that-count-each", get("/", host: "a", "x: 1", "cookie: a=1", "cookie: b=2")).with {
            $0.manager = limited
        },
        ProxyCase("te-in-two-fields", get("/", host: "a", "te: gzip", "te: trailers")),
        ProxyCase("status-behind-an-interim-answer", post("expect: 100-continue", "content-length: 0")).with {
            let added: JSON = ["header": ["key": "x-code", "value": "%RESPONSE_CODE%"]]
            $0.routeConfiguration = ["request_headers_to_add": [added]]
        },
        ProxyCase("empty-body-behind-a-delay", post("transfer-encoding: chunked", body: "0\r\n\r\n")).with {
            let percentage: JSON = ["numerator": 100]
            $0.manager = FilterChain.manager(
                FilterChain.filter(
                    "fault", "fault.v3.HTTPFault", ["delay": ["fixed_delay": "0.05s", "percentage": percentage]]))
            $0.omitting = [.bytewise]
        },
        early("fragment-of-a-known-scheme", "GET /x#y HTTP/1.1\r\nhost: a\r\nx-forwarded-proto: http\r\n\r\n"),
        early("fragment-of-an-unknown-scheme", get("/x#y")),
        early("no-host-and-a-known-scheme", "GET /x HTTP/1.1\r\nx-forwarded-proto: https\r\n\r\n"),
    ]

    /// An answer that comes before the connection manager knows the scheme.
    private static func early(_ name: String, _ request: String) -> ProxyCase {
        let scheme: JSON = ["name": ":scheme", "present_match": true]
        let mapper: JSON = ["filter": ["header_filter": ["header": scheme]], "status_code": 499]
        return ProxyCase(name, request).with {
            $0.routeConfiguration = ["response_headers_to_add": additions]
            $0.manager = [
                "local_reply_config": ["mappers": [mapper], "body_format": ["text_format": "%REQ(:SCHEME)%"]]
            ]
            $0.omitting = [.probe]
        }
    }

    /// Whether we end a connection is said by what came on it, also when the upstream's end stood behind that.
    private static let endings: [ProxyCase] = [
        ProxyCase(
            "end-behind-a-last-answer", get(),
            upstream: .closingAfter(answer("200 OK", "connection: close", "content-length: 2", body: "ok"))),
        ProxyCase(
            "end-behind-too-many-bytes", get(),
            upstream: .closingAfter(answer("200 OK", "content-length: 2", body: "ok+"))),
        ProxyCase("end-behind-what-is-no-answer", get(), upstream: .closingAfter("nonsense\r\n\r\n")),
        ProxyCase(
            "end-behind-an-old-answer", get(),
            upstream: .closingAfter("HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\nok")),
    ]
}
