internal import Buffers

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
        let exception = reader.message("filter_disabled", readPredicate) ?? nil
        guard let filter = readContent(&reader, name) else { return nil }
        return exception.map { .unless($0, filter) } ?? filter
    }

    private static func readContent(_ reader: inout MessageReader, _ name: String?) -> ListenerFilterConfiguration? {
        guard reader.has("typed_config") else {
            if name != nil { ExtensionAdvice.missingConfiguration(name, in: &reader) }
            return nil
        }
        guard let content = reader.any("typed_config", named: name) else { return nil }
        let type = content.typeName
        if type.hasPrefix(package), let body = readers[String(type.dropFirst(package.count))] {
            return content.read(body) ?? nil
        }
        if type.contains(text: ".filters.listener.") {
            content.refuse("a listener filter")
        } else {
            content.misplace("the configuration of a listener filter")
        }
        return nil
    }

    // MARK: - Whom a filter passes over

    private static func readPredicate(_ reader: inout MessageReader) -> ConnectionPredicate? {
        if let rules = reader.message("or_match", readPredicates) { return rules.map { .any($0) } }
        if let rules = reader.message("and_match", readPredicates) { return rules.map { .all($0) } }
        if let rule = reader.message("not_match", readPredicate) { return rule.map { .not($0) } }
        if let node = reader.node("any_match") {
            guard let any = reader.bool("any_match") else { return nil }
            if !any { reader.session.wrong(node, expected: "true") }
            return .always
        }
        if let range = reader.message("destination_port_range", readRange) { return range }
        reader.missing("or_match", "and_match", "not_match", "any_match", "destination_port_range")
        return nil
    }

    private static func readPredicates(_ reader: inout MessageReader) -> [ConnectionPredicate]? {
        let place = reader.key("rules") ?? reader.place
        let rules = reader.messages("rules", readPredicate)
        if rules.count < 2 {
            reader.session.complain(.wrongValue, at: place, "expected two rules or more, found \(rules.count)")
        }
        return rules.allSatisfy { $0 != nil } ? rules.compactMap(\.self) : nil
    }

    /// Numbers below 0 are above all ports, as in Envoy.
    private static func readRange(_ reader: inout MessageReader) -> ConnectionPredicate {
        let start = reader.int32("start") ?? 0
        let end = reader.int32("end") ?? 0
        return .destinationPort(start: UInt32(bitPattern: start), end: UInt32(bitPattern: end))
    }

    // MARK: - The filters

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
        // Where values are written down: only metadata so far.
        _ = reader.choice("tlv_location", [0: ()])
        for (type, rule) in reader.messages("rules", readRule).compactMap(\.self) { result.rules[type] = rule }
        result.keptValues =
            reader.message("pass_through_tlvs", ProxyProtocolDocument.readKeptValues) ?? result.keptValues
        return result
    }

    private static func readRule(_ reader: inout MessageReader) -> (UInt8, ProxyProtocolConfiguration.Rule)? {
        let type = reader.uint32("tlv_type", in: 0...255) ?? 0
        var rule = ProxyProtocolConfiguration.Rule(
            space: "envoy.filters.listener.proxy_protocol", key: "", isCoded: false)
        reader.message("on_tlv_present") { reader in
            if let space = reader.string("metadata_namespace"), !space.isEmpty { rule.space = space }
            rule.key = reader.requiredString("key") ?? ""
            rule.isCoded = reader.choice("value_string_encoding", [0: false, 1: false, 2: true]) ?? false
        }
        return UInt8(exactly: type).map { ($0, rule) }
    }
}
