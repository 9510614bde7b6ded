public import Configuration
public import NetworkAddresses

/// Configured addresses as socket addresses.
public enum ListenerAddress {
    /// The address; nil when it is none.
    public static func resolve(_ address: AddressConfiguration) -> SocketAddress? {
        switch address {
        case .socket(let socket):
            guard let ip = IPAddress(socket.address) else { return nil }
            return .ip(ip, port: socket.port)
        case .pipe(let pipe): return SocketAddress(pipe.path)
        }
    }

    /// The addresses whose clients come to a socket of this one: both unspecified ones where it serves both families.
    static func resolveAll(_ address: AddressConfiguration) -> [SocketAddress] {
        guard let own = resolve(address) else { return [] }
        guard case .socket(let socket) = address, socket.ipv4Compatible, case .ip(let ip, let port) = own,
            ip.family == .v6, ip.isUnspecified
        else { return [own] }
        return [own, .ip(IPAddress(v4: 0), port: port)]
    }

    /// The address as it was written.
    public static func text(_ address: AddressConfiguration) -> String {
        switch address {
        case .socket(let socket): "\(socket.address):\(socket.port)"
        case .pipe(let pipe): pipe.path
        }
    }
}
