/// Reads `envoy.type.matcher.v3.StringMatcher`.
enum TextMatchDocument {
    /// Reads a condition; nil after a complaint.
    static func read(_ reader: inout MessageReader) -> TextMatch? {
        let ignoresCase = reader.bool("ignore_case") ?? false
        for name in ["safe_regex", "custom"] where reader.has(name) {
            reader.refuse(name)
            return nil
        }
        if reader.has("exact") { return reader.string("exact").map { TextMatch(.exact, $0, ignoresCase: ignoresCase) } }
        for (name, kind) in [("prefix", TextMatch.Kind.prefix), ("suffix", .suffix), ("contains", .contains)]
        where reader.has(name) {
            return reader.requiredString(name).map { TextMatch(kind, $0, ignoresCase: ignoresCase) }
        }
        reader.missing("exact", "prefix", "suffix", "contains", "safe_regex")
        return nil
    }
}
