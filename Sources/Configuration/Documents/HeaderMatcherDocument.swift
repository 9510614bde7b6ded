internal import RegularExpressions

/// Reads `envoy.config.route.v3.HeaderMatcher`.
enum HeaderMatcherDocument {
    /// Reads a list of conditions; the field of that name.
    static func readList(_ name: String, of reader: inout MessageReader) -> [HeaderMatcherConfiguration] {
        reader.messages(name, read).compactMap(\.self)
    }

    /// Reads a condition on a header field; nil after a complaint.
    static func read(_ reader: inout MessageReader) -> HeaderMatcherConfiguration? {
        let name = reader.requiredHeaderName("name")
        let isInverted = reader.bool("invert_match") ?? false
        let treatsMissingAsEmpty = reader.bool("treat_missing_header_as_empty") ?? false
        guard let condition = readCondition(&reader), let name else { return nil }
        return HeaderMatcherConfiguration(
            name: name, condition: condition, isInverted: isInverted, treatsMissingAsEmpty: treatsMissingAsEmpty)
    }

    private static func readCondition(_ reader: inout MessageReader) -> HeaderMatcherConfiguration.Condition? {
        for (name, kind) in deprecatedTexts where reader.has(name) {
            guard let text = StringMatcherDocument.readText(name, kind, of: &reader) else { return nil }
            // An empty exact match asks for nothing but the field.
            return text.pattern.isEmpty ? .present(true) : .text(text)
        }
        if reader.has("safe_regex_match") {
            let expression = reader.message("safe_regex_match", RegularExpressionDocument.read) ?? nil
            return expression.map { .text(StringMatcherConfiguration($0)) }
        }
        if reader.has("string_match") {
            return (reader.message("string_match", StringMatcherDocument.read) ?? nil).map { .text($0) }
        }
        if let range = reader.message(
            "range_match",
            { reader in (start: reader.int64("start") ?? 0, end: reader.int64("end") ?? 0) })
        {
            return .range(start: range.start, end: range.end)
        }
        return .present(reader.bool("present_match") ?? true)
    }

    /// The fields that `string_match` has taken the place of.
    private static let deprecatedTexts: KeyValuePairs<String, TextMatcher.Kind> = [
        "exact_match": .exact, "prefix_match": .prefix, "suffix_match": .suffix, "contains_match": .contains,
    ]
}

extension MessageReader {
    /// The name of a header field, in lower case: not empty, without NUL, carriage return, line feed.
    mutating func requiredHeaderName(_ name: String) -> String? {
        guard let node = node(name) else { return requiredString(name) }
        guard let text = requiredString(name) else { return nil }
        if text.utf8.contains(where: { $0 == 0 || $0 == 0x0A || $0 == 0x0D }) {
            session.wrong(node, expected: "the name of a header field")
            return nil
        }
        return text.lowercased()
    }
}
