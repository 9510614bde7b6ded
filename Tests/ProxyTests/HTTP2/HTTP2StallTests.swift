import Testing

/// Clients that ask and do not read: what they cost, and that others are served meanwhile.
@Suite struct HTTP2StallTests {
    private static let readers = 200

    /// SETTINGS with or without wide windows, and a request for more than windows and kernel hold.
    private static func request(widens: Bool) -> ByteString {
        let settings: ByteString =
            widens ? [0, 0, 6, 4, 0, 0, 0, 0, 0, 0, 4, 0x7f, 0xff, 0xff, 0xff] : [0, 0, 0, 4, 0, 0, 0, 0, 0]
        let update: ByteString = widens ? [0, 0, 4, 8, 0, 0, 0, 0, 0, 0x7f, 0xff, 0, 0] : []
        let path = ByteString("/?size=8388608")
        // `:method: GET`, `:scheme: http`, `:authority: a` and `:path` in HPACK.
        let block: ByteString = [0x82, 0x86, 0x01, 0x01, 0x61, 0x04, UInt8(path.count)] + path
        let head: ByteString = [0, 0, UInt8(block.count), 1, 5, 0, 0, 0, 1]
        return ByteString("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") + settings + update + head + block
    }

    @Test("Two hundred clients that read nothing of their answers cost little", arguments: [true, false])
    func stalledReaders(_ widens: Bool) throws {
        let upstream = try EchoUpstream()
        let directory = try TemporaryDirectory()
        // Their answers take longer than any usual timeout.
        let patient = ProxyCase("c", steps: []).with { $0.action = ["timeout": "0s"] }
        let proxy = try ProxyHarness(
            .apus,
            configuration: Theme(name: "stalls", cases: [patient]).configuration(
                upstreams: ["c": upstream.port], log: directory.file("access.log")),
            directory: directory)
        let port = try #require(proxy.port(of: "c"))
        func ask() throws {
            let client = try #require(HTTP2Client(port: port))
            client.send(get2("/?size=1000"), body: nil, trailers: nil, ends: true)
            client.wait { $0.exchanges.allSatisfy(\.isOver) }
            #expect(client.exchanges.first?.lines.first == "200")
        }
        try ask()
        let before = proxy.residentKiB
        var clients: [Socket] = []
        for _ in 0..<Self.readers {
            // What the kernel holds for a client is not ours; it holds little.
            let client = try #require(Socket.connected(to: port, receiveBuffer: 4096))
            client.send(Self.request(widens: widens), until: Deadline(seconds: 60))
            clients.append(client)
        }
        // Until all have their answers as far as they go: nothing moves any more.
        var last = ""
        let hasSettled = Deadline(seconds: 60).reached {
            let statistics = proxy.admin.statistics()
            let sent = statistics["http.c.downstream_cx_tx_bytes_total"] ?? ""
            let isStill = sent == last && statistics["http.c.downstream_rq_active"] == String(Self.readers)
            last = sent
            return isStill
        }
        #expect(hasSettled)
        let growth = proxy.residentKiB - before
        #expect(growth < 16 << 10, "\(growth) KiB")
        try ask()
        withExtendedLifetime(clients) {}
    }
}
