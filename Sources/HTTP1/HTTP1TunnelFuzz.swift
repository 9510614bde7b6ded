internal import Buffers
internal import HTTPSemantics

/// An oracle for fuzzing upgrades and CONNECT: behind the head that opens a tunnel every byte comes out as it went in,
/// however it was cut, and nothing ends the message; a head that opens none says how its body ends. Not for serving.
///
/// Byte 0 chooses what was asked for, byte 1 where to cut; the rest is what the peer sent.
public enum HTTP1TunnelFuzz {
    /// Reads the bytes as a request, and as an answer to one for a tunnel. Traps when a rule is broken.
    /// Byte by byte too where `everyCut` says so.
    public static func tunnel(_ bytes: [UInt8], everyCut: Bool = true) {
        guard bytes.count > 2 else { return }
        let message = Array(bytes[2...])
        let cut = Int(bytes[1]) * message.count / 256
        let kind: TunnelRequest = bytes[0] & 1 == 0 ? .upgrade : .connect
        var options = HTTP1Options()
        options.acceptHTTP10 = bytes[0] & 2 != 0
        options.allowChunkedLength = bytes[0] & 4 != 0
        var pieces = [[], [cut]]
        if everyCut && message.count < 512 { pieces.append(Array(1..<max(2, message.count))) }
        for cuts in pieces {
            request(message, cuts, options)
            response(message, cuts, options, kind)
        }
    }

    private static func request(_ bytes: [UInt8], _ cuts: [Int], _ options: HTTP1Options) {
        var parser = HTTP1RequestParser(options: options)
        var head = RequestHead()
        var trailers = HeaderMap()
        var walk = Walk(bytes, cuts)
        while walk.fill() {
            let step = parser.step(walk.pending.readable, head: &head, trailers: &trailers)
            if case .head(_, let ends) = step {
                precondition((parser.framing == .tunnel) == (head.tunnel != .none), "framing and head disagree")
                precondition(head.tunnel == .none || !ends, "a tunnel has no end")
                precondition(head.tunnel != .upgrade || head.headers.contains(.upgrade), "an upgrade to nothing")
            }
            guard walk.take(step, isTunnel: parser.framing == .tunnel) else { break }
        }
        walk.check()
    }

    private static func response(
        _ bytes: [UInt8], _ cuts: [Int], _ options: HTTP1Options, _ kind: TunnelRequest
    ) {
        var parser = HTTP1ResponseParser(options: options)
        parser.begin(requestMethod: kind == .connect ? .connect : .get, tunnel: kind)
        var head = ResponseHead()
        var trailers = HeaderMap()
        var walk = Walk(bytes, cuts)
        while walk.fill() {
            let step = parser.step(walk.pending.readable, head: &head, trailers: &trailers)
            if case .head(_, let ends) = step, parser.framing == .tunnel {
                precondition(kind.isGranted(by: head.status) && !ends, "a tunnel that was not granted")
                precondition(!parser.keepAlive, "a tunnel's connection serves nothing else")
                precondition(
                    !head.headers.contains(.transferEncoding) && !head.headers.contains(.contentLength),
                    "a tunnel's head that frames a body")
            }
            if parser.isBetweenMessages { break }
            guard walk.take(step, isTunnel: parser.framing == .tunnel) else { break }
        }
        walk.check()
    }

    /// Bytes on their way into a parser, and what comes out of a tunnel.
    private struct Walk: ~Copyable {
        var pending = ByteBuffer()
        private let bytes: [UInt8]
        private var cuts: ArraySlice<Int>
        private var given = 0
        private var needsMore = true
        /// Where the tunnel begins; nil before its head.
        private var start: Int?
        private var passed = 0

        init(_ bytes: [UInt8], _ cuts: [Int]) {
            self.bytes = bytes
            self.cuts = (cuts + [bytes.count])[...]
        }

        /// Gives the parser more where it needs that; false when there is no more.
        mutating func fill() -> Bool {
            if !needsMore && !pending.isEmpty { return true }
            while let cut = cuts.popFirst() {
                guard cut > given else { continue }
                pending.append(Array(bytes[given..<cut]))
                given = cut
                needsMore = false
                return true
            }
            return false
        }

        /// Takes one step; false ends the walk.
        mutating func take(_ step: HTTP1Step, isTunnel: Bool) -> Bool {
            switch step {
            case .needMoreBytes(let consumed):
                pending.consume(consumed)
                needsMore = true
            case .head(let consumed, _):
                pending.consume(consumed)
                if isTunnel { start = given - pending.count }
            case .informational(let consumed), .endOfMessage(let consumed, _):
                precondition(start == nil, "a tunnel ended by its bytes")
                pending.consume(consumed)
            case .data(let offset, let count, let ends, let consumed):
                if let start {
                    precondition(!ends && offset == 0 && count == consumed, "a tunnel that leaves bytes out")
                    for index in 0..<count {
                        precondition(pending[index] == bytes[start + passed + index], "a tunnel that changes bytes")
                    }
                    passed += count
                }
                pending.consume(consumed)
            case .failed:
                precondition(start == nil, "a tunnel that fails")
                return false
            }
            return true
        }

        /// Everything behind the head has come out.
        borrowing func check() {
            if let start { precondition(start + passed == bytes.count, "a tunnel that loses bytes") }
        }
    }
}
