internal import NetworkAddresses

/// Reads `envoy.config.listener.v3.FilterChainMatch`.
enum FilterChainMatchDocument {
    static func read(_ reader: inout MessageReader) -> FilterChainMatchConfiguration {
        var result = FilterChainMatchConfiguration()
        result.destinationPort = reader.uint32("destination_port", in: 1...65_535).map { UInt16($0) }
        result.destinations = CIDRDocument.readList("prefix_ranges", of: &reader)
        for (text, node) in reader.strings("server_names") {
            let name = text.lowercased()
            if name.isEmpty || name.dropFirst(name.hasPrefix("*.") ? 2 : 0).contains("*") {
                reader.session.wrong(node, expected: "a host name, or one that begins with \"*.\"")
            } else {
                result.serverNames.append(name)
            }
        }
        result.transportProtocol = reader.string("transport_protocol") ?? ""
        result.applicationProtocols = reader.strings("application_protocols").map(\.text)
        result.directSources = CIDRDocument.readList("direct_source_prefix_ranges", of: &reader)
        result.source = reader.choice("source_type", [0: .any, 1: .local, 2: .external]) ?? .any
        result.sources = CIDRDocument.readList("source_prefix_ranges", of: &reader)
        for node in reader.elements("source_ports") {
            guard let port = reader.session.unsigned(node, maximum: 65_535) else { continue }
            if port == 0 {
                reader.session.wrong(node, expected: "a number from 1 to 65535")
            } else {
                result.sourcePorts.append(UInt16(truncatingIfNeeded: port))
            }
        }
        return result
    }
}
