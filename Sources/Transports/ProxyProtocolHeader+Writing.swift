internal import NetworkAddresses

extension ProxyProtocolHeader {
    /// A header to be sent. Addresses of two families, or of Unix sockets, cannot be told: it then says that the
    /// connection is the sender's own.
    public init(_ version: Version, _ addresses: Addresses?, values: [TypedValue] = []) {
        self.version = version
        self.addresses = addresses
        self.values = version == .v1 ? [] : values
        byteCount = 0
        byteCount = bytes.count
    }

    /// The header as it goes over the wire.
    public var bytes: [UInt8] { version == .v1 ? line : binary }

    /// Both addresses when they can be told together.
    private var pair: (source: IPAddress, UInt16, destination: IPAddress, UInt16)? {
        guard case .ip(let source, let sourcePort)? = addresses?.source,
            case .ip(let destination, let destinationPort)? = addresses?.destination,
            source.family == destination.family
        else { return nil }
        return (source, sourcePort, destination, destinationPort)
    }

    private var line: [UInt8] {
        guard let (source, sourcePort, destination, destinationPort) = pair else {
            return Array("PROXY UNKNOWN\r\n".utf8)
        }
        let family = source.family == .v4 ? "TCP4" : "TCP6"
        return Array("PROXY \(family) \(source) \(destination) \(sourcePort) \(destinationPort)\r\n".utf8)
    }

    private var binary: [UInt8] {
        var body: [UInt8] = []
        var command: [UInt8] = [0x20, 0x00]
        if let (source, sourcePort, destination, destinationPort) = pair {
            let count = source.family == .v4 ? 4 : 16
            command = [0x21, source.family == .v4 ? 0x11 : 0x21]
            for address in [source, destination] { for index in 0..<count { body.append(address.octet(index)) } }
            for port in [sourcePort, destinationPort] { Self.append(Int(port), to: &body) }
            for value in values where value.value.count <= Int(UInt16.max) {
                // What would not fit the length is left out.
                if body.count + 3 + value.value.count > Int(UInt16.max) { break }
                body.append(value.type)
                Self.append(value.value.count, to: &body)
                body += value.value
            }
        }
        var result = Self.signature + command
        Self.append(body.count, to: &result)
        return result + body
    }

    private static func append(_ number: Int, to bytes: inout [UInt8]) {
        bytes.append(UInt8(truncatingIfNeeded: number >> 8))
        bytes.append(UInt8(truncatingIfNeeded: number))
    }

    /// An oracle for fuzzing: no bytes trap, a part of a header wants more, what follows changes nothing, and what was
    /// understood means the same when it is written and read again. Not for serving.
    public static func check(_ bytes: [UInt8]) {
        let whole = read(bytes.span)
        for count in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 16)) {
            switch read(bytes.span.extracting(0..<count)) {
            case .incomplete: break
            case let part: precondition(part == whole, "a part was understood otherwise")
            }
        }
        if case .incomplete = whole { return }
        let longer = bytes + [0]
        precondition(read(longer.span) == whole, "what follows changed the meaning")
        guard case .header(let header) = whole else { return }
        let again = ProxyProtocolHeader(header.version, header.addresses, values: header.values)
        let written = again.bytes
        precondition(read(written.span) == .header(again), "written and read, it means something else")
    }
}
