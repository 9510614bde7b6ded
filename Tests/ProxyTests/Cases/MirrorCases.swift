/// Copies of requests. They go to the request's own cluster here, where they are told by their connection: it is the
/// second.
enum MirrorCases {
    static let all: [ProxyCase] = targets + messages + answers

    private static func mirrored(
        _ name: String, _ policies: JSON, request: String = get("/a?b"), upstream: UpstreamScript = hearingBoth,
        action: JSON = [:]
    ) -> ProxyCase {
        ProxyCase("mirror-\(name)", request, upstream: upstream).with {
            $0.action = (["request_mirror_policies": policies] as JSON).merged(with: action)
            $0.omitting = [.bytewise]
        }
    }

    /// Answers the request when its copy has come, so that what is recorded of the copy is whole.
    static let hearingBoth = UpstreamScript(
        [.request, .awaitRequest(2), .send(UpstreamScript.okAnswer)], [.serve([UpstreamScript.okAnswer])])

    private static let own: JSON = [["cluster": "CLUSTER"]]

    private static let targets: [ProxyCase] = [
        mirrored("get", own),
        mirrored("host-with-port", own, request: get("/", host: "a:80")),
        mirrored("host-of-six-bytes", own, request: get("/", host: "[::1]:80")),
        mirrored("own-host", [["cluster": "CLUSTER", "disable_shadow_host_suffix_append": true]]),
        mirrored("other-host", [["cluster": "CLUSTER", "host_rewrite_literal": "b"]]),
        mirrored(
            "none", [["cluster": "CLUSTER", "runtime_fraction": ["default_value": ["numerator": 0]]]],
            upstream: .plain),
        mirrored(
            "all",
            [["cluster": "CLUSTER", "runtime_fraction": ["default_value": ["numerator": 100], "runtime_key": "k"]]]),
        mirrored(
            "named-by-a-field", [["cluster_header": "X-Mirror"]], request: get("/", "x-mirror: mirror-named-by-a-field")
        ),
        mirrored("named-by-a-missing-field", [["cluster_header": "x-mirror"]], upstream: .plain),
        mirrored(
            "named-wrongly", [["cluster_header": "x-mirror"]], request: get("/", "x-mirror: nope"), upstream: .plain),
        mirrored("untraced", [["cluster": "CLUSTER", "trace_sampled": false]]),
        mirrored("of-the-virtual-host", []).with {
            $0.action = [:]
            $0.virtualHosts = [
                [
                    "name": "all", "domains": ["*"], "request_mirror_policies": own,
                    "routes": [["match": ["prefix": "/"], "route": ["cluster": "CLUSTER"]]],
                ]
            ]
        },
        mirrored("of-the-table", []).with {
            $0.action = [:]
            $0.routeConfiguration = ["request_mirror_policies": own]
        },
        mirrored("of-the-route-alone", [["cluster": "CLUSTER", "host_rewrite_literal": "route"]]).with {
            $0.routeConfiguration = ["request_mirror_policies": own]
        },
    ]

    private static let messages: [ProxyCase] = [
        mirrored("post", own, request: post("content-length: 5", body: "hello")),
        mirrored(
            "chunks", own, request: post("transfer-encoding: chunked", body: "5\r\nhello\r\n0\r\n\r\n")),
        mirrored("forwarded", own, request: get("/", "x-forwarded-for: 10.0.0.1")),
        mirrored(
            "rewritten", own, action: ["prefix_rewrite": "/new/", "host_rewrite_literal": "h"]
        ).with { $0.routeConfiguration = ["request_headers_to_add": [["header": ["key": "x-add", "value": "1"]]]] },
        mirrored("expects-no-time", own, action: ["timeout": "0s"]),
    ]

    private static let bad = answer("503 Service Unavailable", "content-length: 3", body: "bad")

    private static let answers: [ProxyCase] = [
        mirrored(
            "answer-is-not-heard", own,
            upstream: UpstreamScript(
                [.request, .awaitRequest(2), .send(UpstreamScript.okAnswer)], [.request, .send(ByteString(bad))])),
        mirrored(
            "interim-answer-is-counted", own,
            upstream: UpstreamScript(
                [.request, .awaitRequest(2), .send(UpstreamScript.okAnswer)],
                [.request, .text("HTTP/1.1 103 Early\r\n\r\n"), .send(UpstreamScript.okAnswer)])),
        mirrored(
            "reset-is-not-heard", own,
            upstream: UpstreamScript(
                [.request, .awaitRequest(2), .send(UpstreamScript.okAnswer)], [.request, .reset])),
        // The copy's answer comes late, so that the second try finds no idle connection, however short its pause is.
        mirrored(
            "request-is-tried-again-alone", own,
            upstream: UpstreamScript(
                [.request, .awaitRequest(2), .send(ByteString(bad))],
                [.request, .awaitRequest(3), .send(UpstreamScript.okAnswer)],
                [.request, .send(UpstreamScript.okAnswer)]),
            action: ["retry_policy": ["retry_on": "5xx"], "timeout": "0s"]
        ).with { $0.omitting = [.bytewise] },
    ]
}
