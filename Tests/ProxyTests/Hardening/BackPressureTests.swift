import Testing

/// Whoever reads slowly slows whoever writes, and the proxy holds little between them.
@Suite struct BackPressureTests {
    private static let megabytes = 48

    private func start(_ script: UpstreamScript) throws -> (ProxyHarness, UInt16, ScriptedUpstream) {
        let upstream = try #require(ScriptedUpstream(script))
        let directory = try TemporaryDirectory()
        let testCase = ProxyCase("pressure", "").with { $0.action = ["timeout": "0s"] }
        let proxy = try ProxyHarness(
            .apus,
            configuration: Theme(name: "pressure", cases: [testCase]).configuration(
                upstreams: ["pressure": upstream.port], log: directory.file("access.log")), directory: directory)
        return (proxy, try #require(proxy.port(of: "pressure")), upstream)
    }

    @Test("An upstream that does not read stops the client that sends, and nobody else")
    func slowUpstream() throws {
        let total = Self.megabytes << 20
        let (proxy, port, upstream) = try start(
            UpstreamScript([.head, .awaitConnection(2)], [.serve([UpstreamScript.okAnswer])]))
        defer {
            proxy.stop()
            upstream.stop()
        }
        let client = try #require(Socket.connected(to: port))
        let deadline = Deadline(seconds: 60)
        client.send(
            ByteString("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: \(total)\r\n\r\n"), until: deadline)
        upstream.waitUntilReceived("content-length")
        let before = proxy.residentKiB
        let piece = ByteString(repeating: 0x71, count: 1 << 18)
        var sent = 0
        // What the kernel and the proxy hold together; nobody takes more before the upstream reads.
        while sent < total, client.send(piece, until: Deadline(seconds: 0.3)) { sent += piece.count }
        #expect(sent < total, "the proxy took all \(sent) bytes from a client whose upstream read none")
        #expect(proxy.residentKiB - before < 16 << 10)
        client.close()
        // Another client is served meanwhile and afterwards.
        let other = try #require(Socket.connected(to: port))
        defer { other.close() }
        other.send(ByteString(get("/other")), until: deadline)
        guard case .bytes(let answer) = other.receive(until: deadline) else {
            Issue.record("another client is not served")
            return
        }
        #expect(answer.starts(with: ByteString("HTTP/1.1 200 OK")))
    }

    @Test("A client that does not read stops the upstream that answers, and the answer arrives whole once it reads")
    func slowClient() throws {
        let total = Self.megabytes << 20
        let head = ByteString("HTTP/1.1 200 OK\r\ncontent-length: \(total)\r\n\r\n")
        let body = ByteString(repeating: 0x71, count: total)
        let (proxy, port, upstream) = try start(UpstreamScript([.request, .send(head), .send(body), .awaitEnd]))
        defer {
            proxy.stop()
            upstream.stop()
        }
        let client = try #require(Socket.connected(to: port))
        defer { client.close() }
        let deadline = Deadline(seconds: 60)
        let before = proxy.residentKiB
        client.send(ByteString(get()), until: deadline)
        upstream.waitUntilReceived("GET /")
        // Nothing announces that a process has stopped to grow.
        var most = 0
        _ = Deadline(seconds: 1).reached {
            most = max(most, proxy.residentKiB)
            return false
        }
        #expect(most - before < 16 << 10, "\(most - before) KiB were taken for a client that reads nothing")
        var received = 0
        while received < total, case .bytes(let bytes) = client.receive(until: deadline) { received += bytes.count }
        #expect(received >= total)
    }
}
