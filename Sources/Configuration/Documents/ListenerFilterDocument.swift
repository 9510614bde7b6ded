/// Reads the `listener_filters` of a listener.
enum ListenerFilterDocument {
    private static let package = "envoy.extensions.filters.listener."

    private static let readers: [String: @Sendable (inout MessageReader) -> ListenerFilterConfiguration?] = [
        "tls_inspector.v3.TlsInspector": { .tlsInspector(readInspector(&$0)) },
        "http_inspector.v3.HttpInspector": { _ in .httpInspector },
        "original_dst.v3.OriginalDst": { _ in .originalDestination },
        "original_src.v3.OriginalSrc": { .originalSource(readOriginalSource(&$0)) },
        "proxy_protocol.v3.ProxyProtocol": { .proxyProtocol(readProxyProtocol(&$0)) },
    ]

    /// Reads the filters in order.
    static func readList(_ reader: inout MessageReader) -> [ListenerFilterConfiguration] {
        reader.messages("listener_filters", read).compactMap(\.self)
    }

    private static func read(_ reader: inout MessageReader) -> ListenerFilterConfiguration? {
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
        let type = content.typeName
        if type.hasPrefix(package), let body = readers[String(type.dropFirst(package.count))] {
            return content.read(body) ?? nil
        }
        if type.contains(".filters.listener.") {
            content.refuse("a listener filter")
        } else {
            content.misplace("the configuration of a listener filter")
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

    private static func readOriginalSource(_ reader: inout MessageReader) -> OriginalSourceConfiguration {
        var result = OriginalSourceConfiguration()
        // As in Envoy, the port stays the kernel's choice whatever this says.
        reader.accept("bind_port")
        result.mark = reader.uint32("mark") ?? 0
        return result
    }

    private static func readProxyProtocol(_ reader: inout MessageReader) -> ProxyProtocolConfiguration {
        var result = ProxyProtocolConfiguration()
        result.statPrefix = reader.string("stat_prefix") ?? ""
        result.allowsNone = reader.bool("allow_requests_without_proxy_protocol") ?? false
        let place = reader.node("disallowed_versions")
        let session = reader.session
        for node in reader.elements("disallowed_versions") {
            switch session.enumeration(node, "envoy.config.core.v3.ProxyProtocolConfig.Version", definedOnly: true) {
            case 0: result.allowsV1 = false
            case 1: result.allowsV2 = false
            default: break
            }
        }
        if !result.allowsV1 && !result.allowsV2, let place {
            session.wrong(place, expected: "at most one of both versions")
        }
        result.keptValues =
            reader.message("pass_through_tlvs", ProxyProtocolDocument.readKeptValues) ?? result.keptValues
        return result
    }
}
