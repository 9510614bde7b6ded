/// What is said of values in messages to people.
extension JSONNode {
    /// What the value is, as in `the string "a"`: short, however long the value.
    public var words: String {
        switch kind {
        case .object: isEmptyContainer ? "an empty object" : "an object"
        case .array: isEmptyContainer ? "an empty list" : "a list"
        case .string: "the string \(Self.quote(string ?? ""))"
        case .number: "the number \(Self.shorten(numberText ?? ""))"
        case .bool:
            Self.describe(bool == true ? "true" : "false", as: String(decoding: sourceBytes, as: UTF8.self))
        case .null: "null"
        }
    }

    /// A text in quotes, shortened.
    public static func quote(_ text: String) -> String { JSONText.quoted(shorten(text)) }

    /// YAML has more words for truth than most people think of.
    private static func describe(_ value: String, as text: String) -> String {
        switch text.lowercased() {
        case "y", "n", "yes", "no", "on", "off": "\(text), which YAML reads as \(value) unless it stands in quotes"
        default: value
        }
    }

    private static func shorten(_ text: String) -> String {
        text.utf8.count <= 80 ? text : String(text.prefix(60)) + "…"
    }
}
