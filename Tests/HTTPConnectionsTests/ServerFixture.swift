import Buffers
import EventLoops
import Glibc
import HTTP1
import HTTPSemantics
import NetworkAddresses
import Transports

@testable import HTTPConnections

/// What a fixture was told, in order, one line each.
final class Journal {
    var lines: [String] = []
}

func text(_ bytes: Span<UInt8>) -> String {
    var result: [UInt8] = []
    for index in 0..<bytes.count { result.append(bytes[index]) }
    return String(decoding: result, as: UTF8.self)
}

func value(of id: HeaderID, in headers: borrowing HeaderMap) -> String { text(headers.value(of: id)) }

/// A loop whose clock stands still until it is moved, and the bare far end of a pair of sockets.
final class SocketPair {
    let loop: EventLoop
    let connection: Connection
    private var far: FileDescriptor
    private(set) var isFarEnded = false

    init() throws {
        loop = try EventLoop(name: "test", clock: .manual(start: 0))
        let pair = try Sockets.pair()
        far = try pair.second.duplicate()
        connection = Connection(loop: loop, descriptor: try pair.first.duplicate(), remote: .unix(""))
    }

    func send(_ bytes: ArraySlice<UInt8>) {
        sendWithoutTurn(Array(bytes))
        turn()
    }

    func sendWithoutTurn(_ bytes: [UInt8]) {
        _ = unsafe Glibc.send(far.rawValue, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    func send(_ text: String) { send(Array(text.utf8)[...]) }

    func finish() {
        finishWithoutTurn()
        turn()
    }

    func finishWithoutTurn() { shutdown(far.rawValue, Int32(SHUT_WR)) }

    /// What was not read by then turns this close into a reset.
    func closeWithoutTurn() { far.close() }

    func turn(_ turns: Int = 6) { for _ in 0..<turns { loop.runOnce(maximumWait: 0) } }

    /// What the far end has got since the last call.
    func received() -> String { String(decoding: receivedBytes(), as: UTF8.self) }

    /// The same as bytes.
    func receivedBytes() -> [UInt8] {
        turn()
        var all: [UInt8] = []
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            if connection.isClosed && !isFarEnded { awaitEnd() }
            let count = unsafe recv(far.rawValue, &bytes, bytes.count, Int32(MSG_DONTWAIT))
            if count == 0 { isFarEnded = true }
            if count <= 0 { return all }
            all += bytes[..<count]
            turn(2)
        }
    }

    /// The end comes a little after the close while another test starts a process: it holds all sockets until it runs
    /// its program.
    private func awaitEnd() {
        var wait = pollfd(fd: far.rawValue, events: Int16(POLLIN), revents: 0)
        _ = unsafe poll(&wait, 1, 60_000)
    }
}

/// What a stream does with its request.
enum Conduct: CaseIterable {
    /// Answers as soon as the request is complete, from inside the callback.
    case atOnce
    /// Answers when the test asks for it.
    case later
    /// Pauses the body after every piece, until the loop's next turn, and answers when the request is complete.
    case haltingly
    /// Answers the first piece of the body.
    case early
    /// Gives the request up at the first piece of the body.
    case never

    /// Those that hear the whole request.
    static let allCases: [Conduct] = [.atOnce, .later, .haltingly]
}

/// A stream that writes down its request and answers with its path.
final class RecordingStream: ServerStream {
    let journal: Journal
    let conduct: Conduct
    let connection: HTTPServerConnection
    var isPaused = false
    private(set) var isComplete = false
    private var line = ""
    private var body = ""

    init(_ journal: Journal, _ conduct: Conduct, _ connection: HTTPServerConnection) {
        self.journal = journal
        self.conduct = conduct
        self.connection = connection
    }

    override func requestHeadersReceived(endStream: Bool) {
        line = "\(value(of: .method, in: requestHead.headers)) \(value(of: .path, in: requestHead.headers))"
        if endStream { complete() } else { halt() }
    }

    override func requestDataReceived(_ data: Span<UInt8>, endStream: Bool) {
        body += text(data)
        if conduct == .early && line != "answered" { return answerEarly() }
        if conduct == .never { return connection.reset(self, .localReset) }
        if endStream { complete() } else { halt() }
    }

    override func requestTrailersReceived() {
        body += " +\(requestTrailers.count)"
        complete()
    }

    override func requestMalformed(_ problem: MessageProblem) {
        journal.lines.append("malformed \(problem.status)")
        answer(problem.status, "bad")
    }

    override func streamReset(_ reason: StreamResetReason) { journal.lines.append("\(line) reset") }

    private func halt() {
        guard conduct == .haltingly, !isPaused else { return }
        isPaused = true
        connection.pauseRequest(self)
    }

    private func answerEarly() {
        answer()
        line = "answered"
    }

    private func complete() {
        isComplete = true
        journal.lines.append("\(line) '\(body)'")
        if conduct != .later { answer(200, line) }
    }

    func answer(_ status: UInt16, _ body: String) {
        var head = ResponseHead()
        head.status = status
        head.headers.append(.contentLength) { $0.append(decimal: body.utf8.count) }
        connection.writeHeaders(self, head, endStream: false)
        connection.writeData(self, Array(body.utf8).span, endStream: true)
    }

    func answer() { answer(200, line) }
}

/// A server connection whose streams record.
final class ServerFixture {
    let pair: SocketPair
    let journal = Journal()
    let server: HTTP1ServerConnection
    private let owner: Owner

    /// The streams under way.
    var streams: [RecordingStream] { owner.streams }

    private final class Owner: HTTPServerConnectionOwner {
        let journal: Journal
        let conduct: Conduct
        var streams: [RecordingStream] = []

        init(_ journal: Journal, _ conduct: Conduct) {
            self.journal = journal
            self.conduct = conduct
        }

        override func makeStream(on connection: HTTPServerConnection) -> ServerStream {
            let stream = RecordingStream(journal, conduct, connection)
            streams.append(stream)
            return stream
        }

        override func streamEnded(_ stream: consuming ServerStream, on connection: HTTPServerConnection) {
            streams.removeAll { $0 === stream }
        }

        override func connectionClosed(_ connection: HTTPServerConnection, reason: ConnectionCloseReason) {
            journal.lines.append("closed")
        }
    }

    init(_ conduct: Conduct, codec: HTTP1Options = HTTP1Options()) throws {
        pair = try SocketPair()
        owner = Owner(journal, conduct)
        server = HTTP1ServerConnection(
            connection: pair.connection, owner: owner, options: HTTPServerConnectionOptions(), codec: codec)
        pair.connection.handler = server
        pair.connection.start()
    }

    /// Turns the loop until nothing more happens: streams that have paused go on, complete ones are answered.
    func settle() {
        for _ in 0..<100 {
            pair.turn(2)
            guard let stream = streams.first else { continue }
            if stream.isPaused {
                stream.isPaused = false
                server.resumeRequest(stream)
            } else if stream.isComplete && stream.conduct == .later {
                stream.answer()
            }
        }
    }
}
