/// Reads `envoy.config.core.v3.UpstreamHttpProtocolOptions`.
enum UpstreamNamesDocument {
    static func read(_ reader: inout MessageReader) -> UpstreamNamesConfiguration {
        var result = UpstreamNamesConfiguration()
        result.asksForHost = reader.bool("auto_sni") ?? false
        result.demandsHost = reader.bool("auto_san_validation") ?? false
        let node = reader.node("override_auto_sni_header")
        let name = reader.string("override_auto_sni_header") ?? ""
        if let node, !name.isEmpty, !isFieldName(name) {
            reader.session.wrong(node, expected: "the name of a header field")
        }
        result.fieldName = Array(name.lowercased().utf8)
        return result
    }

    /// What Envoy lets pass as the name of a field, a comma included.
    private static func isFieldName(_ name: String) -> Bool {
        let rest = name.hasPrefix(":") ? name.dropFirst() : name[...]
        return !rest.isEmpty
            && rest.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "!#$%&'*+,-.^_`|~".utf8.contains(byte)
                }
            }
    }
}
