internal import Configuration

/// JSON that is made, with its members in the order in which they were written down. A member that is nil is left out.
indirect enum JSONValue: Sendable {
    case text(String)
    case number(Int)
    case bool(Bool)
    case list([JSONValue])
    case object([(String, JSONValue)])
    /// What was written before.
    case written([UInt8])

    /// The text of the value, without space between its tokens.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return bytes
    }

    private func append(to bytes: inout [UInt8]) {
        switch self {
        case .text(let text): JSONText.append(text, to: &bytes)
        case .written(let text): bytes += text
        case .number(let number): bytes += String(number).utf8
        case .bool(let value): bytes += (value ? "true" : "false").utf8
        case .list(let elements):
            bytes.append(UInt8(ascii: "["))
            for (place, element) in elements.enumerated() {
                if place > 0 { bytes.append(UInt8(ascii: ",")) }
                element.append(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for (place, member) in members.enumerated() {
                if place > 0 { bytes.append(UInt8(ascii: ",")) }
                JSONText.append(member.0, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                member.1.append(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    /// A list; nil for an empty one, which is left out.
    static func some(_ elements: [JSONValue]) -> JSONValue? { elements.isEmpty ? nil : .list(elements) }
}

extension JSONValue: ExpressibleByStringInterpolation {
    init(stringLiteral value: String) { self = .text(value) }
}

extension JSONValue: ExpressibleByIntegerLiteral {
    init(integerLiteral value: Int) { self = .number(value) }
}

extension JSONValue: ExpressibleByBooleanLiteral {
    init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JSONValue: ExpressibleByArrayLiteral {
    init(arrayLiteral elements: JSONValue...) { self = .list(elements) }
}

extension JSONValue: ExpressibleByDictionaryLiteral {
    init(dictionaryLiteral elements: (String, JSONValue?)...) {
        self = .object(elements.compactMap { name, value in value.map { (name, $0) } })
    }
}
