internal import Configuration
internal import EventLoops
internal import NetworkAddresses

/// One worker's socket of one listener: hands accepted connections to the listener's service.
final class WorkerListener: Acceptor {
    /// The socket's id; workers that share a socket share its id.
    let id: UInt32
    private unowned let service: ListenerService

    init(service: ListenerService, socket: consuming FileDescriptor, id: UInt32) {
        self.id = id
        self.service = service
        super.init(loop: service.loop, listener: socket)
        if let most = service.listener.configuration.mostAcceptsPerWakeUp { acceptsPerWakeUp = Int(most) }
    }

    override func accepted(_ descriptor: consuming FileDescriptor, remote: SocketAddress) {
        let service = service
        // A transparent socket takes connections to other addresses than its own.
        let isOwn =
            localAddress.ipAddress?.isUnspecified == false && !service.listener.configuration.transparent
        service.take(descriptor, remote: remote, local: isOwn ? localAddress : nil)
    }

    override func acceptedAll(_ count: Int) { service.acceptedAll(count) }

    override func acceptFailed(_ code: Int32) { service.acceptFailed() }

    override func retired() { service.retired() }
}
