internal import RegularExpressions

/// Reads `envoy.type.matcher.v3.StringMatcher`.
enum StringMatcherDocument {
    /// Reads a condition on a text; nil after a complaint.
    static func read(_ reader: inout MessageReader) -> StringMatcherConfiguration? {
        let ignoresCase = reader.bool("ignore_case") ?? false
        if reader.has("custom") {
            reader.refuse("custom")
            return nil
        }
        if let node = reader.node("safe_regex") {
            if ignoresCase {
                reader.session.wrong(node, expected: "a condition other than an expression beside \"ignore_case\"")
            }
            let expression = reader.message("safe_regex", RegularExpressionDocument.read) ?? nil
            return expression.map { StringMatcherConfiguration($0) }
        }
        for (name, kind) in texts where reader.has(name) {
            return readText(name, kind, of: &reader, ignoresCase: ignoresCase)
        }
        reader.missing("exact", "prefix", "suffix", "contains", "safe_regex")
        return nil
    }

    /// Reads one of the fields that hold a plain text to compare with; nil after a complaint. Only `exact` may be
    /// empty.
    static func readText(
        _ name: String, _ kind: TextMatcher.Kind, of reader: inout MessageReader, ignoresCase: Bool = false
    ) -> StringMatcherConfiguration? {
        let node = reader.node(name)
        guard let text = reader.string(name) else { return nil }
        if text.isEmpty, kind != .exact, let node {
            reader.session.wrong(node, expected: "a text of at least one byte")
            return nil
        }
        return StringMatcherConfiguration(kind, text, ignoresCase: ignoresCase)
    }

    private static let texts: KeyValuePairs<String, TextMatcher.Kind> = [
        "exact": .exact, "prefix": .prefix, "suffix": .suffix, "contains": .contains,
    ]
}
