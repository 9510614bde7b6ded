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

    /// The address as it was written.
    public static func text(_ address: AddressConfiguration) -> String {
        switch address {
        case .socket(let socket): "\(socket.address):\(socket.port)"
        case .pipe(let pipe): pipe.path
        }
    }
}
