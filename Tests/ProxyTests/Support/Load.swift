import Glibc

/// How long the tests under load run: `APUS_TEST_ROUNDS` rounds, 3 unless it is set.
enum Rounds {
    static let count: Int = {
        guard let text = unsafe getenv("APUS_TEST_ROUNDS") else { return 3 }
        return unsafe Int(String(cString: text)).map { max(1, $0) } ?? 3
    }()

    /// Whether this is `make soak`.
    static let areMany = count >= 20

    /// How long a flood goes on, in seconds.
    static let floodSeconds: Double = areMany ? 30 : 2
}

/// Clients that keep a proxy busy, check every answer, and count what was lost: a request without its whole answer,
/// although nobody had announced the end of the connection before it was written.
final class Load: Sendable {
    /// What a client does with its connections.
    enum Habit: CaseIterable {
        /// One request after the other.
        case keepAlive
        /// Four requests at once, and again.
        case pipelining
        /// A connection for each request.
        case fresh
        /// Bodies that take a third of a second.
        case download
    }

    /// What has happened so far.
    struct Tally: Sendable {
        var answered = 0
        /// Connections that nobody accepted.
        var refused = 0
        /// What was lost, in words.
        var lost: [String] = []
        /// Clients that still run.
        var running = 0
    }

    private let port: UInt16
    private let survivesRefusal: Bool
    private let tally = Watched(Tally())
    private let isOver = Watched(false)

    /// Starts the clients.
    ///
    /// - Parameter habits: one client for each.
    /// - Parameter survivesRefusal: whether a client goes on when nobody accepts; otherwise it has nothing more to do.
    init(port: UInt16, habits: [Habit], survivesRefusal: Bool) {
        self.port = port
        self.survivesRefusal = survivesRefusal
        tally.change { $0.running = habits.count }
        for (index, habit) in habits.enumerated() {
            detachThread { [self] in
                var client = Client(load: self, habit: habit, index: index)
                while !isOver.value, client.round() {}
                tally.change { $0.running -= 1 }
            }
        }
    }

    /// The habits of a usual crowd.
    static let crowd: [Habit] = [.keepAlive, .keepAlive, .pipelining, .fresh, .download, .download]

    /// What has happened so far.
    var current: Tally { tally.value }

    /// Waits until so many more requests were answered; false when that takes too long.
    func waitForAnswers(_ count: Int, seconds: Double = 60) -> Bool {
        let start = tally.value.answered
        return tally.wait(seconds: seconds) { $0.answered >= start + count || $0.running == 0 }
    }

    /// Lets every client end its round, and tells what happened.
    func stop() -> Tally {
        isOver.change { $0 = true }
        // Longer than a round may take.
        tally.wait(seconds: 90) { $0.running == 0 }
        return tally.value
    }

    /// Waits until every client has found nobody that accepts, and tells what happened.
    func exhausted(seconds: Double) -> Tally {
        tally.wait(seconds: seconds) { $0.running == 0 }
        return stop()
    }

    /// One client and its connection.
    private struct Client {
        let load: Load
        let habit: Habit
        let index: Int
        var socket: Socket?
        var reader = HTTPMessageReader()
        var number = 0

        /// Sends and reads once; false when the client has nothing more to do.
        mutating func round() -> Bool {
            if socket == nil {
                reader = HTTPMessageReader()
                socket = Socket.connected(to: load.port)
                guard socket != nil else {
                    load.tally.change { $0.refused += 1 }
                    return load.survivesRefusal
                }
            }
            guard let socket else { return false }
            let paths = (0..<(habit == .pipelining ? 4 : 1)).map { _ in nextPath() }
            let deadline = Deadline(seconds: 60)
            socket.send(ByteString(paths.map { get($0) }.joined()), until: deadline)
            for (position, path) in paths.enumerated() {
                guard let answer = read(socket, deadline) else {
                    return lose("no answer to \(path), the number \(position) of \(paths.count)")
                }
                guard isRight(answer, to: path) else { return lose("a wrong answer to \(path): \(answer)") }
                load.tally.change { $0.answered += 1 }
                if answer.announcesClose {
                    let left = paths.count - position - 1
                    close()
                    return left == 0 || lose("\(left) requests had been sent when the end was announced")
                }
            }
            if habit == .fresh { close() }
            return true
        }

        private mutating func nextPath() -> String {
            number += 1
            return habit == .download ? "/\(index)-\(number)?size=20000&chunks=16&trickle=20" : "/\(index)-\(number)"
        }

        private func isRight(_ answer: HTTPMessage, to path: String) -> Bool {
            guard answer.status == 200, answer.isComplete, answer.fault == nil else { return false }
            return habit == .download ? answer.body.count == 20_000 : answer.body.text.contains("\"\(path)\"")
        }

        private mutating func read(_ socket: Socket, _ deadline: Deadline) -> HTTPMessage? {
            while true {
                if let answer = reader.take() { return answer }
                guard case .bytes(let bytes) = socket.receive(until: deadline) else { return nil }
                reader.append(bytes)
            }
        }

        private mutating func lose(_ what: String) -> Bool {
            load.tally.change { $0.lost.append("\(habit): \(what)") }
            close()
            return true
        }

        private mutating func close() {
            socket?.close()
            socket = nil
        }
    }
}

/// `apus echo` in a process of its own: an upstream that stands load.
final class EchoUpstream: Sendable {
    let port: UInt16
    private let process: ChildProcess
    private let directory: TemporaryDirectory

    /// - Parameter port: where it listens; 0 for a free one.
    init(port wanted: UInt16 = 0) throws {
        guard let path = ProxyBinary.apus.path else {
            throw ProxyHarness.StartError(description: "apus is not there")
        }
        let directory = try TemporaryDirectory()
        let output = directory.file("output")
        process = try ChildProcess(
            path, ["echo", "--port", String(wanted)], output: output, errors: directory.file("errors"))
        var found: UInt16 = 0
        _ = Deadline(seconds: 60).reached {
            let text = (readFile(output) ?? []).text
            guard text.hasSuffix("\n"), let colon = text.lastIndex(of: ":") else { return false }
            found = UInt16(text[text.index(after: colon)...].prefix { $0.isNumber }) ?? 0
            return true
        }
        guard found != 0 else { throw ProxyHarness.StartError(description: "echo does not listen") }
        port = found
        self.directory = directory
    }

    /// Ends it without warning: its connections are reset, new ones refused.
    func kill() {
        process.signal(SIGKILL)
        _ = process.ending(within: 20)
    }

    deinit { process.signal(SIGTERM) }
}
