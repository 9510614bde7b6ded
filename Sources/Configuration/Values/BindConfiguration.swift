/// Where upstream connections come from (`envoy.config.core.v3.BindConfig`).
public struct BindConfiguration: Sendable, Equatable {
    /// The local address; nil leaves it to the kernel.
    public var source: SourceAddressConfiguration?
    /// The local address for endpoints of the other IP version.
    public var otherSource: SourceAddressConfiguration?
    /// Whether the local address may be one that the machine does not have (IP_FREEBIND). Envoy's default: false.
    public var freebind: Bool
    /// Options of every socket, set before it is bound.
    public var socketOptions: [SocketOptionConfiguration]

    /// What is left out has Envoy's default.
    public init(
        source: SourceAddressConfiguration? = nil, otherSource: SourceAddressConfiguration? = nil,
        freebind: Bool = false, socketOptions: [SocketOptionConfiguration] = []
    ) {
        self.source = source
        self.otherSource = otherSource
        self.freebind = freebind
        self.socketOptions = socketOptions
    }
}

/// A local address, with the options of its sockets where they differ from the others'.
public struct SourceAddressConfiguration: Sendable, Equatable {
    /// The address; port 0 lets the kernel choose.
    public var address: SocketAddressConfiguration
    /// Options in place of the common ones; nil means the common ones.
    public var socketOptions: [SocketOptionConfiguration]?

    /// Makes an address and its options.
    public init(address: SocketAddressConfiguration, socketOptions: [SocketOptionConfiguration]? = nil) {
        self.address = address
        self.socketOptions = socketOptions
    }
}

/// A socket option (`envoy.config.core.v3.SocketOption`), set before the socket is bound.
public struct SocketOptionConfiguration: Sendable, Equatable {
    /// The protocol level, such as 1 (SOL_SOCKET).
    public var level: Int32
    /// The option's number at that level.
    public var name: Int32
    /// The value.
    public var value: Value
    /// The IP version of the sockets that get it; nil means all.
    public var ipVersion: IPVersion?

    /// What an option is set to.
    public enum Value: Sendable, Equatable {
        /// A whole number.
        case integer(Int32)
        /// Bytes as the kernel takes them, such as an interface's name.
        case bytes([UInt8])
    }

    /// The two versions of IP.
    public enum IPVersion: Sendable, Equatable {
        /// IPv4.
        case v4
        /// IPv6.
        case v6
    }

    /// Makes an option and its value.
    public init(level: Int32, name: Int32, value: Value, ipVersion: IPVersion? = nil) {
        self.level = level
        self.name = name
        self.value = value
        self.ipVersion = ipVersion
    }
}

/// Probes that find a dead peer on an idle connection (`envoy.config.core.v3.TcpKeepalive`). What is nil is left to the
/// kernel.
public struct KeepaliveConfiguration: Sendable, Equatable {
    /// Unanswered probes after which the connection is dead.
    public var probes: UInt32?
    /// Idle seconds before the first probe.
    public var idleSeconds: UInt32?
    /// Seconds between probes.
    public var intervalSeconds: UInt32?

    /// Probes.
    public init(probes: UInt32? = nil, idleSeconds: UInt32? = nil, intervalSeconds: UInt32? = nil) {
        self.probes = probes
        self.idleSeconds = idleSeconds
        self.intervalSeconds = intervalSeconds
    }
}
