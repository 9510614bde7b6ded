/// Reads what listeners and clusters say of the PROXY protocol in the same words.
enum ProxyProtocolDocument {
    /// Reads `envoy.config.core.v3.ProxyProtocolPassThroughTLVs`.
    static func readKeptValues(_ reader: inout MessageReader) -> ProxyProtocolConfiguration.KeptValues {
        let keepsAll = reader.choice("match_type", [0: true, 1: false]) ?? true
        let session = reader.session
        var types: Set<UInt8> = []
        for node in reader.elements("tlv_type") {
            guard let type = session.unsigned(node, maximum: UInt64(UInt32.max)) else { continue }
            if let type = UInt8(exactly: type) {
                types.insert(type)
            } else {
                session.wrong(node, expected: "a whole number from 0 to 255")
            }
        }
        return keepsAll ? .all : .some(types)
    }

    /// Reads `envoy.config.core.v3.ProxyProtocolConfig`, what upstreams are sent.
    static func readUpstream(_ reader: inout MessageReader) -> UpstreamProxyProtocolConfiguration {
        var result = UpstreamProxyProtocolConfiguration()
        result.isBinary = reader.choice("version", [0: false, 1: true]) ?? false
        result.keptValues = reader.message("pass_through_tlvs", readKeptValues) ?? result.keptValues
        result.addedValues = reader.messages("added_tlvs", readAddedValue).compactMap(\.self)
        return result
    }

    private static func readAddedValue(
        _ reader: inout MessageReader
    ) -> UpstreamProxyProtocolConfiguration.AddedValue? {
        let type = reader.uint32("type", in: 0...255)
        let value = reader.bytes("value")
        return type.map { .init(type: UInt8(truncatingIfNeeded: $0), value: value ?? []) }
    }
}
