internal import Buffers
internal import HTTPSemantics

/// Oracles for fuzzing the server's face: frames must give the same events however their bytes are cut, and no bytes
/// may trap. Not for serving.
///
/// Byte 0 chooses the options, byte 1 where to cut; the rest is what the peer sends behind its preface.
public enum HTTP2Fuzz {
    /// Feeds the bytes whole, cut in two, and, where `everyCut` says so, byte by byte. Traps when the events differ.
    public static func frames(_ bytes: [UInt8], everyCut: Bool = true) {
        guard bytes.count > 2 else { return }
        let message = HTTP2Preface.bytes + bytes[2...]
        let whole = trace(message, bytes[0], cuts: [])
        let cut = Int(bytes[1]) * message.count / 256
        precondition(trace(message, bytes[0], cuts: [cut]) == whole, "events differ when the bytes come in two pieces")
        if !everyCut || message.count > 1024 { return }
        precondition(
            trace(message, bytes[0], cuts: Array(1..<message.count)) == whole,
            "events differ when the bytes come one by one")
    }

    /// What a session tells of the bytes, and answers to whole requests.
    private static func trace(_ bytes: [UInt8], _ bits: UInt8, cuts: [Int]) -> [String] {
        var options = HTTP2Options()
        options.underscores = bits & 1 != 0 ? .drop : .allow
        options.maxConcurrentStreams = bits & 2 != 0 ? 2 : 100
        if bits & 4 != 0 {
            options.maxFields = 8
            options.maxHeadBytes = 256
        }
        options.allowsExtendedConnect = bits & 8 != 0
        options.floods.emptyFrames = 1000
        let user = Recorder()
        let session = HTTP2Session(isServer: true, options: options)
        session.user = user
        var output = ByteBuffer()
        var input = ByteBuffer()
        var start = 0
        for end in cuts + [bytes.count] where end > start {
            input.append(Array(bytes[start..<end]))
            start = end
            var isDone = false
            while !isDone {
                var consumed = 0
                let step = session.step(input.readable, consumed: &consumed)
                isDone = user.note(step, session, &output)
                input.consume(consumed)
                // After each frame, as when it had come alone.
                session.drain(into: &output, limit: 1 << 20)
                output.removeAll()
            }
        }
        return user.events
    }

    private final class Recorder: HTTP2SessionUser {
        var events: [String] = []
        private var bodies: [UInt32: Int] = [:]

        func streamOpened(_ stream: HTTP2Stream) { stream.server = ServerStream() }

        func note(_ step: HTTP2Step, _ session: HTTP2Session, _ output: inout ByteBuffer) -> Bool {
            switch step {
            case .needMoreBytes, .failed: return true
            case .handled, .settings, .informational, .pingAnswered: break
            case .head(let place, let end):
                let stream = session[place]
                let tunnel = stream.server?.requestHead.tunnel ?? .none
                events.append(
                    "head \(stream.id) \(stream.server?.requestHead.headers.byteCount ?? 0) \(end) \(tunnel)")
                if !end && tunnel != .none { open(stream, tunnel, session, &output) }
                if end { answer(stream, session, &output) }
            case .data(let place, _, let count, let end):
                let stream = session[place]
                bodies[stream.id, default: 0] += count
                session.consume(stream, count)
                if end {
                    events.append("body \(stream.id) \(bodies[stream.id] ?? 0)")
                    answer(stream, session, &output)
                }
            case .trailers(let place):
                let stream = session[place]
                events.append("trailers \(stream.id) \(bodies[stream.id] ?? 0)")
                answer(stream, session, &output)
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

        /// Opens a tunnel and ends our direction of it; the other one goes on.
        private func open(
            _ stream: HTTP2Stream, _ tunnel: TunnelRequest, _ session: HTTP2Session, _ output: inout ByteBuffer
        ) {
            var head = ResponseHead()
            head.status = tunnel == .upgrade ? 101 : 200
            session.submitResponse(stream, head, endStream: false, into: &output, limit: 1 << 20)
            precondition(stream.isTunnel, "a tunnel that was granted is none")
            session.submitData(stream, [1, 2, 3].span, endStream: true, into: &output, limit: 1 << 20)
            precondition(!stream.isReset, "a tunnel whose other direction was not let go on")
        }

        private func answer(_ stream: HTTP2Stream, _ session: HTTP2Session, _ output: inout ByteBuffer) {
            let head = ResponseHead()
            session.submitResponse(stream, head, endStream: false, into: &output, limit: 1 << 20)
            let body: [UInt8] = [1, 2, 3]
            session.submitData(stream, body.span, endStream: true, into: &output, limit: 1 << 20)
            session.leave(stream)
        }
    }
}
