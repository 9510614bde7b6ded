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

/// Reads the `listener_filters` of a listener: the inspector of TLS is the only one.
enum ListenerFilterDocument {
    private static let inspectorType = "envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector"

    /// Reads the filters; nil without an inspector.
    static func read(_ reader: inout MessageReader) -> TLSInspectorConfiguration? {
        var result: TLSInspectorConfiguration?
        for filter in reader.messages("listener_filters", readFilter) { result = result ?? filter }
        return result
    }

    private static func readFilter(_ reader: inout MessageReader) -> TLSInspectorConfiguration? {
        let name = reader.requiredString("name")
        if reader.has("config_discovery") {
            reader.refuse("config_discovery")
            return nil
        }
        guard reader.has("typed_config") else {
            if name != nil { ExtensionAdvice.missingConfiguration(name, in: &reader) }
            return nil
        }
        guard let content = reader.any("typed_config", named: name) else { return nil }
        switch content.typeName {
        case inspectorType: return content.read(readInspector)
        case let type where type.contains(".filters.listener."): content.refuse("a listener filter")
        default: content.misplace("the configuration of a listener filter")
        }
        return nil
    }

    private static func readInspector(_ reader: inout MessageReader) -> TLSInspectorConfiguration {
        var result = TLSInspectorConfiguration()
        // How much is asked for at first changes nothing here.
        _ = reader.uint32("initial_read_buffer_size", in: 256...65_536)
        result.maximumSize = reader.uint32("max_client_hello_size", in: 256...16_384) ?? 16_384
        result.closesOnErrors = reader.bool("close_connection_on_client_hello_parsing_errors") ?? false
        return result
    }
}
