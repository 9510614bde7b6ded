internal import EventLoops
internal import HTTP1
internal import HTTPConnections
internal import HTTPSemantics
internal import NetworkAddresses
internal import Transports

/// An HTTP/1.1 upstream that reports what it received as JSON, and misbehaves on request: the upstream of tests, demo
/// and benchmarks. One loop, on the calling thread.
final class EchoServer: HTTPServerConnectionOwner {
    let name: String
    let loop: EventLoop
    private var acceptor: EchoAcceptor?
    private var signals: SignalSource?

    init(name: String) throws(SystemError) {
        self.name = name
        loop = try EventLoop(name: "echo")
        super.init()
    }

    /// Binds; returns the address, with the port that the kernel chose where 0 was asked for.
    func listen(on address: SocketAddress) throws(SystemError) -> SocketAddress {
        let socket = try Sockets.listen(on: address)
        let acceptor = EchoAcceptor(loop: loop, listener: socket, server: self)
        try acceptor.start()
        self.acceptor = acceptor
        return acceptor.localAddress
    }

    /// Serves until SIGTERM or SIGINT.
    func run() throws(SystemError) {
        SignalSource.ignoreBrokenPipe()
        signals = try SignalSource(loop: loop, signals: [.terminate, .interrupt]) { [unowned self] _ in
            self.loop.stop()
        }
        loop.run()
    }

    fileprivate func adopt(_ descriptor: consuming FileDescriptor, remote: SocketAddress) {
        let connection = Connection(loop: loop, descriptor: descriptor, remote: remote)
        var codec = HTTP1Options()
        codec.acceptHTTP10 = true
        codec.enableTrailers = true
        codec.allowCustomMethods = true
        connection.handler = HTTP1ServerConnection(
            connection: connection, owner: self, options: HTTPServerConnectionOptions(), codec: codec)
        connection.start()
    }

    override func makeStream(on connection: HTTPServerConnection) -> ServerStream {
        EchoStream(server: self, connection: connection)
    }

    override func streamEnded(_ stream: consuming ServerStream, on connection: HTTPServerConnection) {
        (stream as? EchoStream)?.ended()
    }
}

/// The echo server's listening socket.
private final class EchoAcceptor: Acceptor {
    private unowned let server: EchoServer

    init(loop: EventLoop, listener: consuming FileDescriptor, server: EchoServer) {
        self.server = server
        super.init(loop: loop, listener: listener)
    }

    override func accepted(_ descriptor: consuming FileDescriptor, remote: SocketAddress) {
        server.adopt(descriptor, remote: remote)
    }
}
