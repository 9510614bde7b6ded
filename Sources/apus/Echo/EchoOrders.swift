internal import HTTPSemantics

/// How an answer shall misbehave: from the query (`?delay=200&status=503`) or from fields (`x-echo-delay: 200`).
struct EchoOrders {
    /// Milliseconds before the head.
    var delay = 0
    /// The status.
    var status: UInt16 = 200
    /// Bytes of body instead of the report.
    var size: Int?
    /// Sends the body in so many chunks, chunked coding.
    var chunks = 0
    /// Milliseconds between chunks.
    var trickle = 0
    /// Closes the connection: `before` the head, in the `middle` of the body, or `after` the answer.
    var close = ""

    /// Names of the orders, for the help text.
    static let names = ["delay", "status", "size", "chunks", "trickle", "close"]

    init(_ head: borrowing RequestHead) {
        let path = Self.text(head.headers.value(of: .path))
        if let query = path.split(separator: "?", maxSplits: 1).dropFirst().first {
            for pair in query.split(separator: "&") {
                let parts = pair.split(separator: "=", maxSplits: 1)
                if parts.count == 2 { set(String(parts[0]), String(parts[1])) }
            }
        }
        for index in 0..<head.headers.count {
            let name = Self.text(head.headers.name(at: index))
            if name.hasPrefix("x-echo-") {
                set(String(name.dropFirst(7)), Self.text(head.headers.value(at: index)))
            }
        }
    }

    private mutating func set(_ name: String, _ value: String) {
        switch name {
        case "delay": delay = min(max(Int(value) ?? 0, 0), 600_000)
        case "status": status = UInt16(value).flatMap { (200...599).contains($0) ? $0 : nil } ?? status
        case "size": size = Int(value).map { min(max($0, 0), 1 << 40) }
        case "chunks": chunks = min(max(Int(value) ?? 0, 0), 1_000_000)
        case "trickle": trickle = min(max(Int(value) ?? 0, 0), 600_000)
        case "close": close = value
        default: break
        }
    }

    static func text(_ bytes: Span<UInt8>) -> String {
        var copy: [UInt8] = []
        for index in bytes.indices { copy.append(bytes[index]) }
        return String(decoding: copy, as: UTF8.self)
    }
}
