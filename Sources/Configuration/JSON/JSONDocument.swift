/// A JSON or YAML text that was read: its bytes and a flat list of what stands where, sixteen bytes a value.
///
/// Reach the values through `root`. The document lives as long as any of its nodes.
public final class JSONDocument: Sendable {
    /// The name that the reader was given.
    public let file: String
    /// The text.
    public let bytes: [UInt8]
    /// Values and keys in the order of the text: a container, then what it holds.
    let entries: [JSONEntry]
    /// Texts that are not what stands in the file, by where they begin there.
    let texts: [UInt32: String]
    /// Whether the text is also JSON by RFC 8259.
    public let isStrict: Bool

    init(file: String, bytes: [UInt8], entries: [JSONEntry], isStrict: Bool, texts: [UInt32: String] = [:]) {
        self.file = file
        self.bytes = bytes
        self.entries = entries
        self.isStrict = isStrict
        self.texts = texts
    }

    /// Whether its numbers are those that most readers can hold: whole ones up to 2^63 - 1, others near to a
    /// floating-point number.
    public var hasOnlyUsualNumbers: Bool {
        for index in entries.indices where entries[index].kind == .number {
            guard let text = JSONNode(document: self, index: index).numberText, let value = Double(text),
                value.isFinite
            else { return false }
            let isWhole = !text.utf8.contains { $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e") }
            if isWhole, value > 0, Int64(text) == nil { return false }
        }
        return true
    }

    /// The value that the text is.
    public var root: JSONNode { JSONNode(document: self, index: 0) }
}

/// One value or key of a document.
struct JSONEntry {
    enum Kind: UInt8 {
        case object
        case array
        /// A string or key in quotes, without escapes.
        case string
        /// A string or key in quotes, with escapes.
        case escapedString
        /// A string or key without quotes.
        case bareText
        /// A string or key that is not what stands in the file; found in `JSONDocument.texts`.
        case madeText
        case number
        /// A number that JSON writes in another way; found in `JSONDocument.texts`.
        case madeNumber
        case `true`
        case `false`
        case null
    }

    /// Where it begins, its quote or bracket included.
    var start: UInt32
    /// Behind its last byte.
    var end: UInt32
    /// The entry after it and all that it holds.
    var next: UInt32
    var kind: Kind
}

extension JSONDocument {
    /// The text of a string or key entry, escapes resolved.
    func string(at index: Int) -> String? {
        guard index < entries.count else { return nil }
        let entry = entries[index]
        let (start, end) = (Int(entry.start), Int(entry.end))
        switch entry.kind {
        case .string: return String(decoding: bytes[(start + 1)..<(end - 1)], as: UTF8.self)
        case .bareText: return String(decoding: bytes[start..<end], as: UTF8.self)
        case .madeText: return texts[entry.start]
        case .escapedString: return JSONText.unescape(bytes[(start + 1)..<(end - 1)])
        case .object, .array, .number, .madeNumber, .true, .false, .null: return nil
        }
    }

    /// Appends a key to a path: bare where it is a word, else in brackets and quotes, so that its dots do not mislead.
    static func append(key: String, to path: inout String) {
        if !key.isEmpty, key.utf8.allSatisfy({ isWordByte($0) || $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "-") }) {
            if !path.isEmpty { path += "." }
            path += key
        } else {
            path += "[" + DecodingSession.quote(key) + "]"
        }
    }

    /// The path of an entry: keys as they stand in the text, and places in lists.
    func path(to target: Int) -> String {
        var path = ""
        var index = 0
        while index < target, index < entries.count {
            let end = Int(entries[index].next)
            var child = index + 1
            switch entries[index].kind {
            case .object:
                while child < end {
                    let value = Int(entries[child].next)
                    let after = value < entries.count ? Int(entries[value].next) : end
                    if target < after {
                        JSONDocument.append(key: string(at: child) ?? "", to: &path)
                        if target == child { return path }
                        index = value
                        break
                    }
                    child = after
                }
            case .array:
                var place = 0
                while child < end {
                    let after = Int(entries[child].next)
                    if target < after {
                        path += "[\(place)]"
                        index = child
                        break
                    }
                    place += 1
                    child = after
                }
            case .string, .escapedString, .bareText, .madeText, .number, .madeNumber, .true, .false, .null:
                return path
            }
            if child >= end { return path }
        }
        return path
    }
}
