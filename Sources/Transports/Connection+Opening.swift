internal import Buffers
public import EventLoops
internal import Glibc
public import NetworkAddresses

/// How an upstream connection is made.
public struct ConnectOptions: Hashable, Sendable {
    /// Sends small writes at once. Default true.
    public var noDelay = true
    /// Keepalive probes; nil sends none.
    public var keepalive: KeepaliveOptions?
    /// Further options, set before binding.
    public var socketOptions: [SocketOption] = []

    /// The defaults.
    public init() {}
}

extension Connection {
    /// Begins to connect. Set `handler` on the result in the same turn: it hears `connectionOpened` or
    /// `connectionClosed` later, never before this returns. `outbound` may be filled at once.
    ///
    /// - Parameter bind: the local address to connect from; port 0 lets the kernel choose.
    /// - Parameter timeout: nanoseconds after which the attempt ends with `.connectTimeout`; a transport's handshake is
    ///   included.
    /// - Throws: when no socket can be made or bound. A refused connection is reported by `connectionClosed`.
    public static func connect(
        loop: EventLoop, to remote: SocketAddress, bind local: SocketAddress? = nil, timeout: UInt64 = 5_000_000_000,
        options: ConnectOptions = ConnectOptions()
    ) throws(SystemError) -> Connection {
        let socket = try Sockets.make(for: remote, operation: "connect to \(remote)")
        if !options.socketOptions.isEmpty { try Sockets.apply(options.socketOptions, to: socket) }
        if let local { try Sockets.bind(socket, to: local) }
        if !remote.isUnix {
            if options.noDelay { Sockets.setNoDelay(socket.rawValue) }
            if let keepalive = options.keepalive { Sockets.setKeepalive(socket.rawValue, keepalive) }
        }
        let result = Sockets.connect(socket, to: remote)
        let connection = Connection(loop: loop, descriptor: socket, remote: remote, local: nil, isUpstream: true)
        try loop.attach(connection, descriptor: connection.descriptor.rawValue)
        connection.phase = .connecting
        if result == 0 || result != EINPROGRESS {
            // Done already, one way or the other; told from the loop, as everything else.
            connection.failure = result
            connection.scheduleReady()
        }
        connection.armLifecycleTimer(timeout)
        return connection
    }

    func finishConnecting(_ events: EventSet) {
        var code = failure
        // Room to write without an error is what only a connection has that came about: no need to ask the kernel.
        if code == 0 && (events.contains(.error) || !events.contains(.writable)) {
            code = Sockets.takeError(of: descriptor.rawValue)
        }
        if code == 0 && !events.contains(.writable) {
            guard !events.isDisjoint(with: .ending) else { return }
            code = ECONNREFUSED
        }
        if code != 0 {
            closeNow(.connectFailed(code))
            return
        }
        note(events)
        establish()
    }

    /// The wire is there: shake hands if there is a transport, else open.
    func establish() {
        if transport != nil {
            phase = .handshaking
            shakeHands()
        } else {
            opened()
        }
    }

    func shakeHands() {
        guard let transport else { return opened() }
        switch transport.handshake(on: self) {
        case .done:
            // Plain bytes may already wait inside the transport.
            isReadable = true
            opened()
        case .waiting:
            if hasHungUp { closeNow(.remoteReset) }
        case .failed:
            closeNow(.transportFailed)
        }
    }

    private func opened() {
        phase = .open
        lifecycleTimer?.cancel()
        // What times a handshake is of a kind that nothing later is.
        if handshakeTimeoutKind != .fixed { lifecycleTimer = nil }
        tell { $0.connectionOpened() }
        guard phase == .open else { return }
        if !outboundStorage.isEmpty || finishesAfterFlush { scheduleFlush() }
        if isReadable { scheduleReady() }
    }

    /// Gives a handshake that is under way so many nanoseconds from now; 0 is unlimited. For transports that hand over
    /// to another.
    public func restartHandshakeTimer(_ nanoseconds: UInt64, _ kind: TimeoutKind) {
        guard phase == .handshaking else { return }
        lifecycleTimer = nil
        handshakeTimeout = nanoseconds
        handshakeTimeoutKind = kind
        armHandshakeTimer()
    }

    func armHandshakeTimer() {
        if handshakeTimeout == 0 { return }
        lifecycleTimer = LoopTimer(loop: loop, owner: self, timeoutKind: handshakeTimeoutKind)
        lifecycleTimer?.armTimeout(handshakeTimeout)
    }

    /// Lets the transport go on with a handshake that waits, though nothing has come. For transports that stop waiting.
    public func retryHandshake() {
        if phase == .handshaking { shakeHands() }
    }

    func armLifecycleTimer(_ nanoseconds: UInt64) {
        if lifecycleTimer == nil { lifecycleTimer = LoopTimer(loop: loop, owner: self) }
        lifecycleTimer?.arm(after: nanoseconds)
    }
}
