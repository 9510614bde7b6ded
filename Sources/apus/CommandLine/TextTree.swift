internal import Buffers
internal import Configuration

/// What a command tells, for people and for programs.
enum TextTree {
    case text(String)
    /// A number as it is written.
    case number(String)
    case null
    case list([TextTree])
    case object([(String, TextTree)])

    /// A number with as many digits as count.
    static func number(_ value: Double?, digits: Int = 3) -> TextTree {
        guard let value, value.isFinite else { return .null }
        return .number(value.fixed(digits))
    }

    /// As JSON. Spaces in names become underscores.
    var json: String {
        switch self {
        case .text(let text): JSONText.quoted(text)
        case .number(let text): text
        case .null: "null"
        case .list(let elements): "[" + elements.map(\.json).joined(separator: ",") + "]"
        case .object(let members):
            "{"
                + members.map { JSONText.quoted($0.0.replacing(text: " ", with: "_")) + ":" + $0.1.json }.joined(
                    separator: ",")
                + "}"
        }
    }

    /// As a word of a line.
    var plain: String {
        switch self {
        case .text(let text): text
        case .number(let text): text
        case .null: "-"
        case .list(let elements): elements.map(\.plain).joined(separator: ", ")
        case .object(let members): members.map { "\($0.0) \($0.1.plain)" }.joined(separator: ", ")
        }
    }
}

extension String {
    /// With spaces behind it, up to a width.
    func padded(to width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}

extension Double {
    /// With so many digits behind the point.
    func fixed(_ digits: Int) -> String {
        let scale = (0..<digits).reduce(1.0) { value, _ in value * 10 }
        let scaled = (magnitude * scale).rounded()
        guard scaled < 9e15 else { return "\(self)" }
        let whole = UInt64(scaled)
        let sign = self < 0 && whole != 0 ? "-" : ""
        if digits == 0 { return "\(sign)\(whole)" }
        let rest = String(whole % UInt64(scale))
        return "\(sign)\(whole / UInt64(scale))." + String(repeating: "0", count: digits - rest.count) + rest
    }
}
