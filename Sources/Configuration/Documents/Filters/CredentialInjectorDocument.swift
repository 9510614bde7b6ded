/// Reads `envoy.extensions.filters.http.credential_injector.v3.CredentialInjector`; routes only turn it on and off.
enum CredentialInjectorDocument: HTTPFilterReading {
    static let typeName = "envoy.extensions.filters.http.credential_injector.v3.CredentialInjector"
    static let routeTypeName: String? = nil

    private static let credentials = "envoy.extensions.http.injected_credentials."

    static func read(_ reader: inout MessageReader) -> (any HTTPFilterValue)? {
        if !reader.has("credential") { reader.missing("credential") }
        var result = reader.message("credential", readCredential) ?? nil
        let overwrites = reader.bool("overwrite") ?? false
        let allowsMissing = reader.bool("allow_request_without_credential") ?? false
        result?.overwrites = overwrites
        result?.allowsMissing = allowsMissing
        return result
    }

    private static func readCredential(_ reader: inout MessageReader) -> CredentialInjectorConfiguration? {
        let name = reader.requiredString("name")
        guard reader.has("typed_config") else {
            reader.missing("typed_config")
            return nil
        }
        guard let content = reader.any("typed_config", named: name) else { return nil }
        guard content.typeName == credentials + "generic.v3.Generic" else {
            if content.typeName.hasPrefix(credentials) {
                content.refuse("a credential (generic)")
            } else {
                content.misplace("the configuration of a credential")
            }
            return nil
        }
        return name == nil ? nil : content.read(readGeneric) ?? nil
    }

    private static func readGeneric(_ reader: inout MessageReader) -> CredentialInjectorConfiguration? {
        if !reader.has("credential") { reader.missing("credential") }
        let target = reader.message("credential") { SecretDocument.readTarget(&$0, .generic) } ?? nil
        let field = readField(&reader)
        let prefix = reader.string("header_value_prefix") ?? ""
        var result: CredentialInjectorConfiguration
        switch target {
        case .secret(.generic(let source)): result = CredentialInjectorConfiguration(.secret(source))
        case .sourced(let reference): result = CredentialInjectorConfiguration(.sourced(reference))
        case .secret, nil: return nil
        }
        if let field { result.field = field }
        result.prefix = prefix
        return result
    }

    /// Pseudo-fields that a head keeps elsewhere; Envoy takes them, and sends what no server understands.
    private static let otherPlaces: Set<String> = [":method", ":scheme", ":status", ":protocol"]

    private static func readField(_ reader: inout MessageReader) -> String? {
        guard let node = reader.node("header"), let name = reader.string("header"), !name.isEmpty else { return nil }
        let token = name.utf8.first == UInt8(ascii: ":") ? name.utf8.dropFirst() : name.utf8[...]
        let marks = Array("!#$%&'*+,-.^_|~`".utf8)
        let isName =
            !token.isEmpty
            && token.allSatisfy { byte in
                (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || marks.contains(byte)
            }
        let lower = name.lowercased()
        if !isName {
            reader.session.wrong(node, expected: "a field's name")
        } else if otherPlaces.contains(lower) {
            reader.session.complain(
                .unimplemented, at: node,
                "expected a field, \":authority\" or \":path\", found \(DecodingSession.quote(name)), which Apus does "
                    + "not implement")
        }
        return lower == "host" ? ":authority" : lower
    }
}
