/// One HTTP/1 message as it was seen on the wire, its body decoded: chunk boundaries depend on timing and mean nothing.
struct HTTPMessage: Sendable, Equatable {
    /// How the body's length was given.
    enum Framing: String, Sendable {
        case none
        case length = "content-length"
        case chunked
        case close = "until close"
    }

    /// Start line and field lines, without their CRLF.
    var head: [ByteString] = []
    var framing = Framing.none
    var body: ByteString = []
    /// Trailer lines.
    var trailers: [ByteString] = []
    /// False when the peer ended or fell silent inside the message.
    var isComplete = true
    /// What is wrong with the framing, if anything.
    var fault: String?

    /// The status code, or nil for a request.
    var status: Int? {
        guard let line = head.first, line.starts(with: ByteString("HTTP/")) else { return nil }
        let words = line.split(separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false)
        return words.count > 1 ? Int(ByteString(words[1]).text) : nil
    }

    /// The values of a field, by its lower-case name.
    func values(of name: String) -> [String] {
        head.dropFirst().compactMap { line in
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
            guard ByteString(line[..<colon]).text.lowercased() == name else { return nil }
            return ByteString(line[(colon + 1)...]).text.trimmed
        }
    }

    /// Whether the sender of this answer closes after it.
    var announcesClose: Bool {
        let connection = values(of: "connection").map { $0.lowercased() }
        if connection.contains("close") || framing == .close { return true }
        let isOld = head.first?.starts(with: ByteString("HTTP/1.0")) ?? false
        return isOld && !connection.contains("keep-alive")
    }
}

extension String {
    /// Without spaces and tabs at both ends.
    var trimmed: String {
        var view = Substring(self)
        while let first = view.first, first == " " || first == "\t" { view.removeFirst() }
        while let last = view.last, last == " " || last == "\t" { view.removeLast() }
        return String(view)
    }
}

/// Cuts a byte stream into HTTP/1 messages, strictly: what a proxy sends has CRLF everywhere and exact chunks.
struct HTTPMessageReader {
    /// Bytes that belong to no message yet.
    private(set) var pending: ByteString = []

    mutating func append(_ bytes: ByteString) {
        pending += bytes
    }

    /// Takes the head of the next message off the stream without its body; nil while it is incomplete.
    mutating func takeHead() -> HTTPMessage? {
        guard let end = pending.firstIndex(of: ByteString("\r\n\r\n")) else { return nil }
        var message = HTTPMessage()
        message.head = Self.lines(ByteString(pending[0..<end]))
        pending.removeSubrange(0..<end + 4)
        return message
    }

    /// Takes everything up to the end of these bytes off the stream, as one line; nil until they have come.
    mutating func takeBytes(through bytes: ByteString) -> HTTPMessage? {
        guard let start = pending.firstIndex(of: bytes) else { return nil }
        var message = HTTPMessage()
        message.head = [ByteString(pending[0..<start + bytes.count])]
        pending.removeSubrange(0..<start + bytes.count)
        return message
    }

    /// Takes the next whole message; nil while it is incomplete.
    ///
    /// - Parameters:
    ///   - answersHead: the message answers a HEAD request.
    ///   - ended: no more bytes will come, so that what is there is all of it.
    mutating func take(answersHead: Bool = false, ended: Bool = false) -> HTTPMessage? {
        guard let end = pending.firstIndex(of: ByteString("\r\n\r\n")) else { return nil }
        var message = HTTPMessage()
        message.head = Self.lines(ByteString(pending[0..<end]))
        let bodyStart = end + 4
        message.framing = Self.framing(of: message, answersHead: answersHead)
        switch message.framing {
        case .none:
            pending.removeSubrange(0..<bodyStart)
        case .length:
            let length = message.values(of: "content-length").first.flatMap { Int($0) } ?? 0
            let available = min(length, pending.count - bodyStart)
            guard available == length || ended else { return nil }
            message.body = ByteString(pending[bodyStart..<bodyStart + available])
            message.isComplete = available == length
            pending.removeSubrange(0..<bodyStart + available)
        case .close:
            guard ended else { return nil }
            message.body = ByteString(pending[bodyStart...])
            pending = []
        case .chunked:
            guard let next = Self.decodeChunks(pending, from: bodyStart, into: &message, ended: ended) else {
                return nil
            }
            pending.removeSubrange(0..<next)
        }
        return message
    }

    private static func framing(of message: HTTPMessage, answersHead: Bool) -> HTTPMessage.Framing {
        if let status = message.status {
            if status / 100 == 1 || status == 204 || status == 304 || answersHead { return .none }
        }
        if message.values(of: "transfer-encoding").contains("chunked") { return .chunked }
        if !message.values(of: "content-length").isEmpty { return .length }
        return message.status == nil ? .none : .close
    }

    /// Decodes chunks from `start`; the offset after the last one, or nil while they are incomplete.
    private static func decodeChunks(
        _ bytes: ByteString, from start: Int, into message: inout HTTPMessage, ended: Bool
    ) -> Int? {
        var index = start
        message.body = []
        func incomplete() -> Int? {
            guard ended else { return nil }
            message.isComplete = false
            return bytes.count
        }
        while true {
            guard let lineEnd = bytes.firstIndex(of: ByteString("\r\n"), from: index) else { return incomplete() }
            let digits = ByteString(bytes[index..<lineEnd]).text
            guard let size = Int(digits, radix: 16), digits == String(size, radix: 16) else {
                message.fault = "chunk size '\(digits)'"
                return bytes.count
            }
            index = lineEnd + 2
            if size == 0 { break }
            let available = min(size, bytes.count - index)
            message.body += bytes[index..<index + available]
            guard bytes.count >= index + size + 2 else { return incomplete() }
            guard bytes[index + size] == 0x0d, bytes[index + size + 1] == 0x0a else {
                message.fault = "no CRLF after a chunk"
                return bytes.count
            }
            index += size + 2
        }
        while true {
            guard let lineEnd = bytes.firstIndex(of: ByteString("\r\n"), from: index) else { return incomplete() }
            let line = ByteString(bytes[index..<lineEnd])
            index = lineEnd + 2
            if line.isEmpty { return index }
            message.trailers.append(line)
        }
    }

    private static func lines(_ head: ByteString) -> [ByteString] {
        var lines: [ByteString] = []
        var start = 0
        while let end = head.firstIndex(of: ByteString("\r\n"), from: start) {
            lines.append(ByteString(head[start..<end]))
            start = end + 2
        }
        lines.append(ByteString(head[start...]))
        return lines
    }
}
