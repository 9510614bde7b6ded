import Glibc
import Testing

/// Istio's standard metrics: what a client's proxy and a server's tell of the same calls.
@Suite struct IstioMetricsTests {
    /// One sample of a Prometheus page.
    private struct Sample {
        let name: String
        let labels: [String: String]
        let value: String

        init?(_ line: Substring) {
            guard let open = line.firstIndex(of: "{"), let close = line.lastIndex(of: "}") else { return nil }
            name = String(line[..<open])
            value = String(line[line.index(after: close)...].drop { $0 == " " })
            var labels: [String: String] = [:]
            for part in line[line.index(after: open)..<close].dropLast().split(separator: "\",") {
                guard let separator = part.firstRange(of: "=\"") else { return nil }
                labels[String(part[..<separator.lowerBound])] = String(part[separator.upperBound...])
            }
            self.labels = labels
        }
    }

    /// Two sidecars, one before the other, and an upstream behind them.
    private final class Pair {
        let near: ProxyHarness
        let far: ProxyHarness
        private let upstream: ScriptedUpstream

        init(_ script: UpstreamScript, filter: JSON = [:]) throws {
            let files = try TLSFiles.shared.get()
            upstream = try #require(ScriptedUpstream(script))
            let directory = try TemporaryDirectory()
            far = try ProxyHarness(
                .apus, configuration: Sidecars.inbound(files, to: upstream.port, filter), directory: directory)
            let (http, tcp) = (try #require(far.port(of: "http")), try #require(far.port(of: "tcp")))
            near = try ProxyHarness(
                .apus, configuration: Sidecars.outbound(files, http: http, tcp: tcp, filter),
                directory: try TemporaryDirectory())
        }

        /// Sends a request to a listener of the near proxy, over a connection of its own.
        func ask(_ request: String, _ listener: String = "http") throws -> ClientRecord {
            var client = try #require(RawClient(port: near.port(of: listener) ?? 0, delivery: .whole))
            return client.run([.text(request), .answers(1)], upstream: nil, probes: false)
        }

        var requests: [HTTPMessage] { upstream.records.flatMap(\.requests) }

        /// The samples of a metric, once a proxy has some, of that value where one is expected.
        func samples(_ name: String, of proxy: ProxyHarness, value: String? = nil) -> [Sample] {
            var found: [Sample] = []
            _ = Deadline(seconds: 30).reached {
                let page = proxy.admin.get("/stats/prometheus")?.body.text ?? ""
                found = page.split(separator: "\n").compactMap { Sample($0) }.filter { $0.name == name }
                return !found.isEmpty && (value == nil || found.contains { $0.value == value })
            }
            return found
        }

        func stop() {
            near.stop()
            far.stop()
            upstream.stop()
        }
    }

    @Test("Both sides tell who called whom, by certificates and by what they tell each other")
    func requests() throws {
        let pair = try Pair(.plain)
        defer { pair.stop() }
        #expect(try pair.ask(get(host: "shop")).answers.map(\.status) == [200])
        #expect(try pair.ask(get(host: "shop")).answers.map(\.status) == [200])
        let client = try #require(pair.samples("istio_requests_total", of: pair.near, value: "2").first)
        let server = try #require(pair.samples("istio_requests_total", of: pair.far, value: "2").first)
        let common = [
            "source_workload": "web", "source_workload_namespace": "a", "source_canonical_service": "web",
            "source_canonical_revision": "v1", "source_app": "web", "source_version": "v1", "source_cluster": "east",
            "source_principal": "spiffe://mesh/ns/a/sa/client", "destination_workload": "shop-v2",
            "destination_principal": "spiffe://mesh/server", "destination_app": "shop", "destination_version": "v2",
            "destination_canonical_service": "shop", "destination_canonical_revision": "v2",
            "destination_workload_namespace": "b", "destination_cluster": "east", "request_protocol": "http",
            "response_code": "200", "response_flags": "-", "grpc_response_status": "",
            "destination_service_namespace": "b",
        ]
        let ofClient = common.merging(
            [
                "reporter": "source", "destination_service": "shop.b.svc.cluster.local",
                "destination_service_name": "shop", "connection_security_policy": "unknown",
            ]) { $1 }
        let ofServer = common.merging(
            [
                "reporter": "destination", "destination_service": "shop", "destination_service_name": "shop",
                "connection_security_policy": "mutual_tls",
            ]) { $1 }
        #expect(client.labels == ofClient && client.value == "2")
        #expect(server.labels == ofServer && server.value == "2")
        for name in ["request_duration_milliseconds", "request_bytes", "response_bytes"] {
            #expect(pair.samples("istio_\(name)_count", of: pair.near).map(\.value) == ["2"], "\(name)")
            #expect(pair.samples("istio_\(name)_count", of: pair.far).map(\.value) == ["2"], "\(name)")
        }
        #expect(pair.samples("istio_build", of: pair.near).map(\.value) == ["1"])
        // Applications see nothing of it.
        let fields = pair.requests.flatMap(\.head).map(\.text)
        #expect(fields.count > 2 && !fields.contains { $0.contains("peer-metadata") })
        try check(try #require(pair.near.admin.get("/stats/prometheus")).body.text)
    }

    @Test("Messages of gRPC calls are counted, with the call's status")
    func calls() throws {
        let answer =
            "HTTP/1.1 200 OK\r\ncontent-type: application/grpc\r\ncontent-length: 5\r\ngrpc-status: 7\r\n\r\n"
            + "\0\0\0\0\0"
        let pair = try Pair(UpstreamScript([.request, .text(answer), .awaitEnd]))
        defer { pair.stop() }
        let body = "\0\0\0\0\u{1}x\0\0\0\0\0"
        let call = request(
            "POST", "/s/m", host: "shop", ["content-type: application/grpc", "te: trailers", "content-length: 11"],
            body: body)
        #expect(try pair.ask(call).answers.map(\.status) == [200])
        let sample = try #require(pair.samples("istio_requests_total", of: pair.far).first)
        #expect(sample.labels["request_protocol"] == "grpc" && sample.labels["grpc_response_status"] == "7")
        for proxy in [pair.near, pair.far] {
            #expect(pair.samples("istio_request_messages_total", of: proxy).map(\.value) == ["2"])
            #expect(pair.samples("istio_response_messages_total", of: proxy).map(\.value) == ["1"])
        }
    }

    @Test("Connections are counted with their bytes, by whom certificates name")
    func connections() throws {
        let pair = try Pair(UpstreamScript([.received(ByteString("hello")), .text("welcome"), .close]))
        defer { pair.stop() }
        var client = try #require(RawClient(port: pair.near.port(of: "tcp") ?? 0, delivery: .whole))
        #expect(client.run([.text("hello"), .end], upstream: nil, probes: false).leftover.text == "welcome")
        for (proxy, reporter) in [(pair.near, "source"), (pair.far, "destination")] {
            let closed = try #require(pair.samples("istio_tcp_connections_closed_total", of: proxy).first)
            #expect(closed.value == "1" && closed.labels["reporter"] == reporter)
            #expect(closed.labels["request_protocol"] == "tcp" && closed.labels["response_code"] == nil)
            #expect(closed.labels["source_principal"] == "spiffe://mesh/ns/a/sa/client")
            #expect(closed.labels["destination_workload"] == "shop-v2")
            #expect(pair.samples("istio_tcp_connections_opened_total", of: proxy).map(\.value) == ["1"])
            #expect(pair.samples("istio_tcp_sent_bytes_total", of: proxy).map(\.value) == ["7"])
            #expect(pair.samples("istio_tcp_received_bytes_total", of: proxy).map(\.value) == ["5"])
        }
    }

    @Test("Metrics are left out, and labels taken away, as the filter says")
    func changes() throws {
        let pair = try Pair(
            .plain,
            filter: [
                "disable_host_header_fallback": true,
                "metrics": [
                    ["name": "request_bytes", "drop": true], ["tags_to_remove": ["response_flags"]],
                    ["name": "requests_total", "tags_to_remove": ["source_version", "response_code"]],
                ],
            ])
        defer { pair.stop() }
        #expect(try pair.ask(get(host: "x")).answers.map(\.status) == [200])
        let sample = try #require(pair.samples("istio_requests_total", of: pair.far).first)
        #expect(sample.labels["response_code"] == nil && sample.labels["source_version"] == nil)
        #expect(sample.labels["response_flags"] == nil && sample.labels["source_app"] == "web")
        #expect(sample.labels["destination_service"] == "shop")
        let duration = try #require(pair.samples("istio_request_duration_milliseconds_count", of: pair.far).first)
        #expect(duration.labels["response_code"] == "200" && duration.labels["response_flags"] == nil)
        let page = pair.far.admin.get("/stats/prometheus")?.body.text ?? ""
        #expect(!page.contains("istio_request_bytes") && page.contains("istio_response_bytes_count"))
    }

    /// What promtool finds fault with on a page, but for Envoy's habits.
    private func check(_ page: String) throws {
        guard let tool = MetricNamesTests.promtool else { return }
        let directory = try TemporaryDirectory()
        let own =
            page.split(separator: "\n").filter { $0.contains("istio_") && !$0.contains("envoy_") }.joined(
                separator: "\n") + "\n"
        let file = try directory.write(own, to: "page")
        let process = try ChildProcess(
            "/bin/sh", ["-c", "exec \(tool) check metrics < '\(file)'"], output: directory.file("out"),
            errors: directory.file("err"))
        #expect(process.ending(within: 60) == .exit(3))
        let found = (readFile(directory.file("err")) ?? []).text + (readFile(directory.file("out")) ?? []).text
        // Istio's names are what they are.
        let habits = ["no help text", "use base unit", "should not contain abbreviated units"]
        #expect(found.split(separator: "\n").filter { line in !habits.contains { line.contains($0) } } == [])
    }
}

/// The documents of two sidecars.
private enum Sidecars {
    private static func typed(_ name: String, _ type: String, _ fields: JSON = [:]) -> JSON {
        let base: JSON = ["@type": .string("type.googleapis.com/" + type)]
        return ["name": .string(name), "typed_config": base.merged(with: fields)]
    }

    private static func node(_ name: String, _ namespace: String, _ labels: JSON) -> JSON {
        [
            "id": .string("sidecar~\(name)"), "cluster": .string(name),
            "metadata": [
                "NAME": .string(name + "-1"), "NAMESPACE": .string(namespace), "WORKLOAD_NAME": .string(name),
                "CLUSTER_ID": "east", "LABELS": labels,
            ],
        ]
    }

    private static func manager(to cluster: String, _ metadata: JSON, _ stats: JSON) -> JSON {
        typed(
            "http", "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
            [
                "stat_prefix": "http",
                "route_config": [
                    "virtual_hosts": [
                        [
                            "name": "all", "domains": ["*"],
                            "routes": [["match": ["prefix": "/"], "route": ["cluster": .string(cluster)]]],
                        ]
                    ]
                ],
                "http_filters": [
                    typed("istio.metadata_exchange", "io.istio.http.peer_metadata.Config", metadata),
                    typed(
                        "envoy.filters.http.grpc_stats", "envoy.extensions.filters.http.grpc_stats.v3.FilterConfig",
                        ["emit_filter_state": true, "stats_for_all_methods": false]),
                    typed("istio.stats", "stats.PluginConfig", stats),
                    typed("envoy.filters.http.router", "envoy.extensions.filters.http.router.v3.Router"),
                ],
            ])
    }

    private static func listener(_ name: String, _ direction: String, _ filters: JSON, _ socket: JSON? = nil) -> JSON {
        var chain: JSON = ["filters": filters]
        if let socket { chain = chain.merged(with: ["transport_socket": socket]) }
        return [
            "name": .string(name), "address": Theme.address(port: 0), "traffic_direction": .string(direction),
            "filter_chains": [chain],
        ]
    }

    private static func stream(to cluster: String, _ stats: JSON) -> JSON {
        [
            typed("istio.stats", "stats.PluginConfig", stats),
            typed(
                "tcp", "envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy",
                ["stat_prefix": "tcp", "cluster": .string(cluster)]),
        ]
    }

    private static func identity(_ files: TLSFiles, _ own: String) -> JSON {
        [
            "tls_certificates": [
                [
                    "certificate_chain": ["filename": .string(files.path(own + ".crt"))],
                    "private_key": ["filename": .string(files.path(own + ".key"))],
                ]
            ],
            "validation_context": ["trusted_ca": ["filename": .string(files.path("ca.crt"))]],
        ]
    }

    private static func cluster(_ name: String, _ port: UInt16, _ fields: JSON = [:]) -> JSON {
        let base: JSON = [
            "name": .string(name), "connect_timeout": "60s",
            "load_assignment": [
                "cluster_name": .string(name),
                "endpoints": [
                    [
                        "lb_endpoints": [
                            [
                                "endpoint": ["address": Theme.address(port: port)],
                                "metadata": ["filter_metadata": ["istio": ["workload": "shop-v2;b;shop;v2;east"]]],
                            ]
                        ]
                    ]
                ],
            ],
        ]
        return base.merged(with: fields)
    }

    private static func document(_ node: JSON, _ listeners: JSON, _ clusters: JSON) -> JSON {
        [
            "node": node, "admin": ["address": Theme.address(port: 0)],
            "static_resources": ["listeners": listeners, "clusters": clusters],
        ]
    }

    /// The client's sidecar.
    static func outbound(_ files: TLSFiles, http: UInt16, tcp: UInt16, _ stats: JSON) -> JSON {
        let socket: JSON = [
            "transport_socket": typed(
                "tls", "envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext",
                ["common_tls_context": identity(files, "client")])
        ]
        let service: JSON = [
            "metadata": [
                "filter_metadata": [
                    "istio": [
                        "services": [["host": "shop.b.svc.cluster.local", "name": "shop", "namespace": "b"]]
                    ]
                ]
            ]
        ]
        let metadata: JSON = [
            "upstream_discovery": [["istio_headers": [:]], ["workload_discovery": [:]]],
            "upstream_propagation": [["istio_headers": [:]]],
        ]
        return document(
            node(
                "web", "a",
                [
                    "app": "web", "version": "v1", "service.istio.io/canonical-name": "web",
                    "service.istio.io/canonical-revision": "v1",
                ]),
            [
                listener("http", "OUTBOUND", [manager(to: "shop", metadata, stats)]),
                listener("tcp", "OUTBOUND", stream(to: "shop_tcp", stats)),
            ],
            [
                cluster("shop", http, socket.merged(with: service)),
                cluster("shop_tcp", tcp, socket.merged(with: service)),
            ])
    }

    /// The server's sidecar.
    static func inbound(_ files: TLSFiles, to port: UInt16, _ stats: JSON) -> JSON {
        let socket = typed(
            "tls", "envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext",
            ["require_client_certificate": true, "common_tls_context": identity(files, "server")])
        let metadata: JSON = [
            "downstream_discovery": [["istio_headers": [:]], ["workload_discovery": [:]]],
            "downstream_propagation": [["istio_headers": [:]]],
        ]
        return document(
            node("shop-v2", "b", ["app": "shop", "version": "v2"]),
            [
                listener("http", "INBOUND", [manager(to: "inbound", metadata, stats)], socket),
                listener("tcp", "INBOUND", stream(to: "inbound", stats), socket),
            ],
            [cluster("inbound", port)])
    }
}
