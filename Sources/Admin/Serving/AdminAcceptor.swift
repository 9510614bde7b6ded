internal import EventLoops
internal import NetworkAddresses

/// The admin interface's listening socket.
final class AdminAcceptor: Acceptor {
    private unowned let connections: AdminConnections

    init(loop: EventLoop, listener: consuming FileDescriptor, connections: AdminConnections) {
        self.connections = connections
        super.init(loop: loop, listener: listener)
    }

    override func accepted(_ descriptor: consuming FileDescriptor, remote: SocketAddress) {
        connections.adopt(descriptor, remote: remote)
    }

    override func acceptFailed(_ code: Int32) { connections.acceptFailed() }
}
