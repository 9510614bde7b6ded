import Testing

/// `auto_config`: the handshake with an upstream says which version of HTTP is spoken.
@Suite struct NegotiationTests {
    private static func back(_ protocols: [String]) throws -> ProxyHarness {
        let direct = ProxyCase("c", steps: []).with {
            $0.routes = [
                ["match": ["prefix": "/"], "direct_response": ["status": 200, "body": ["inline_string": "hello"]]]
            ]
        }
        let directory = try TemporaryDirectory()
        let plain = Theme(name: "back", cases: [direct]).configuration(
            upstreams: [:], log: directory.file("access.log"))
        let alpn: JSON = ["common_tls_context": ["alpn_protocols": .array(protocols.map { .string($0) })]]
        let context = TLSCase(name: "", listener: alpn).downstream(try TLSFiles.shared.get())
        guard case .array(let listeners)? = plain["static_resources"]?["listeners"], let listener = listeners.first
        else { throw ProxyHarness.StartError(description: "no listener") }
        let secured = listener.addingToChain(["transport_socket": ["name": "tls", "typed_config": context]])
        return try ProxyHarness(
            .apus,
            configuration: plain.merged(with: ["static_resources": ["listeners": .array([secured])]]),
            directory: directory)
    }

    private static func front(_ binary: ProxyBinary, _ port: UInt16) throws -> ProxyHarness {
        let forward = ProxyCase("c", steps: []).with {
            $0.cluster = [
                "transport_socket": [
                    "name": "tls",
                    "typed_config": ["@type": .string(TLSCase.context + "UpstreamTlsContext")],
                ],
                "typed_extension_protocol_options": [
                    "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": [
                        "@type": .string(TypeName.httpProtocolOptions), "auto_config": [:],
                    ]
                ],
            ]
        }
        let directory = try TemporaryDirectory()
        return try ProxyHarness(
            binary,
            configuration: Theme(name: "front", cases: [forward]).configuration(
                upstreams: ["c": port], log: directory.file("access.log")),
            directory: directory)
    }

    @Test(
        "Each upstream is spoken to as it wants",
        arguments: [
            (["h2"], true), (["http/1.1"], false), (["h2", "http/1.1"], true), (["http/1.1", "h2"], true), ([], false),
        ] as [([String], Bool)])
    func versions(_ protocols: [String], isHTTP2: Bool) throws {
        let back = try Self.back(protocols)
        let front = try Self.front(.apus, try #require(back.port(of: "c")))
        let client = try #require(HTTP2Client(port: front.port(of: "c") ?? 0))
        for _ in 0..<20 { client.send(get2(), body: nil, trailers: nil, ends: true) }
        client.wait { $0.exchanges.allSatisfy(\.isOver) }
        let answers = client.exchanges.map { "\($0.lines.first ?? "") \($0.lines.last ?? "")" }
        #expect(answers == Array(repeating: "200 body: hello", count: 20))
        let statistics = front.admin.statistics()
        #expect((statistics["cluster.c.upstream_cx_http2_total"] != "0") == isHTTP2)
        #expect((statistics["cluster.c.upstream_cx_http1_total"] != "0") == !isHTTP2)
        #expect(statistics["cluster.c.upstream_rq_pending_active"] == "0")
    }
}
