/// Reads `envoy.config.route.v3.RouteMatch`.
enum RouteMatchDocument {
    /// Reads which requests a route takes; nil after a complaint.
    static func read(_ reader: inout MessageReader) -> RouteMatchConfiguration? {
        let caseSensitive = reader.bool("case_sensitive") ?? true
        let headers = HeaderMatcherDocument.readList("headers", of: &reader)
        let parameters = reader.messages("query_parameters", readParameter).compactMap(\.self)
        let cookies = reader.messages("cookies", readCookie).compactMap(\.self)
        let takesOnlyGRPC = reader.message("grpc") { _ in true } ?? false
        let certificate = reader.message("tls_context") { reader in
            (presented: reader.bool("presented"), validated: reader.bool("validated"))
        }
        let metadata = reader.messages("dynamic_metadata", MetadataMatcherDocument.read).compactMap(\.self)
        let filterState = reader.messages("filter_state", FilterStateMatcherDocument.read).compactMap(\.self)
        let share = reader.message("runtime_fraction", RuntimeFractionDocument.read) ?? nil
        guard let path = readPath(&reader) else { return nil }
        var match = RouteMatchConfiguration(path: path, caseSensitive: caseSensitive)
        match.headers = headers
        match.queryParameters = parameters
        match.cookies = cookies
        match.takesOnlyGRPC = takesOnlyGRPC
        match.presentsCertificate = certificate?.presented
        match.validatesCertificate = certificate?.validated
        match.metadata = metadata
        match.filterState = filterState
        match.share = share
        return match
    }

    private static func readPath(_ reader: inout MessageReader) -> PathMatchConfiguration? {
        if reader.has("path_match_policy") {
            reader.refuse("path_match_policy")
            return nil
        }
        if reader.has("connect_matcher") {
            reader.accept("connect_matcher")
            return .connect
        }
        if reader.has("prefix") { return reader.string("prefix").map { .prefix($0) } }
        if reader.has("path") { return reader.string("path").map { .path($0) } }
        if reader.has("safe_regex") {
            return (reader.message("safe_regex", RegularExpressionDocument.read) ?? nil).map { .expression($0) }
        }
        guard let node = reader.node("path_separated_prefix") else {
            reader.missing("prefix", "path", "path_separated_prefix", "safe_regex")
            return nil
        }
        guard let text = reader.string("path_separated_prefix") else { return nil }
        let isPlain = !text.utf8.contains { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }
        if isPlain, text.utf8.count >= 2, text.utf8.first == UInt8(ascii: "/"), text.utf8.last != UInt8(ascii: "/") {
            return .pathSeparatedPrefix(text)
        }
        reader.session.wrong(
            node,
            expected: "a path such as \"/api\": \"/\" at its beginning, none at its end, no \"?\" and no \"#\"")
        return nil
    }

    /// Bytes of a parameter's name at most.
    private static let longestParameterName = 1024

    /// Reads `envoy.config.route.v3.QueryParameterMatcher`; nil after a complaint.
    static func readParameter(_ reader: inout MessageReader) -> QueryParameterMatcherConfiguration? {
        let node = reader.node("name")
        let name = reader.requiredString("name")
        if let name, let node, name.utf8.count > longestParameterName {
            reader.session.wrong(node, expected: "a name of at most \(longestParameterName) bytes")
        }
        let condition: QueryParameterMatcherConfiguration.Condition
        if reader.has("string_match") {
            guard let text = reader.message("string_match", StringMatcherDocument.read) ?? nil else { return nil }
            condition = .text(text)
        } else {
            condition = .present(reader.bool("present_match") ?? true)
        }
        return name.map { QueryParameterMatcherConfiguration(name: $0, condition: condition) }
    }

    private static func readCookie(_ reader: inout MessageReader) -> CookieMatcherConfiguration? {
        let name = reader.requiredString("name")
        let isInverted = reader.bool("invert_match") ?? false
        guard reader.has("string_match") else {
            reader.missing("string_match")
            return nil
        }
        guard let text = reader.message("string_match", StringMatcherDocument.read) ?? nil, let name else { return nil }
        return CookieMatcherConfiguration(name: name, text: text, isInverted: isInverted)
    }
}
