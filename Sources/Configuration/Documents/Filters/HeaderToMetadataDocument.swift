/// Reads `envoy.extensions.filters.http.header_to_metadata.v3.Config`.
enum HeaderToMetadataDocument: HTTPFilterReading {
    static let typeName = "envoy.extensions.filters.http.header_to_metadata.v3.Config"
    static let routeTypeName: String? = typeName

    private typealias Value = HeaderToMetadataConfiguration

    static func read(_ reader: inout MessageReader) -> (any HTTPFilterValue)? {
        HeaderToMetadataConfiguration(
            requestRules: reader.messages("request_rules", readRule).compactMap(\.self),
            responseRules: reader.messages("response_rules", readRule).compactMap(\.self))
    }

    private static func readRule(_ reader: inout MessageReader) -> Value.Rule? {
        let place = reader.place
        let header = reader.has("header") ? reader.headerText("header")?.lowercased() ?? "" : ""
        let cookie = reader.has("cookie") ? reader.headerText("cookie") ?? "" : ""
        let present = reader.message("on_header_present") { readTarget(&$0, isMissing: false) }
        let missing = reader.message("on_header_missing") { readTarget(&$0, isMissing: true) }
        let removeNode = reader.node("remove")
        let removes = reader.bool("remove") ?? false
        if header.isEmpty == cookie.isEmpty {
            reader.session.wrong(place, expected: "either \"header\" or \"cookie\"")
            return nil
        }
        if present == nil && missing == nil {
            reader.missing("on_header_present", "on_header_missing")
            return nil
        }
        if removes, !cookie.isEmpty, let removeNode {
            reader.session.wrong(removeNode, expected: "false beside \"cookie\"")
            return nil
        }
        if present == .some(nil) || missing == .some(nil) { return nil }
        return Value.Rule(
            source: header.isEmpty ? .cookie(cookie) : .header(header), whenPresent: present ?? nil,
            whenMissing: missing ?? nil, removes: removes)
    }

    private static func readTarget(_ reader: inout MessageReader, isMissing: Bool) -> Value.Target? {
        let space = reader.string("metadata_namespace") ?? ""
        let key = reader.requiredString("key")
        var value = ""
        var rewrite: RegexRewriteConfiguration?
        if let node = reader.node("regex_value_rewrite") {
            if isMissing { reader.session.wrong(node, expected: "\"value\" for a field that is missing") }
            guard let read = reader.message("regex_value_rewrite", RegularExpressionDocument.readRewrite) ?? nil else {
                return nil
            }
            rewrite = read
        } else {
            value = reader.string("value") ?? ""
            if isMissing && value.isEmpty {
                reader.missing("value")
                return nil
            }
        }
        let isNumber: Bool = reader.choice("type", [0: false, 1: true]) ?? false
        let isBase64: Bool = reader.choice("encode", [0: false, 1: true]) ?? false
        return key.map {
            Value.Target(
                space: space.isEmpty ? "envoy.filters.http.header_to_metadata" : space, key: $0, value: value,
                rewrite: rewrite, isNumber: isNumber, isBase64: isBase64)
        }
    }
}
