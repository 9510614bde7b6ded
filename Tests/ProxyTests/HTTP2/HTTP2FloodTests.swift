import Testing

/// Clients that send what costs them nothing: their connection ends, it is counted, and others are served.
@Suite struct HTTP2FloodTests {
    private static let preface = ByteString("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") + frame(4, 0, 0)

    private static func frame(_ type: UInt8, _ flags: UInt8, _ stream: UInt8, _ payload: ByteString = []) -> ByteString
    {
        [
            UInt8(payload.count >> 16), UInt8(payload.count >> 8 & 0xff), UInt8(payload.count & 0xff), type, flags, 0,
            0, 0,
        ]
            + [stream] + payload
    }

    /// `:method: GET`, `:scheme: http`, `:path: /` and `:authority: a` in HPACK.
    private static let request: ByteString = [0x82, 0x86, 0x84, 0x01, 0x01] + ByteString("a")

    /// HEADERS and RST_STREAM of so many streams.
    private static func resets(_ count: Int) -> ByteString {
        var bytes: ByteString = []
        for index in 0..<count {
            let stream = 2 * index + 1
            let number: ByteString = [0, 0, UInt8(stream >> 8), UInt8(stream & 0xff)]
            bytes += [0, 0, UInt8(request.count), 1, 5] + number + request
            bytes += [0, 0, 4, 3, 0] + number + [0, 0, 0, 8]
        }
        return bytes
    }

    private static func times(_ count: Int, _ frame: ByteString) -> ByteString {
        ByteString((0..<count).map { _ in frame }.joined())
    }

    /// Bytes with a name: a test that fails tells the name only.
    struct Attack: CustomTestStringConvertible, Sendable {
        let name: String
        let bytes: ByteString
        /// What counts its end; empty for none.
        var counter = ""

        init(_ name: String, _ bytes: ByteString, _ counter: String = "") {
            self.name = name
            self.bytes = bytes
            self.counter = counter
        }

        var testDescription: String { name }
    }

    static let floods: [Attack] = [
        Attack("empty DATA", frame(1, 4, 1, request) + times(3, frame(0, 0, 1)), "http2.inbound_empty_frames_flood"),
        Attack("PRIORITY", times(102, frame(2, 0, 3, [0, 0, 0, 1, 1])), "http2.inbound_priority_frames_flood"),
        Attack("WINDOW_UPDATE", times(7, frame(8, 0, 0, [0, 0, 0, 1])), "http2.inbound_window_update_frames_flood"),
        Attack(
            "CONTINUATION", frame(1, 0, 1, request) + times(300, frame(9, 0, 1, [0, 1, 0x61, 1, 0x62])),
            "http.c.downstream_cx_protocol_error"
        ),
        Attack("rapid reset", resets(300), "http.c.downstream_rq_too_many_premature_resets"),
        Attack("bytes that are no frames", times(64, ByteString("nonsense")), "http.c.downstream_cx_protocol_error"),
    ]

    private func proxy() throws -> ProxyHarness {
        let direct = ProxyCase("c", steps: []).with {
            $0.routes = [
                ["match": ["path": "/direct"], "direct_response": ["status": 200]],
                ["match": ["prefix": "/"], "route": ["cluster": "CLUSTER"]],
            ]
        }
        let directory = try TemporaryDirectory()
        return try ProxyHarness(
            .apus,
            configuration: Theme(name: "floods", cases: [direct]).configuration(
                upstreams: [:], log: directory.file("access.log")),
            directory: directory)
    }

    @Test("A flood that goes on for a while costs nobody else an answer, and leaves nothing behind", arguments: floods)
    func lastingFlood(_ flood: Attack) throws {
        let proxy = try proxy()
        let port = try #require(proxy.port(of: "c"))
        @Sendable func attack() {
            guard let attacker = Socket.connected(to: port) else { return }
            let deadline = Deadline(seconds: 20)
            attacker.send(Self.preface + flood.bytes, until: deadline)
            while case .bytes = attacker.receive(until: deadline) {}
        }
        for _ in 0..<20 { attack() }
        try ask(port)
        let before = proxy.residentKiB
        let end = Deadline(seconds: Rounds.floodSeconds)
        let attackers = Watched(4)
        let waits = try Waits(port)
        for _ in 0..<attackers.value {
            detachThread {
                while !end.hasPassed { attack() }
                attackers.change { $0 -= 1 }
            }
        }
        while !end.hasPassed { try waits.measure() }
        waits.expectShort(flood.name)
        attackers.wait(seconds: 60) { $0 == 0 }
        try ask(port)
        expectReturn(of: proxy, to: before, flood.name)
    }

    @Test("Questions without an end, whose answers are read, cost nobody else an answer", arguments: questions)
    func lastingQuestions(_ type: UInt8, _ payload: String) throws {
        let proxy = try proxy()
        let port = try #require(proxy.port(of: "c"))
        let frames = Self.times(500, Self.frame(type, 0, 0, ByteString(payload)))
        let attackers = Watched(4)
        let end = Deadline(seconds: Rounds.floodSeconds)
        try ask(port)
        let before = proxy.residentKiB
        let waits = try Waits(port)
        for _ in 0..<attackers.value {
            detachThread {
                if let attacker = Socket.connected(to: port) {
                    attacker.send(Self.preface, until: end)
                    while !end.hasPassed, attacker.send(frames, until: end) {
                        guard case .bytes = attacker.receive(until: end) else { break }
                    }
                }
                attackers.change { $0 -= 1 }
            }
        }
        while !end.hasPassed { try waits.measure() }
        waits.expectShort(payload.isEmpty ? "SETTINGS" : "PING")
        attackers.wait(seconds: 60) { $0 == 0 }
        try ask(port)
        expectReturn(of: proxy, to: before, payload.isEmpty ? "SETTINGS" : "PING")
    }

    // MARK: - Attacks that no limit of frames ends

    /// HEADERS of a stream with these bytes of HPACK behind the usual fields.
    private static func head(_ stream: Int, _ block: ByteString) -> ByteString {
        let payload = request + block
        let length: ByteString = [
            UInt8(payload.count >> 16), UInt8(payload.count >> 8 & 0xff), UInt8(payload.count & 0xff),
        ]
        return length + [1, 5, 0, 0, UInt8(stream >> 8), UInt8(stream & 0xff)] + payload
    }

    /// A field of 4,000 bytes that goes into the table.
    private static let entry: ByteString = [0x40, 1, 0x78, 0x7f, 0xa1, 0x1e] + ByteString(repeating: 0x61, count: 4000)

    /// Behind that field, so many heads that each name it so many times, a byte each.
    private static func packed(_ heads: Int, times count: Int) -> ByteString {
        let block = ByteString(repeating: 0xbe, count: count)
        return head(1, entry) + ByteString((1...heads).map { head(2 * $0 + 1, block) }.joined())
    }

    /// 64 MB in 16 KB, twenty times.
    private static let packed = packed(20, times: 16_000)

    /// Large requests whose answers nobody reads.
    private static let unread: ByteString = ByteString(
        (0..<4000).map { head(2 * $0 + 1, [0, 1, 0x78, 0x7f, 0xd1, 0x0e] + ByteString(repeating: 0x62, count: 2000)) }
            .joined())

    /// Requests of 33 bytes that become 56 KB each, which is allowed.
    private static let swollen = packed(1000, times: 14)

    private static let patient: [Attack] = [
        Attack("fields packed in few bytes", packed), Attack("requests that swell", swollen),
        Attack("answers that nobody reads", unread), Attack("half a preface", []), Attack("half a frame", [0, 0, 1]),
    ]

    @Test("What costs an attacker little costs others nothing, and goes with him", arguments: patient)
    func lastingPatience(_ patience: Attack) throws {
        let proxy = try proxy()
        let port = try #require(proxy.port(of: "c"))
        let start = patience.bytes.isEmpty ? ByteString("PRI * HT") : Self.preface
        let end = Deadline(seconds: Rounds.floodSeconds)
        @Sendable func attack(_ limit: Deadline) {
            guard let attacker = Socket.connected(to: port) else { return }
            attacker.send(start + patience.bytes, until: limit)
            Deadline.pause(milliseconds: 20)
        }
        for _ in 0..<20 { attack(Deadline(seconds: 2)) }
        try ask(port)
        let before = proxy.residentKiB
        let attackers = Watched(4)
        let waits = try Waits(port)
        for _ in 0..<attackers.value {
            detachThread {
                while !end.hasPassed { attack(end) }
                attackers.change { $0 -= 1 }
            }
        }
        while !end.hasPassed { try waits.measure() }
        waits.expectShort(patience.name)
        attackers.wait(seconds: 60) { $0 == 0 }
        try ask(port)
        expectReturn(of: proxy, to: before, patience.name)
    }

    @Test("A field that is packed small counts with all its bytes, each time that it comes")
    func packedFields() throws {
        let proxy = try proxy()
        let port = try #require(proxy.port(of: "c"))
        let attacker = try #require(Socket.connected(to: port))
        attacker.send(Self.preface + Self.packed(20, times: 100), until: Deadline(seconds: 60))
        _ = Deadline(seconds: 60).reached {
            proxy.admin.statistics()["http2.header_list_size_too_large"].flatMap { Int($0) } ?? 0 >= 20
        }
        #expect(proxy.admin.statistics()["http2.header_list_size_too_large"] == "20")
        // The connection serves on, unless a block is beyond all measure.
        let deadline = Deadline(seconds: 60)
        attacker.send(Self.head(101, ByteString(repeating: 0xbe, count: 16_000)), until: deadline)
        var hasEnded = false
        while !hasEnded {
            switch attacker.receive(until: deadline) {
            case .bytes: break
            case .end, .reset: hasEnded = true
            case .timedOut: throw ProxyHarness.StartError(description: "the connection stays")
            }
        }
        #expect(
            Deadline(seconds: 60).reached {
                proxy.admin.statistics()["http.c.downstream_cx_protocol_error"] == "1"
            })
        try ask(port)
    }

    /// How long a well-behaved client waits, beside one of a proxy that nobody attacks: what the machine itself takes at
    /// the same moments shows there.
    private final class Waits {
        private let port: UInt16
        private let calm: ProxyHarness
        private let calmPort: UInt16
        private var longest = Duration.zero
        private var longestCalm = Duration.zero

        init(_ port: UInt16) throws {
            self.port = port
            calm = try HTTP2FloodTests().proxy()
            calmPort = try #require(calm.port(of: "c"))
        }

        deinit { calm.stop() }

        func measure() throws {
            longest = max(longest, try Self.wait(port))
            longestCalm = max(longestCalm, try Self.wait(calmPort))
        }

        private static func wait(_ port: UInt16) throws -> Duration {
            let start = ContinuousClock.now
            try HTTP2FloodTests.ask(port)
            return start.duration(to: .now)
        }

        /// The bound is the project's own: no flood may take more of others' time. It is held in `make soak`, where no
        /// other test takes the machine's.
        func expectShort(_ name: String) {
            if !Rounds.areMany { return }
            let words = "\(name): waited \(longest), where nothing happens \(longestCalm)"
            #expect(longest - longestCalm <= .milliseconds(250), "\(words)")
        }
    }

    /// PING and SETTINGS.
    private static let questions: [(UInt8, String)] = [(6, "12345678"), (4, "")]

    /// What an attack took is given back soon after it.
    private func expectReturn(of proxy: ProxyHarness, to before: Int, _ name: String) {
        var after = 0
        let isBack = Deadline(seconds: 100).reached {
            after = proxy.residentKiB
            return after <= before + before / 10 + 1024
        }
        #expect(isBack, "\(name): \(before) KiB, then \(after)")
    }

    private func ask(_ port: UInt16) throws { try Self.ask(port) }

    private static func ask(_ port: UInt16) throws {
        let client = try #require(HTTP2Client(port: port))
        client.send(get2("/direct"), body: nil, trailers: nil, ends: true)
        client.wait { $0.exchanges.allSatisfy(\.isOver) }
        #expect(client.exchanges.first?.lines.first == "200")
    }

    @Test("A flood ends its connection and is counted, while others are served", arguments: floods)
    func flood(_ flood: Attack) throws {
        let proxy = try proxy()
        let port = try #require(proxy.port(of: "c"))
        let deadline = Deadline(seconds: 60)
        let attacker = try #require(Socket.connected(to: port))
        attacker.send(Self.preface + flood.bytes, until: deadline)
        var hasEnded = false
        while !hasEnded {
            switch attacker.receive(until: deadline) {
            case .bytes: break
            case .end, .reset: hasEnded = true
            case .timedOut: throw ProxyHarness.StartError(description: "\(flood.name): the connection stays")
            }
        }
        var count: String?
        let isCounted = Deadline(seconds: 60).reached {
            count = proxy.admin.statistics()[flood.counter]
            return count == "1"
        }
        #expect(isCounted, "\(flood.name): \(count ?? "none")")
        try ask(port)
    }

    @Test("Acknowledgements that nobody reads are bounded", arguments: questions)
    func acknowledgements(_ type: UInt8, _ payload: String) throws {
        let proxy = try proxy()
        let port = try #require(proxy.port(of: "c"))
        let attacker = try #require(Socket.connected(to: port))
        let frames = Self.times(5000, Self.frame(type, 0, 0, ByteString(payload)))
        attacker.send(Self.preface, until: Deadline(seconds: 60))
        var rounds = 0
        // Until the kernel takes no more answers; the socket is never read.
        while rounds < 1500, attacker.send(frames, until: Deadline(seconds: 60)) { rounds += 1 }
        #expect(rounds < 1500)
        #expect(Deadline(seconds: 60).reached { proxy.admin.statistics()["http2.outbound_control_flood"] == "1" })
    }
}
