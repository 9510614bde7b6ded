import Testing

/// Tunnels through two proxies in a row that speak HTTP/2 to each other: Apus with itself, and with Envoy on either
/// side.
@Suite struct TunnelPairTests {
    /// Who stands in front, and who behind.
    enum Order: CaseIterable, CustomTestStringConvertible {
        case apus, envoyBehind, envoyInFront

        var front: ProxyBinary { self == .envoyInFront ? .envoy : .apus }
        var back: ProxyBinary { self == .envoyBehind ? .envoy : .apus }
        var testDescription: String { "\(front) then \(back)" }
    }

    private static let manager: JSON = [
        "http2_protocol_options": ["allow_connect": true],
        "upgrade_configs": [["upgrade_type": "websocket"], ["upgrade_type": "CONNECT"]],
    ]

    private static let routes: JSON = [
        ["match": ["prefix": "/"], "route": ["cluster": "CLUSTER"]],
        ["match": ["connect_matcher": [:]], "route": ["cluster": "CLUSTER"]],
    ]

    private static let http2: JSON = [
        "typed_extension_protocol_options": [
            "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": [
                "@type": .string(TypeName.httpProtocolOptions),
                "explicit_http_config": ["http2_protocol_options": ["allow_connect": true]],
            ]
        ]
    ]

    private static func proxy(_ binary: ProxyBinary, upstream: UInt16, _ cluster: JSON) throws -> ProxyHarness {
        let tunnel = ProxyCase("c", steps: []).with {
            $0.manager = manager
            $0.routes = routes
            $0.cluster = cluster
        }
        let directory = try TemporaryDirectory()
        return try ProxyHarness(
            binary,
            configuration: Theme(name: "pair", cases: [tunnel]).configuration(
                upstreams: ["c": upstream], log: directory.file("access.log")),
            directory: directory)
    }

    @Test(
        "A WebSocket and a CONNECT pass through two proxies that speak HTTP/2 to each other",
        .enabled(if: ParityTests.hasEnvoy, "no Envoy here"), arguments: Order.allCases, [true, false])
    func pairs(_ order: Order, isUpgrade: Bool) throws {
        let answer = isUpgrade ? UpgradeCases.switching : "HTTP/1.1 200 OK\r\n\r\n"
        let upstream = try #require(
            ScriptedUpstream(
                UpstreamScript([
                    .head, .send(ByteString(answer + "hi")), .bytes("ping"), .text("pong"), .bytes("bye"), .close,
                ])))
        defer { upstream.stop() }
        let back = try Self.proxy(order.back, upstream: upstream.port, [:])
        let front = try Self.proxy(order.front, upstream: try #require(back.port(of: "c")), Self.http2)
        var client = try #require(RawClient(port: front.port(of: "c") ?? 0, delivery: .whole))
        let request =
            isUpgrade
            ? get("/", "connection: upgrade", "upgrade: websocket") : "CONNECT a:1 HTTP/1.1\r\nhost: a:1\r\n\r\n"
        let record = client.run(
            [.text(request), .body(contains: "hi"), .text("ping"), .body(contains: "pong"), .text("bye"), .end],
            upstream: upstream, probes: false)
        let head = try #require(record.answers.first)
        #expect(head.status == (isUpgrade ? 101 : 200))
        #expect((head.body + record.leftover).text == "hipong")
        #expect(
            upstream.records.first?.requests.map { $0.head.last?.text } == [
                upstream.records.first?.requests.first?.head.last?.text, "ping", "bye",
            ])
        #expect(front.admin.statistics()["cluster.c.upstream_cx_http2_total"] == "1")
        #expect(back.admin.statistics()["http.c.downstream_cx_upgrades_total"] == "1")
    }
}
