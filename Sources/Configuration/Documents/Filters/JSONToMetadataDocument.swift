/// Reads `envoy.extensions.filters.http.json_to_metadata.v3.JsonToMetadata`.
enum JSONToMetadataDocument: HTTPFilterReading {
    static let typeName = "envoy.extensions.filters.http.json_to_metadata.v3.JsonToMetadata"
    static let routeTypeName: String? = typeName

    private typealias Value = JSONToMetadataConfiguration

    static func read(_ reader: inout MessageReader) -> (any HTTPFilterValue)? {
        JSONToMetadataConfiguration(
            request: reader.message("request_rules", readRules), response: reader.message("response_rules", readRules))
    }

    /// What a route says has to say something.
    static func readRoute(_ reader: inout MessageReader) -> (any HTTPFilterValue)? {
        if !reader.has("request_rules") && !reader.has("response_rules") {
            reader.missing("request_rules", "response_rules")
        }
        return read(&reader)
    }

    private static func readRules(_ reader: inout MessageReader) -> Value.Rules {
        let rules = reader.messages("rules", readRule)
        if rules.isEmpty { reader.missing("rules") }
        var result = Value.Rules(rules: rules.compactMap(\.self))
        let types = reader.strings("allow_content_types")
        for type in types where type.text.isEmpty {
            reader.session.wrong(type.node, expected: "a type that is not empty")
        }
        result.contentTypePattern = reader.message("allow_content_types_regex", RegularExpressionDocument.read) ?? nil
        if !types.isEmpty { result.contentTypes = types.map(\.text) }
        result.allowsMissingType = reader.bool("allow_empty_content_type") ?? false
        return result
    }

    private static func readRule(_ reader: inout MessageReader) -> Value.Rule? {
        // One without a key stands for the empty key, as in Envoy.
        let path = reader.messages("selectors") { $0.has("key") ? $0.requiredString("key") : "" }
        if path.isEmpty { reader.missing("selectors") }
        let present = reader.message("on_present") { readTarget(&$0, needsValue: false) }
        let missing = reader.message("on_missing") { readTarget(&$0, needsValue: true) }
        let invalid = reader.message("on_error") { readTarget(&$0, needsValue: true) }
        if present == nil && missing == nil {
            reader.missing("on_present", "on_missing")
            return nil
        }
        if path.isEmpty || path.contains(nil) || present == .some(nil) || missing == .some(nil) || invalid == .some(nil)
        {
            return nil
        }
        return Value.Rule(
            path: path.compactMap(\.self), whenPresent: present ?? nil, whenMissing: missing ?? nil,
            whenInvalid: invalid ?? nil)
    }

    private static func readTarget(_ reader: inout MessageReader, needsValue: Bool) -> Value.Target? {
        let space = reader.string("metadata_namespace") ?? ""
        let key = reader.requiredString("key")
        let value = StructDocument.readValue("value", of: &reader)
        let form: Value.Form = reader.choice("type", [0: .itself, 1: .text, 2: .number]) ?? .itself
        let keepsExisting = reader.bool("preserve_existing_metadata_value") ?? false
        if needsValue && value == nil {
            reader.missing("value")
            return nil
        }
        return key.map {
            Value.Target(
                space: space.isEmpty ? "envoy.filters.http.json_to_metadata" : space, key: $0, value: value, form: form,
                keepsExisting: keepsExisting)
        }
    }
}
