import Testing

/// What holds of tunnels beyond what Envoy does: each direction ends for itself, and nothing is smuggled.
@Suite struct TunnelTests {
    private static func proxy(_ port: UInt16, _ cluster: JSON = [:]) throws -> ProxyHarness {
        let tunnel = ProxyCase("c", steps: []).with {
            $0.manager = ["upgrade_configs": [["upgrade_type": "foo"], ["upgrade_type": "CONNECT"]]]
            $0.routes = [
                ["match": ["prefix": "/"], "route": ["cluster": "CLUSTER"]],
                [
                    "match": ["connect_matcher": [:]],
                    "route": [
                        "cluster": "CLUSTER",
                        "upgrade_configs": [["upgrade_type": "CONNECT", "connect_config": [:]]],
                    ],
                ],
            ]
        }
        let directory = try TemporaryDirectory()
        return try ProxyHarness(
            .apus,
            configuration: Theme(name: "tunnels", cases: [tunnel]).configuration(
                upstreams: ["c": port], log: directory.file("access.log")),
            directory: directory)
    }

    private static let upgrade = get("/", "connection: upgrade", "upgrade: foo")
    private static let connect = "CONNECT b:80 HTTP/1.1\r\nhost: b:80\r\n\r\n"

    @Test("The upstream goes on when the client has ended its direction", arguments: [true, false])
    func clientEndsFirst(isUpgrade: Bool) throws {
        let script: [UpstreamStep] = [.bytes("last words"), .awaitEnd, .text("an answer to them"), .close]
        let upstream = try #require(
            ScriptedUpstream(
                UpstreamScript(isUpgrade ? [.head, .send(ByteString(UpgradeCases.switching))] + script : script)))
        defer { upstream.stop() }
        let proxy = try Self.proxy(upstream.port)
        var client = try #require(RawClient(port: proxy.port(of: "c") ?? 0, delivery: .whole))
        let record = client.run(
            [
                .text(isUpgrade ? Self.upgrade : Self.connect), .body(contains: "\r\n\r\n"), .text("last words"),
                .closeWriting, .end,
            ], upstream: upstream, probes: false)
        #expect(((record.answers.first?.body ?? []) + record.leftover).text == "an answer to them")
        #expect(record.ending == .closed)
    }

    @Test("The client goes on when the upstream has ended its direction", arguments: [true, false])
    func upstreamEndsFirst(isUpgrade: Bool) throws {
        let script: [UpstreamStep] = [.text("hi"), .closeWriting, .bytes("last words"), .awaitEnd, .close]
        let upstream = try #require(
            ScriptedUpstream(
                UpstreamScript(isUpgrade ? [.head, .send(ByteString(UpgradeCases.switching))] + script : script)))
        defer { upstream.stop() }
        let proxy = try Self.proxy(upstream.port)
        var client = try #require(RawClient(port: proxy.port(of: "c") ?? 0, delivery: .whole))
        let record = client.run(
            [.text(isUpgrade ? Self.upgrade : Self.connect), .end, .text("last words"), .closeWriting],
            upstream: upstream, probes: false)
        #expect(((record.answers.first?.body ?? []) + record.leftover).text == "hi")
        upstream.waitUntilEnded()
        #expect(upstream.records.first?.bytes.text.hasSuffix("last words") == true)
        #expect(upstream.records.first?.endedByProxy == true)
    }

    @Test("What follows an upgrade that the upstream does not take never reaches it")
    func nothingIsSmuggled() throws {
        let upstream = try #require(
            ScriptedUpstream(
                UpstreamScript([
                    .head, .send(ByteString(answer("200 OK", "content-length: 2", body: "ok"))), .awaitEnd, .close,
                ])))
        defer { upstream.stop() }
        let proxy = try Self.proxy(upstream.port)
        var client = try #require(RawClient(port: proxy.port(of: "c") ?? 0, delivery: .whole))
        let record = client.run(
            [.text(Self.upgrade + "GET /smuggled HTTP/1.1\r\nhost: a\r\n\r\n"), .answers(1), .end], upstream: upstream,
            probes: false)
        #expect(record.answers.map(\.status) == [200])
        upstream.waitUntilEnded()
        #expect(upstream.records.count == 1)
        #expect(upstream.records.first?.bytes.text.contains("smuggled") == false)
    }

    @Test("A tunnel holds back a sender whose reader does not read")
    func backPressure() throws {
        let upstream = try #require(
            ScriptedUpstream(UpstreamScript([.bytes("first"), .awaitConnection(2), .awaitEnd, .close])))
        defer { upstream.stop() }
        let proxy = try Self.proxy(upstream.port, ["per_connection_buffer_limit_bytes": 65536])
        let socket = try #require(Socket.connected(to: proxy.port(of: "c") ?? 0))
        let deadline = Deadline(seconds: 30)
        socket.send(ByteString(Self.connect), until: deadline)
        guard case .bytes = socket.receive(until: deadline) else {
            Issue.record("no tunnel")
            return
        }
        socket.send(ByteString("first"), until: deadline)
        let piece = ByteString(Array(repeating: UInt8(ascii: "x"), count: 1 << 20))
        var sent = 0
        // The kernel's buffers hold some megabytes; a proxy that took everything would hold the rest.
        while sent < 64, socket.send(piece, until: Deadline(seconds: 2)) { sent += 1 }
        #expect(sent < 64)
    }
}
