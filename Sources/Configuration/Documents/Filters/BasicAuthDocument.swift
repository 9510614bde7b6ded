/// Reads `envoy.extensions.filters.http.basic_auth.v3.BasicAuth` and `BasicAuthPerRoute`.
enum BasicAuthDocument: HTTPFilterReading {
    static let typeName = "envoy.extensions.filters.http.basic_auth.v3.BasicAuth"
    static let routeTypeName: String? = "envoy.extensions.filters.http.basic_auth.v3.BasicAuthPerRoute"

    static func read(_ reader: inout MessageReader) -> (any HTTPFilterValue)? {
        let users = readUsers(&reader)
        let toldField = HeaderEditsDocument.readName("forward_username_header", of: &reader)
        let field = reader.headerText("authentication_header") ?? ""
        let allowsMissing = reader.bool("allow_missing") ?? false
        let leavesMetadata = reader.bool("emit_dynamic_metadata") ?? false
        let realm = readRealm(&reader)
        guard let users else { return nil }
        var result = BasicAuthConfiguration(users: users)
        result.toldField = toldField
        if !field.isEmpty { result.field = field.lowercased() }
        result.allowsMissing = allowsMissing
        result.leavesMetadata = leavesMetadata
        result.realm = realm
        return result
    }

    static func readRoute(_ reader: inout MessageReader) -> (any HTTPFilterValue)? {
        let place = reader.node("users") ?? reader.place
        let users = readUsers(&reader)
        let realm = readRealm(&reader)
        switch users {
        case .bytes(let text):
            // A mistake in it has been told.
            return (try? PasswordList(text)).map { BasicAuthRouteConfiguration(users: $0, realm: realm) }
        case .file, .environment:
            reader.session.complain(
                .unimplemented, at: place, "expected \"inline_string\" or \"inline_bytes\" under a route, found another"
            )
            return nil
        case nil: return nil
        }
    }

    /// Reads the source of the users, and looks at them if they stand here.
    private static func readUsers(_ reader: inout MessageReader) -> DataSourceConfiguration? {
        guard reader.has("users") else {
            reader.missing("users")
            return nil
        }
        let place = reader.node("users") ?? reader.place
        guard let source = reader.message("users", TLSDataSourceDocument.read) ?? nil else { return nil }
        guard case .bytes(let text) = source else { return source }
        if text.isEmpty {
            reader.session.wrong(place, expected: "a text that is not empty")
            return nil
        }
        do {
            _ = try PasswordList(text)
        } catch {
            reader.session.complain(.wrongValue, at: place, "line \(error.line) of the users: \(error.text)")
            return nil
        }
        return source
    }

    private static func readRealm(_ reader: inout MessageReader) -> String {
        guard let node = reader.node("realm"), let realm = reader.string("realm") else { return "" }
        if realm.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f }) {
            reader.session.wrong(node, expected: "a text without control characters")
        }
        return realm
    }
}
