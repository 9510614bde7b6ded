/// What a client does, step by step.
enum ClientStep: Sendable {
    /// Sends exactly these bytes. `{port}` stands for the port it is connected to.
    case send(ByteString)
    /// Reads until this many more final answers have come, or the connection ends.
    case answers(Int)
    /// As `answers`, for answers to HEAD.
    case headAnswers(Int)
    /// Reads until interim (1xx) answers, this many more, have come.
    case interim(Int)
    /// Reads only the head of the next answer and these bytes of its body: the start of a long one.
    case body(contains: String)
    /// Waits until the upstream has received these bytes.
    case upstreamReceived(String)
    /// Waits until the upstream's connections are over.
    case upstreamEnded
    /// Reads until the proxy closes.
    case end
    /// Gives the connection up and goes on with a new one.
    case reconnect
    /// Sends the end of its direction.
    case closeWriting
    /// Leaves without reading on.
    case leave
}

extension ClientStep {
    /// Sends this text.
    static func text(_ text: String) -> ClientStep { .send(ByteString(text)) }
}

/// How the bytes of a step are cut into writes.
enum Delivery: Hashable, Sendable, CaseIterable {
    case whole
    case bytewise
    /// The first step in two writes, the first of this many bytes.
    case split(Int)

    /// Those that every case is run with.
    static let allCases: [Delivery] = [.whole, .bytewise]
}

/// What a client saw.
struct ClientRecord: Sendable {
    /// How the connection stood at the end.
    enum Ending: String, Sendable {
        case open = "open"
        case closed = "closed"
        case announcedButOpen = "announced a close, but stayed open"
        case left = "left by the client"
        case unanswered = "no answer in time"
        case unresponsive = "open, but dead to a further request"
    }

    var answers: [HTTPMessage] = []
    /// Bytes that belong to no answer.
    var leftover: ByteString = []
    var ending = Ending.open
}

/// A client that sends exact bytes and reads exact bytes.
struct RawClient {
    /// A whole request that a proxy under test answers itself; it says whether a connection is still good.
    static let probe = ByteString("GET /probe HTTP/1.1\r\nhost: probe.invalid\r\n\r\n")

    private var socket: Socket
    private let port: UInt16
    private let delivery: Delivery
    private let deadline: Deadline
    private var reader = HTTPMessageReader()
    private var record = ClientRecord()
    private var hasEnded = false
    private var hasSent = false

    /// Connects; nil when nobody listens.
    init?(port: UInt16, delivery: Delivery, seconds: Double = 60) {
        guard let socket = Socket.connected(to: port) else { return nil }
        self.socket = socket
        self.port = port
        self.delivery = delivery
        deadline = Deadline(seconds: seconds)
    }

    /// Runs the steps, then finds out how the connection stands; `probes` asks with a further request. Without
    /// `finishes` the connection is given up after the last step.
    mutating func run(
        _ steps: [ClientStep], upstream: ScriptedUpstream?, probes: Bool, finishes: Bool = true
    ) -> ClientRecord {
        for step in steps {
            switch step {
            case .send(let bytes): send(bytes)
            case .answers(let count): readAnswers(count, toHead: false)
            case .headAnswers(let count): readAnswers(count, toHead: true)
            case .interim(let count): readInterim(count)
            case .body(let text): readUntil { $0.pending.firstIndex(of: ByteString(text)) != nil }
            case .upstreamReceived(let text): upstream?.waitUntilReceived(text)
            case .upstreamEnded: upstream?.waitUntilEnded()
            case .end: readUntil { _ in false }
            case .reconnect: reconnect()
            case .closeWriting: socket.closeWriting()
            case .leave:
                socket.close()
                record.ending = .left
                return record
            }
        }
        if finishes { finish(probes: probes) }
        socket.close()
        return record
    }

    private mutating func reconnect() {
        while let answer = reader.take(ended: hasEnded) { record.answers.append(answer) }
        socket.close()
        guard let next = Socket.connected(to: port) else { return }
        socket = next
        reader = HTTPMessageReader()
        hasEnded = false
    }

    private mutating func send(_ bytes: ByteString) {
        let hasNotSent = !hasSent
        hasSent = true
        var bytes = bytes
        while let index = bytes.firstIndex(of: ByteString("{port}")) {
            bytes.replaceSubrange(index..<index + 6, with: ByteString(String(port)))
        }
        switch delivery {
        case .whole: socket.send(bytes, until: deadline)
        case .bytewise: for byte in bytes where !socket.send([byte], until: deadline) { return }
        case .split(let count):
            guard hasNotSent, count < bytes.count else {
                socket.send(bytes, until: deadline)
                break
            }
            socket.send(ByteString(bytes[..<count]), until: deadline)
            socket.send(ByteString(bytes[count...]), until: deadline)
        }
    }

    /// Reads once; false at the end or the deadline.
    private mutating func readMore() -> Bool {
        guard !hasEnded else { return false }
        switch socket.receive(until: deadline) {
        case .bytes(let bytes):
            reader.append(bytes)
            return true
        case .end, .reset:
            hasEnded = true
            return false
        case .timedOut:
            return false
        }
    }

    private mutating func readUntil(_ condition: (HTTPMessageReader) -> Bool) {
        while !condition(reader), readMore() {}
    }

    private mutating func readAnswers(_ count: Int, toHead: Bool) {
        var missing = count
        while missing > 0 {
            guard let answer = reader.take(answersHead: toHead, ended: hasEnded) else {
                if !readMore(), !hasEnded || reader.pending.isEmpty { return }
                if hasEnded, reader.pending.firstIndex(of: ByteString("\r\n\r\n")) == nil { return }
                continue
            }
            record.answers.append(answer)
            if answer.status.map({ $0 / 100 != 1 || $0 == 101 }) ?? true { missing -= 1 }
        }
    }

    private mutating func readInterim(_ count: Int) {
        for _ in 0..<count {
            while true {
                if let answer = reader.take() {
                    record.answers.append(answer)
                    break
                }
                guard readMore() else { return }
            }
        }
    }

    private mutating func finish(probes: Bool) {
        let announced = record.answers.last?.announcesClose ?? false
        if announced && !hasEnded {
            while readMore() {}
        }
        if !hasEnded && !announced && probes {
            socket.send(Self.probe, until: deadline)
            var answer: HTTPMessage?
            while true {
                answer = reader.take(ended: hasEnded)
                if answer != nil || !readMore() { break }
            }
            if let answer {
                // The answer is no part of the record, unless it is not the one to the probe.
                if answer.body != ByteString("alive") { record.answers.append(answer) }
                record.ending = .open
            } else if !hasEnded {
                record.ending = .unresponsive
            }
        }
        // What came after the last answer that was waited for.
        while let answer = reader.take(ended: hasEnded) { record.answers.append(answer) }
        record.leftover = reader.pending
        if hasEnded {
            record.ending = .closed
        } else if announced {
            record.ending = .announcedButOpen
        }
    }
}
