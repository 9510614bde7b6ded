import Glibc
import Testing

/// What is scarce harms nobody but those who ask for it: others are served, what was refused is counted, and afterwards
/// all is as before.
@Suite(.serialized) struct ScarcityTests {
    private final class Subject {
        let upstream: ScriptedUpstream
        let proxy: ProxyHarness
        let port: UInt16

        init(descriptors: Int? = nil, log: String? = nil, manager: JSON = [:]) throws {
            upstream = try #require(ScriptedUpstream(.plain))
            let directory = try TemporaryDirectory()
            let testCase = ProxyCase("served", get()).with { $0.manager = manager }
            let configuration = Theme(name: "scarcity", cases: [testCase]).configuration(
                upstreams: ["served": upstream.port], log: log ?? directory.file("access.log"))
            proxy = try ProxyHarness(.apus, configuration: configuration, directory: directory)
            if let descriptors {
                // Not from the start: it raises its own limit as far as it may.
                let setter = try ChildProcess(
                    "/usr/bin/prlimit", ["--pid", String(proxy.process.pid), "--nofile=\(descriptors):\(descriptors)"],
                    output: directory.file("prlimit"), errors: directory.file("prlimit"))
                let ending = setter.ending(within: 60)
                #expect(ending == .exit(0))
            }
            port = try #require(proxy.port(of: "served"))
        }

        deinit {
            proxy.stop()
            upstream.stop()
        }

        func statistic(_ name: String) -> Int { Int(proxy.admin.statistics()[name] ?? "") ?? 0 }

        /// Seconds of CPU that the proxy has used.
        var cpuSeconds: Double {
            let fields =
                (readFile("/proc/\(proxy.process.pid)/stat") ?? []).text.split(separator: ")").last?
                .split(separator: " ") ?? []
            guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return 0 }
            return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
        }

        /// Resident memory in KiB.
        var residentKiB: Int {
            let lines = (readFile("/proc/\(proxy.process.pid)/status") ?? []).text.split(separator: "\n")
            let line = lines.first { $0.hasPrefix("VmRSS:") } ?? ""
            return Int(line.split(separator: " ").dropFirst().first ?? "") ?? 0
        }

        /// One request on a connection of its own; its status.
        func ask(_ path: String) -> Int? {
            guard let socket = Socket.connected(to: port) else { return nil }
            return status(socket, path)
        }

        func status(_ socket: Socket, _ path: String, seconds: Double = 60) -> Int? {
            let deadline = Deadline(seconds: seconds)
            socket.send(ByteString(get(path)), until: deadline)
            var reader = HTTPMessageReader()
            while true {
                if let answer = reader.take() { return answer.status }
                guard case .bytes(let bytes) = socket.receive(until: deadline) else { return nil }
                reader.append(bytes)
            }
        }
    }

    @Test("Out of descriptors, those who are in are served; it rests, counts, and recovers within a second")
    func outOfDescriptors() throws {
        let subject = try Subject(descriptors: 64)
        let inside = try #require(Socket.connected(to: subject.port))
        let first = subject.status(inside, "/first")
        #expect(first == 200)
        func makeCrowd() -> [Socket] { (0..<200).compactMap { _ in Socket.connecting(to: subject.port) } }
        var crowd = makeCrowd()
        let served = subject.status(inside, "/meanwhile")
        #expect(served == 200)
        // Two seconds of the kernel's clock, in which it may look at its full table twenty times and no more.
        let before = subject.cpuSeconds
        let start = Deadline(seconds: 2)
        while !start.hasPassed {
            let during = subject.status(inside, "/during")
            #expect(during == 200)
            _ = inside.receive(until: Deadline(seconds: 0.2))
        }
        let used = subject.cpuSeconds - before
        #expect(used < 0.1, "\(used) s of CPU")
        // The machine may stall for as long once, not three times in a row.
        var recovers = false
        for attempt in 0..<3 where !recovers {
            if attempt > 0 {
                crowd = makeCrowd()
                let again = subject.status(inside, "/again")
                #expect(again == 200)
            }
            crowd.removeAll()
            recovers = Deadline(seconds: 1.5).reached {
                guard let socket = Socket.connected(to: subject.port) else { return false }
                return subject.status(socket, "/after", seconds: 1) == 200
            }
        }
        #expect(recovers)
        #expect(subject.statistic("listener.served.downstream_cx_overflow") > 0)
    }

    @Test("A full disk under the access log stops no request, and the lines that were lost are counted")
    func fullDisk() throws {
        let subject = try Subject(log: "/dev/full")
        for index in 0..<200 { #expect(subject.ask("/\(index)") == 200) }
        let counts = Deadline(seconds: 60).reached { subject.statistic("filesystem.write_failed") > 0 }
        #expect(counts)
        #expect(subject.ask("/after") == 200)
    }

    @Test("A burst of connections is served, and leaves no memory behind")
    func burst() throws {
        // Ten thousand, or half of what this process may open: other tests open files meanwhile.
        let limits = (readFile("/proc/self/limits") ?? []).text.split(separator: "\n")
        let line = limits.first { $0.hasPrefix("Max open files") } ?? ""
        let count = max(100, min(10_000, (Int(line.split(separator: " ").dropFirst(3).first ?? "") ?? 1_024) / 2))
        let subject = try Subject()
        func wave() -> Int {
            var sockets: [Socket] = []
            for _ in 0..<count {
                if let socket = Socket.connected(to: subject.port) { sockets.append(socket) }
            }
            let deadline = Deadline(seconds: 240)
            for socket in sockets { socket.send(RawClient.probe, until: deadline) }
            return sockets.count { socket in
                guard case .bytes(let bytes) = socket.receive(until: deadline) else { return false }
                return bytes.starts(with: ByteString("HTTP/1.1 200"))
            }
        }
        let first = wave()
        #expect(first == count)
        func settled() -> Bool {
            Deadline(seconds: 120).reached { subject.statistic("http.served.downstream_cx_active") == 0 }
        }
        let isFirstOver = settled()
        #expect(isFirstOver)
        let before = subject.residentKiB
        let second = wave()
        #expect(second == count)
        let isSecondOver = settled()
        #expect(isSecondOver)
        let after = subject.residentKiB
        #expect(after < before + before / 4 + 4_096, "\(before) KiB before, \(after) after")
    }

    @Test("A crowd that sends its heads byte by byte is sent away, and others are served meanwhile")
    func slowHeads() throws {
        let subject = try Subject(manager: ["request_headers_timeout": "0.3s"])
        /// How many of so many were sent away.
        func wave() -> (sentAway: Int, of: Int) {
            let crowd = (0..<200).compactMap { _ in Socket.connected(to: subject.port) }
            let deadline = Deadline(seconds: 60)
            for socket in crowd { socket.send(ByteString("GET / HTTP/1.1\r\nhost: a\r\nx: "), until: deadline) }
            // Each byte comes in time; the head as a whole does not.
            for _ in 0..<5 {
                #expect(subject.ask("/meanwhile") == 200)
                for socket in crowd { socket.send(ByteString("y"), until: deadline) }
            }
            var statuses = 0
            for socket in crowd {
                guard case .bytes(let bytes) = socket.receive(until: deadline) else { continue }
                if bytes.starts(with: ByteString("HTTP/1.1 408")) { statuses += 1 }
            }
            return (statuses, crowd.count)
        }
        let first = wave()
        #expect(first.sentAway == first.of)
        #expect(subject.statistic("http.served.downstream_rq_header_timeout") == first.of)
        #expect(subject.ask("/after") == 200)
        let before = subject.residentKiB
        let second = wave()
        #expect(second.sentAway == second.of)
        #expect(subject.statistic("http.served.downstream_rq_header_timeout") == first.of + second.of)
        #expect(subject.ask("/after") == 200)
        let after = subject.residentKiB
        #expect(after < before + before / 4 + 4_096, "\(before) KiB before, \(after) after")
    }
}
