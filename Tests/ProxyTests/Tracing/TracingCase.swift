import Testing

/// How a connection manager traces, and a request; both proxies shall tell the same of it.
struct TracingCase: Sendable, CustomTestStringConvertible {
    var name: String
    /// Laid over the manager's `tracing`.
    var tracing: JSON = [:]
    /// Laid over the provider's configuration.
    var provider: JSON = [:]
    /// Whether spans go to OpenTelemetry's collector.
    var isOpenTelemetry = false
    /// Laid over the connection manager.
    var manager: JSON = [:]
    /// Laid over the route.
    var route: JSON = [:]
    var direction = "UNSPECIFIED"
    /// Fields of the request.
    var fields: [String] = []
    var path = "/a?q=1"
    /// What the upstream answers.
    var answer = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"

    var testDescription: String { name }

    private static func percent(_ value: Int) -> JSON { ["value": .integer(value)] }
    private static let wide = "463ac35c9f6413ad48485a3953bb6124"
    private static let id = "a2fb4a1d1a96d312"
    private static let parent = "0020000000000001"
    private static let w3c = "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-"
    private static let known = "x-request-id: 00000001-0000-4000-8000-000000000000"
    private static let spawning: JSON = ["spawn_upstream_span": true]

    private static func sampler(_ name: String, _ more: JSON = [:]) -> JSON {
        let type = "type.googleapis.com/envoy.extensions.tracers.opentelemetry.samplers.v3.\(name)"
        return ["name": .string(name), "typed_config": (["@type": .string(type)] as JSON).merged(with: more)]
    }

    private static let always = sampler("AlwaysOnSamplerConfig")

    private static func followed(_ other: JSON) -> JSON {
        sampler("ParentBasedSamplerConfig", ["wrapped_sampler": other])
    }

    private static func share(_ percent: Int) -> JSON {
        sampler("TraceIdRatioBasedSamplerConfig", ["sampling_percentage": ["numerator": .integer(percent)]])
    }

    private static func metadataTag(_ tag: String, _ kind: String, _ key: String, _ more: JSON = [:]) -> JSON {
        let source: JSON = [
            "kind": .object([JSON.Member(key: kind, value: [:])]),
            "metadata_key": ["key": "space", "path": [["key": .string(key)]]],
        ]
        return ["tag": .string(tag), "metadata": source.merged(with: more)]
    }

    static let all: [TracingCase] = [
        TracingCase(name: "a new trace"),
        TracingCase(
            name: "spans of tries, verbose, with tags",
            tracing: [
                "spawn_upstream_span": true, "verbose": true, "max_path_tag_length": 2,
                "custom_tags": [
                    ["tag": "fixed", "literal": ["value": "\"quoted\""]],
                    ["tag": "field", "request_header": ["name": "X-Foo", "default_value": "none"]],
                    ["tag": "missing", "request_header": ["name": "x-bar", "default_value": "none"]],
                    ["tag": "variable", "environment": ["name": "APUS_NEVER_SET", "default_value": "unset"]],
                    ["tag": "formatted", "value": "%REQ(x-foo)% %PROTOCOL%"],
                ],
            ], fields: ["x-foo: bar"]),
        TracingCase(
            name: "tags by metadata",
            tracing: [
                "spawn_upstream_span": true,
                "custom_tags": [
                    metadataTag("route text", "route", "text"), metadataTag("route number", "route", "number"),
                    metadataTag("route flag", "route", "flag"), metadataTag("route object", "route", "object"),
                    metadataTag("route list", "route", "list"), metadataTag("route nothing", "route", "nothing"),
                    metadataTag("route missing", "route", "missing", ["default_value": "none"]),
                    metadataTag("request", "request", "text", ["default_value": "none"]),
                    metadataTag("cluster", "cluster", "text"), metadataTag("host", "host", "text"),
                ],
            ],
            route: [
                "metadata": [
                    "filter_metadata": [
                        "space": [
                            "text": "a \"b\"", "number": 5, "flag": true, "object": ["k": "v"], "list": [1, "x"],
                            "nothing": .null,
                        ]
                    ]
                ]
            ]),
        TracingCase(
            name: "a route's decorator and tags",
            tracing: ["custom_tags": [["tag": "t", "literal": ["value": "manager"]]]],
            route: [
                "decorator": ["operation": "deco"],
                "tracing": ["custom_tags": [["tag": "t", "literal": ["value": "route"]]]],
            ]),
        TracingCase(
            name: "a decorator that stays here", route: ["decorator": ["operation": "deco", "propagate": false]]),
        TracingCase(
            name: "the decorator of the proxy before", route: ["decorator": ["operation": "deco"]],
            fields: ["x-envoy-decorator-operation: theirs"]),
        TracingCase(
            name: "egress, decorated both ways", route: ["decorator": ["operation": "deco"]], direction: "OUTBOUND",
            answer: "HTTP/1.1 200 OK\r\nx-envoy-decorator-operation: theirs\r\ncontent-length: 0\r\n\r\n"),
        TracingCase(name: "egress with spans of tries", tracing: spawning, direction: "OUTBOUND"),
        TracingCase(
            name: "operations by format", tracing: ["spawn_upstream_span": true, "operation": "%REQ(:METHOD)% in"],
            route: ["tracing": ["upstream_operation": "out %PROTOCOL%"]]),
        TracingCase(
            name: "B3 in several fields",
            fields: [
                "x-b3-traceid: \(wide)", "x-b3-spanid: \(id)", "x-b3-parentspanid: \(parent)", "x-b3-sampled: 1",
            ]),
        TracingCase(
            name: "B3 in one field, not shared", provider: ["shared_span_context": false],
            fields: ["b3: \(wide)-\(id)-1-\(parent)"]),
        TracingCase(name: "B3 in one field, for debugging", tracing: spawning, fields: ["b3: \(wide)-\(id)-d"]),
        TracingCase(name: "B3 in one field says no", fields: ["b3: 0"]),
        TracingCase(name: "B3 says no", fields: ["x-b3-sampled: 0"]),
        TracingCase(name: "B3's flag", fields: ["x-b3-flags: 1", "x-b3-traceid: \(id)", "x-b3-spanid: \(id)"]),
        TracingCase(name: "B3 that is none", fields: ["x-b3-traceid: zz", "x-b3-spanid: \(id)"]),
        TracingCase(name: "B3 without a span", fields: ["x-b3-traceid: \(id)"]),
        TracingCase(
            name: "wide ids and W3C's fields beside B3's",
            provider: [
                "trace_id_128bit": true, "shared_span_context": false, "collector_hostname": "zipkin.example",
                "trace_context_option": "USE_B3_WITH_W3C_PROPAGATION",
            ]),
        TracingCase(
            name: "W3C's fields where there are none of B3's",
            provider: ["shared_span_context": false, "trace_context_option": "USE_B3_WITH_W3C_PROPAGATION"],
            fields: [w3c + "01", "tracestate: a=1"]),
        TracingCase(name: "nobody upstream is told", tracing: ["no_context_propagation": true]),
        TracingCase(name: "OpenTelemetry, a new trace", isOpenTelemetry: true),
        TracingCase(
            name: "OpenTelemetry, the client's trace", tracing: spawning, isOpenTelemetry: true,
            fields: [w3c + "01", "tracestate: a=1"]),
        TracingCase(name: "OpenTelemetry, not sampled", isOpenTelemetry: true, fields: [w3c + "00"]),
        TracingCase(name: "OpenTelemetry, broken fields", isOpenTelemetry: true, fields: [w3c + "0g"]),
        TracingCase(
            name: "OpenTelemetry, all are told, whatever the client says", provider: ["sampler": always],
            isOpenTelemetry: true, fields: [w3c + "00"]),
        TracingCase(
            name: "OpenTelemetry, the client's no holds", provider: ["sampler": followed(always)],
            isOpenTelemetry: true, fields: [w3c + "00", "tracestate: a=1"]),
        TracingCase(
            name: "OpenTelemetry, no client has decided", provider: ["sampler": followed(share(0))],
            isOpenTelemetry: true),
        // What the id's first eight bytes leave of a hundred.
        TracingCase(
            name: "OpenTelemetry, a share that the trace is not of", provider: ["sampler": share(75)],
            isOpenTelemetry: true, fields: [w3c + "01"]),
        TracingCase(
            name: "OpenTelemetry, a share that the trace is of", provider: ["sampler": share(76)],
            isOpenTelemetry: true, fields: [w3c + "00"]),
        TracingCase(name: "refused before there was a route", path: "/a#b"),
        TracingCase(
            name: "a decorator, where nobody is told of spans",
            tracing: ["provider": .null, "random_sampling": percent(0)],
            route: ["decorator": ["operation": "deco"]], fields: [known]),
        TracingCase(name: "no sampling at random", tracing: ["random_sampling": percent(0)], fields: [known]),
        TracingCase(
            name: "the client asks", tracing: ["random_sampling": percent(0)],
            fields: [known, "x-client-trace-id: abc"]),
        TracingCase(
            name: "the client may not ask", tracing: ["random_sampling": percent(0), "client_sampling": percent(0)],
            fields: [known, "x-client-trace-id: abc"]),
        TracingCase(
            name: "a service asks", tracing: ["random_sampling": percent(0)],
            fields: [known, "x-envoy-force-trace: 1"]),
        TracingCase(name: "nobody is traced", tracing: ["overall_sampling": percent(0)], fields: [known]),
        TracingCase(
            name: "decided before us", tracing: ["random_sampling": percent(0)],
            fields: ["x-request-id: 00000001-0000-9000-8000-000000000000"]),
        TracingCase(
            name: "a route samples by itself", route: ["tracing": ["random_sampling": ["numerator": 0]]],
            fields: [known]),
        TracingCase(
            name: "the reason is not packed",
            manager: [
                "request_id_extension": [
                    "typed_config": [
                        "@type": "type.googleapis.com/envoy.extensions.request_id.uuid.v3.UuidRequestIdConfig",
                        "pack_trace_reason": false,
                    ]
                ]
            ], fields: [known]),
        TracingCase(
            name: "sampling does not ask the id", tracing: ["random_sampling": percent(0)],
            manager: [
                "request_id_extension": [
                    "typed_config": [
                        "@type": "type.googleapis.com/envoy.extensions.request_id.uuid.v3.UuidRequestIdConfig",
                        "use_request_id_for_trace_sampling": false,
                    ]
                ]
            ], fields: [known]),
        TracingCase(
            name: "gRPC",
            fields: ["content-type: application/grpc", "te: trailers", "grpc-timeout: 1S"]),
        TracingCase(name: "an error", answer: "HTTP/1.1 503 No\r\ncontent-length: 0\r\n\r\n"),
        TracingCase(
            name: "an endpoint that is not there", tracing: spawning, route: ["route": ["cluster": "gone"]]),
        TracingCase(
            name: "an endpoint that goes away", tracing: spawning, answer: "HTTP/1.1 200 OK\r\nbroken\r\n\r\n"),
        TracingCase(name: "an answer of our own", route: ["direct_response": ["status": 201]]),
    ]
}
