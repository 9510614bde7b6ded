import Foundation
import Testing

/// A proxy that traces, with an upstream and a collector.
final class TracingSubject {
    private let test: TracingCase
    private let proxy: ProxyHarness
    private let upstream: ScriptedUpstream
    private let collector: ScriptedUpstream
    private let directory: TemporaryDirectory
    private var ids: [String: String] = [:]

    init(_ binary: ProxyBinary, _ test: TracingCase) throws {
        self.test = test
        directory = try TemporaryDirectory()
        upstream = try #require(ScriptedUpstream(.serving(test.answer)))
        collector = try #require(ScriptedUpstream(.serving("HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n")))
        let provider: JSON =
            test.isOpenTelemetry
            ? [
                "@type": "type.googleapis.com/envoy.config.trace.v3.OpenTelemetryConfig", "service_name": "tests",
                "http_service": [
                    "http_uri": ["uri": "http://otlp.example/v1/traces", "cluster": "collector", "timeout": "5s"],
                    "request_headers_to_add": [["header": ["key": "x-token", "value": "secret"]]],
                ],
            ]
            : [
                "@type": "type.googleapis.com/envoy.config.trace.v3.ZipkinConfig", "collector_cluster": "collector",
                "collector_endpoint": "/api/v2/spans", "collector_endpoint_version": "HTTP_JSON",
            ]
        let tracing: JSON = ["provider": ["name": "tracer", "typed_config": provider.merged(with: test.provider)]]
        let plain: JSON = ["match": ["prefix": "/"]]
        let isOwn = test.route["direct_response"] != nil
        let route = (isOwn ? plain : plain.merged(with: ["route": ["cluster": "upstream"]])).merged(with: test.route)
        let manager: JSON = [
            "@type": .string(TypeName.manager), "stat_prefix": "traced",
            "tracing": tracing.merged(with: test.tracing), "access_log": [Self.logger(directory.file("log.txt"))],
            "route_config": ["virtual_hosts": [["name": "all", "domains": ["*"], "routes": [route]]]],
            "http_filters": [
                ["name": "envoy.filters.http.router", "typed_config": ["@type": .string(TypeName.router)]]
            ],
        ]
        let filter: JSON = ["name": "hcm", "typed_config": manager.merged(with: test.manager)]
        let configuration: JSON = [
            "node": ["id": "node", "cluster": "service"], "admin": ["address": Theme.address(port: 0)],
            "layered_runtime": [
                "layers": [
                    [
                        "name": "static",
                        "static_layer": [
                            "tracing.zipkin.min_flush_spans": 1, "tracing.opentelemetry.min_flush_spans": 1,
                        ],
                    ]
                ]
            ],
            "static_resources": [
                "listeners": [
                    [
                        "name": "traced", "address": Theme.address(port: 0),
                        "traffic_direction": .string(test.direction),
                        "filter_chains": [["filters": [filter]]],
                    ]
                ],
                "clusters": [
                    Self.cluster("upstream", upstream.port), Self.cluster("collector", collector.port),
                    // Nobody listens there.
                    Self.cluster("gone", 1),
                ],
            ],
        ]
        proxy = try ProxyHarness(binary, configuration: configuration, directory: directory)
    }

    deinit {
        proxy.process.signal(9)
        upstream.stop()
        collector.stop()
    }

    private static func logger(_ path: String) -> JSON {
        [
            "name": "file",
            "typed_config": [
                "@type": .string(TypeName.fileAccessLog), "path": .string(path),
                "log_format": ["text_format_source": ["inline_string": "%TRACE_ID% %SPAN_ID%\n"]],
            ],
        ]
    }

    private static func cluster(_ name: String, _ port: UInt16) -> JSON {
        [
            "name": .string(name),
            "load_assignment": [
                "cluster_name": .string(name),
                "endpoints": [["lb_endpoints": [["endpoint": ["address": Theme.address(port: port)]]]]],
            ],
        ]
    }

    /// What is to be the same in both proxies.
    func facts() throws -> [String] {
        let port = try #require(proxy.port(of: "traced"))
        var client = try #require(RawClient(port: port, delivery: .whole))
        let lines = ["GET \(test.path) HTTP/1.1", "host: a.example"] + test.fields
        let request = lines.map { $0 + "\r\n" }.joined() + "\r\n"
        let answers = client.run([.text(request), .answers(1)], upstream: nil, probes: false).answers
        var facts = ["answered \(answers.map { $0.status ?? 0 })"]
        facts += answers.flatMap { $0.values(of: "x-envoy-decorator-operation") }.map { "decorated \($0)" }
        let told = upstream.records.flatMap(\.requests)
        for message in told {
            for name in Self.fields {
                for value in message.values(of: name) { facts.append("\(name): \(masked(value, in: name))") }
            }
        }
        if statistics["http.traced.tracing.not_traceable"] != "1" && !told.contains(where: Self.saysNo) {
            let wanted = test.tracing["spawn_upstream_span"] == nil ? 1 : 2
            _ = Deadline(seconds: 20).reached { hasReport(of: wanted) }
        }
        facts += reports()
        facts += statistics.filter { $0.value != "0" && $0.key.hasPrefix("http.traced.tracing.") }
            .map { "\($0.key): \($0.value)" }.sorted()
        let log = directory.file("log.txt")
        _ = Deadline(seconds: 20).reached { readFile(log)?.last == 0x0A }
        let ids = (readFile(log) ?? []).text.split(separator: "\n").first?.split(separator: " ") ?? []
        facts.append("logged " + ids.map { masked(String($0), in: "log") }.joined(separator: " "))
        return facts
    }

    private static let fields = [
        "x-b3-traceid", "x-b3-spanid", "x-b3-parentspanid", "x-b3-sampled", "x-b3-flags", "b3", "traceparent",
        "tracestate",
        "x-request-id", "x-envoy-decorator-operation", "x-client-trace-id",
    ]

    private var statistics: [String: String] { proxy.admin.statistics() }

    /// Whether a request says that its trace is not sampled.
    private static func saysNo(_ message: HTTPMessage) -> Bool {
        message.values(of: "x-b3-sampled") == ["0"]
            || message.values(of: "traceparent").contains { $0.hasSuffix("-00") }
    }

    /// Whether the collector has so many spans, or something where nobody reads what.
    private func hasReport(of count: Int) -> Bool {
        let messages = collector.records.flatMap(\.requests)
        return test.isOpenTelemetry ? !messages.isEmpty : Self.spans(in: messages).count >= count
    }

    private static func spans(in messages: [HTTPMessage]) -> [[String: Any]] {
        messages.flatMap { message in
            (try? JSONSerialization.jsonObject(with: Data(message.body))) as? [[String: Any]] ?? []
        }
    }

    /// What the collector got, the longer span last; of OpenTelemetry's only that something came, since Envoy speaks
    /// Protocol Buffers there.
    private func reports() -> [String] {
        let messages = collector.records.flatMap(\.requests)
        if test.isOpenTelemetry { return messages.isEmpty ? [] : ["told to \(messages[0].values(of: "host"))"] }
        var spans = Self.spans(in: messages)
        spans.sort { ($0["duration"] as? Int ?? 0) > ($1["duration"] as? Int ?? 0) }
        return messages.prefix(1).map { "told to \($0.values(of: "host")) \($0.values(of: "content-type"))" }
            + spans.flatMap(describe)
    }

    private func describe(_ span: [String: Any]) -> [String] {
        var lines: [String] = []
        for key in ["traceId", "id", "parentId", "name", "kind", "shared"] {
            guard let value = span[key] else { continue }
            lines.append("span \(key): \(masked("\(value)", in: key))")
        }
        let service = (span["localEndpoint"] as? [String: Any])?["serviceName"] ?? "-"
        lines.append("span service: \(service)")
        let annotations = span["annotations"] as? [[String: Any]] ?? []
        lines.append("span annotations: \(annotations.map { "\($0["value"] ?? "")" })")
        let tags = span["tags"] as? [String: String] ?? [:]
        lines += tags.sorted { $0.key < $1.key }.map { "tag \($0.key): \(masked($0.value, in: $0.key))" }
        return lines
    }

    /// The text with a letter for each id, the same for the same id.
    private func masked(_ text: String, in name: String) -> String {
        if name == "x-request-id" || name == "guid:x-request-id" {
            let digits = Array(text)
            return digits.count == 36 ? "a UUID with \(digits[14])" : text
        }
        if name == "peer.address" || name == "upstream_address" {
            return text.replacing(":\(upstream.port)", with: ":{upstream}")
        }
        return text.split(separator: "-", omittingEmptySubsequences: false).map { part in
            guard part.count == 16 || part.count == 32, part.allSatisfy(\.isHexDigit) else { return String(part) }
            // A wide id is two numbers: spans of a trace may have the number of its lower half.
            return stride(from: 0, to: part.count, by: 16).map { start in
                letter(of: String(part.dropFirst(start).prefix(16)))
            }.joined()
        }.joined(separator: "-")
    }

    private func letter(of id: String) -> String {
        if let known = ids[id] { return known }
        let letter = "{\(ids.count)}"
        ids[id] = letter
        return letter
    }
}
