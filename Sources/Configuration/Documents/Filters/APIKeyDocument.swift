/// Reads `envoy.extensions.filters.http.api_key_auth.v3.ApiKeyAuth` and `ApiKeyAuthPerRoute`.
enum APIKeyDocument: HTTPFilterReading {
    static let typeName = "envoy.extensions.filters.http.api_key_auth.v3.ApiKeyAuth"
    static let routeTypeName: String? = "envoy.extensions.filters.http.api_key_auth.v3.ApiKeyAuthPerRoute"

    static func read(_ reader: inout MessageReader) -> (any HTTPFilterValue)? { readKeys(&reader) }

    static func readRoute(_ reader: inout MessageReader) -> (any HTTPFilterValue)? {
        var result = readKeys(&reader)
        result.admitted = reader.strings("allowed_clients").map { Array($0.text.utf8) }
        return result
    }

    private static func readKeys(_ reader: inout MessageReader) -> APIKeyConfiguration {
        var result = APIKeyConfiguration()
        _ = reader.messages("credentials") { reader in
            let node = reader.node("key") ?? reader.place
            let key = reader.requiredString("key")
            let client = reader.requiredString("client")
            guard let key, let client else { return }
            if result.clients.updateValue(Array(client.utf8), forKey: Array(key.utf8)) != nil {
                reader.session.wrong(node, expected: "a key that is not in the list yet")
            }
        }
        result.places = reader.messages("key_sources", readPlace).compactMap(\.self)
        reader.message("forwarding") { reader in
            result.toldField = HeaderEditsDocument.readName("header", of: &reader)
            result.hidesKeys = reader.bool("hide_credentials") ?? false
        }
        return result
    }

    /// The first of the three that is given counts, as in Envoy.
    private static func readPlace(_ reader: inout MessageReader) -> APIKeyConfiguration.Place? {
        let field = reader.headerText("header") ?? ""
        let query = reader.string("query") ?? ""
        let cookie = reader.string("cookie") ?? ""
        if !field.isEmpty { return .field(field.lowercased()) }
        if !query.isEmpty { return .query(query) }
        if !cookie.isEmpty { return .cookie(cookie) }
        reader.missing("header", "query", "cookie")
        return nil
    }
}
