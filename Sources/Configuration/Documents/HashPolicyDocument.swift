/// Reads `envoy.config.route.v3.RouteAction.HashPolicy`.
enum HashPolicyDocument {
    private typealias Cookie = HashPolicyConfiguration.CookieConfiguration

    /// Reads one policy; nil where it says nothing, or after a complaint.
    static func read(_ reader: inout MessageReader) -> HashPolicyConfiguration? {
        let isTerminal = reader.bool("terminal") ?? false
        guard var policy = readSource(&reader).map({ HashPolicyConfiguration($0) }) else { return nil }
        policy.isTerminal = isTerminal
        return policy
    }

    private static func readSource(_ reader: inout MessageReader) -> HashPolicyConfiguration.Source? {
        if reader.has("filter_state") {
            reader.refuse("filter_state")
            return nil
        }
        if reader.has("header") { return reader.message("header", readHeader) ?? nil }
        if reader.has("cookie") { return reader.message("cookie", readCookie).flatMap { $0.map { .cookie($0) } } }
        if reader.has("query_parameter") {
            return reader.message("query_parameter") { reader in
                reader.requiredString("name").map { HashPolicyConfiguration.Source.queryParameter($0) }
            } ?? nil
        }
        if reader.has("connection_properties") {
            let isUsed = reader.message("connection_properties") { $0.bool("source_ip") ?? false } ?? false
            return isUsed ? .sourceAddress : nil
        }
        reader.missing("header", "cookie", "connection_properties", "query_parameter")
        return nil
    }

    private static func readHeader(_ reader: inout MessageReader) -> HashPolicyConfiguration.Source? {
        let rewrite = reader.message("regex_rewrite", RegularExpressionDocument.readRewrite) ?? nil
        let node = reader.node("header_name")
        guard let name = reader.requiredString("header_name") else { return nil }
        if let node, name.utf8.contains(where: { $0 == 0 || $0 == 0x0A || $0 == 0x0D }) {
            reader.session.wrong(node, expected: "a text without NUL, carriage return and line feed")
        }
        return .field(name: name.lowercased(), rewrite: rewrite)
    }

    private static func readCookie(_ reader: inout MessageReader) -> Cookie? {
        let ttl = reader.duration("ttl")
        let path = reader.headerText("path") ?? ""
        let attributes = reader.messages("attributes") { reader in
            let (nameNode, valueNode) = (reader.node("name"), reader.node("value"))
            let name = reader.requiredString("name") ?? ""
            let value = reader.string("value") ?? ""
            for (text, node) in [(name, nameNode), (value, valueNode)] {
                guard let node else { continue }
                if text.utf8.count > 16_384 { reader.session.wrong(node, expected: "a text of at most 16384 bytes") }
                if text.utf8.contains(where: { $0 == 0 || $0 == 0x0A || $0 == 0x0D }) {
                    reader.session.wrong(node, expected: "a text without NUL, carriage return and line feed")
                }
            }
            return Cookie.Attribute(name: name, value: value)
        }
        guard let name = reader.requiredString("name") else { return nil }
        return Cookie(
            name: name, timeToLive: ttl.map { $0 / 1_000_000_000 }, path: path, attributes: attributes)
    }
}
