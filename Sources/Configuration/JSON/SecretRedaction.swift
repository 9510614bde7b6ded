/// Takes secrets out of a resource before it is kept for `config_dump`: what stands under the names of private keys,
/// passwords and ticket keys becomes `[redacted]`, as in Envoy, and what filters that ask for passwords and keys know
/// of them.
enum SecretRedaction {
    private static let secretNames: Set<String> = [
        "private_key", "privateKey", "password", "pkcs12", "session_ticket_keys", "sessionTicketKeys",
        "generic_secret", "genericSecret",
    ]
    private static let byteNames: Set<String> = ["inline_bytes", "inlineBytes"]

    /// What else is secret in messages whose types end so.
    private static let filterNames: KeyValuePairs<String, Set<String>> = [
        "basic_auth.v3.BasicAuth": ["users"], "basic_auth.v3.BasicAuthPerRoute": ["users"],
        "api_key_auth.v3.ApiKeyAuth": ["credentials"], "api_key_auth.v3.ApiKeyAuthPerRoute": ["credentials"],
    ]
    /// Where a message says what it is; the last two, a `TypedStruct`.
    private static let typeNames: Set<String> = ["@type", "type_url", "typeUrl"]
    private static let filterMark = Array("_auth.v3.".utf8)

    /// A resource that has no secrets but those of filters, without them.
    static func redactFilters(_ source: [UInt8]) -> [UInt8] { mentionsFilters(source) ? redact(source) : source }

    private static func mentionsFilters(_ source: [UInt8]) -> Bool {
        guard source.count >= filterMark.count else { return false }
        for start in 0...(source.count - filterMark.count) where source[start] == filterMark[0] {
            if source[start..<(start + filterMark.count)].elementsEqual(filterMark) { return true }
        }
        return false
    }

    /// The resource without its secrets; nothing at all when it cannot be read again.
    static func redact(_ source: [UInt8]) -> [UInt8] {
        guard case .success(let document) = JSONReader().read(source, file: "") else { return Array("{}".utf8) }
        var bytes: [UInt8] = []
        append(document.root, isSecret: false, key: "", names: secretNames, to: &bytes)
        return bytes
    }

    /// The secret names of what stands in a message.
    private static func names(in message: JSONNode, within names: Set<String>) -> Set<String> {
        var all = names
        message.forEachMember { name, value in
            guard let name = name.string, typeNames.contains(name), let type = value.string else { return }
            for (suffix, own) in filterNames where type.hasSuffix(suffix) { all.formUnion(own) }
        }
        return all
    }

    private static func append(
        _ node: JSONNode, isSecret: Bool, key: String, names: Set<String>, to bytes: inout [UInt8]
    ) {
        switch node.kind {
        case .object:
            bytes.append(UInt8(ascii: "{"))
            let names = Self.names(in: node, within: names)
            var isFirst = true
            node.forEachMember { name, value in
                if !isFirst { bytes.append(UInt8(ascii: ",")) }
                isFirst = false
                JSONText.append(name, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                let text = name.string ?? ""
                append(value, isSecret: isSecret || names.contains(text), key: text, names: names, to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        case .array:
            bytes.append(UInt8(ascii: "["))
            for (index, element) in node.elements.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                append(element, isSecret: isSecret, key: key, names: names, to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .string where isSecret:
            // The same word in base64 where bytes are given so.
            JSONText.append(byteNames.contains(key) ? "W3JlZGFjdGVkXQ==" : "[redacted]", to: &bytes)
        case .string, .number, .bool, .null: JSONText.append(node, to: &bytes)
        }
    }
}
