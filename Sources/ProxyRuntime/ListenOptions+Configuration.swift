public import Configuration
public import EventLoops
public import NetworkAddresses
internal import Upstreams

extension ListenOptions {
    /// How the sockets of a listener are made that listen at `address`, one of its places.
    public init(_ listener: ListenerConfiguration, _ place: ListenerPlace, at address: SocketAddress) {
        self.init()
        backlog = Int32(clamping: listener.backlog)
        reusePort = listener.reusePort
        keepalive = place.keepalive.map { KeepaliveOptions($0) }
        switch place.address {
        case .pipe(let pipe): if pipe.mode != 0 { unixMode = pipe.mode }
        case .socket(let socket): ipv6Only = !socket.ipv4Compatible
        }
        socketOptions = Self.options(place.socketOptions, at: address)
        guard let family = address.ipAddress?.family else { return }
        if listener.freebind { socketOptions.append(.freebind(family)) }
        if listener.transparent { socketOptions.append(.transparent(family)) }
    }

    /// How the socket of the admin interface is made that listens at `address`.
    public init(_ admin: AdminConfiguration, at address: SocketAddress) {
        self.init()
        // Two proxies that share the port would each answer for the other.
        reusePort = false
        switch admin.address {
        case .pipe(let pipe): if pipe.mode != 0 { unixMode = pipe.mode }
        case .socket(let socket): ipv6Only = !socket.ipv4Compatible
        }
        socketOptions = Self.options(admin.socketOptions, at: address)
    }

    private static func options(_ options: [SocketOptionConfiguration], at address: SocketAddress) -> [SocketOption] {
        let version: SocketOptionConfiguration.IPVersion? = address.ipAddress.map { $0.family == .v4 ? .v4 : .v6 }
        return options.filter { $0.ipVersion == nil || $0.ipVersion == version }.map { SocketOption($0) }
    }
}
