public import Buffers
public import EventLoops
internal import Glibc
public import NetworkAddresses

/// A stream socket with one buffer for each direction, confined to its loop.
///
/// Callers append to `outbound` and call `scheduleFlush()`. What an event and some others of the same turn produced
/// then leaves in one send. Both buffers borrow their storage from the loop's pool while they hold bytes, so that an
/// idle connection holds none.
///
///     idle ── start / connect ──▶ connecting ─▶ handshaking ─▶ open ── close(.afterFlush) ──▶ flushing ─▶ lingering
///       └───────────────────────────┴───────────────┴───────────┴─────────── close ───────────────┴──▶ closed
@safe
public final class Connection: EventSource {
    enum Phase: UInt8 {
        case idle, connecting, handshaking, open, flushing, lingering, closed
    }

    /// Bytes that were received and not consumed yet.
    public var inbound = ByteBuffer()
    /// Bytes to be sent. Its storage is borrowed at the first change. Do not hold an access to it while calling a
    /// method of the connection.
    @inlinable public var outbound: ByteBuffer {
        _read { yield outboundStorage }
        _modify {
            if outboundStorage.capacity == 0 { loop.lendStorage(to: &outboundStorage) }
            yield &outboundStorage
        }
    }
    @usableFromInline var outboundStorage = ByteBuffer()
    /// Sees, and may change, what is sent; released when the connection is closed. Set it before the first byte is
    /// written.
    public var outputFilter: (any OutputFilter)?
    /// Bytes at the front of `outboundStorage` that the output filter has seen; unused without one.
    var filteredOutbound = 0

    /// A number for the owner's use, such as `%CONNECTION_ID%` of access logs.
    public var id: UInt64 = 0
    /// Bytes read from the socket since the start; with a transport, the plain bytes that came out of it.
    public internal(set) var bytesReceived: UInt64 = 0
    /// Bytes that the kernel took since the start; with a transport, the plain bytes that the transport took.
    public internal(set) var bytesSent: UInt64 = 0
    /// When the kernel last took bytes, in nanoseconds of the loop's clock; 0 for never.
    public internal(set) var lastSentAt: UInt64 = 0
    /// Bytes that the kernel took before those, such as a PROXY protocol header.
    public internal(set) var headerBytesSent: UInt64 = 0
    /// The client's address: the peer's, unless a proxy in front reported another.
    public private(set) var remoteAddress: SocketAddress
    /// The peer's own address.
    public let directRemoteAddress: SocketAddress
    /// The high watermark: above so many outbound bytes the handler is told to stop. The low watermark is half of it.
    /// Default 1 MiB.
    public var bufferLimit = 1 << 20
    /// The largest buffer limit that helps a connection with HTTP messages, in bytes. For a slow peer the kernel
    /// already buffers megabytes; more here only costs memory.
    public static let messageBufferLimit = 256 << 10
    /// How long `close(.afterFlush)` waits without progress, in nanoseconds: first for its bytes to leave, then for the
    /// peer to end. With 0 the bytes may take any time, and the peer is not waited for. Default 1 s.
    public var delayedCloseTimeout: UInt64 = 1_000_000_000
    /// Whether `close(.afterFlush)` waits for the peer to end first, within `delayedCloseTimeout`, and does not end our
    /// direction before. Default false.
    public var lingersSilently = false
    /// Whether this side connected.
    public let isUpstream: Bool
    /// The transport between the buffers and the wire; nil moves plain bytes. Set it before `start()` or, for an
    /// upstream connection, before it is open.
    public var transport: TransportSocket?
    /// How long an accepted connection's transport may shake hands, in nanoseconds; 0 is unlimited. Set it before
    /// `start()`. Default 0.
    public var handshakeTimeout: UInt64 = 0
    /// The kind of the handshake timeout, by which overload may reduce it. Set it before `start()`. Default: never
    /// reduced.
    public var handshakeTimeoutKind = TimeoutKind.fixed

    var descriptor: FileDescriptor
    var phase = Phase.idle
    // Retained while set. Callbacks use it without another retain, since it is released only at the end of a turn.
    var handlerReference: Unmanaged<ConnectionHandler>?
    // The socket is watched edge-triggered: the kernel does not announce these again.
    var isReadable = false
    var isWriteBlocked = false
    var hasHungUp = false
    /// Whether a read has failed: the connection closes when its handler has heard what came before.
    var hasFailedRead = false
    var endOfStreamReceived = false
    var endOfStreamSent = false
    var isAboveHigh = false
    var wantsDrained = false
    var finishesAfterFlush = false
    var redelivers = false
    /// Whether the handler has left bytes in `inbound` for another turn.
    public internal(set) var leavesInput = false
    var readPauses = 0
    /// Bytes that the next read which brings any takes at most, and that one only; 0 for as many as there is room for.
    var nextReadLimit = 0
    // The error of a write or an immediate connect, reported by the next flush or ready; -1 for the transport's own.
    var failure: Int32 = 0
    var lifecycleTimer: LoopTimer?
    /// The flow that moves received bytes elsewhere; nil when they come into `inbound`.
    var splicedOutput: SplicedFlow?
    /// The connection whose bytes the kernel moves here, and which owns the flow; nil for none. Both drop the reference
    /// when one of them closes.
    var splicedInput: Connection?
    /// Bytes of counted flows that were moved and not yet reported.
    var splicedCount = 0
    /// A flow that is over for its source, whose last bytes are still in the pipe: they go out first. Nil for none.
    var inheritedFlow: SplicedFlow?
    /// Whether a counted flow's pipe is full, which counts as `outbound` above its limit.
    var isPipeFull = false
    /// Whether splicing what this connection receives has failed, and is not tried again.
    var refusesSplice = false
    /// Whether the connection was closed because `delayedCloseTimeout` expired.
    public private(set) final var delayedCloseExpired = false
    private var cachedLocalAddress: SocketAddress?
    /// The client's original destination, as the kernel or a proxy in front reported it; nil when neither did.
    public private(set) var restoredLocalAddress: SocketAddress?

    /// What upstream connections for this client are to tell or imitate of it; nil while nobody needs that.
    public private(set) var origin: ConnectionOrigin?

    /// Takes over an accepted socket. Set `handler`, then call `start()`.
    public convenience init(
        loop: EventLoop, descriptor: consuming FileDescriptor, remote: SocketAddress, local: SocketAddress? = nil
    ) {
        self.init(loop: loop, descriptor: descriptor, remote: remote, local: local, isUpstream: false)
    }

    init(
        loop: EventLoop, descriptor: consuming FileDescriptor, remote: SocketAddress, local: SocketAddress?,
        isUpstream: Bool
    ) {
        self.descriptor = descriptor
        remoteAddress = remote
        directRemoteAddress = remote
        cachedLocalAddress = local
        self.isUpstream = isUpstream
        unsafe handlerReference = nil
        super.init(loop: loop)
    }

    deinit { if let handler = unsafe handlerReference { unsafe handler.release() } }

    /// Gets the connection's events; retained until the connection is closed. It may be replaced at any time, even by
    /// itself from inside a callback; call `redeliver()` when bytes wait for the new one.
    public var handler: ConnectionHandler? {
        get { unsafe handlerReference?.takeUnretainedValue() }
        set {
            // After the close nothing would break the reference cycle between the two.
            if phase == .closed && newValue != nil { return }
            // A method of the old one may be running.
            if let old = unsafe handlerReference { loop.releaseAtEndOfTurn(unsafe old.takeRetainedValue()) }
            unsafe handlerReference = newValue.map { unsafe Unmanaged.passRetained($0) }
        }
    }

    /// The address that the client connected to: this socket's own, unless the connection was redirected or a proxy in
    /// front reported another.
    public var localAddress: SocketAddress { restoredLocalAddress ?? directLocalAddress }

    /// Sets the client's address and original destination, as listener filters found them. Before the first byte.
    public func restoreAddresses(remote: SocketAddress? = nil, local: SocketAddress) {
        if let remote { remoteAddress = remote }
        restoredLocalAddress = local
    }

    /// Sets the source address that upstream connections for this client imitate (`original_src`). Before the first
    /// byte.
    public func imitate(_ source: ForeignSource) {
        origin = ConnectionOrigin(origin?.addresses, values: origin?.values ?? [], source: source)
    }

    /// Sets what endpoints are told of the client by the PROXY protocol: the addresses as they are known now, and
    /// `values` that a proxy in front sent.
    public func tellOrigin(_ values: [ProxyProtocolHeader.TypedValue] = []) {
        let addresses = ProxyProtocolHeader.Addresses(source: remoteAddress, destination: localAddress)
        origin = ConnectionOrigin(addresses, values: values, source: origin?.source)
    }

    /// As `tellOrigin`, unless addresses are set already.
    public func noteOrigin() { if origin?.addresses == nil { tellOrigin() } }

    /// The origin that matters for an endpoint which is told (or not) by the PROXY protocol; nil when none does.
    public func origin(forTelling isTold: Bool) -> ConnectionOrigin? {
        guard let origin, !isTold, origin.addresses != nil else { return origin }
        return origin.untold
    }

    /// The socket's own address on this side; asked of the kernel at first use.
    public var directLocalAddress: SocketAddress {
        if let cachedLocalAddress { return cachedLocalAddress }
        let address = Sockets.localAddress(of: descriptor.rawValue) ?? .unix("")
        cachedLocalAddress = address
        return address
    }

    /// The descriptor's number, for socket options; -1 when closed.
    public var rawDescriptor: Int32 { descriptor.rawValue }

    /// Whether bytes can be exchanged: connected, and not closing.
    public var isOpen: Bool { phase == .open }

    /// Whether `connectionClosed` has run or is running.
    public var isClosed: Bool { phase == .closed }

    /// Whether the peer has ended its direction.
    public var hasReceivedEndOfStream: Bool { endOfStreamReceived }

    /// Whether bytes wait to be sent: in `outbound`, in the transport or in a pipe.
    public var hasOutput: Bool {
        !outboundStorage.isEmpty || inheritedFlow != nil || transport?.wantsFlush == true
    }

    /// Whether `outbound` is above the buffer limit and has not yet shrunk to half of it.
    public var isAboveHighWatermark: Bool { isAboveHigh }

    // MARK: - Opening

    /// Starts an accepted connection. `connectionOpened` runs before this returns, or after the transport's handshake;
    /// `connectionClosed` runs when the kernel refuses to watch the socket.
    public func start() {
        guard phase == .idle else { return }
        do {
            try loop.attach(self, descriptor: descriptor.rawValue)
        } catch {
            closeNow(.readError(error.code))
            return
        }
        if transport != nil { armHandshakeTimer() }
        establish()
    }

    // MARK: - Events

    public override func handle(_ events: EventSet) {
        switch phase {
        case .open:
            if isWriteBlocked && events.contains(.writable) {
                isWriteBlocked = false
                scheduleFlush()
            }
            if !events.isDisjoint(with: [.readable, .ending]) { readable(events) }
        case .connecting:
            finishConnecting(events)
        case .handshaking:
            note(events)
            shakeHands()
        case .flushing, .lingering:
            note(events)
            if phase == .flushing { if !isWriteBlocked { scheduleFlush() } } else { discardInput() }
        case .idle, .closed:
            break
        }
    }

    public override func flush() { sendOutbound() }

    public override func ready() {
        switch phase {
        case .open:
            continueReading()
            // What the transport's handshake has left to be said, where no read came to it.
            if phase == .open, let transport, transport.wantsFlush { scheduleFlush() }
        case .connecting: finishConnecting([.writable])
        case .lingering: discardInput()
        case .idle, .handshaking, .flushing, .closed: break
        }
    }

    public override func timerFired(_ kind: UInt8) {
        switch phase {
        case .connecting, .handshaking: closeNow(.connectTimeout)
        case .flushing, .lingering:
            delayedCloseExpired = true
            closeNow(.localClose)
        case .idle, .open, .closed: break
        }
    }

    /// Frees everything. Runs at the end of a turn, when no caller can be inside a buffer or the handler any more.
    public override func detached() {
        inbound.removeAll()
        outboundStorage.removeAll()
        outputFilter = nil
        splicedOutput?.end()
        splicedOutput = nil
        splicedInput = nil
        inheritedFlow?.end()
        inheritedFlow = nil
        loop.takeBackStorage(from: &inbound)
        loop.takeBackStorage(from: &outboundStorage)
        if let handler = unsafe handlerReference {
            unsafe handlerReference = nil
            unsafe handler.release()
        }
    }

    /// Remembers what the kernel announced, for phases that act on it later.
    func note(_ events: EventSet) {
        if events.contains(.writable) { isWriteBlocked = false }
        if !events.isDisjoint(with: [.readable, .ending]) { isReadable = true }
        if !events.isDisjoint(with: .ending) { hasHungUp = true }
    }

    /// Calls the handler without retaining it.
    @inline(__always)
    func tell(_ call: (ConnectionHandler) -> Void) {
        if let handler = unsafe handlerReference { unsafe handler._withUnsafeGuaranteedRef { call($0) } }
    }
}
