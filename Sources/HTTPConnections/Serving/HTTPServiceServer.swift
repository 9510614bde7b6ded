public import EventLoops
public import HTTP1
internal import HTTP2
public import HTTPSemantics
public import NetworkAddresses
public import Transports

/// The small HTTP server of the program's own interfaces: collects requests up to a limit and lets a service answer
/// them, now or later. HTTP/1.1 and HTTP/2, plain or behind a transport such as TLS. Confined to its loop.
///
/// Clients are not trusted to be quick: one that neither sends nor takes a byte for a minute, while a request or an
/// answer is under way, is given up, and so is a body that is not complete in its time. Nor are they trusted to be few:
/// what requests hold of memory is counted as it comes and shared by address (`RequestMemory`); connections are limited
/// in number, and the oldest idle one of whoever has most makes room.
public final class HTTPServiceServer: HTTPServerConnectionOwner {
    /// How a server behaves.
    public struct Options: Sendable {
        /// What it calls itself in `server`.
        public var name = "apus"
        /// Connections at the same time.
        public var connectionLimit = 4_096
        /// Bytes that a connection buffers for a slow client.
        public var bufferLimit = 256 << 10
        /// Limits of heads.
        public var codec = HTTP1Options()
        /// How long a head, and how long a connection without requests, may take, in nanoseconds.
        public var headTimeout: UInt64 = 10_000_000_000
        /// How long a connection without a request may stay, in nanoseconds.
        public var idleTimeout: UInt64 = 300_000_000_000
        /// How long a handshake may take, in nanoseconds.
        public var handshakeTimeout: UInt64 = 10_000_000_000
        /// How long a body may take from its head to its end, in nanoseconds.
        public var bodyTimeout: UInt64 = 60_000_000_000
        /// Bytes of all requests that are on their way or wait for their answer; one address has half of them at most.
        public var memoryLimit = 64 << 20

        /// The defaults.
        public init() {}
    }

    /// The loop that it serves on.
    public let loop: EventLoop
    let options: Options
    /// Who answers. It is not kept alive.
    public private(set) weak var service: (any HTTPService)?
    private let makeTransport: () -> TransportSocket?
    private var acceptor: ServiceAcceptor?
    private var connections: [ObjectIdentifier: HTTPServerConnection] = [:]
    private var busy: [ObjectIdentifier: HTTPExchange] = [:]
    private var stallTimer: LoopTimer?
    private var bodyTimer: LoopTimer?
    private let relay = Relay()
    /// What requests hold.
    var memory: RequestMemory
    /// Connections by whose they are.
    private var connectionCounts: [RequestMemory.Holder: Int] = [:]
    /// Whether it ends: answers that are still to come are the last of their connections.
    public private(set) var isStopping = false
    /// Runs when, after `stop`, the last connection is gone.
    public var onIdle: (() -> Void)?
    /// Connections taken so far.
    public private(set) var connectionsTaken: UInt64 = 0

    private static let stallInterval: UInt64 = 15_000_000_000
    private static let stallLimit = 4
    private static let bodyTimerKind: UInt8 = 1

    private final class Relay: TimerOwner {
        unowned var server: HTTPServiceServer?
        override func timerFired(_ kind: UInt8) {
            if kind == HTTPServiceServer.bodyTimerKind { server?.lookAfterBodies() } else { server?.lookAfterStalled() }
        }
    }

    /// A server that does not listen yet.
    ///
    /// - Parameter transport: makes the transport of an accepted connection; nil for plain bytes.
    public init(
        loop: EventLoop, service: any HTTPService, options: Options = Options(),
        transport: @escaping () -> TransportSocket? = { nil }
    ) {
        self.loop = loop
        self.service = service
        self.options = options
        memory = RequestMemory(limit: options.memoryLimit)
        makeTransport = transport
        super.init()
        relay.server = self
    }

    /// Listens.
    ///
    /// - Returns: the address, with the port that the kernel chose where 0 was asked for.
    /// - Throws: when the address is in use or not this machine's.
    @discardableResult
    public func listen(on address: SocketAddress, options: ListenOptions = ListenOptions()) throws(SystemError)
        -> SocketAddress
    {
        let acceptor = ServiceAcceptor(loop: loop, listener: try Sockets.listen(on: address, options: options), self)
        try acceptor.start()
        self.acceptor = acceptor
        return acceptor.localAddress
    }

    /// Connections at present.
    public var connectionCount: Int { connections.count }

    /// Stops listening without a reset for anybody. Idle connections end, others with their next answer.
    public func stop() {
        isStopping = true
        acceptor?.retire()
        for connection in Array(connections.values) { connection.drain() }
        reportIfIdle()
    }

    /// Closes everything at once.
    public func close() {
        isStopping = true
        acceptor?.close()
        stallTimer?.cancel()
        bodyTimer?.cancel()
        for connection in Array(connections.values) { connection.connection.close(.now) }
    }

    // MARK: - Connections

    fileprivate func adopt(_ descriptor: consuming FileDescriptor, remote: SocketAddress) {
        let connection = Connection(loop: loop, descriptor: descriptor, remote: remote)
        connection.bufferLimit = options.bufferLimit
        connection.transport = makeTransport()
        connection.handshakeTimeout = options.handshakeTimeout
        var settings = HTTPServerConnectionOptions()
        settings.requestHeadersTimeout = options.headTimeout
        settings.idleTimeout = options.idleTimeout
        settings.detectsHTTP2 = true
        settings.flushTimeout = Self.stallInterval * UInt64(Self.stallLimit)
        let server = HTTP1ServerConnection(
            connection: connection, owner: self, options: settings, codec: options.codec)
        server.openedAt = loop.now
        connection.handler = server
        if connections.count >= options.connectionLimit { closeOldest() }
        connections[ObjectIdentifier(server)] = server
        connectionCounts[Self.holder(of: server), default: 0] += 1
        connectionsTaken &+= 1
        connection.start()
    }

    private static func holder(of connection: HTTPServerConnection) -> RequestMemory.Holder {
        RequestMemory.Holder(connection.peer.address)
    }

    /// Of whoever has most connections the oldest idle one goes, or the oldest: no client takes the place of others.
    private func closeOldest() {
        let most = connectionCounts.values.max() ?? 0
        let all = connections.values.filter { connectionCounts[Self.holder(of: $0)] == most }
        let idle = all.filter { $0.activeStreams == 0 }
        (idle.isEmpty ? all : idle).min { $0.openedAt < $1.openedAt }?.connection.close(.now)
    }

    override public func http2Chosen(_ old: HTTPServerConnection) {
        let connection = old.connection
        var codec = HTTP2Options()
        codec.maxHeadBytes = options.codec.maxHeadBytes
        codec.maxFields = options.codec.maxFields
        // Requests are collected: their windows bound what many streams hold together.
        codec.streamWindow = 1 << 20
        codec.connectionWindow = 4 << 20
        let server = HTTP2ServerConnection(connection: connection, owner: self, options: old.options, codec: codec)
        server.openedAt = old.openedAt
        connections[ObjectIdentifier(old)] = nil
        connections[ObjectIdentifier(server)] = server
        connection.handler = server
        server.takeOver()
        if isStopping { server.drain() }
        connection.redeliver()
    }

    override public func connectionClosed(_ connection: HTTPServerConnection, reason: ConnectionCloseReason) {
        connections[ObjectIdentifier(connection)] = nil
        let holder = Self.holder(of: connection)
        let left = (connectionCounts[holder] ?? 0) - 1
        connectionCounts[holder] = left > 0 ? left : nil
        reportIfIdle()
    }

    fileprivate func reportIfIdle() {
        guard isStopping, connections.isEmpty, acceptor?.isRetiring != true, let report = onIdle else { return }
        onIdle = nil
        report()
    }

    // MARK: - Exchanges

    override public func makeStream(on connection: HTTPServerConnection) -> ServerStream {
        HTTPExchange(server: self, connection: connection)
    }

    override public func streamEnded(_ stream: consuming ServerStream, on connection: HTTPServerConnection) {
        guard let exchange = stream as? HTTPExchange else { return }
        busy[ObjectIdentifier(exchange)] = nil
        exchange.ended()
    }

    /// What is said to a body that is too long.
    func tooLarge(limit: Int) -> HTTPAnswer {
        HTTPAnswer.json(413, Array("{\"error\":\"the body may have at most \(limit) bytes\"}\n".utf8))
    }

    // MARK: - Bodies

    /// Takes memory for what has come of a body. Of the same client's the oldest that is not complete makes room: a
    /// client that means it sends all of a body at once.
    func take(_ count: Int, for exchange: HTTPExchange) -> Bool {
        while !memory.take(count, for: exchange.holder) {
            let others = busy.values.filter {
                $0 !== exchange && $0.isReceiving && $0.hasBody && $0.holder == exchange.holder
            }
            guard let oldest = others.min(by: { $0.bodyStart < $1.bodyStart }), oldest.bodyStart < exchange.bodyStart
            else { return false }
            oldest.giveUp(.crowded)
        }
        return true
    }

    /// The body of an exchange is to come.
    func awaitBody(_ exchange: HTTPExchange) {
        let timer = bodyTimer ?? LoopTimer(loop: loop, owner: relay, kind: Self.bodyTimerKind)
        bodyTimer = timer
        if !timer.isArmed { timer.arm(at: exchange.bodyStart &+ options.bodyTimeout) }
    }

    private func lookAfterBodies() {
        var next: UInt64?
        for exchange in Array(busy.values) where exchange.isReceiving && exchange.bodyStart > 0 {
            let end = exchange.bodyStart &+ options.bodyTimeout
            if end <= loop.now { exchange.giveUp(.slow) } else { next = min(next ?? end, end) }
        }
        if let next { bodyTimer?.arm(at: next) }
    }

    /// What is said to a body that is given up.
    func answer(to reason: HTTPExchange.Surrender) -> HTTPAnswer {
        switch reason {
        case .slow: .text(408, "the body was not complete within \(options.bodyTimeout / 1_000_000_000) s\n")
        case .crowded: .text(503, "too many requests at once\n")
        }
    }

    // MARK: - Slow clients

    /// The client has something to do: it is watched until it is done.
    func watch(_ exchange: HTTPExchange) {
        busy[ObjectIdentifier(exchange)] = exchange
        let timer = stallTimer ?? LoopTimer(loop: loop, owner: relay)
        stallTimer = timer
        if !timer.isArmed { timer.arm(after: Self.stallInterval) }
    }

    /// The client waits for us.
    func rest(_ exchange: HTTPExchange) { busy[ObjectIdentifier(exchange)] = nil }

    private func lookAfterStalled() {
        for exchange in Array(busy.values) where exchange.looksWithoutProgress() >= Self.stallLimit {
            exchange.abandon()
        }
        if !busy.isEmpty { stallTimer?.arm(after: Self.stallInterval) }
    }
}

/// The server's listening socket.
private final class ServiceAcceptor: Acceptor {
    private unowned let server: HTTPServiceServer

    init(loop: EventLoop, listener: consuming FileDescriptor, _ server: HTTPServiceServer) {
        self.server = server
        super.init(loop: loop, listener: listener)
    }

    override func accepted(_ descriptor: consuming FileDescriptor, remote: SocketAddress) {
        server.adopt(descriptor, remote: remote)
    }

    override func retired() { server.reportIfIdle() }
}
