/// Where a listener or the admin interface is reached (`envoy.config.core.v3.Address`).
public enum AddressConfiguration: Sendable, Equatable {
    /// A TCP address.
    case socket(SocketAddressConfiguration)
    /// A Unix domain socket.
    case pipe(PipeConfiguration)

    /// Whether it is one of datagrams.
    public var isDatagram: Bool { if case .socket(let socket) = self { socket.isDatagram } else { false } }
}

/// A TCP address as written in the file (`envoy.config.core.v3.SocketAddress`).
public struct SocketAddressConfiguration: Sendable, Equatable {
    /// An IPv4 or IPv6 address in text, without brackets. The reader has checked that it is one.
    public var address: String
    /// The port; 0 lets the kernel choose.
    public var port: UInt16
    /// Whether an IPv6 wildcard also takes IPv4 connections. Envoy's default: false.
    public var ipv4Compatible: Bool
    /// Whether it is one of datagrams (UDP). Envoy's default: false.
    public var isDatagram = false

    /// Makes an address and its port.
    public init(address: String, port: UInt16, ipv4Compatible: Bool = false) {
        self.address = address
        self.port = port
        self.ipv4Compatible = ipv4Compatible
    }
}

/// A Unix domain socket (`envoy.config.core.v3.Pipe`).
public struct PipeConfiguration: Sendable, Equatable {
    /// The path; a leading `@` means the abstract namespace.
    public var path: String
    /// The permission bits given to the socket file; 0 leaves what the process's mask gives.
    public var mode: UInt32

    /// Makes a path and the permission bits of its file.
    public init(path: String, mode: UInt32 = 0) {
        self.path = path
        self.mode = mode
    }
}
