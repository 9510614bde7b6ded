internal import Configuration
internal import EventLoops
internal import NetworkAddresses
internal import Upstreams

extension ListenOptions {
    /// How the sockets of a listener are made that listen at `address`, one of its places.
    init(_ listener: ListenerConfiguration, _ place: ListenerPlace, at address: SocketAddress) {
        self.init()
        backlog = Int32(clamping: listener.backlog)
        reusePort = listener.reusePort
        keepalive = place.keepalive.map { KeepaliveOptions($0) }
        switch place.address {
        case .pipe(let pipe): if pipe.mode != 0 { unixMode = pipe.mode }
        case .socket(let socket): ipv6Only = !socket.ipv4Compatible
        }
        let family = address.ipAddress?.family
        let version: SocketOptionConfiguration.IPVersion? = family.map { $0 == .v4 ? .v4 : .v6 }
        socketOptions = place.socketOptions.filter { $0.ipVersion == nil || $0.ipVersion == version }
            .map { SocketOption($0) }
        guard let family else { return }
        if listener.freebind { socketOptions.append(.freebind(family)) }
        if listener.transparent { socketOptions.append(.transparent(family)) }
    }
}
