/// gRPC: counts of calls, gRPC-Web, and calls of HTTP/1.1 clients. Upstreams speak HTTP/1.1 with trailers.
enum GRPCCases {
    static let all: [ProxyCase] = web + text + foreign + counts + messages + bridge

    private static let prefix = "type.googleapis.com/envoy.extensions.filters.http."

    private static func filters(_ own: JSON...) -> JSON {
        let router: JSON = ["name": "r", "typed_config": ["@type": .string(TypeName.router)]]
        return [
            "http_protocol_options": ["enable_trailers": true], "http_filters": .array(own + [router]),
        ]
    }

    private static let webFilter: JSON = [
        "name": "w", "typed_config": ["@type": .string(prefix + "grpc_web.v3.GrpcWeb")],
    ]
    private static let bridgeFilter: JSON = [
        "name": "b", "typed_config": ["@type": .string(prefix + "grpc_http1_bridge.v3.Config")],
    ]

    private static func statsFilter(_ options: JSON = [:]) -> JSON {
        let type: JSON = ["@type": .string(prefix + "grpc_stats.v3.FilterConfig")]
        return ["name": "s", "typed_config": type.merged(with: options)]
    }

    /// A message of gRPC.
    private static func message(_ text: String) -> ByteString {
        [0, 0, 0, 0, UInt8(text.utf8.count)] + ByteString(text)
    }

    /// One whose flags are these.
    private static func flagged(_ flags: UInt8) -> ByteString { [flags, 0, 0, 0, 1, 0x78] }

    /// An answer in chunks.
    private static func answers(
        _ pieces: [ByteString], type: String = "application/grpc", status: String = "200 OK",
        trailers: String = "grpc-status: 0\r\ngrpc-message: ok%21\r\nX-T: 1\r\n"
    ) -> UpstreamScript {
        var bytes = ByteString("HTTP/1.1 \(status)\r\ncontent-type: \(type)\r\ntransfer-encoding: chunked\r\n\r\n")
        for piece in pieces {
            bytes += ByteString(String(piece.count, radix: 16) + "\r\n") + piece + ByteString("\r\n")
        }
        return .serving(bytes: bytes + ByteString("0\r\n\(trailers)\r\n"))
    }

    private static let world = answers([message("world")])

    private static func call(
        _ type: String, _ body: ByteString, path: String = "/p.S/M", accept: String? = nil
    ) -> ByteString {
        var head = "POST \(path) HTTP/1.1\r\nhost: a\r\ncontent-type: \(type)\r\n"
        if let accept { head += "accept: \(accept)\r\n" }
        return ByteString(head + "content-length: \(body.count)\r\n\r\n") + body
    }

    private static func grpc(
        _ name: String, _ request: ByteString, upstream: UpstreamScript, filter: JSON,
        _ change: (inout ProxyCase) -> Void = { _ in }
    ) -> ProxyCase {
        ProxyCase(name, bytes: request, upstream: upstream).with {
            $0.manager = filters(filter)
            $0.cluster = HTTP2Cases.upstreamTrailers
            change(&$0)
        }
    }

    private static func webCase(
        _ name: String, _ type: String = "application/grpc-web", _ body: ByteString = message("hello"),
        accept: String? = nil, upstream: UpstreamScript = world, _ change: (inout ProxyCase) -> Void = { _ in }
    ) -> ProxyCase {
        grpc(name, call(type, body, accept: accept), upstream: upstream, filter: webFilter, change)
    }

    private static let web = [
        webCase("web"),
        webCase("web-of-proto", "application/grpc-web+proto"),
        webCase("web-with-parameters", "application/grpc-web+proto; charset=utf-8"),
        webCase("web-of-json", "application/grpc-web+json"),
        webCase("web-in-capitals", "Application/grpc-web"),
        webCase("web-without-messages", upstream: answers([])),
        webCase(
            "web-of-trailers-only",
            upstream: .serving(
                answer(
                    "200 OK", "content-type: application/grpc", "grpc-status: 5", "grpc-message: no",
                    "content-length: 0"))),
        webCase("web-without-trailers", upstream: answers([message("a")], trailers: "")),
        webCase(
            "web-of-an-upstream-that-speaks-it",
            upstream: answers([message("a")], type: "application/grpc-web", trailers: "")),
        webCase("web-and-plain-grpc", "application/grpc"),
        webCase("web-and-no-grpc", "text/plain", ByteString("x"), upstream: .plain),
    ]

    private static let base64 = ByteString("AAAAAAVoZWxsbw==")

    private static func textCase(
        _ name: String, _ body: ByteString = base64, type: String = "application/grpc-web-text",
        accept: String? = "application/grpc-web-text", upstream: UpstreamScript = world,
        _ change: (inout ProxyCase) -> Void = { _ in }
    ) -> ProxyCase {
        webCase(name, type, body, accept: accept, upstream: upstream, change)
    }

    private static let text = [
        textCase("text"),
        textCase("text-of-proto", type: "application/grpc-web-text+proto", accept: "application/grpc-web-text+proto"),
        textCase("text-for-a-binary-answer", accept: nil),
        textCase("text-answer-to-binary", message("hello"), type: "application/grpc-web"),
        textCase("text-in-a-list", accept: "application/grpc-web-text, */*"),
        textCase(
            "text-of-two-messages", ByteString("AAAAAAFhAAAAAANiY2Q="),
            upstream: answers([message("a"), message("bcd")])),
        textCase("text-of-nothing", []),
        textCase("text-cut-answer", upstream: answers([[0, 0, 0], [0, 5, 119, 111], ByteString("rld")])),
        textCase("text-that-is-none").with {
            $0.steps = [
                .text(
                    "POST /p.S/M HTTP/1.1\r\nhost: a\r\ncontent-type: application/grpc-web-text\r\n"
                        + "transfer-encoding: chunked\r\n\r\n4\r\n!!!!\r\n"), .answers(1),
            ]
        },
        textCase("text-of-bad-length", ByteString("AAAAA")),
        textCase("text-in-chunks", []).with {
            $0.steps = [
                .text(
                    "POST /p.S/M HTTP/1.1\r\nhost: a\r\ncontent-type: application/grpc-web-text\r\n"
                        + "transfer-encoding: chunked\r\n\r\n3\r\nAAA\r\n7\r\nAAAVoZW\r\n6\r\nxsbw==\r\n0\r\n\r\n"),
                .answers(1),
            ]
        },
    ]

    private static let foreign = [
        webCase(
            "web-of-an-error",
            upstream: .serving(answer("500 X", "content-type: text/plain", "content-length: 4", body: "oops"))),
        webCase(
            "web-of-a-page",
            upstream: .serving(answer("200 OK", "content-type: text/html", "content-length: 7", body: "<a>%\u{1}é"))),
        webCase("web-of-an-empty-error", upstream: .serving(answer("502 X", "content-length: 0"))),
        webCase("web-of-a-local-reply", upstream: .refusing),
        textCase("text-of-a-local-reply", upstream: .refusing),
        webCase("web-of-a-direct-response") {
            $0.routes = [
                ["match": ["prefix": "/"], "direct_response": ["status": 403, "body": ["inline_string": "x"]]]
            ]
        },
        webCase("web-of-a-direct-response-without-body") {
            $0.routes = [["match": ["prefix": "/"], "direct_response": ["status": 404]]]
        },
    ]

    private static func counted(
        _ name: String, _ options: JSON = ["stats_for_all_methods": true], path: String = "/p.S/M",
        type: String = "application/grpc", upstream: UpstreamScript = world
    ) -> ProxyCase {
        grpc(
            name, call(type, message("hello") + message("x"), path: path), upstream: upstream,
            filter: statsFilter(options)
        ) { testCase in
            let places = ["cluster.grpc.", "cluster.grpc.p.S.M.", "cluster.grpc.p_S.M."]
            let counters = [
                "0", "5", "7", "16", "success", "failure", "total", "request_message_count", "response_message_count",
            ]
            testCase.statistics = places.flatMap { place in counters.map { place + $0 } }
        }
    }

    private static func ending(_ status: Int) -> UpstreamScript {
        answers([message("a")], trailers: "grpc-status: \(status)\r\n")
    }

    private static let counts = [
        counted("counts-by-method"),
        counted("counts-of-the-cluster", [:]),
        counted(
            "counts-of-one-method",
            ["individual_method_stats_allowlist": ["services": [["name": "p.S", "method_names": ["L", "M"]]]]]),
        counted(
            "counts-of-another-method",
            ["individual_method_stats_allowlist": ["services": [["name": "p.S", "method_names": ["L"]]]]]),
        counted("counts-without-dots", ["stats_for_all_methods": true, "replace_dots_in_grpc_service_name": true]),
        counted("counts-a-failure", upstream: ending(5)),
        counted("counts-the-last-status", upstream: ending(16)),
        counted(
            "counts-trailers-only",
            upstream: .serving(
                answer("200 OK", "content-type: application/grpc", "grpc-status: 7", "content-length: 0"))),
        counted("counts-no-status", upstream: answers([message("a")], trailers: "")),
        counted("counts-no-method", [:], path: "/x"),
        counted("counts-no-method-of-three-parts", path: "/a/b/c"),
        counted("counts-with-a-query", path: "/p.S/M?x=y"),
        counted("counts-of-proto", type: "application/grpc+proto"),
        counted("counts-no-grpc", type: "text/plain"),
        grpc("counts-of-web", call("application/grpc-web", message("hello")), upstream: world, filter: webFilter) {
            $0.statistics = ["0", "success", "total", "failure"].map { "cluster.grpc-web.p.S.M.\($0)" }
        },
    ]

    private static let state = "envoy.filters.http.grpc_stats"

    /// Formats tell how many messages there were.
    private static func told(
        _ name: String, _ body: ByteString = message("hello"), upstream: UpstreamScript = world,
        type: String = "application/grpc", isTold: Bool = true
    ) -> ProxyCase {
        grpc(
            name, call(type, body), upstream: upstream,
            filter: statsFilter(isTold ? ["emit_filter_state": true] : [:])
        ) {
            $0.logs = [
                LogDocument.text(
                    "%FILTER_STATE(\(state))% %FILTER_STATE(\(state):TYPED):12% %FILTER_STATE(\(state):PLAIN)% "
                        + "%FILTER_STATE(\(state):PLAIN):2% %FILTER_STATE(\(state):FIELD:a)% "
                        + "%UPSTREAM_FILTER_STATE(\(state))%"),
                LogDocument.json([
                    "typed": .string("%FILTER_STATE(\(state)):3%"), "plain": .string("%FILTER_STATE(\(state):PLAIN)%"),
                    "part": .string("a %FILTER_STATE(\(state))%"),
                ]),
            ]
        }
    }

    private static let two = answers([message("a"), message("bc")])

    private static let messages = [
        told("messages-one"), told("messages-several", message("a") + message("") + message("b"), upstream: two),
        told("messages-none", [], upstream: answers([])), told("messages-half", [0, 0], upstream: two),
        told("messages-of-no-call", upstream: two, type: "text/plain"),
        told("messages-of-no-answer", upstream: answers([message("a")], type: "text/html")),
        told("messages-of-a-failure", upstream: answers([message("a")], status: "503 No")),
        told("messages-of-odd-flags", flagged(0x62) + flagged(0x80), upstream: answers([flagged(0x84), flagged(1)])),
        told("messages-behind-an-end", upstream: answers([message("a"), flagged(0x42), message("b")])),
        told("messages-untold", isTold: false),
    ]

    private static func bridged(_ name: String, _ type: String = "application/grpc", upstream: UpstreamScript)
        -> ProxyCase
    {
        grpc(name, call(type, message("hello")), upstream: upstream, filter: bridgeFilter)
    }

    private static let bridge = [
        bridged("bridge", upstream: world),
        bridged("bridge-of-two-messages", upstream: answers([message("a"), message("bc")])),
        bridged("bridge-of-a-failure", upstream: ending(5)),
        bridged(
            "bridge-of-trailers-only",
            upstream: .serving(
                answer("200 OK", "content-type: application/grpc", "grpc-status: 7", "content-length: 0"))),
        bridged("bridge-without-trailers", upstream: answers([message("a")], trailers: "")),
        bridged("bridge-of-a-status-that-is-none", upstream: answers([message("a")], trailers: "grpc-status: x\r\n")),
        bridged("bridge-and-no-grpc", "text/plain", upstream: world),
        bridged("bridge-of-a-local-reply", upstream: .refusing),
        // The filter waits for the whole answer, and that is more than a connection may keep.
        bridged(
            "bridge-of-too-long-an-answer",
            upstream: answers([message("a"), ByteString(repeating: 0x61, count: 2_000_000)])
        ).with { $0.omitting = [.bytewise] },
    ]
}
