internal import Buffers

/// Reads `envoy.config.route.v3.HeaderMatcher`.
enum HeaderMatcherDocument {
    /// Reads a condition on a header field; nil after a complaint.
    static func read(_ reader: inout MessageReader) -> HeaderMatcherConfiguration? {
        let name = reader.requiredHeaderName("name")
        let isInverted = reader.bool("invert_match") ?? false
        let treatsMissingAsEmpty = reader.bool("treat_missing_header_as_empty") ?? false
        if reader.has("safe_regex_match") {
            reader.refuse("safe_regex_match")
            return nil
        }
        guard let condition = readCondition(&reader), let name else { return nil }
        return HeaderMatcherConfiguration(
            name: name, condition: condition, isInverted: isInverted, treatsMissingAsEmpty: treatsMissingAsEmpty)
    }

    private static func readCondition(_ reader: inout MessageReader) -> HeaderMatcherConfiguration.Condition? {
        let texts: KeyValuePairs<String, TextMatcher.Kind> = [
            "exact_match": .exact, "prefix_match": .prefix, "suffix_match": .suffix, "contains_match": .contains,
        ]
        for (name, kind) in texts where reader.has(name) {
            let node = reader.node(name)
            guard let text = reader.string(name) else { return nil }
            if text.isEmpty, kind != .exact, let node {
                reader.session.wrong(node, expected: "a text of at least one byte")
                return nil
            }
            // An empty exact match asks for nothing but the field.
            return text.isEmpty ? .present(true) : .text(StringMatcherConfiguration(kind, text))
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
