/// Frames as bytes, for what no orderly client sends.
enum HTTP2Frames {
    static let preface = ByteString("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") + frame(4, 0, 0)

    static func frame(_ type: UInt8, _ flags: UInt8, _ stream: Int, _ payload: ByteString = []) -> ByteString {
        number(payload.count).dropFirst() + [type, flags] + number(stream) + payload
    }

    private static func number(_ value: Int) -> ByteString {
        [24, 16, 8, 0].map { UInt8(value >> $0 & 0xff) }
    }

    /// HEADERS of literals that are not indexed; the usual pseudo-header fields are added where they are missing.
    static func headers(_ stream: Int = 1, end: Bool = true, _ fields: (String, String)...) -> ByteString {
        var all: [(String, String)] = []
        for (name, value) in [(":method", "GET"), (":scheme", "http"), (":authority", "a"), (":path", "/")]
        where !fields.contains(where: { $0.0 == name }) {
            all.append((name, value))
        }
        return frame(1, end ? 5 : 4, stream, block(all + fields))
    }

    /// HEADERS of exactly these fields.
    static func bare(_ stream: Int = 1, end: Bool = true, _ fields: (String, String)...) -> ByteString {
        frame(1, end ? 5 : 4, stream, block(fields))
    }

    private static func block(_ fields: [(String, String)]) -> ByteString {
        fields.flatMap { name, value in
            [0, UInt8(name.utf8.count)] + ByteString(name) + [UInt8(value.utf8.count)] + ByteString(value)
        }
    }

    /// What the frames are, one line each, without those that concern the connection.
    static func describe(_ bytes: ByteString) -> [String] {
        var lines: [String] = []
        var rest = bytes[...]
        while rest.count >= 9 {
            let at = rest.startIndex
            let count = Int(rest[at]) << 16 | Int(rest[at + 1]) << 8 | Int(rest[at + 2])
            let (type, flags) = (rest[at + 3], rest[at + 4])
            let stream = Int(rest[at + 7]) << 8 | Int(rest[at + 8])
            let payload = rest.dropFirst(9).prefix(count)
            rest = rest.dropFirst(9 + count)
            switch type {
            case 0: lines.append("DATA \(stream) \(ByteString(payload).escaped)\(flags & 1 != 0 ? " end" : "")")
            case 1: lines.append("HEADERS \(stream) \(status(payload))\(flags & 1 != 0 ? " end" : "")")
            case 3: lines.append("RST_STREAM \(stream) \(payload.last ?? 0)")
            default: break
            }
        }
        return lines
    }

    /// The status, where the block's first byte names one of HPACK's static table.
    private static func status(_ block: ArraySlice<UInt8>) -> String {
        let known: [UInt8: String] = [
            0x88: "200", 0x89: "204", 0x8a: "206", 0x8b: "304", 0x8c: "400", 0x8d: "404", 0x8e: "500",
        ]
        return block.first.flatMap { known[$0] } ?? "-"
    }
}
