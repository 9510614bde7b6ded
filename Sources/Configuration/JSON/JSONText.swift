internal import Buffers

/// Writes JSON text, and resolves the escapes of JSON strings.
public enum JSONText {
    /// Appends a string in quotes, with the escapes that RFC 8259 asks for and no others.
    public static func append(_ string: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in string.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case UInt8(ascii: "\n"): bytes.append(contentsOf: "\\n".utf8)
            case UInt8(ascii: "\r"): bytes.append(contentsOf: "\\r".utf8)
            case UInt8(ascii: "\t"): bytes.append(contentsOf: "\\t".utf8)
            case 0..<0x20:
                bytes.append(contentsOf: "\\u".utf8)
                bytes.append(contentsOf: hexadecimal(UInt32(byte)).utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// A string in quotes, with its escapes.
    public static func quoted(_ string: String) -> String {
        var bytes: [UInt8] = []
        append(string, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends a value: its own bytes, but for the space between them, when its document is strict JSON; else the same
    /// value written anew.
    public static func append(_ node: JSONNode, to bytes: inout [UInt8]) {
        if node.document.isStrict && node.entry.kind != .bareText {
            appendCompact(node.sourceBytes, to: &bytes)
            return
        }
        switch node.entry.kind {
        case .object:
            bytes.append(UInt8(ascii: "{"))
            var isFirst = true
            node.forEachMember { key, value in
                if !isFirst { bytes.append(UInt8(ascii: ",")) }
                isFirst = false
                append(key, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                append(value, to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        case .array:
            bytes.append(UInt8(ascii: "["))
            var isFirst = true
            for element in node.elements {
                if !isFirst { bytes.append(UInt8(ascii: ",")) }
                isFirst = false
                append(element, to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .string, .escapedString, .bareText, .madeText: append(node.string ?? "", to: &bytes)
        case .number, .madeNumber: bytes.append(contentsOf: (node.numberText ?? "0").utf8)
        case .true: bytes.append(contentsOf: "true".utf8)
        case .false: bytes.append(contentsOf: "false".utf8)
        case .null: bytes.append(contentsOf: "null".utf8)
        }
    }

    /// Appends strict JSON without the space between its tokens, in storage of just that size.
    private static func appendCompact(_ text: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
        var count = 0
        forEachSolidRun(text) { count += $0.count }
        bytes.reserveCapacity(bytes.count + count)
        forEachSolidRun(text) { bytes.append(contentsOf: text[$0]) }
    }

    /// Hands on where tokens stand without space between them.
    private static func forEachSolidRun(_ text: ArraySlice<UInt8>, _ body: (Range<Int>) -> Void) {
        var start = text.startIndex
        var index = start
        while index < text.endIndex {
            let byte = text[index]
            if byte == UInt8(ascii: "\"") {
                index = endOfString(in: text, from: index &+ 1)
                continue
            }
            if byte == 0x20 || (0x09...0x0d).contains(byte) {
                if start < index { body(start..<index) }
                start = index &+ 1
            }
            index &+= 1
        }
        if start < index { body(start..<index) }
    }

    /// The place behind the quote that ends a string whose inside begins at `start`.
    private static func endOfString(in text: ArraySlice<UInt8>, from start: Int) -> Int {
        var index = start
        while index < text.endIndex, text[index] != UInt8(ascii: "\"") {
            index &+= text[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(index &+ 1, text.endIndex)
    }

    /// The text of a string's inside whose escapes the scanner has checked.
    static func unescape(_ bytes: ArraySlice<UInt8>) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            index &+= 1
            guard byte == UInt8(ascii: "\\"), index < bytes.endIndex else {
                result.append(byte)
                continue
            }
            let escape = bytes[index]
            index &+= 1
            switch escape {
            case UInt8(ascii: "b"): result.append(0x08)
            case UInt8(ascii: "f"): result.append(0x0C)
            case UInt8(ascii: "n"): result.append(0x0A)
            case UInt8(ascii: "r"): result.append(0x0D)
            case UInt8(ascii: "t"): result.append(0x09)
            case UInt8(ascii: "u"), UInt8(ascii: "U"):
                var value = codeUnit(bytes, at: index)
                index &+= 4
                if value >= 0xD800 && value <= 0xDBFF {
                    let low = codeUnit(bytes, at: index &+ 2)
                    index &+= 6
                    value = 0x10000 &+ (value &- 0xD800) << 10 &+ (low &- 0xDC00)
                }
                let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
                result.append(contentsOf: String(Character(scalar)).utf8)
            default: result.append(escape)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func codeUnit(_ bytes: ArraySlice<UInt8>, at start: Int) -> UInt32 {
        var value: UInt32 = 0
        for index in start..<(start &+ 4) where index < bytes.endIndex {
            value = value << 4 | UInt32(bytes[index].hexadecimalDigit ?? 0)
        }
        return value
    }
}
