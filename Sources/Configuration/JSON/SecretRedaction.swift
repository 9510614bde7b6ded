/// Takes secrets out of a resource before it is kept for `config_dump`: what stands under the names of private keys,
/// passwords and ticket keys becomes `[redacted]`, as in Envoy.
enum SecretRedaction {
    private static let secretNames: Set<String> = [
        "private_key", "privateKey", "password", "pkcs12", "session_ticket_keys", "sessionTicketKeys",
    ]
    private static let byteNames: Set<String> = ["inline_bytes", "inlineBytes"]

    /// The resource without its secrets; nothing at all when it cannot be read again.
    static func redact(_ source: [UInt8]) -> [UInt8] {
        guard case .success(let document) = JSONReader().read(source, file: "") else { return Array("{}".utf8) }
        var bytes: [UInt8] = []
        append(document.root, isSecret: false, key: "", to: &bytes)
        return bytes
    }

    private static func append(_ node: JSONNode, isSecret: Bool, key: String, to bytes: inout [UInt8]) {
        switch node.kind {
        case .object:
            bytes.append(UInt8(ascii: "{"))
            var isFirst = true
            node.forEachMember { name, value in
                if !isFirst { bytes.append(UInt8(ascii: ",")) }
                isFirst = false
                JSONText.append(name, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                let text = name.string ?? ""
                append(value, isSecret: isSecret || secretNames.contains(text), key: text, to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        case .array:
            bytes.append(UInt8(ascii: "["))
            for (index, element) in node.elements.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                append(element, isSecret: isSecret, key: key, to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .string where isSecret:
            // The same word in base64 where bytes are given so.
            JSONText.append(byteNames.contains(key) ? "W3JlZGFjdGVkXQ==" : "[redacted]", to: &bytes)
        case .string, .number, .bool, .null: JSONText.append(node, to: &bytes)
        }
    }
}
