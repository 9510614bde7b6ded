internal import NetworkAddresses

/// Reads `envoy.config.core.v3.Address`.
enum AddressDocument {
    /// Reads an address that something listens at; nil after a complaint. Only some take datagrams.
    static func read(_ reader: inout MessageReader) -> AddressConfiguration? { read(&reader, allowsDatagrams: false) }

    /// As above, for what may take datagrams.
    static func read(_ reader: inout MessageReader, allowsDatagrams: Bool) -> AddressConfiguration? {
        if reader.has("envoy_internal_address") {
            reader.refuse("envoy_internal_address")
            return nil
        }
        if let pipe = reader.message("pipe", readPipe) { return pipe.map { .pipe($0) } }
        let socket = reader.message("socket_address") { readSocket(&$0, allowsNames: false, allowsDatagrams) }
        if let socket { return socket.map { .socket($0) } }
        reader.missing("socket_address", "pipe")
        return nil
    }

    /// Reads an address that is connected to; nil after a complaint. Names are addresses only where they are resolved.
    static func readEndpoint(_ reader: inout MessageReader, allowsNames: Bool) -> AddressConfiguration? {
        if reader.has("envoy_internal_address") {
            reader.refuse("envoy_internal_address")
            return nil
        }
        if let pipe = reader.message("pipe", readPipe) {
            if allowsNames {
                reader.session.complain(
                    .wrongValue, at: reader.place, "expected \"socket_address\" with a name, found \"pipe\"")
            }
            return pipe.map { .pipe($0) }
        }
        if let socket = reader.message("socket_address", { readSocket(&$0, allowsNames: allowsNames) }) {
            return socket.map { .socket($0) }
        }
        reader.missing("socket_address", "pipe")
        return nil
    }

    /// Reads an address that connections come from: an IP address and a port; nil after a complaint.
    static func readSource(_ reader: inout MessageReader) -> SocketAddressConfiguration? { readSocket(&reader) }

    private static func readSocket(_ reader: inout MessageReader) -> SocketAddressConfiguration? {
        readSocket(&reader, allowsNames: false)
    }

    private static func readSocket(
        _ reader: inout MessageReader, allowsNames: Bool, _ allowsDatagrams: Bool = false
    ) -> SocketAddressConfiguration? {
        let (addressNode, portNode) = (reader.node("address"), reader.key("named_port"))
        let isDatagram =
            allowsDatagrams
            ? reader.choice("protocol", [0: false, 1: true]) ?? false
            : reader.choice("protocol", [0: false]) ?? false
        let text = reader.requiredString("address")
        var isValid = false
        if let text {
            isValid = allowsNames || IPAddress(text) != nil
            if !isValid, let addressNode { complain(of: text, at: addressNode, in: reader.session) }
            if allowsNames && text.utf8.contains(0), let addressNode {
                reader.session.wrong(addressNode, expected: "a name without NUL")
            }
        }
        var port = reader.uint32("port_value", in: 0...65535)
        if let portNode {
            _ = reader.take("named_port")
            reader.session.complain(
                .wrongValue, at: portNode, "expected \"port_value\" with a number, found a port by name")
            port = nil
        } else if !reader.has("port_value") {
            reader.missing("port_value")
        }
        let ipv4Compatible = reader.bool("ipv4_compat") ?? false
        guard isValid, let text, let port else { return nil }
        var result = SocketAddressConfiguration(
            address: text, port: UInt16(truncatingIfNeeded: port), ipv4Compatible: ipv4Compatible)
        result.isDatagram = isDatagram
        return result
    }

    private static func complain(of text: String, at node: JSONNode, in session: DecodingSession) {
        if let zone = text.firstIndex(of: "%"), IPAddress(String(text[..<zone])) != nil {
            session.complain(
                .unimplemented, at: node,
                "expected an address without a zone, which Apus does not implement, "
                    + "found \(DecodingSession.quote(text))"
            )
        } else {
            session.wrong(
                node, expected: "an IPv4 or IPv6 address (names are resolved in STRICT_DNS and LOGICAL_DNS clusters)")
        }
    }

    private static func readPipe(_ reader: inout MessageReader) -> PipeConfiguration? {
        let (pathNode, modeNode) = (reader.node("path"), reader.node("mode"))
        let path = reader.requiredString("path")
        let mode = reader.uint32("mode", in: 0...511) ?? 0
        guard let path else { return nil }
        if mode != 0, path.utf8.first == UInt8(ascii: "@"), let modeNode {
            reader.session.wrong(modeNode, expected: "no mode for a name in the abstract namespace, which is no file")
        }
        // The kernel's structure has room for 108 bytes; Envoy takes at most this many.
        if path.utf8.count > SocketAddress.longestUnixPath, let pathNode {
            reader.session.wrong(pathNode, expected: "a path of at most \(SocketAddress.longestUnixPath) bytes")
            return nil
        }
        return PipeConfiguration(path: path, mode: mode)
    }
}
