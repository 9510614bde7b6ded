/// Reads `envoy.type.matcher.v3.MetadataMatcher` and `ValueMatcher`.
enum MetadataMatcherDocument {
    /// Reads a condition on metadata; nil after a complaint.
    static func read(_ reader: inout MessageReader) -> MetadataMatcherConfiguration? {
        let filter = reader.requiredString("filter")
        let isInverted = reader.bool("invert") ?? false
        let place = reader.node("path")
        let path = reader.messages("path") { $0.requiredString("key") }
        if path.isEmpty {
            if let place { reader.session.wrong(place, expected: "at least one key") } else { reader.missing("path") }
            return nil
        }
        guard reader.has("value") else {
            reader.missing("value")
            return nil
        }
        let value = reader.message("value", readValue) ?? nil
        let keys = path.compactMap(\.self)
        guard let filter, let value, keys.count == path.count else { return nil }
        return MetadataMatcherConfiguration(filter: filter, path: keys, value: value, isInverted: isInverted)
    }

    /// Reads a condition on a value; nil after a complaint.
    static func readValue(_ reader: inout MessageReader) -> ValueMatcherConfiguration? {
        if reader.message("null_match", { _ in true }) != nil { return .null }
        if let number = reader.message("double_match", readNumber) { return number }
        if let text = reader.message("string_match", StringMatcherDocument.read) { return text.map { .text($0) } }
        if reader.has("bool_match") { return reader.bool("bool_match").map { .bool($0) } }
        if reader.has("present_match") { return reader.bool("present_match").map { .present($0) } }
        if let list = reader.message("list_match", readList) { return list }
        if let values = reader.message("or_match", readAlternatives) { return values }
        reader.missing(
            "null_match", "double_match", "string_match", "bool_match", "present_match", "list_match", "or_match")
        return nil
    }

    private static func readNumber(_ reader: inout MessageReader) -> ValueMatcherConfiguration? {
        if reader.has("exact") { return reader.double("exact").map { .number($0) } }
        if let range = reader.message(
            "range", { reader in (start: reader.double("start") ?? 0, end: reader.double("end") ?? 0) })
        {
            return .range(start: range.start, end: range.end)
        }
        reader.missing("range", "exact")
        return nil
    }

    private static func readList(_ reader: inout MessageReader) -> ValueMatcherConfiguration? {
        if let value = reader.message("one_of", readValue) { return value.map { .list($0) } }
        reader.missing("one_of")
        return nil
    }

    private static func readAlternatives(_ reader: inout MessageReader) -> ValueMatcherConfiguration? {
        let place = reader.node("value_matchers") ?? reader.place
        let values = reader.messages("value_matchers", readValue)
        if values.count < 2 {
            reader.session.wrong(place, expected: "at least two conditions")
            return nil
        }
        let read = values.compactMap(\.self)
        return read.count == values.count ? .any(read) : nil
    }
}
