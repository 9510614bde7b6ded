/// Reads what is said about sockets: `BindConfig`, `SocketOption` and `TcpKeepalive` of `envoy.config.core.v3`.
enum SocketOptionsDocument {
    // MARK: - Keepalive

    /// Reads `TcpKeepalive`; nil when a number is 0, which turns the probes off.
    static func readKeepalive(_ reader: inout MessageReader) -> KeepaliveConfiguration? {
        // The kernel's own bounds: more fails for every connection, as it does in Envoy.
        let probes = reader.uint32("keepalive_probes", in: 0...127)
        let idle = reader.uint32("keepalive_time", in: 0...32_767)
        let interval = reader.uint32("keepalive_interval", in: 0...32_767)
        if probes == 0 || idle == 0 || interval == 0 { return nil }
        return KeepaliveConfiguration(probes: probes, idleSeconds: idle, intervalSeconds: interval)
    }

    // MARK: - Options

    /// Reads a list of options. Only sockets that are not bound yet can have them here.
    static func readOptions(_ name: String, of reader: inout MessageReader) -> [SocketOptionConfiguration] {
        reader.messages(name, readOption).compactMap(\.self)
    }

    private static func readOption(_ reader: inout MessageReader) -> SocketOptionConfiguration? {
        // Words for people.
        reader.accept("description")
        let level = reader.int32("level") ?? 0
        let name = reader.int32("name") ?? 0
        _ = reader.choice("state", [0: ()])
        let isForDatagrams = reader.message("type", readType) ?? false
        let versions: KeyValuePairs<Int32, SocketOptionConfiguration.IPVersion?> = [0: nil, 1: .v4, 2: .v6]
        let version = reader.choice("ip_version", versions) ?? nil
        // What is meant for datagrams concerns no socket here.
        func option(_ value: SocketOptionConfiguration.Value) -> SocketOptionConfiguration? {
            isForDatagrams
                ? nil : SocketOptionConfiguration(level: level, name: name, value: value, ipVersion: version)
        }
        if reader.has("int_value") {
            guard let value = reader.int32("int_value") else { return nil }
            return option(.integer(value))
        }
        if reader.has("buf_value") {
            guard let value = reader.bytes("buf_value") else { return nil }
            return option(.bytes(value))
        }
        reader.missing("int_value", "buf_value")
        return nil
    }

    /// Whether only datagram sockets are meant.
    private static func readType(_ reader: inout MessageReader) -> Bool {
        let isForDatagrams = reader.has("datagram") && !reader.has("stream")
        reader.accept("stream")
        reader.accept("datagram")
        return isForDatagrams
    }

    // MARK: - Local addresses

    /// Reads `BindConfig`.
    static func readBind(_ reader: inout MessageReader) -> BindConfiguration {
        var result = BindConfiguration()
        if let address = reader.message("source_address", AddressDocument.readSource) ?? nil {
            result.source = SourceAddressConfiguration(address: address)
        }
        result.freebind = reader.bool("freebind") ?? false
        result.socketOptions = readOptions("socket_options", of: &reader)
        let place = reader.node("extra_source_addresses") ?? reader.node("additional_source_addresses")
        let hasExtra = reader.has("extra_source_addresses")
        let extra = reader.messages("extra_source_addresses", readExtra).compactMap(\.self)
        let additional = reader.messages("additional_source_addresses", AddressDocument.readSource).compactMap(\.self)
        guard let place else { return result }
        if hasExtra && !additional.isEmpty {
            reader.session.complain(
                .wrongValue, at: place,
                "expected one of \"extra_source_addresses\" and \"additional_source_addresses\", found both")
            return result
        }
        let others = extra + additional.map { SourceAddressConfiguration(address: $0) }
        guard let other = others.first else { return result }
        guard let source = result.source else {
            reader.session.complain(.wrongValue, at: place, "expected \"source_address\" beside it, found none")
            return result
        }
        if others.count > 1 || isV6(source) == isV6(other) {
            reader.session.complain(
                .wrongValue, at: place, "expected one address, of the IP version that \"source_address\" has not")
        }
        result.otherSource = other
        return result
    }

    private static func readExtra(_ reader: inout MessageReader) -> SourceAddressConfiguration? {
        let options = reader.message("socket_options") { readOptions("socket_options", of: &$0) }
        guard reader.has("address") else {
            reader.missing("address")
            return nil
        }
        guard let address = reader.message("address", AddressDocument.readSource) ?? nil else { return nil }
        return SourceAddressConfiguration(address: address, socketOptions: options)
    }

    private static func isV6(_ source: SourceAddressConfiguration) -> Bool { source.address.address.contains(":") }
}
