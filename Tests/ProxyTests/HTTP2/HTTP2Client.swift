import Buffers
import HTTP2
import HTTPSemantics

/// A client of HTTP/2 on the thread of a test: opens streams and writes down what comes of them.
final class HTTP2Client: HTTP2SessionUser {
    /// What came of one request.
    final class Exchange: ClientStream {
        fileprivate(set) var lines: [String] = []
        fileprivate(set) var hasHead = false
        fileprivate(set) var isOver = false
        fileprivate var place: HTTP2Stream?
        fileprivate var body: [UInt8] = []
        /// The body so far.
        var text: String { ByteString(body).text }
    }

    /// The requests, in the order in which they were sent.
    private(set) var exchanges: [Exchange] = []
    /// Whether the proxy has ended the connection, or broken the protocol.
    private(set) var hasEnded = false
    private let session: HTTP2Session
    private let socket: Socket
    private let deadline = Deadline(seconds: 60)
    private var output = ByteBuffer()
    private var input = ByteBuffer()
    private var received: ByteString?

    init?(port: UInt16, options: HTTP2Options = HTTP2Options()) {
        guard let socket = Socket.connected(to: port) else { return nil }
        self.socket = socket
        // One that does not wait for what the proxy says.
        var options = options
        options.streamsBeforeSettings = 100
        session = HTTP2Session(isServer: false, options: options)
        session.user = self
        session.drain(into: &output, limit: .max)
    }

    func streamOpened(_ stream: HTTP2Stream) {}

    // MARK: - Sending

    /// Opens a stream; `body` follows in one piece, then `trailers`.
    func send(_ fields: [(String, String)], body: String?, trailers: [(String, String)]?, ends: Bool) {
        let exchange = Exchange()
        exchanges.append(exchange)
        var head = RequestHead()
        for (name, value) in fields {
            let id = HeaderID(lowercased: Array(name.utf8).span)
            if id == .other {
                head.headers.append(name: Array(name.utf8).span, Array(value.utf8).span)
            } else {
                head.headers.append(id, Array(value.utf8).span)
            }
        }
        head.method = HTTPMethod(head.headers.value(of: .method))
        if head.headers.contains(.upgrade) {
            head.tunnel = .upgrade
        } else if head.method == .connect {
            head.tunnel = .connect
        }
        if !head.headers.contains(.scheme) { head.scheme = .http }
        let isWhole = ends && body == nil && trailers == nil
        let place = session.submitRequest(for: exchange, head, endStream: isWhole, into: &output, limit: .max)
        guard let place else { return over(exchange, "not sent") }
        exchange.place = place
        if let body {
            let ends = ends && trailers == nil
            session.submitData(place, Array(body.utf8).span, endStream: ends, into: &output, limit: .max)
        }
        if let trailers {
            var map = HeaderMap()
            for (name, value) in trailers { map.append(name: Array(name.utf8).span, Array(value.utf8).span) }
            session.submitTrailers(place, map, into: &output, limit: .max)
        }
        flush()
    }

    /// Sends more of a request's body.
    func sendData(_ index: Int, _ text: String, ends: Bool) {
        guard let place = exchanges[index].place, !exchanges[index].isOver else { return }
        session.submitData(place, Array(text.utf8).span, endStream: ends, into: &output, limit: .max)
        flush()
    }

    /// Sends bytes that no session would write; from now on what comes is only taken apart into frames.
    func sendRaw(_ bytes: ByteString) {
        let start = received == nil ? HTTP2Frames.preface : []
        received = received ?? []
        output.removeAll()
        socket.send(start + bytes, until: deadline)
    }

    /// The frames that came since `sendRaw`.
    var frames: [String] { HTTP2Frames.describe(received ?? []) }

    /// Gives a stream up.
    func reset(_ index: Int) {
        guard let place = exchanges[index].place else { return }
        session.submitReset(place, .cancel)
        over(exchanges[index], "given up")
        session.leave(place)
        flush()
    }

    private func flush() {
        session.drain(into: &output, limit: .max)
        var bytes: ByteString = []
        for index in 0..<output.count { bytes.append(output[index]) }
        output.removeAll()
        if !bytes.isEmpty { socket.send(bytes, until: deadline) }
    }

    // MARK: - Receiving

    /// Reads until `condition` holds, or the connection ends.
    func wait(until condition: (HTTP2Client) -> Bool) {
        flush()
        while !condition(self) && !hasEnded {
            switch socket.receive(until: deadline) {
            case .bytes(let bytes) where received != nil: received?.append(contentsOf: bytes)
            case .bytes(let bytes):
                input.append(Array(bytes))
                read()
                flush()
            case .end, .reset: hasEnded = true
            case .timedOut:
                hasEnded = true
                for exchange in exchanges where !exchange.isOver { over(exchange, "no end in time") }
            }
        }
        if hasEnded { for exchange in exchanges where !exchange.isOver { over(exchange, "connection ended") } }
    }

    private func read() {
        while true {
            var consumed = 0
            let step = session.step(input.readable, consumed: &consumed)
            switch step {
            case .needMoreBytes: return
            case .handled, .settings, .pingAnswered, .goAway: break
            case .informational(let place):
                let stream = session[place]
                note(stream) { $0.lines += Self.head($0) }
                (stream.client as? Exchange)?.responseHead.reset()
            case .head(let place, let end):
                let stream = session[place]
                note(stream) {
                    $0.hasHead = true
                    $0.lines += Self.head($0)
                }
                if end { finish(stream) }
            case .data(let place, let offset, let count, let end):
                let stream = session[place]
                for index in 0..<count {
                    let byte = input[offset + index]
                    note(stream) { $0.body.append(byte) }
                }
                session.consume(stream, count)
                if end { finish(stream) }
            case .trailers(let place):
                let stream = session[place]
                finish(stream) { $0.lines += Self.fields($0.responseTrailers).map { "trailer \($0)" } }
            case .broken(let place, let problem):
                let stream = session[place]
                finish(stream) { $0.lines.append("broken: \(problem)") }
            case .reset(let place, let code):
                let stream = session[place]
                finish(stream) { $0.lines.append("reset: \(code.rawValue)") }
            case .failed(let failure):
                hasEnded = true
                for exchange in exchanges where !exchange.isOver { over(exchange, "failed: \(failure)") }
                return
            }
            input.consume(consumed)
        }
    }

    private func note(_ stream: HTTP2Stream, _ body: (Exchange) -> Void) {
        if let exchange = stream.client as? Exchange { body(exchange) }
    }

    private func finish(_ stream: HTTP2Stream, _ last: (Exchange) -> Void = { _ in }) {
        note(stream) {
            if !$0.body.isEmpty { $0.lines.append("body: " + ByteString($0.body).escaped) }
            last($0)
            $0.isOver = true
        }
        session.leave(stream)
    }

    private func over(_ exchange: Exchange, _ how: String) {
        if exchange.isOver { return }
        if !exchange.body.isEmpty { exchange.lines.append("body: " + ByteString(exchange.body).escaped) }
        exchange.lines.append(how)
        exchange.isOver = true
    }

    private static func head(_ exchange: Exchange) -> [String] {
        ["\(exchange.responseHead.status)"] + fields(exchange.responseHead.headers)
    }

    private static func fields(_ headers: borrowing HeaderMap) -> [String] {
        var lines: [String] = []
        for index in 0..<headers.count {
            lines.append("\(text(headers.name(at: index))): \(text(headers.value(at: index)))")
        }
        return lines
    }

    private static func text(_ bytes: Span<UInt8>) -> String {
        var all: ByteString = []
        for index in bytes.indices { all.append(bytes[index]) }
        return all.escaped
    }
}
