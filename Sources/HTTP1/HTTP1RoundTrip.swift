internal import Buffers
internal import HTTPSemantics

/// Reads messages and writes them again as a proxy would: without what only the first connection was told, with
/// framing of our own. An oracle for tests and fuzzing: what was written must read as the same messages, however odd
/// the bytes were at first, or two recipients would see two meanings (RFC 9112 §11.2).
struct HTTP1RoundTrip: ~Copyable {
    /// The complete messages, written anew.
    private(set) var output: [UInt8] = []
    /// How many they are; interim responses count.
    private(set) var count = 0
    /// Whether bytes were refused, behind the complete messages.
    private(set) var hasFailed = false

    private var trailers = HeaderMap()
    // What the message in hand will be written as.
    private var message = ByteBuffer()
    private var body: [UInt8] = []
    private var isChunked = false

    /// Reads `bytes` as requests of one connection.
    init(requests bytes: [UInt8], options: HTTP1Options) {
        var parser = HTTP1RequestParser(options: options)
        var head = RequestHead()
        var pending = ByteBuffer()
        for byte in bytes { pending.append(byte) }
        while !pending.isEmpty {
            let step = parser.step(pending.readable, head: &head, trailers: &trailers)
            if case .head = step {
                // Connection managers refuse a path without its slash, which only the absolute form lets in.
                if !hasWholePath(head.headers) { return }
                let framing = forward(&head.headers, parser.framing)
                let isWritten = HTTP1Serializer.writeRequestHead(head, framing: framing, to: &message)
                precondition(isWritten, "a request that was read cannot be written")
                if parser.framing == .tunnel {
                    end(trailers: false)
                    return
                }
            }
            if !take(step, &pending) { return }
        }
    }

    /// Reads `bytes` as responses to requests of one method; the peer then closes.
    init(responses bytes: [UInt8], options: HTTP1Options, method: HTTPMethod, tunnel: TunnelRequest) {
        var parser = HTTP1ResponseParser(options: options)
        var head = ResponseHead()
        var pending = ByteBuffer()
        for byte in bytes { pending.append(byte) }
        parser.begin(requestMethod: method, tunnel: tunnel)
        while !pending.isEmpty {
            if parser.isBetweenMessages { parser.begin(requestMethod: method, tunnel: tunnel) }
            let step = parser.step(pending.readable, head: &head, trailers: &trailers)
            if case .head = step {
                let framing = forward(&head.headers, parser.framing)
                let close = !parser.keepAlive && parser.framing != .untilClose && parser.framing != .tunnel
                HTTP1Serializer.writeResponseHead(head, framing: framing, closeConnection: close, to: &message)
                if parser.framing == .tunnel {
                    end(trailers: false)
                    return
                }
            } else if case .informational = step {
                HTTP1Serializer.writeInformational(head, to: &message)
                end(trailers: false)
            }
            if !take(step, &pending) { break }
        }
        if !hasFailed, case .endOfMessage = parser.endOfInput() { end(trailers: false) }
    }

    private func hasWholePath(_ headers: borrowing HeaderMap) -> Bool {
        let path = headers.firstIndex(of: .path)
        if path < 0 { return true }
        let value = headers.value(at: path)
        return value[0] == UInt8(ascii: "/") || (value.count == 1 && value[0] == UInt8(ascii: "*"))
    }

    /// Leaves out what is said to one connection alone, and says how the body will be framed.
    private mutating func forward(_ headers: inout HeaderMap, _ framing: HTTP1Framing) -> HTTP1Serializer.Framing {
        isChunked = framing == .chunked || framing == .untilClose
        // A switch to another protocol is all that its head is about.
        if framing == .tunnel { return .tunnel }
        headers.remove(.connection)
        headers.remove(.keepAlive)
        headers.remove(.proxyConnection)
        headers.remove(.transferEncoding)
        headers.remove(.upgrade)
        if isChunked { return .chunked }
        return headers.contains(.contentLength) ? .contentLength : .none
    }

    /// Gathers the body and drops what was consumed; false when there is no more.
    private mutating func take(_ step: HTTP1Step, _ pending: inout ByteBuffer) -> Bool {
        switch step {
        case .needMoreBytes(let consumed):
            pending.consume(consumed)
            return false
        case .head(let consumed, let isEnd):
            pending.consume(consumed)
            if isEnd { end(trailers: false) }
        case .informational(let consumed): pending.consume(consumed)
        case .data(let offset, let count, let isEnd, let consumed):
            for index in offset..<(offset + count) { body.append(pending[index]) }
            pending.consume(consumed)
            if isEnd { end(trailers: false) }
        case .endOfMessage(let consumed, let hasTrailers):
            pending.consume(consumed)
            end(trailers: hasTrailers)
        case .failed:
            hasFailed = true
            return false
        }
        return true
    }

    /// Writes the body of the message in hand, and the message out.
    private mutating func end(trailers hasTrailers: Bool) {
        if isChunked && !body.isEmpty { HTTP1Serializer.writeChunkHeader(count: body.count, to: &message) }
        for byte in body { message.append(byte) }
        if isChunked {
            if !body.isEmpty { HTTP1Serializer.writeChunkEnd(to: &message) }
            if hasTrailers {
                HTTP1Serializer.writeLastChunk(trailers: trailers, to: &message)
            } else {
                HTTP1Serializer.writeLastChunk(to: &message)
            }
        }
        for index in 0..<message.count { output.append(message[index]) }
        message.consume(message.count)
        body = []
        isChunked = false
        count += 1
    }
}
