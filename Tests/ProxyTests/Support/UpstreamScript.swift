/// What an upstream does on one connection, step by step.
enum UpstreamStep: Sendable {
    /// Waits for one whole request and records it.
    case request
    /// Waits for the head of a request only, and records that.
    case head
    /// Waits until it has received these bytes.
    case received(ByteString)
    /// Waits until these bytes have come behind the head, and records all up to their end.
    case bytes(String)
    /// Sends exactly these bytes.
    case send(ByteString)
    /// Sends these bytes one by one.
    case trickle(ByteString)
    /// Answers request after request with the next of these; the last one repeats.
    case serve([ByteString])
    /// Waits for the proxy to end the connection, and records that it did.
    case awaitEnd
    /// Waits until the connection with this number (from 1) has been opened.
    case awaitConnection(Int)
    case close
    case reset
    case closeWriting
}

extension UpstreamStep {
    /// Sends this text.
    static func text(_ text: String) -> UpstreamStep { .send(ByteString(text)) }
}

/// How an upstream behaves: one list of steps a connection, the last one for all that follow.
struct UpstreamScript: Sendable {
    /// What the endpoint's port is like.
    enum Door: Sendable {
        case open
        /// Bound but not listening: connections are refused.
        case refusing
        /// Listening with a full queue: connections stay unanswered.
        case stuck
    }

    var door = Door.open
    var connections: [[UpstreamStep]]

    init(_ connections: [UpstreamStep]...) {
        self.connections = connections
    }

    init(door: Door) {
        self.door = door
        connections = [[]]
    }
}

// MARK: - Behaviours, named for the sin

extension UpstreamScript {
    /// A small plain answer.
    static let okAnswer = ByteString("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok")

    /// Answers every request with 200 and `ok`.
    static let plain = UpstreamScript([.serve([okAnswer])])

    /// Answers request after request with these; the last repeats.
    static func serving(_ answers: String...) -> UpstreamScript {
        UpstreamScript([.serve(answers.map { ByteString($0) })])
    }

    /// Answers every request with these bytes.
    static func serving(bytes: ByteString) -> UpstreamScript { UpstreamScript([.serve([bytes])]) }

    /// Answers the first request on each connection, then closes.
    static func closingAfter(_ answer: String) -> UpstreamScript {
        UpstreamScript([.request, .send(ByteString(answer)), .close])
    }

    /// Answers the first request on each connection, then resets.
    static func resettingAfter(_ answer: String) -> UpstreamScript {
        UpstreamScript([.request, .send(ByteString(answer)), .reset])
    }

    /// Answers the first request of each connection and expects the proxy to give the connection up.
    static func abandonedAfter(_ answer: String) -> UpstreamScript {
        abandonedAfter(bytes: ByteString(answer))
    }

    /// As above, with bytes that are no text.
    static func abandonedAfter(bytes: ByteString) -> UpstreamScript {
        UpstreamScript([.request, .send(bytes), .awaitEnd])
    }

    /// Takes the request and never answers.
    static let silent = UpstreamScript([.request, .awaitEnd])

    /// Takes the head of a request and never reads on nor answers.
    static let silentAfterHead = UpstreamScript([.head, .awaitEnd])

    /// Closes before it reads anything.
    static let closingAtOnce = UpstreamScript([.close])

    /// Refuses connections.
    static let refusing = UpstreamScript(door: .refusing)

    /// Never completes a connection.
    static let stuck = UpstreamScript(door: .stuck)

    /// Answers as soon as it has seen a request's head, and expects the proxy to give the connection up.
    static func earlyAnswer(_ answer: String) -> UpstreamScript {
        UpstreamScript([.head, .send(ByteString(answer)), .awaitEnd])
    }

    /// Sends the answer one byte a write.
    static func trickling(_ answer: String) -> UpstreamScript {
        UpstreamScript([.request, .trickle(ByteString(answer))])
    }
}
