/// Frames as bytes, for tests that say what a peer sends.
struct Frames: ExpressibleByArrayLiteral {
    var bytes: [UInt8] = []

    init(arrayLiteral frames: [UInt8]...) { bytes = frames.flatMap(\.self) }

    static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + settings()

    static func frame(_ type: UInt8, _ flags: UInt8, _ stream: UInt32, _ payload: [UInt8] = []) -> [UInt8] {
        let count = payload.count
        return [UInt8(count >> 16), UInt8(count >> 8 & 0xff), UInt8(count & 0xff), type, flags] + number(stream)
            + payload
    }

    static func number(_ value: UInt32) -> [UInt8] {
        [UInt8(value >> 24), UInt8(value >> 16 & 0xff), UInt8(value >> 8 & 0xff), UInt8(value & 0xff)]
    }

    static func settings(_ entries: (UInt16, UInt32)...) -> [UInt8] {
        frame(4, 0, 0, entries.flatMap { [UInt8($0.0 >> 8), UInt8($0.0 & 0xff)] + number($0.1) })
    }

    static func data(_ stream: UInt32, _ text: String = "", end: Bool = false, padding: Int? = nil) -> [UInt8] {
        let pad = padding.map { [UInt8($0)] } ?? []
        return frame(
            0, (end ? 1 : 0) | (padding == nil ? 0 : 8), stream,
            pad + Array(text.utf8) + [UInt8](repeating: 0, count: padding ?? 0))
    }

    static func reset(_ stream: UInt32, _ code: UInt32 = 8) -> [UInt8] { frame(3, 0, stream, number(code)) }
    static func windowUpdate(_ stream: UInt32, _ count: UInt32) -> [UInt8] { frame(8, 0, stream, number(count)) }
    static func ping(ack: Bool = false) -> [UInt8] { frame(6, ack ? 1 : 0, 0, Array("12345678".utf8)) }
    static func priority(_ stream: UInt32, on other: UInt32 = 0) -> [UInt8] {
        frame(2, 0, stream, number(other) + [15])
    }
    static func continuation(_ stream: UInt32, _ block: [UInt8], end: Bool = true) -> [UInt8] {
        frame(9, end ? 4 : 0, stream, block)
    }

    /// A request's HEADERS frame: method, scheme, authority and path come from `fields` where they stand there.
    static func headers(
        _ stream: UInt32, _ fields: [(String, String)] = [], end: Bool = true, endHeaders: Bool = true
    ) -> [UInt8] {
        frame(1, (end ? 1 : 0) | (endHeaders ? 4 : 0), stream, request(fields))
    }

    /// The block of a request whose usual pseudo-header fields are added.
    static func request(_ fields: [(String, String)] = []) -> [UInt8] {
        var all: [(String, String)] = []
        for (name, value) in [(":method", "GET"), (":scheme", "http"), (":authority", "a.test"), (":path", "/")]
        where !fields.contains(where: { $0.0 == name }) {
            all.append((name, value))
        }
        return block(all + fields)
    }

    /// A header block of literals that are not indexed (RFC 7541 §6.2.2).
    static func block(_ fields: [(String, String)]) -> [UInt8] {
        fields.flatMap { [0] + string($0.0) + string($0.1) }
    }

    static func string(_ text: String) -> [UInt8] { length(text.utf8.count) + Array(text.utf8) }

    /// RFC 7541 §5.1 with a prefix of seven bits.
    private static func length(_ count: Int) -> [UInt8] {
        if count < 127 { return [UInt8(count)] }
        var rest = count - 127
        var bytes: [UInt8] = [127]
        while rest >= 128 {
            bytes.append(UInt8(rest % 128 | 128))
            rest /= 128
        }
        return bytes + [UInt8(rest)]
    }

    /// What frames say, one line each; header blocks stay closed.
    static func describe(_ bytes: [UInt8]) -> [String] {
        var lines: [String] = []
        var rest = bytes[...]
        while rest.count >= 9 {
            let at = rest.startIndex
            let count = Int(rest[at]) << 16 | Int(rest[at + 1]) << 8 | Int(rest[at + 2])
            let type = rest[at + 3]
            let flags = rest[at + 4]
            let stream = value(rest[(at + 5)...])
            let payload = rest.dropFirst(9).prefix(count)
            rest = rest.dropFirst(9 + count)
            let end = flags & 1 != 0 ? " end" : ""
            switch type {
            case 0: lines.append("DATA \(stream) \(String(decoding: payload, as: UTF8.self))\(end)")
            case 1: lines.append("HEADERS \(stream)\(end)")
            case 3: lines.append("RST_STREAM \(stream) \(value(payload))")
            case 4: lines.append(flags & 1 != 0 ? "SETTINGS ack" : "SETTINGS")
            case 6: lines.append(flags & 1 != 0 ? "PING ack" : "PING")
            case 7: lines.append("GOAWAY \(value(payload)) \(value(payload.dropFirst(4)))")
            case 8: lines.append("WINDOW_UPDATE \(stream) \(value(payload))")
            default: lines.append("frame \(type)")
            }
        }
        return lines
    }

    private static func value(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }
}
