import Glibc
import Testing

/// Large bodies that the kernel moves, beside the same ones in front of a filter that sees them: clients, endpoints,
/// logs and statistics tell no difference.
@Suite struct SplicingTests {
    /// A conversation that both ways have.
    private struct Exchange: Sendable {
        var name: String
        var upstream: UpstreamScript
        var manager: JSON = [:]
        var action: JSON = [:]
        /// How many lines the log has of it.
        var logged = 1
        /// What the client sees, a line each.
        var talk: @Sendable (inout Client, Subject, String) -> [String]

        /// The case of one way. A small buffer keeps from the pipe, and so does a filter that sees data.
        func proxyCase(copying: Bool) -> ProxyCase {
            ProxyCase(SplicingTests.name(of: name, copying), get(), upstream: upstream).with {
                // The time that an upstream took has now one digit, now two, and bytes are counted.
                var filters = [SplicingTests.filter("router", TypeName.router, ["suppress_envoy_headers": true])]
                if copying {
                    filters.insert(
                        SplicingTests.filter(
                            "grpc_stats", "type.googleapis.com/envoy.extensions.filters.http.grpc_stats.v3.FilterConfig"
                        ),
                        at: 0)
                }
                $0.manager = manager.merged(with: ["http_filters": .array(filters)])
                $0.action = action
                $0.logs = [LogDocument.text(SplicingTests.format)]
            }
        }
    }

    private static let format = """
        %RESPONSE_CODE% %RESPONSE_FLAGS% %RESPONSE_CODE_DETAILS% %BYTES_RECEIVED% %BYTES_SENT% \
        %DOWNSTREAM_WIRE_BYTES_RECEIVED% %DOWNSTREAM_WIRE_BYTES_SENT% %UPSTREAM_WIRE_BYTES_SENT% \
        %UPSTREAM_WIRE_BYTES_RECEIVED% %UPSTREAM_TRANSPORT_FAILURE_REASON% %DOWNSTREAM_DETECTED_CLOSE_TYPE% %REQ(:PATH)%
        """

    private static func name(of exchange: String, _ copying: Bool) -> String {
        (copying ? "copied-" : "spliced-") + exchange
    }

    private static func filter(_ name: String, _ type: String, _ fields: JSON = [:]) -> JSON {
        let base: JSON = ["@type": .string(type)]
        return ["name": .string("envoy.filters.http." + name), "typed_config": base.merged(with: fields)]
    }

    /// A proxy with a listener for each way of each conversation.
    private final class Subject: Sendable {
        let proxy: ProxyHarness
        let upstreams: [String: ScriptedUpstream]
        let log: String
        let cases: [ProxyCase]

        init(_ exchanges: [Exchange]) throws {
            cases = exchanges.flatMap { [$0.proxyCase(copying: false), $0.proxyCase(copying: true)] }
            var upstreams: [String: ScriptedUpstream] = [:]
            for one in cases {
                let upstream = try #require(ScriptedUpstream(one.upstream))
                upstreams[one.name] = upstream
            }
            self.upstreams = upstreams
            let directory = try TemporaryDirectory()
            log = directory.file("access.log")
            proxy = try ProxyHarness(
                .apus,
                configuration: Theme(name: "splicing", cases: cases).configuration(
                    upstreams: upstreams.mapValues(\.port), log: log),
                directory: directory, arguments: ["--concurrency", "1"])
        }

        deinit {
            proxy.process.signal(SIGKILL)
            for upstream in upstreams.values { upstream.stop() }
        }

        /// The descriptors that the proxy has, and what each is.
        private var descriptors: [Int: String] {
            let directory = "/proc/\(proxy.process.pid)/fd"
            guard let entries = unsafe opendir(directory) else { return [:] }
            defer { unsafe closedir(entries) }
            var found: [Int: String] = [:]
            while let entry = unsafe readdir(entries) {
                let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                    unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                }
                var target = [CChar](repeating: 0, count: 32)
                let length = unsafe readlink("\(directory)/\(name)", &target, target.count)
                guard length > 0, let number = Int(name) else { continue }
                found[number] = String(decoding: target.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self)
            }
            return found
        }

        /// The descriptors of pipes that the proxy has.
        var pipes: Int { descriptors.values.count { $0.hasPrefix("pipe:") } }

        /// The limit of descriptors that leaves so many.
        func descriptorLimit(leaving count: Int) -> Int {
            let used = descriptors
            var (limit, free) = (0, 0)
            while free < count || used[limit] != nil {
                if used[limit] == nil { free += 1 }
                limit += 1
            }
            return limit
        }

        /// Lets an upstream go on that waits for another connection.
        func prod(_ name: String) { Socket.connected(to: upstreams[name]?.port ?? 0)?.close() }

        func statistic(_ name: String) -> Int { proxy.admin.numbers(filter: "^\(name)$")[name] ?? 0 }

        /// The lines of a case's log once there are so many.
        func lines(_ name: String, _ count: Int) -> [String] {
            var lines: [String] = []
            _ = Deadline(seconds: 60).reached {
                lines = (readFile("\(log).\(name).0") ?? []).text.split(separator: "\n").map(String.init)
                return lines.count >= count
            }
            return lines
        }
    }

    /// A client that is driven by hand.
    private struct Client {
        let socket: Socket
        var pending: ByteString = []
        let deadline = Deadline(seconds: 60)
        /// What it has written down.
        var lines: [String] = []

        mutating func send(_ text: String) { socket.send(ByteString(text), until: deadline) }

        /// Reads until it has so many bytes, or the connection ends; the bytes.
        mutating func read(_ count: Int) -> ByteString {
            while pending.count < count, case .bytes(let some) = socket.receive(until: deadline) { pending += some }
            let taken = ByteString(pending.prefix(count))
            pending.removeFirst(taken.count)
            return taken
        }

        /// Reads an answer with a body of so many bytes: its status, and whether the body is the one that was sent.
        mutating func answer(_ count: Int, head: Bool = false) -> String {
            while pending.firstIndex(of: SplicingTests.blank) == nil {
                guard case .bytes(let some) = socket.receive(until: deadline) else { return "no answer" }
                pending += some
            }
            let end = pending.firstIndex(of: SplicingTests.blank) ?? 0
            let status = ByteString(pending.prefix(12)).text
            pending.removeFirst(end + 4)
            let body = head ? [] : read(count)
            return "\(status) \(body.count) \(body == ByteString(SplicingTests.bytes.prefix(body.count)))"
        }

        /// Reads an answer that has no body, or one that is not looked at: its head, without its date.
        mutating func head() -> String {
            while pending.firstIndex(of: SplicingTests.blank) == nil {
                guard case .bytes(let some) = socket.receive(until: deadline) else { return "no answer" }
                pending += some
            }
            let end = pending.firstIndex(of: SplicingTests.blank) ?? 0
            defer { pending.removeFirst(end + 4) }
            let lines = ByteString(pending.prefix(end)).text.split(separator: "\r\n")
            return lines.filter { !$0.hasPrefix("date: ") }.joined(separator: "\r\n")
        }

        /// What comes last.
        mutating func end() -> String {
            while true {
                switch socket.receive(until: deadline) {
                case .bytes(let some): pending += some
                case .end: return "\(pending.count) more, end"
                case .reset: return "\(pending.count) more, reset"
                case .timedOut: return "no end"
                }
            }
        }
    }

    fileprivate static let blank = ByteString("\r\n\r\n")
    fileprivate static let size = 600_000
    fileprivate static let bytes = ByteString((0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 7) })

    private static let head = "HTTP/1.1 200 OK\r\ncontent-length: \(size)\r\n\r\n"
    private static let whole = ByteString(head) + bytes
    private static let part = ByteString(head) + bytes.prefix(size / 2)

    private static let rest = ByteString(bytes.suffix(size - size / 2))
    private static let farewell =
        ByteString("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: \(size)\r\n\r\n") + bytes
    private static let mark = "-so far-"
    private static let refusal = "HTTP/1.1 413 Payload Too Large\r\ncontent-length: 2\r\n\r\nno"

    private static func upload(_ path: String = "/", _ count: Int = size) -> ByteString {
        ByteString("POST \(path) HTTP/1.1\r\nhost: a\r\ncontent-length: \(size)\r\n\r\n") + bytes.prefix(count)
    }

    private static let exchanges: [Exchange] = [
        Exchange(name: "answers", upstream: .serving(bytes: whole), logged: 2) { client, _, _ in
            // The second comes while the first is answered.
            client.send(get("/one") + get("/two"))
            return [client.answer(size), client.answer(size)]
        },
        Exchange(
            name: "bodiless",
            upstream: .serving(
                head, "HTTP/1.1 304 Not Modified\r\ncontent-length: \(size)\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"), logged: 3
        ) { client, _, _ in
            client.send(request("HEAD", "/", []))
            let first = client.answer(size, head: true)
            client.send(get())
            let second = client.answer(size, head: true)
            client.send(get())
            return [first, second, client.answer(2, head: true), client.read(2).text]
        },
        Exchange(name: "upstream-ends", upstream: UpstreamScript([.request, .send(part), .close])) { client, _, _ in
            client.send(get())
            return [client.answer(size / 2), client.end()]
        },
        Exchange(
            name: "upstream-stalls", upstream: UpstreamScript([.request, .send(part), .awaitEnd]),
            manager: ["stream_idle_timeout": "0.4s"]
        ) { client, _, _ in
            client.send(get())
            return [client.answer(size / 2), client.end()]
        },
        Exchange(
            name: "time-is-up", upstream: UpstreamScript([.request, .send(part), .awaitEnd]),
            action: ["timeout": "0.4s"]
        ) { client, _, _ in
            client.send(get())
            return [client.answer(size / 2), client.end()]
        },
        Exchange(name: "client-leaves", upstream: UpstreamScript([.request, .send(part), .awaitEnd])) {
            client, _, _ in
            client.send(get())
            let answer = client.answer(size / 2)
            client.socket.reset()
            return [answer]
        },
        Exchange(name: "upstream-closes", upstream: UpstreamScript([.request, .send(farewell), .close])) {
            client, _, _ in
            client.send(get())
            return [client.answer(size)]
        },
        Exchange(
            name: "upstream-resets",
            upstream: UpstreamScript([.request, .send(part), .awaitConnection(2), .reset], [.awaitEnd])
        ) { client, subject, name in
            client.send(get())
            let answer = client.answer(size / 2)
            subject.prod(name)
            return [answer, client.end()]
        },
        Exchange(
            name: "early-answer", upstream: UpstreamScript([.bytes(mark), .text(refusal), .awaitEnd])
        ) { client, _, _ in
            // The upstream has what came before, and the client is in the middle of it.
            client.socket.send(upload("/", size / 2) + ByteString(mark), until: client.deadline)
            return [client.head(), client.read(2).text, client.end()]
        },
        Exchange(name: "uploads", upstream: .plain, logged: 2) { client, subject, name in
            client.socket.send(upload("/one") + upload("/two"), until: client.deadline)
            let answers = [client.answer(2, head: true), client.read(2).text, client.answer(2, head: true)]
            let bodies = subject.upstreams[name]?.records.flatMap(\.requests).map { $0.body == bytes } ?? []
            return answers + ["\(bodies)"]
        },
        Exchange(name: "client-gives-up", upstream: UpstreamScript([.head, .awaitEnd])) { client, subject, name in
            client.socket.send(upload("/", size / 2), until: client.deadline)
            // Everything has gone through.
            let isThere = Deadline(seconds: 60).reached {
                subject.upstreams[name]?.records.first.map { $0.bytes.count > size / 2 } ?? false
            }
            client.socket.reset()
            return ["\(isThere)"]
        },
    ]

    @Test("Spliced bodies look like copied ones, whatever becomes of them")
    func parity() async throws {
        let subject = try Subject(Self.exchanges)
        let before = subject.pipes
        var seen: [Bool: [String: [String]]] = [:]
        for copying in [true, false] {
            for exchange in Self.exchanges {
                let name = Self.name(of: exchange.name, copying)
                let port = try #require(subject.proxy.port(of: name))
                var client = Client(socket: try #require(Socket.connected(to: port)))
                seen[copying, default: [:]][exchange.name] = exchange.talk(&client, subject, name)
                client.socket.close()
            }
            #expect(copying ? subject.pipes == before : subject.pipes > before)
        }
        let statistics = CaseStatistics(settled: subject.proxy.admin, cases: subject.cases)
        for exchange in Self.exchanges {
            #expect(seen[true]?[exchange.name] == seen[false]?[exchange.name], "\(exchange.name)")
            let logs = [true, false].map { subject.lines(Self.name(of: exchange.name, $0), exchange.logged) }
            #expect(logs[0] == logs[1], "\(exchange.name)")
            let counted = [true, false].map { copying in
                let one = exchange.proxyCase(copying: copying)
                return statistics.lines(of: one).map { $0.replacing(one.name, with: "") }
            }
            #expect(counted[0] == counted[1], "\(exchange.name)")
        }
    }

    @Test("A body that is being spliced when the proxy begins to drain comes whole, and the next answer is the last")
    func drain() throws {
        let steps: [UpstreamStep] = [
            .request, .send(Self.part), .awaitConnection(2), .send(Self.rest), .serve([Self.whole]),
        ]
        let exchange = Exchange(name: "drains", upstream: UpstreamScript(steps, [.awaitEnd])) { _, _, _ in [] }
        let subject = try Subject([exchange])
        let name = Self.name(of: "drains", false)
        let port = try #require(subject.proxy.port(of: name))
        var client = Client(socket: try #require(Socket.connected(to: port)))
        client.send(get("/one"))
        #expect(client.answer(Self.size / 2) == "HTTP/1.1 200 \(Self.size / 2) true")
        #expect(subject.pipes > 0)
        #expect(subject.proxy.admin.post("/healthcheck/fail")?.status == 200)
        subject.prod(name)
        #expect(client.read(Self.rest.count) == Self.rest)
        client.send(get("/two"))
        #expect(client.head().contains("connection: close"))
        #expect(client.read(Self.size) == Self.bytes)
        #expect(client.end() == "0 more, end")
        client.socket.close()
        #expect(subject.lines(name, 2).count == 2)
    }

    @Test("Bodies are copied where the system has no descriptors for a pipe")
    func scarcity() throws {
        let exchange = Exchange(name: "scarce", upstream: .serving(bytes: Self.whole)) { _, _, _ in [] }
        let subject = try Subject([exchange])
        let name = Self.name(of: "scarce", false)
        let port = try #require(subject.proxy.port(of: name))
        // Enough for a client and its upstream.
        let limit = subject.descriptorLimit(leaving: 2)
        let setter = try ChildProcess(
            "/usr/bin/prlimit", ["--pid", String(subject.proxy.process.pid), "--nofile=\(limit):\(limit)"],
            output: "/dev/null", errors: "/dev/null")
        #expect(setter.ending(within: 60) == .exit(0))
        let before = subject.pipes
        var client = Client(socket: try #require(Socket.connected(to: port)))
        for _ in 0..<2 {
            client.send(get())
            #expect(client.answer(Self.size) == "HTTP/1.1 200 600000 true")
        }
        #expect(subject.pipes == before)
        client.socket.close()
        #expect(subject.lines(name, 2).count == 2)
    }

    @Test("A client that does not read makes the proxy hold no more than a pipe, and gets everything later")
    func slowReader() throws {
        let slow = Exchange(
            name: "slow",
            upstream: .serving(
                bytes: ByteString(
                    "HTTP/1.1 200 OK\r\ncontent-length: \(Self.size * 30)\r\n\r\n")
                    + (0..<30).flatMap { _ in Self.bytes })
        ) { _, _, _ in [] }
        let subject = try Subject([slow])
        let name = Self.name(of: "slow", false)
        let port = try #require(subject.proxy.port(of: name))
        var client = Client(socket: try #require(Socket.connected(to: port, receiveBuffer: 16 << 10)))
        let resident = subject.proxy.residentKiB
        client.send(get())
        let isPaused = Deadline(seconds: 60).reached {
            subject.statistic("cluster.\(name).upstream_flow_control_paused_reading_total") == 1
        }
        #expect(isPaused)
        #expect(subject.statistic("http.\(name).downstream_flow_control_paused_reading_total") == 1)
        #expect(subject.proxy.residentKiB < resident + (8 << 10))
        #expect(client.answer(Self.size) == "HTTP/1.1 200 600000 true")
        for _ in 1..<30 { #expect(client.read(Self.size) == Self.bytes) }
        client.socket.close()
        let paused = subject.statistic("cluster.\(name).upstream_flow_control_paused_reading_total")
        #expect(subject.statistic("cluster.\(name).upstream_flow_control_resumed_reading_total") == paused)
        #expect(subject.lines(name, 1).first?.contains(" \(Self.size * 30) ") == true)
    }
}
