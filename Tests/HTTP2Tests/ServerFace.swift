import Buffers
import HTTP2
import HTTPSemantics

/// A server's session without a socket: takes bytes, keeps what it was told and what it writes.
final class ServerFace: HTTP2SessionUser {
    let session: HTTP2Session
    /// What `step` found, one line each.
    var steps: [String] = []
    private var output = ByteBuffer()
    private var streams: [Recorder] = []
    /// Whether streams are left as soon as they are reset or broken.
    var limit = Int.max

    private final class Recorder: ServerStream {}

    init(_ options: HTTP2Options = HTTP2Options()) {
        session = HTTP2Session(isServer: true, options: options)
        session.user = self
    }

    func streamOpened(_ stream: HTTP2Stream) {
        let server = Recorder()
        streams.append(server)
        stream.server = server
    }

    /// Feeds bytes `size` at a time and lets the session answer after each.
    func receive(_ bytes: [UInt8], by size: Int = .max) {
        var waiting = ByteBuffer()
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = Array(rest.prefix(size))
            rest = rest.dropFirst(size)
            waiting.append(part)
            var isDone = false
            while !isDone {
                var consumed = 0
                let step = session.step(waiting.readable, consumed: &consumed)
                isDone = note(step, waiting)
                waiting.consume(consumed)
            }
            drain()
        }
        drain()
    }

    private func drain() {
        session.drain(into: &output, limit: limit)
        if let failure = session.failure, steps.last?.hasPrefix("failed") != true { steps.append("failed \(failure)") }
    }

    private func note(_ step: HTTP2Step, _ input: borrowing ByteBuffer) -> Bool {
        switch step {
        case .needMoreBytes: return true
        case .handled, .settings, .informational, .pingAnswered: break
        case .head(let place, let end):
            let stream = session[place]
            steps.append("head \(stream.id) \(head(stream))\(end ? " end" : "")")
        case .data(let place, let offset, let count, let end):
            let stream = session[place]
            var text: [UInt8] = []
            for index in 0..<count { text.append(input[offset + index]) }
            steps.append("data \(stream.id) \(String(decoding: text, as: UTF8.self))\(end ? " end" : "")")
            session.consume(stream, count)
        case .trailers(let place):
            let stream = session[place]
            steps.append("trailers \(stream.id) \(stream.server.map { Self.text($0.requestTrailers) } ?? "")")
        case .broken(let place, let problem):
            let stream = session[place]
            steps.append("broken \(stream.id) \(problem)")
            session.leave(stream)
        case .reset(let place, let code):
            let stream = session[place]
            steps.append("reset \(stream.id) \(code.rawValue)")
            session.leave(stream)
        case .goAway(let last, let code): steps.append("goaway \(last) \(code.rawValue)")
        case .failed(let failure):
            steps.append("failed \(failure)")
            return true
        }
        return false
    }

    private func head(_ stream: HTTP2Stream) -> String {
        guard let server = stream.server else { return "-" }
        return Self.text(server.requestHead.headers)
    }

    static func text(_ headers: borrowing HeaderMap) -> String {
        var parts: [String] = []
        for index in 0..<headers.count {
            let id = headers.id(at: index)
            let name = id.isPseudo ? "\(id.name)" : string(headers.name(at: index))
            parts.append("\(name)=\(string(headers.value(at: index)))")
        }
        return parts.joined(separator: "|")
    }

    private static func string(_ bytes: Span<UInt8>) -> String {
        var all: [UInt8] = []
        for index in bytes.indices { all.append(bytes[index]) }
        return String(decoding: all, as: UTF8.self)
    }

    /// The frames written since the last call.
    func written() -> [String] { Frames.describe(writtenBytes()) }

    func writtenBytes() -> [UInt8] {
        var bytes: [UInt8] = []
        for index in 0..<output.count { bytes.append(output[index]) }
        output.removeAll()
        return bytes
    }

    // MARK: - Answers

    func respond(_ stream: UInt32, status: UInt16 = 200, end: Bool = true) {
        guard let place = place(stream) else { return }
        var head = ResponseHead()
        head.status = status
        session.submitResponse(place, head, endStream: end, into: &output, limit: limit)
    }

    func send(_ stream: UInt32, _ text: String, end: Bool) {
        guard let place = place(stream) else { return }
        session.submitData(place, Array(text.utf8).span, endStream: end, into: &output, limit: limit)
    }

    func sendTrailers(_ stream: UInt32) {
        guard let place = place(stream) else { return }
        var trailers = HeaderMap()
        trailers.append(.grpcStatus, "0")
        session.submitTrailers(place, trailers, into: &output, limit: limit)
    }

    func leave(_ stream: UInt32) { place(stream).map { session.leave($0) } }

    func place(_ stream: UInt32) -> HTTP2Stream? {
        var found: HTTP2Stream?
        session.forEachStream { if $0.id == stream { found = $0 } }
        return found
    }
}
