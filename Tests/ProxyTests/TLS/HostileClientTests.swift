import Glibc
import Testing

/// Clients of TLS that mean no good: whatever they do, others are served, it is counted, and nothing is left behind.
@Suite(.serialized) struct HostileClientTests {
    private final class Subject {
        let proxy: ProxyHarness
        let port: UInt16
        let directory: TemporaryDirectory

        init(_ fields: JSON = [:]) throws {
            directory = try TemporaryDirectory()
            let context: JSON = ["common_tls_context": ["tls_certificates": [TLSCase.pair("server")]]]
            let chain = try TLSProgramTests.chain("one", tls: context).merged(with: fields)
            proxy = try TLSProgramTests.proxy(.apus, [chain], directory)
            port = try #require(proxy.port(of: "in"))
        }

        deinit { proxy.process.signal(9) }

        func statistic(_ name: String) -> Int { Int(proxy.admin.statistics()["listener.in." + name] ?? "") ?? 0 }

        /// Whether an orderly client is served.
        func serves() throws -> Bool {
            let said = try TLSProgramTests.run(
                ["curl", "-sk", "https://127.0.0.1:\(port)/", "-w", "%{http_code}"], in: directory)
            return said == "one\n200"
        }

        /// Waits until all connections are gone.
        func settles() -> Bool { Deadline(seconds: 60).reached { statistic("downstream_cx_active") == 0 } }

        var residentKiB: Int {
            let lines = (readFile("/proc/\(proxy.process.pid)/status") ?? []).text.split(separator: "\n")
            let line = lines.first { $0.hasPrefix("VmRSS:") } ?? ""
            return Int(line.split(separator: " ").dropFirst().first ?? "") ?? 0
        }
    }

    /// The first message of a client that offers TLS 1.2 and one suite.
    private static let hello: ByteString = {
        func vector(_ bytes: ByteString, _ width: Int) -> ByteString {
            (0..<width).map { UInt8(bytes.count >> (8 * (width - 1 - $0)) & 0xff) } + bytes
        }
        let extensions: ByteString =
            [0, 10] + vector(vector([0, 29, 0, 23], 2), 2) + [0, 13] + vector(vector([4, 3], 2), 2) + [
                0xff, 1, 0, 1, 0,
            ]
        let body = [3, 3] + ByteString(repeating: 7, count: 32) + [0, 0, 2, 0xc0, 0x2b, 1, 0] + vector(extensions, 2)
        return [22, 3, 1] + vector([1] + vector(body, 3), 2)
    }()

    private func connect(_ subject: Subject) throws -> Socket { try #require(Socket.connected(to: subject.port)) }

    @Test("A connection that ends at any byte of its first message leaves nothing behind")
    func earlyEnds() throws {
        let subject = try Subject()
        let deadline = Deadline(seconds: 60)
        for count in 0..<Self.hello.count {
            let socket = try connect(subject)
            socket.send(ByteString(Self.hello.prefix(count)), until: deadline)
            if count % 2 == 0 { socket.reset() } else { socket.close() }
        }
        #expect(try subject.serves())
        #expect(subject.settles())
    }

    @Test("What comes behind a good first message is no way in", arguments: 0..<6)
    func secondFlights(_ kind: Int) throws {
        let subject = try Subject()
        let deadline = Deadline(seconds: 60)
        let socket = try connect(subject)
        socket.send(Self.hello, until: deadline)
        guard case .bytes(let flight) = socket.receive(until: deadline) else {
            Issue.record("the server says nothing to a good message")
            return
        }
        #expect(flight.starts(with: [22, 3, 3]))
        let garbage = ByteString((0..<4_096).map { UInt8(truncatingIfNeeded: $0 &* 151 &+ 7) })
        let record: ByteString = [22, 3, 3, 0, 4]
        let more: [ByteString] = [
            garbage, record + [16, 0xff, 0xff, 0xff], [20, 3, 3, 0, 1, 1], [23, 3, 3, 0, 4, 1, 2, 3, 4],
            [21, 3, 3, 0, 2, 2, 40],
            Self.hello,
        ]
        socket.send(more[kind], until: deadline)
        // It is told why, or not; then it is over.
        var ended = false
        while !ended {
            switch socket.receive(until: deadline) {
            case .bytes: break
            case .end, .reset, .timedOut: ended = true
            }
        }
        #expect(!deadline.hasPassed)
        #expect(try subject.serves())
        #expect(subject.settles())
    }

    @Test(
        "Floods of records that carry nothing are cut off",
        arguments: [[21, 3, 3, 0, 2, 1, 0], [22, 3, 3, 0, 0], [20, 3, 3, 0, 1, 1], [23, 3, 3, 0, 0]] as [ByteString])
    func floods(_ record: ByteString) throws {
        let subject = try Subject()
        let deadline = Deadline(seconds: 60)
        let socket = try connect(subject)
        socket.send(Self.hello, until: deadline)
        _ = socket.receive(until: deadline)
        let many = ByteString((0..<1_000).flatMap { _ in record })
        for _ in 0..<100 where socket.send(many, until: deadline) {}
        var ended = false
        while !ended {
            switch socket.receive(until: deadline) {
            case .bytes: break
            case .end, .reset, .timedOut: ended = true
            }
        }
        #expect(!deadline.hasPassed)
        #expect(try subject.serves())
        #expect(subject.settles())
    }

    @Test("A crowd that shakes hands byte by byte is sent away in time, and others are served meanwhile")
    func slowHandshakes() throws {
        let subject = try Subject(["transport_socket_connect_timeout": "6s"])
        func wave() throws {
            let crowd = try (0..<200).map { _ in try connect(subject) }
            let deadline = Deadline(seconds: 60)
            for byte in Self.hello.prefix(5) {
                for socket in crowd { socket.send([byte], until: deadline) }
                #expect(try subject.serves())
            }
            for socket in crowd {
                var received = socket.receive(until: deadline)
                while case .bytes = received { received = socket.receive(until: deadline) }
                #expect(received == .end || received == .reset)
            }
        }
        try wave()
        #expect(subject.settles())
        #expect(subject.statistic("downstream_cx_transport_socket_connect_timeout") == 200)
        let before = subject.residentKiB
        try wave()
        #expect(subject.settles())
        #expect(subject.statistic("downstream_cx_transport_socket_connect_timeout") == 400)
        let after = subject.residentKiB
        #expect(after < before + before / 4 + 4_096, "\(before) KiB before, \(after) after")
    }

    @Test("A client does not get its keys changed as often as it likes")
    func renegotiation() throws {
        let subject = try Subject()
        // In the program's language a line `R` asks for a new handshake.
        let said = try TLSProgramTests.run(
            ["openssl", "s_client", "-connect", "127.0.0.1:\(subject.port)", "-tls1_2"], input: "R\\n",
            in: subject.directory)
        #expect(said.contains("RENEGOTIATING"))
        #expect(said.contains("no renegotiation") || said.contains("handshake failure"), "\(said.suffix(1000))")
        #expect(try subject.serves())
        #expect(subject.settles())
        #expect(subject.statistic("ssl.handshake") == 2)
    }
}
