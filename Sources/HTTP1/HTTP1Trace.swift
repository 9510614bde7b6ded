internal import Buffers
internal import HTTPSemantics

/// Runs a parser as a connection would and writes down what happened, as text: the common tongue of tests and fuzzing.
///
/// Body bytes are gathered, since pieces may end anywhere; control bytes are escaped.
enum HTTP1Trace {
    /// Parses `bytes`, given in pieces that begin at `cuts`, as requests of one connection.
    static func requests(_ bytes: ArraySlice<UInt8>, cuts: [Int], options: HTTP1Options) -> [UInt8] {
        var parser = HTTP1RequestParser(options: options)
        var head = RequestHead()
        var trailers = HeaderMap()
        var writer = Writer()
        var pending = ByteBuffer()
        var from = bytes.startIndex
        for cut in cuts.map({ bytes.startIndex + $0 }) + [bytes.endIndex] where cut > from {
            for byte in bytes[from..<cut] { pending.append(byte) }
            from = cut
            while !pending.isEmpty && !writer.hasFailed {
                let step = parser.step(pending.readable, head: &head, trailers: &trailers)
                if case .head = step {
                    var line = "head \(parser.framing)"
                    if !parser.keepAlive { line += " close" }
                    if parser.version == .http10 { line += " 1.0" }
                    if parser.isUpgrade { line += " upgrade" }
                    if parser.isHTTPSTarget { line += " https" }
                    if parser.expectsContinue { line += " expects-100" }
                    writer.line(line, head.headers)
                }
                if !writer.take(step, &pending, trailers) { break }
            }
        }
        writer.rest(pending.count, isIdle: parser.isBetweenMessages, hasStarted: parser.hasStarted)
        return writer.text
    }

    /// Parses `bytes`, given in pieces that begin at `cuts`, as responses to requests of one method; the peer then
    /// closes.
    static func responses(
        _ bytes: ArraySlice<UInt8>, cuts: [Int], options: HTTP1Options, method: HTTPMethod,
        tunnel: TunnelRequest = .none
    ) -> [UInt8] {
        var parser = HTTP1ResponseParser(options: options)
        var head = ResponseHead()
        var trailers = HeaderMap()
        var writer = Writer()
        var pending = ByteBuffer()
        parser.begin(requestMethod: method, tunnel: tunnel)
        var isComplete = false
        var from = bytes.startIndex
        for cut in cuts.map({ bytes.startIndex + $0 }) + [bytes.endIndex] where cut > from {
            for byte in bytes[from..<cut] { pending.append(byte) }
            from = cut
            while !pending.isEmpty && !writer.hasFailed {
                if isComplete { parser.begin(requestMethod: method, tunnel: tunnel) }
                let step = parser.step(pending.readable, head: &head, trailers: &trailers)
                isComplete = false
                switch step {
                case .head(_, let endOfMessage):
                    let version = parser.version == .http10 ? " 1.0" : ""
                    let close = parser.keepAlive ? "" : " close"
                    writer.line("head \(head.status) \(parser.framing)\(close)\(version)", head.headers)
                    isComplete = endOfMessage
                case .informational:
                    writer.line("informational \(head.status)", head.headers)
                case .data(_, _, let endOfMessage, _): isComplete = endOfMessage
                case .endOfMessage: isComplete = true
                case .needMoreBytes, .failed: break
                }
                if !writer.take(step, &pending, trailers) { break }
            }
        }
        writer.rest(pending.count, isIdle: parser.isBetweenMessages, hasStarted: false)
        if !writer.hasFailed { _ = writer.take(parser.endOfInput(), &pending, trailers) }
        return writer.text
    }

    /// Gathers the lines.
    private struct Writer {
        private(set) var text: [UInt8] = []
        private(set) var hasFailed = false
        private var data: [UInt8] = []

        mutating func line(_ line: String) {
            flush()
            text += Array(line.utf8)
            text.append(0x0a)
        }

        /// A line that ends with the fields.
        mutating func line(_ line: String, _ headers: borrowing HeaderMap) {
            flush()
            text += Array(line.utf8)
            for index in 0..<headers.count {
                text += Array(" | ".utf8)
                let id = headers.id(at: index)
                if id.isPseudo {
                    text += Array(id.name.description.utf8)
                } else {
                    for byte in 0..<headers.name(at: index).count { text.append(headers.name(at: index)[byte]) }
                }
                text += Array(": ".utf8)
                for byte in 0..<headers.value(at: index).count { escape(headers.value(at: index)[byte]) }
            }
            text.append(0x0a)
        }

        /// What stays behind when the input ends, unless that is nothing.
        mutating func rest(_ count: Int, isIdle: Bool, hasStarted: Bool) {
            if hasFailed || (count == 0 && isIdle) { return flush() }
            line("left \(count)\(isIdle ? " idle" : "")\(hasStarted ? " started" : "")")
        }

        /// Writes what the step says and drops what it consumed; false when more bytes are needed.
        mutating func take(_ step: HTTP1Step, _ pending: inout ByteBuffer, _ trailers: borrowing HeaderMap) -> Bool {
            switch step {
            case .needMoreBytes(let consumed):
                pending.consume(consumed)
                return false
            case .head(let consumed, let endOfMessage):
                pending.consume(consumed)
                if endOfMessage { line("end") }
            case .informational(let consumed): pending.consume(consumed)
            case .data(let offset, let count, let endOfMessage, let consumed):
                for index in offset..<(offset + count) { data.append(pending[index]) }
                pending.consume(consumed)
                if endOfMessage { line("end") }
            case .endOfMessage(let consumed, let hasTrailers):
                pending.consume(consumed)
                if hasTrailers { line("end with trailers", trailers) } else { line("end") }
            case .failed(let problem):
                hasFailed = true
                line("failed \(problem.status) \(problem.details)")
            }
            return true
        }

        private mutating func flush() {
            if data.isEmpty { return }
            text += Array("data ".utf8)
            for byte in data { escape(byte) }
            text.append(0x0a)
            data = []
        }

        private mutating func escape(_ byte: UInt8) {
            if byte >= 0x20 && byte < 0x7f && byte != UInt8(ascii: "\\") {
                text.append(byte)
                return
            }
            let digits = Array("0123456789abcdef".utf8)
            text += [UInt8(ascii: "\\"), UInt8(ascii: "x"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
}
