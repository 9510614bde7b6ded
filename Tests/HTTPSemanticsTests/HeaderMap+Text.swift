import Buffers
import HTTPSemantics

/// A field as tests write it.
struct Field: Equatable, CustomStringConvertible {
    var name: String
    var value: String

    init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    var description: String { "\(name)=\(value)" }
}

func text(_ bytes: Span<UInt8>) -> String {
    String(decoding: (0..<bytes.count).map { bytes[$0] }, as: UTF8.self)
}

extension String {
    var bytes: [UInt8] { Array(utf8) }
}

extension HeaderID {
    /// Every well-known name.
    static var all: [HeaderID] { (1..<UInt8(count)).map(HeaderID.init(rawValue:)) }

    var text: String { name.description }
}

extension HeaderMap {
    init(_ fields: [(String, String)]) {
        self.init()
        for (name, value) in fields { append(name: name.bytes.span, value.bytes.span) }
    }

    /// All fields in order, by what `name(at:)`, `id(at:)` and `value(at:)` say.
    borrowing func fields() -> [Field] {
        var fields: [Field] = []
        for index in 0..<count {
            // The first line's parts have no name in the bytes, only a number.
            let name = text(name(at: index))
            fields.append(Field(name.isEmpty ? id(at: index).text : name, text(value(at: index))))
        }
        return fields
    }

    /// The field lines as HTTP/1.1 writes them.
    borrowing func written() -> String {
        var output = ByteBuffer()
        writeFieldLines(to: &output)
        return text(output.readable)
    }

    /// Reads a field section the way a parser does: adopts its bytes, then names the parts. False when it is none.
    mutating func read(_ section: String, maxFields: Int = 100) -> Bool {
        let bytes = section.bytes
        let base = adoptBlock(bytes.span)
        var hosts = 0
        let end = readFieldSection(from: base, maxFields: maxFields, authorityIndex: -1, hosts: &hosts)
        if end >= 0 { truncateBlock(to: end) }
        return end == base + bytes.count
    }
}
