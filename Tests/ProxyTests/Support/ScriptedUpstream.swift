/// What an upstream saw on one connection.
struct UpstreamConnectionRecord: Sendable, Equatable {
    var requests: [HTTPMessage] = []
    /// Set when the script waited for the proxy to end the connection: whether it did.
    var endedByProxy: Bool?
    /// Every byte that came.
    var bytes: ByteString = []
    /// The script has run to its end.
    var isOver = false
}

/// An origin on threads of its own that follows a script and records what it received.
final class ScriptedUpstream: Sendable {
    /// The port of 127.0.0.1 it listens on.
    let port: UInt16
    private let listener: Socket
    private let script: UpstreamScript
    private let watched = Watched([UpstreamConnectionRecord]())
    private let sockets = Watched([Socket]())
    private let isStopped = Watched(false)

    /// The end of a wait that begins now. Connections may rest in a pool for minutes; `stop` ends all waits.
    private var deadline: Deadline { Deadline(seconds: 600) }

    /// Starts to listen; nil when the system has no port.
    init?(_ script: UpstreamScript) {
        self.script = script
        switch script.door {
        case .open:
            guard let listener = Socket.listening() else { return nil }
            self.listener = listener
            port = listener.port
            detachThread { [self] in acceptAll() }
        case .refusing:
            guard let listener = Socket.bound() else { return nil }
            self.listener = listener
            port = listener.port
        case .stuck:
            guard let listener = Socket.listening(backlog: 0) else { return nil }
            self.listener = listener
            port = listener.port
            // The queue of a listener with backlog 0 holds one connection; what comes later stays unanswered.
            let fillers = (0..<4).compactMap { _ in Socket.connecting(to: listener.port) }
            sockets.change { $0 += fillers }
        }
    }

    /// What every connection has seen so far, in the order they were accepted.
    var records: [UpstreamConnectionRecord] { watched.value }

    /// Ends all connections and stops to listen.
    func stop() {
        isStopped.change { $0 = true }
        listener.interrupt()
        for socket in sockets.value { socket.interrupt() }
    }

    /// What every connection saw, in the order they were accepted, once nobody waits to be accepted and all scripts
    /// that wait for an end have seen it.
    func settledRecords() -> [UpstreamConnectionRecord] {
        _ = Deadline(seconds: 30).reached {
            if script.door == .open && listener.isReadable { return false }
            let records = watched.value
            let opened = sockets.value
            return records.indices.allSatisfy { index in
                if records[index].isOver || !waitsForEnd(index) { return true }
                // One that has been sent nothing may wait for as long as it likes.
                return records[index].bytes.isEmpty && index < opened.count && !opened[index].isReadable
            }
        }
        return watched.value
    }

    /// Waits until some connection has received these bytes.
    func waitUntilReceived(_ text: String) {
        let pattern = ByteString(text)
        watched.wait(seconds: 60) { $0.contains { $0.bytes.firstIndex(of: pattern) != nil } }
    }

    /// Waits until every connection is over.
    func waitUntilEnded() {
        watched.wait(seconds: 60) { !$0.isEmpty && $0.allSatisfy(\.isOver) }
    }

    /// Forgets what was recorded.
    func forget() {
        watched.change { for index in $0.indices { $0[index].requests = [] } }
    }

    private func steps(_ index: Int) -> [UpstreamStep] {
        script.connections[min(index, script.connections.count - 1)]
    }

    private func waitsForEnd(_ index: Int) -> Bool {
        steps(index).contains { if case .awaitEnd = $0 { true } else { false } }
    }

    private func acceptAll() {
        while let socket = listener.accepted() {
            let index = watched.change { records in
                records.append(UpstreamConnectionRecord())
                return records.count - 1
            }
            sockets.change { $0.append(socket) }
            // One that came while the others were ended.
            if isStopped.value { socket.interrupt() }
            detachThread { [self] in
                var connection = Connection(socket: socket, index: index, upstream: self)
                connection.run(steps(index))
            }
        }
    }

    /// One connection and where its script stands.
    private struct Connection {
        let socket: Socket
        let index: Int
        let upstream: ScriptedUpstream
        var reader = HTTPMessageReader()
        var hasEnded = false
        /// Whether it ended instead of the head that was waited for: there is nothing to answer.
        var wasLeftUnasked = false

        mutating func run(_ steps: [UpstreamStep]) {
            for step in steps { perform(step) }
            // Whatever comes unasked is recorded, and stays unanswered.
            if case .close? = steps.last { return finish() }
            if case .reset? = steps.last { return finish() }
            while readRequest() {}
            finish()
        }

        private mutating func perform(_ step: UpstreamStep) {
            let deadline = upstream.deadline
            switch step {
            case .request: _ = readRequest()
            case .head:
                while true {
                    if let message = reader.takeHead() { return record(message) }
                    guard readMore() else {
                        wasLeftUnasked = true
                        return
                    }
                }
            case .received(let pattern):
                while upstream.records[index].bytes.firstIndex(of: pattern) == nil, readMore() {}
            case .bytes(let text):
                while true {
                    if let message = reader.takeBytes(through: ByteString(text)) { return record(message) }
                    guard readMore() else { return }
                }
            case .send(let bytes): if !wasLeftUnasked { socket.send(bytes, until: deadline) }
            case .trickle(let bytes): for byte in bytes { socket.send([byte], until: deadline) }
            case .serve(let answers):
                var next = 0
                while readRequest() {
                    socket.send(answers[min(next, answers.count - 1)], until: deadline)
                    next += 1
                }
            case .awaitEnd:
                while readMore() {}
                let ended = hasEnded
                upstream.watched.change { $0[index].endedByProxy = ended }
            case .awaitConnection(let number): upstream.watched.wait(seconds: 60) { $0.count >= number }
            case .awaitRequest(let number):
                upstream.watched.wait(seconds: 60) { $0.count >= number && !$0[number - 1].requests.isEmpty }
            case .close: socket.close()
            case .reset: socket.reset()
            case .closeWriting: socket.closeWriting()
            }
        }

        private func finish() {
            upstream.watched.change { $0[index].isOver = true }
        }

        private func record(_ message: HTTPMessage) {
            upstream.watched.change { $0[index].requests.append(message) }
        }

        /// Waits for a whole request; false when the connection ended first.
        private mutating func readRequest() -> Bool {
            while true {
                if let message = reader.take() {
                    record(message)
                    return true
                }
                guard readMore() else { return false }
            }
        }

        private mutating func readMore() -> Bool {
            guard !hasEnded else { return false }
            switch socket.receive(until: upstream.deadline) {
            case .bytes(let bytes):
                reader.append(bytes)
                upstream.watched.change { $0[index].bytes += bytes }
                return true
            case .end, .reset:
                hasEnded = true
                return false
            case .timedOut:
                return false
            }
        }
    }
}
