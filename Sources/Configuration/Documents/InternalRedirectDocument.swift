/// Reads `envoy.config.route.v3.InternalRedirectPolicy`.
enum InternalRedirectDocument {
    private static let prefix = "envoy.extensions.internal_redirect."

    /// Reads which redirects of endpoints are followed.
    static func read(_ reader: inout MessageReader) -> InternalRedirectConfiguration {
        var result = InternalRedirectConfiguration()
        result.most = reader.uint32("max_internal_redirects") ?? result.most
        let place = reader.node("redirect_response_codes")
        var statuses: [UInt16] = []
        for node in reader.elements("redirect_response_codes") {
            guard let code = reader.session.unsigned(node, maximum: UInt64(UInt32.max)) else { continue }
            // As in Envoy, what is no redirect is left out.
            if [301, 302, 303, 307, 308].contains(code) { statuses.append(UInt16(truncatingIfNeeded: code)) }
        }
        if let place {
            var elements: [JSONNode] = []
            MessageReader.flatten(place, into: &elements)
            if elements.count > 5 { reader.session.wrong(place, expected: "at most five statuses") }
            if !elements.isEmpty { result.statuses = statuses }
        }
        result.crossesSchemes = reader.bool("allow_cross_scheme_redirect") ?? false
        result.copiedFields = reader.strings("response_headers_to_copy").compactMap { text, node in
            let isName = !text.isEmpty && !text.utf8.contains { $0 == 0 || $0 == 0x0A || $0 == 0x0D }
            // What a redirect itself changes, or the connection, is not the endpoint's to say.
            if isName && !text.hasPrefix(":") && text.lowercased() != "host" { return text.lowercased() }
            reader.session.wrong(node, expected: "the name of a header field")
            return nil
        }
        result.conditions = reader.messages("predicates", readCondition).compactMap(\.self)
        return result
    }

    private static func readCondition(
        _ reader: inout MessageReader
    ) -> InternalRedirectConfiguration.Condition? {
        let name = reader.requiredString("name")
        guard let content = reader.configuration(of: name) else { return nil }
        switch content.typeName {
        case prefix + "previous_routes.v3.PreviousRoutesConfig":
            content.read { _ in }
            return .isNew
        case prefix + "allow_listed_routes.v3.AllowListedRoutesConfig":
            return content.read { reader in
                .isNamed(
                    reader.strings("allowed_route_names").map { text, node in
                        if text.isEmpty { reader.session.wrong(node, expected: "a text of at least one byte") }
                        return text
                    })
            }
        case prefix + "safe_cross_scheme.v3.SafeCrossSchemeConfig":
            content.read { _ in }
            return .isSafe
        default:
            content.misplace("a condition on routes")
            return nil
        }
    }
}
