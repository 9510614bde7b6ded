internal import Buffers
internal import HTTPSemantics

/// Oracles for fuzzing the client's face: what a server sends must give the same events however its bytes are cut, and
/// no bytes may trap. Not for serving.
///
/// Byte 0 chooses the options, byte 1 where to cut; the rest is what the server sends after five requests.
public enum HTTP2AnswerFuzz {
    /// Feeds the bytes whole, cut in two, and, where `everyCut` says so, byte by byte. Traps when the events differ.
    public static func answers(_ bytes: [UInt8], everyCut: Bool = true) {
        guard bytes.count > 2 else { return }
        let message = Array(bytes[2...])
        let whole = trace(message, bytes[0], cuts: [])
        let cut = Int(bytes[1]) * message.count / 256
        precondition(trace(message, bytes[0], cuts: [cut]) == whole, "events differ when the bytes come in two pieces")
        if !everyCut || message.count > 1024 { return }
        precondition(
            trace(message, bytes[0], cuts: Array(1..<max(2, message.count))) == whole,
            "events differ when the bytes come one by one")
    }

    /// What a session tells of the bytes.
    private static func trace(_ bytes: [UInt8], _ bits: UInt8, cuts: [Int]) -> [String] {
        var options = HTTP2Options()
        options.underscores = bits & 1 != 0 ? .drop : .allow
        if bits & 2 != 0 {
            options.maxFields = 8
            options.maxHeadBytes = 256
        }
        options.allowsExtendedConnect = bits & 4 != 0
        options.streamsBeforeSettings = 5
        options.floods.emptyFrames = 1000
        let session = HTTP2Session(isServer: false, options: options)
        var face = Face(session)
        face.ask(.get, "GET", body: 0)
        face.ask(.post, "POST", body: bits & 8 != 0 ? 70_000 : 3)
        face.ask(.head, "HEAD", body: 0)
        face.ask(.connect, "CONNECT", body: 3, tunnel: .connect)
        face.ask(.get, "GET", body: 3, tunnel: .upgrade)
        var start = 0
        for end in cuts + [bytes.count] where end > start {
            face.receive(Array(bytes[start..<end]))
            start = end
        }
        return face.events
    }

    private final class Answer: ClientStream {}

    /// A client's connection, which writes down what it hears.
    private struct Face: ~Copyable {
        private(set) var events: [String] = []
        private let session: HTTP2Session
        private var answers: [Answer] = []
        private var bodies: [UInt32: Int] = [:]
        private var input = ByteBuffer()
        private var output = ByteBuffer()

        init(_ session: HTTP2Session) {
            self.session = session
            session.drain(into: &output, limit: 1 << 20)
        }

        mutating func ask(_ method: HTTPMethod, _ name: String, body: Int, tunnel: TunnelRequest = .none) {
            var head = RequestHead()
            head.headers.append(.method, Array(name.utf8))
            if tunnel != .connect { head.headers.append(.path, Array("/".utf8)) }
            head.headers.append(.authority, Array("a".utf8))
            if tunnel == .upgrade {
                head.headers.append(.upgrade, Array("foo".utf8))
                head.headers.append(.connection, Array("upgrade".utf8))
            }
            head.method = method
            head.tunnel = tunnel
            let answer = Answer()
            answers.append(answer)
            let isWhole = body == 0
            guard
                let stream = session.submitRequest(
                    for: answer, head, endStream: isWhole, into: &output, limit: 1 << 20)
            else { preconditionFailure("a request that cannot be sent") }
            if isWhole { return }
            let bytes = [UInt8](repeating: 1, count: body)
            session.submitData(stream, bytes.span, endStream: false, into: &output, limit: 1 << 20)
            if tunnel != .none { return }
            var trailers = HeaderMap()
            trailers.append(.te, Array("trailers".utf8))
            session.submitTrailers(stream, trailers, into: &output, limit: 1 << 20)
        }

        mutating func receive(_ bytes: [UInt8]) {
            input.append(bytes)
            var isDone = false
            while !isDone {
                var consumed = 0
                let step = session.step(input.readable, consumed: &consumed)
                isDone = note(step)
                input.consume(consumed)
                // After each frame, as when it had come alone.
                session.drain(into: &output, limit: 1 << 20)
                output.removeAll()
            }
        }

        private mutating func note(_ step: HTTP2Step) -> Bool {
            switch step {
            case .needMoreBytes, .failed: return true
            case .handled, .settings, .pingAnswered: break
            case .informational(let place):
                let stream = session[place]
                events.append("informational \(stream.id) \(head(stream))")
            case .head(let place, let end):
                let stream = session[place]
                events.append("head \(stream.id) \(head(stream)) \(end) \(stream.isTunnel)")
                if stream.isTunnel { precondition(!end, "a tunnel has no end") }
                if end { leave(stream) }
            case .data(let place, _, let count, let end):
                let stream = session[place]
                precondition(stream.receivedHead, "a body without a head")
                bodies[stream.id, default: 0] += count
                session.consume(stream, count)
                if end {
                    events.append("body \(stream.id) \(bodies[stream.id] ?? 0)")
                    leave(stream)
                }
            case .trailers(let place):
                let stream = session[place]
                events.append("trailers \(stream.id) \(bodies[stream.id] ?? 0)")
                leave(stream)
            case .broken(let place, let problem):
                let stream = session[place]
                events.append("broken \(stream.id) \(problem)")
                session.leave(stream)
            case .reset(let place, let code):
                let stream = session[place]
                events.append("reset \(stream.id) \(code.rawValue)")
                session.leave(stream)
            case .goAway(let last, let code): events.append("goaway \(last) \(code.rawValue)")
            }
            return false
        }

        private func head(_ stream: HTTP2Stream) -> String {
            guard let client = stream.client else { preconditionFailure("an answer to nobody") }
            return "\(client.responseHead.status) \(client.responseHead.headers.byteCount)"
        }

        /// Gives up what of the request is still to be sent.
        private func leave(_ stream: HTTP2Stream) {
            if !stream.endsOutbound { session.submitReset(stream, .cancel) }
            session.leave(stream)
        }
    }
}
