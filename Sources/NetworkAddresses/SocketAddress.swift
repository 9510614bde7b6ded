/// Where a socket listens or a peer is found.
public enum SocketAddress: Hashable, Sendable {
    /// An address and a TCP or UDP port.
    case ip(IPAddress, port: UInt16)
    /// A Unix socket: a file path, or `@` and a name of the abstract name space. The empty path is an unnamed socket.
    case unix(String)

    /// Bytes that the kernel grants a Unix socket's name.
    public static let longestUnixPath = 107

    /// The IP address, nil for a Unix socket.
    public var ipAddress: IPAddress? {
        if case .ip(let address, _) = self { return address }
        return nil
    }

    /// The port, 0 for a Unix socket.
    public var port: UInt16 {
        if case .ip(_, let port) = self { return port }
        return 0
    }

    /// Whether this names a Unix socket.
    public var isUnix: Bool {
        if case .unix = self { return true }
        return false
    }

    /// The same address with another port; a Unix socket stays as it is.
    public func with(port: UInt16) -> SocketAddress {
        if case .ip(let address, _) = self { return .ip(address, port: port) }
        return self
    }

    /// Reads `1.2.3.4:80`, `[::1]:80`, or a Unix path that starts with `/` or `@`.
    public init?(_ text: String) {
        let bytes = text.utf8.span
        guard let first = bytes.count > 0 ? bytes[0] : nil else { return nil }
        if first == UInt8(ascii: "/") || first == UInt8(ascii: "@") {
            guard bytes.count <= SocketAddress.longestUnixPath else { return nil }
            for index in bytes.indices where bytes[index] == 0 { return nil }
            self = .unix(text)
            return
        }
        self.init(bytes)
    }

    /// Reads `1.2.3.4:80` or `[::1]:80`.
    public init?(_ bytes: Span<UInt8>) {
        guard let first = bytes.count > 0 ? bytes[0] : nil else { return nil }
        var colon = bytes.count - 1
        while colon >= 0 && bytes[colon] != UInt8(ascii: ":") { colon -= 1 }
        guard colon > 0, let port = SocketAddress.readPort(bytes.extracting(droppingFirst: colon + 1)) else {
            return nil
        }
        if first == UInt8(ascii: "[") {
            guard colon >= 2, bytes[colon - 1] == UInt8(ascii: "]") else { return nil }
            guard let address = IPAddress(bytes.extracting(1..<colon - 1)), address.family == .v6 else { return nil }
            self = .ip(address, port: port)
        } else {
            guard let address = IPAddress(bytes.extracting(first: colon)), address.family == .v4 else { return nil }
            self = .ip(address, port: port)
        }
    }

    private static func readPort(_ digits: Span<UInt8>) -> UInt16? {
        guard digits.count >= 1 && digits.count <= 5 else { return nil }
        var value: UInt32 = 0
        for index in digits.indices {
            guard let digit = IPAddress.decimalDigit(digits[index]) else { return nil }
            value = value &* 10 &+ UInt32(digit)
        }
        return UInt16(exactly: value)
    }
}

extension SocketAddress: CustomStringConvertible {
    /// `1.2.3.4:80`, `[::1]:80`, or the Unix path.
    public var description: String {
        switch self {
        case .ip: return text.string
        case .unix(let path): return path
        }
    }

    /// The written form without allocation; empty for a Unix socket.
    public var text: AddressText {
        var text = AddressText()
        guard case .ip(let address, let port) = self else { return text }
        if address.family == .v6 { text.append(UInt8(ascii: "[")) }
        address.write(to: &text)
        if address.family == .v6 { text.append(UInt8(ascii: "]")) }
        text.append(UInt8(ascii: ":"))
        text.append(decimal: port)
        return text
    }
}
