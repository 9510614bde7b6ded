import Testing

/// Streams that an HTTP/2 endpoint says not to have looked at are sent once more, whatever the method, without a rule.
@Suite struct RefusedStreamTests {
    private static let settings: [UInt8] = [0, 0, 0, 4, 0, 0, 0, 0, 0]
    private static let refusal: [UInt8] = [0, 0, 4, 3, 0, 0, 0, 0, 1, 0, 0, 0, 7]
    private static let lastRefusal: [UInt8] = [0, 0, 4, 3, 0, 0, 0, 0, 3, 0, 0, 0, 7]
    private static let goAway: [UInt8] = [0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]

    private static func good(_ stream: UInt8) -> [UInt8] { [0, 0, 1, 1, 5, 0, 0, 0, stream, 0x88] }

    /// The status that a client gets from a proxy without retry policy.
    private func status(_ request: String, _ upstream: UpstreamScript) throws -> [Int?] {
        let upstream = try #require(ScriptedUpstream(upstream))
        defer { upstream.stop() }
        let served = ProxyCase("served", steps: []).with {
            $0.cluster = [
                "typed_extension_protocol_options": [
                    "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": [
                        "@type": .string(TypeName.httpProtocolOptions),
                        "explicit_http_config": ["http2_protocol_options": [:]],
                    ]
                ]
            ]
        }
        let directory = try TemporaryDirectory()
        let proxy = try ProxyHarness(
            .apus,
            configuration: Theme(name: "refused", cases: [served]).configuration(
                upstreams: ["served": upstream.port], log: directory.file("access.log")),
            directory: directory)
        let port = try #require(proxy.port(of: "served"))
        var client = try #require(RawClient(port: port, delivery: .whole))
        return client.run([.text(request), .answers(1)], upstream: nil, probes: false).answers.map(\.status)
    }

    @Test("A refused stream is sent again", arguments: [get(), post("content-length: 0")])
    func refused(request: String) throws {
        let script = UpstreamScript([
            .received([1, 5, 0, 0, 0, 1]), .send(Self.settings + Self.refusal), .received([1, 5, 0, 0, 0, 3]),
            .send(Self.good(3)),
        ])
        #expect(try status(request, script) == [200])
    }

    @Test("So is one with a small body")
    func body() throws {
        let script = UpstreamScript([
            .received(Array("hello".utf8)), .send(Self.settings + Self.refusal), .received([1, 4, 0, 0, 0, 3]),
            .received([0, 1, 0, 0, 0, 3]), .send(Self.good(3)),
        ])
        #expect(try status(post("content-length: 5", body: "hello"), script) == [200])
    }

    @Test("A stream that the endpoint leaves behind when it goes is sent again on another connection")
    func leftBehind() throws {
        let script = UpstreamScript(
            [.received([1, 5, 0, 0, 0, 1]), .send(Self.settings + Self.goAway), .awaitEnd],
            [.received([1, 5, 0, 0, 0, 1]), .send(Self.settings + Self.good(1))])
        #expect(try status(get(), script) == [200])
    }

    @Test("Once is enough")
    func refusedTwice() throws {
        let script = UpstreamScript([
            .received([1, 5, 0, 0, 0, 1]), .send(Self.settings + Self.refusal), .received([1, 5, 0, 0, 0, 3]),
            .send(Self.lastRefusal),
        ])
        #expect(try status(get(), script) == [503])
    }

    @Test("A stream that was looked at is not sent again")
    func cancelled() throws {
        let cancel: [UInt8] = [0, 0, 4, 3, 0, 0, 0, 0, 1, 0, 0, 0, 8]
        let script = UpstreamScript([
            .received([1, 5, 0, 0, 0, 1]), .send(Self.settings + cancel), .received([1, 5, 0, 0, 0, 3]),
            .send(Self.good(3)),
        ])
        #expect(try status(get(), script) == [503])
    }
}
