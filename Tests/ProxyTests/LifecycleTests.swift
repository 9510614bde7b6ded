import Glibc
import Testing

/// How Apus ends: politely on SIGTERM, at once on the second.
@Suite struct LifecycleTests {
    /// A serving proxy whose upstream answers plainly, or not before it is told.
    private final class Subject {
        let upstream: ScriptedUpstream
        let proxy: ProxyHarness
        let port: UInt16

        init(
            drainSeconds: Int, upstream script: UpstreamScript = .plain, manager: JSON = [:], arguments: [String] = []
        ) throws {
            upstream = try #require(ScriptedUpstream(script))
            let directory = try TemporaryDirectory()
            let served = ProxyCase("served", get()).with {
                $0.manager = manager
                // No request ends by itself.
                $0.action = ["timeout": "0s"]
            }
            let configuration = Theme(name: "lifecycle", cases: [served]).configuration(
                upstreams: ["served": upstream.port], log: directory.file("access.log"))
            proxy = try ProxyHarness(
                .apus, configuration: configuration, directory: directory,
                arguments: ["--drain-time-s", String(drainSeconds), "--concurrency", "1"] + arguments)
            port = try #require(proxy.port(of: "served"))
        }

        deinit {
            proxy.process.signal(SIGKILL)
            upstream.stop()
        }

        /// Sends SIGTERM, waits until readiness has failed, and then until the worker has heard of it.
        func terminate() {
            proxy.process.signal(SIGTERM)
            let drains = Deadline(seconds: 60).reached { proxy.admin.get("/ready")?.status != 200 }
            #expect(drains, "readiness did not fail")
            proxy.waitForWorkers()
        }

        func logLines() -> [String] {
            (readFile(proxy.directory.file("access.log")) ?? []).text.split(separator: "\n").map(String.init)
        }
    }

    /// A connection that has been answered once.
    private func connected(_ subject: Subject) throws -> Conversation {
        var conversation = try Conversation(port: subject.port)
        conversation.ask("/first")
        let status = conversation.answer()?.status
        #expect(status == 200)
        return conversation
    }

    /// A client that is driven by hand.
    private struct Conversation {
        let socket: Socket
        var reader = HTTPMessageReader()
        let deadline = Deadline(seconds: 60)

        init(port: UInt16) throws {
            socket = try #require(Socket.connected(to: port))
        }

        func ask(_ path: String) { socket.send(ByteString(get(path)), until: deadline) }

        /// The next answer, or nil when the connection ended first.
        mutating func answer() -> HTTPMessage? {
            while true {
                if let answer = reader.take() { return answer }
                guard case .bytes(let bytes) = socket.receive(until: deadline) else { return nil }
                reader.append(bytes)
            }
        }

        /// Whether the proxy ends the connection, with nothing said.
        func ends() -> Bool { socket.receive(until: deadline) == .end }
    }

    @Test("An idle proxy ends in order on SIGTERM, at once or after its announcement")
    func idle() throws {
        let subject = try Subject(drainSeconds: 2)
        subject.proxy.process.signal(SIGTERM)
        #expect(subject.proxy.process.ending(within: 60) == .exit(0))
        #expect(Socket.connected(to: subject.port) == nil)
    }

    @Test("A request in flight is answered whole, told to close, and the proxy ends in order")
    func inFlight() throws {
        let upstream = UpstreamScript(
            [.request, .awaitConnection(2), .send(UpstreamScript.okAnswer), .awaitEnd], [.awaitEnd])
        let subject = try Subject(drainSeconds: 60, upstream: upstream)
        var conversation = try Conversation(port: subject.port)
        conversation.ask("/slow")
        subject.upstream.waitUntilReceived("/slow")
        subject.terminate()
        // A connection to the upstream itself is what it waits for before it answers.
        let gate = try #require(Socket.connected(to: subject.upstream.port))
        let reply = conversation.answer()
        let answer = try #require(reply)
        #expect(answer.status == 200 && answer.body == ByteString("ok"))
        #expect(answer.values(of: "connection") == ["close"])
        #expect(conversation.ends())
        gate.close()
        #expect(subject.proxy.process.ending(within: 100) == .exit(0))
        #expect(subject.logLines().filter { $0.contains("/slow") }.count == 1)
    }

    @Test("While it announces its end, the proxy accepts and answers, with connection: close")
    func announced() throws {
        // A tenth of it is the time in which it accepts.
        let subject = try Subject(drainSeconds: 600, manager: ["drain_timeout": "600s"])
        var kept = try connected(subject)
        subject.terminate()
        var late = try Conversation(port: subject.port)
        late.ask("/late")
        let lateReply = late.answer()
        let lateAnswer = try #require(lateReply)
        #expect(lateAnswer.status == 200 && lateAnswer.values(of: "connection") == ["close"])
        #expect(late.ends())
        kept.ask("/kept")
        let keptReply = kept.answer()
        let keptAnswer = try #require(keptReply)
        #expect(keptAnswer.status == 200 && keptAnswer.values(of: "connection") == ["close"])
        #expect(kept.ends())
        subject.proxy.process.signal(SIGTERM)
        #expect(subject.proxy.process.ending(within: 60) == .exit(0))
    }

    @Test("An idle keep-alive connection is closed without a reset before the proxy ends")
    func keepAlive() throws {
        let subject = try Subject(drainSeconds: 2)
        let kept = try connected(subject)
        subject.proxy.process.signal(SIGTERM)
        #expect(kept.ends())
        #expect(subject.proxy.process.ending(within: 60) == .exit(0))
    }

    @Test("A second SIGTERM ends at once, whatever is in flight")
    func secondSignal() throws {
        let subject = try Subject(drainSeconds: 600, upstream: .silent)
        let conversation = try Conversation(port: subject.port)
        conversation.ask("/never")
        subject.upstream.waitUntilReceived("/never")
        subject.terminate()
        #expect(subject.proxy.process.ending(within: 0) == nil)
        subject.proxy.process.signal(SIGTERM)
        #expect(subject.proxy.process.ending(within: 60) == .exit(0))
    }

    @Test("The drain time ends a request that never ends")
    func drainTime() throws {
        let subject = try Subject(drainSeconds: 1, upstream: .silent)
        let conversation = try Conversation(port: subject.port)
        conversation.ask("/never")
        subject.upstream.waitUntilReceived("/never")
        subject.proxy.process.signal(SIGTERM)
        #expect(subject.proxy.process.ending(within: 60) == .exit(0))
        #expect(subject.logLines().filter { $0.contains("/never") }.count == 1, "every request is logged")
    }

    @Test("SIGINT ends the proxy as SIGTERM does")
    func interrupt() throws {
        let subject = try Subject(drainSeconds: 1)
        subject.proxy.process.signal(SIGINT)
        #expect(subject.proxy.process.ending(within: 60) == .exit(0))
    }

    @Test("Out of service, every answer ends its connection; back in service, none does")
    func outOfService() throws {
        let subject = try Subject(drainSeconds: 1)
        var kept = try connected(subject)
        let fails = subject.proxy.admin.post("/healthcheck/fail")?.status
        #expect(fails == 200)
        subject.proxy.waitForWorkers()
        kept.ask("/second")
        let last = kept.answer()
        #expect(last?.values(of: "connection") == ["close"])
        #expect(kept.ends())
        var late = try Conversation(port: subject.port)
        late.ask("/late")
        let lateAnswer = late.answer()
        #expect(lateAnswer?.values(of: "connection") == ["close"])
        let recovers = subject.proxy.admin.post("/healthcheck/ok")?.status
        #expect(recovers == 200)
        subject.proxy.waitForWorkers()
        var back = try connected(subject)
        back.ask("/again")
        let again = back.answer()
        #expect(again?.status == 200 && again?.values(of: "connection") == [])
    }

    @Test("A graceful drain of the listeners ends connections over its time, or all at once", arguments: [true, false])
    func gracefulDrain(isGradual: Bool) throws {
        let subject = try Subject(
            drainSeconds: 10, arguments: ["--drain-strategy", isGradual ? "gradual" : "immediate"])
        var conversations = try (0..<40).map { _ in try connected(subject) }
        let drains = subject.proxy.admin.post("/drain_listeners?graceful&skip_exit")?.status
        #expect(drains == 200)
        subject.proxy.waitForWorkers()
        // Asks everybody once and keeps those that may ask again. A connection that ended while it was idle is no loss.
        func askAll() -> Int {
            var open: [Conversation] = []
            for var conversation in conversations {
                conversation.ask("/again")
                if conversation.answer()?.values(of: "connection") == [] { open.append(conversation) }
            }
            conversations = open
            return open.count
        }
        let early = askAll()
        if isGradual { #expect(early > 0) } else { #expect(early == 0) }
        let isOver = Deadline(seconds: 60).reached { askAll() == 0 }
        #expect(isOver)
    }

    @Test("What was logged before a rotation stands in the old file once that is said to be over")
    func rotation() throws {
        let directory = try TemporaryDirectory()
        let log = directory.file("access.log")
        let direct = ProxyCase("c", get()).with {
            $0.routes = [["match": ["prefix": "/"], "direct_response": ["status": 200]]]
        }
        let proxy = try ProxyHarness(
            .apus, configuration: Theme(name: "rotation", cases: [direct]).configuration(upstreams: [:], log: log),
            directory: directory)
        let port = try #require(proxy.port(of: "c"))
        func paths(_ file: String) -> [Substring] {
            (readFile(file) ?? []).text.split(separator: "\n").compactMap { line in
                line.split(separator: " ").first { $0.hasPrefix("/") }
            }
        }
        // Over and over, since lines are handed over in batches and by time.
        var written = 0
        for round in 0..<20 {
            var client = try #require(RawClient(port: port, delivery: .whole))
            let steps = (0..<5).flatMap { [ClientStep.text(get("/\(written + $0)")), .answers(1)] }
            #expect(client.run(steps, upstream: nil, probes: false).answers.count == 5)
            let old = "\(log).\(round)"
            let isMoved = unsafe rename(log, old) == 0
            #expect(isMoved)
            #expect(proxy.admin.post("/reopen_logs")?.status == 200)
            #expect(paths(old) == (0..<5).map { "/\(written + $0)" })
            #expect(readFile(log)?.isEmpty == true)
            written += 5
        }
        proxy.stop()
    }

    @Test("SIGUSR1 opens the access log anew")
    func reopen() throws {
        let subject = try Subject(drainSeconds: 0)
        _ = try connected(subject)
        let log = subject.proxy.directory.file("access.log")
        let hasFirst = Deadline(seconds: 60).reached { subject.logLines().contains { $0.contains("/first") } }
        #expect(hasFirst)
        let isMoved = unsafe rename(log, log + ".1") == 0
        #expect(isMoved)
        subject.proxy.process.signal(SIGUSR1)
        let isBack = Deadline(seconds: 60).reached { readFile(log) != nil }
        #expect(isBack)
        var conversation = try Conversation(port: subject.port)
        conversation.ask("/second")
        let status = conversation.answer()?.status
        #expect(status == 200)
        subject.proxy.stop()
        #expect(subject.logLines().filter { $0.contains("/second") }.count == 1)
        #expect(!subject.logLines().contains { $0.contains("/first") })
    }
}

extension ProxyHarness {
    /// Waits until every worker of Apus has done what the main thread told it before: each of them hands its lines over
    /// before logs are opened anew.
    func waitForWorkers() {
        let status = admin.post("/reopen_logs")?.status
        #expect(status == 200)
    }
}
