/// Reads `envoy.type.matcher.v3.FilterStateMatcher`.
enum FilterStateMatcherDocument {
    /// Reads a condition; nil after a complaint.
    static func read(_ reader: inout MessageReader) -> FilterStateMatcherConfiguration? {
        let key = reader.requiredString("key")
        if reader.has("address_match") {
            // No filter leaves an address.
            reader.refuse("address_match")
            return nil
        }
        guard let text = reader.message("string_match", StringMatcherDocument.read) else {
            reader.missing("string_match")
            return nil
        }
        guard let key, let text else { return nil }
        return FilterStateMatcherConfiguration(key: key, text: text)
    }
}
