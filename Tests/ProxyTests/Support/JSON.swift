/// A JSON value that is written as a Swift literal; objects keep their order.
indirect enum JSON: Sendable, Equatable {
    case null
    case bool(Bool)
    case integer(Int)
    case decimal(Double)
    case string(String)
    case array([JSON])
    case object([Member])

    /// One key and its value.
    struct Member: Sendable, Equatable {
        var key: String
        var value: JSON
    }

    /// The value of a key, or nil.
    subscript(key: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    /// This value with `other` laid over it: objects merge key by key, everything else is replaced.
    func merged(with other: JSON) -> JSON {
        guard case .object(var members) = self, case .object(let additions) = other else { return other }
        for addition in additions {
            if let index = members.firstIndex(where: { $0.key == addition.key }) {
                members[index].value = members[index].value.merged(with: addition.value)
            } else {
                members.append(addition)
            }
        }
        return .object(members)
    }

    /// Every string that equals `old` replaced.
    func replacing(_ old: String, with new: JSON) -> JSON {
        switch self {
        case .string(old): new
        case .array(let elements): .array(elements.map { $0.replacing(old, with: new) })
        case .object(let members):
            .object(members.map { Member(key: $0.key, value: $0.value.replacing(old, with: new)) })
        default: self
        }
    }

    /// A copy in which a word stands for another, wherever texts hold it.
    func replacing(inText old: String, with new: String) -> JSON {
        switch self {
        case .string(let text): .string(text.replacing(old, with: new))
        case .array(let elements): .array(elements.map { $0.replacing(inText: old, with: new) })
        case .object(let members):
            .object(members.map { Member(key: $0.key, value: $0.value.replacing(inText: old, with: new)) })
        default: self
        }
    }

    /// The document as text.
    var text: String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .integer(let value): String(value)
        case .decimal(let value): String(value)
        case .string(let value): Self.quoted(value)
        case .array(let elements): "[" + elements.map(\.text).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.map { Self.quoted($0.key) + ":" + $0.value.text }.joined(separator: ",") + "}"
        }
    }

    private static func quoted(_ value: String) -> String {
        var text = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            default:
                if scalar.value < 0x20 {
                    let digits = String(scalar.value, radix: 16)
                    text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                } else {
                    text.unicodeScalars.append(scalar)
                }
            }
        }
        return text + "\""
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByStringInterpolation,
    ExpressibleByFloatLiteral
{
    init(stringLiteral value: String) { self = .string(value) }
    init(integerLiteral value: Int) { self = .integer(value) }
    init(floatLiteral value: Double) { self = .decimal(value) }
    init(booleanLiteral value: Bool) { self = .bool(value) }
    init(arrayLiteral elements: JSON...) { self = .array(elements) }
    init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(elements.map { Member(key: $0.0, value: $0.1) })
    }
}
