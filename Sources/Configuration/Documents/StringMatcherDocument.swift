internal import Buffers

/// Reads `envoy.type.matcher.v3.StringMatcher`.
enum StringMatcherDocument {
    /// Reads a condition on a text; nil after a complaint.
    static func read(_ reader: inout MessageReader) -> StringMatcherConfiguration? {
        let ignoresCase = reader.bool("ignore_case") ?? false
        for name in ["safe_regex", "custom"] where reader.has(name) {
            reader.refuse(name)
            return nil
        }
        let texts: KeyValuePairs<String, TextMatcher.Kind> = [
            "exact": .exact, "prefix": .prefix, "suffix": .suffix, "contains": .contains,
        ]
        for (name, kind) in texts where reader.has(name) {
            let node = reader.node(name)
            guard let text = reader.string(name) else { return nil }
            if text.isEmpty, kind != .exact, let node {
                reader.session.wrong(node, expected: "a text of at least one byte")
                return nil
            }
            return StringMatcherConfiguration(kind, text, ignoresCase: ignoresCase)
        }
        reader.missing("exact", "prefix", "suffix", "contains")
        return nil
    }
}
