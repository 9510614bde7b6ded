public import Buffers
public import EventLoops
internal import Glibc
public import NetworkAddresses

/// A stream socket with one buffer for each direction, confined to its loop.
///
/// Callers append to `outbound` and call `scheduleFlush()`; everything that one event and its neighbours produced
/// leaves in one send soon after. Storage of both buffers is borrowed from the loop's pool while there are bytes, so an
/// idle connection holds none.
///
///     idle ── start / connect ──▶ connecting ─▶ handshaking ─▶ open ── close(.afterFlush) ──▶ flushing ─▶ lingering
///       └───────────────────────────┴───────────────┴───────────┴─────────── close ───────────────┴──▶ closed
@safe
public final class Connection: EventSource {
    enum Phase: UInt8 {
        case idle, connecting, handshaking, open, flushing, lingering, closed
    }

    /// Received and not consumed yet.
    public var inbound = ByteBuffer()
    /// To be sent. Storage is borrowed when it is first changed. Never hold it while calling the connection.
    @inlinable public var outbound: ByteBuffer {
        _read { yield outboundStorage }
        _modify {
            if outboundStorage.capacity == 0 { loop.lendStorage(to: &outboundStorage) }
            yield &outboundStorage
        }
    }
    @usableFromInline var outboundStorage = ByteBuffer()
    /// Sees what is sent; dropped when the connection is closed. Set it before the first byte is written.
    public var outputFilter: (any OutputFilter)?
    /// Bytes at the front of `outboundStorage` that the output filter has seen; means nothing without one.
    var filteredOutbound = 0

    /// Free for the owner, such as the number in access logs.
    public var id: UInt64 = 0
    /// Bytes read from the socket since the start; with a transport, the plain bytes that came out of it.
    public internal(set) var bytesReceived: UInt64 = 0
    /// Bytes that the kernel took since the start; with a transport, the plain bytes that the transport took.
    public internal(set) var bytesSent: UInt64 = 0
    /// When the kernel last took bytes, on the loop's clock; 0: never.
    public internal(set) var lastSentAt: UInt64 = 0
    /// Bytes that the kernel took before any of those, such as a header of the PROXY protocol.
    public internal(set) var headerBytesSent: UInt64 = 0
    /// The client: the peer, unless a proxy in front told another.
    public private(set) var remoteAddress: SocketAddress
    /// The peer itself.
    public let directRemoteAddress: SocketAddress
    /// Outbound bytes above which the handler is told to stop; half of it is the low mark. Default 1 MiB.
    public var bufferLimit = 1 << 20
    /// The most that is worth a message's while: for whoever is slow the kernel holds megabytes already, and what is
    /// held here beside them is only memory.
    public static let messageBufferLimit = 256 << 10
    /// How long `close(.afterFlush)` waits without progress, first for its bytes to leave and then for the peer to end,
    /// in nanoseconds; 0 lets the bytes take any time and does not wait for the peer. Default 1 s.
    public var delayedCloseTimeout: UInt64 = 1_000_000_000
    /// Whether this side connected.
    public let isUpstream: Bool
    /// The transport between the buffers and the wire; nil moves plain bytes. Set it before `start()` or, for an
    /// upstream connection, before it is open.
    public var transport: TransportSocket?
    /// How long an accepted connection's transport may shake hands, in nanoseconds; 0 is unlimited. Set it before
    /// `start()`. Default 0.
    public var handshakeTimeout: UInt64 = 0
    /// What kind of timeout that is. Set it before `start()`. Default: one that is never reduced.
    public var handshakeTimeoutKind = TimeoutKind.fixed

    var descriptor: FileDescriptor
    var phase = Phase.idle
    // Retained while set. Callbacks go through it without retaining: it is let go at the end of a turn.
    var handlerReference: Unmanaged<ConnectionHandler>?
    // Edge-triggered: nothing will announce these again, so they are remembered.
    var isReadable = false
    var isWriteBlocked = false
    var hasHungUp = false
    var endOfStreamReceived = false
    var endOfStreamSent = false
    var isAboveHigh = false
    var wantsDrained = false
    var finishesAfterFlush = false
    var redelivers = false
    /// Whether the handler has left bytes in `inbound` for another turn.
    public internal(set) var leavesInput = false
    var readPauses = 0
    // The error of a write or an immediate connect, reported by the next flush or ready; -1 for the transport's own.
    var failure: Int32 = 0
    var lifecycleTimer: LoopTimer?
    /// What moves the bytes that are received; nil: they come into `inbound`.
    var splicedOutput: SplicedFlow?
    /// The connection whose bytes the kernel moves here; nil for none. It keeps the flow; the two let go of each other
    /// when one of them closes.
    var splicedInput: Connection?
    /// Bytes of counted flows that have gone by untold.
    var splicedCount = 0
    /// A spliced flow that is over for its source; its bytes go out before everything else. Nil: none.
    var inheritedFlow: SplicedFlow?
    /// Whether a counted flow's pipe is as full as `outbound` is above its limit.
    var isPipeFull = false
    /// Whether it was tried in vain to splice what this connection receives.
    var refusesSplice = false
    /// Whether it was closed since its peer did not end its direction within `delayedCloseTimeout`.
    public private(set) final var delayedCloseExpired = false
    private var cachedLocalAddress: SocketAddress?
    /// Where the client wanted to go, as the kernel or a proxy in front told; nil when nobody did.
    public private(set) var restoredLocalAddress: SocketAddress?

    /// Whose bytes it brings, for upstream connections that carry them; nil where nobody asked yet.
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

    /// Who is told; kept alive until the connection is closed. It may be replaced at any time, also by itself from
    /// inside a callback; call `redeliver()` when bytes wait for the new one.
    public var handler: ConnectionHandler? {
        get { unsafe handlerReference?.takeUnretainedValue() }
        set {
            // Nothing would break the cycle between the two any more.
            if phase == .closed && newValue != nil { return }
            // The old one may be running.
            if let old = unsafe handlerReference { loop.releaseAtEndOfTurn(unsafe old.takeRetainedValue()) }
            unsafe handlerReference = newValue.map { unsafe Unmanaged.passRetained($0) }
        }
    }

    /// The address that the client connected to: this socket's own, unless it was redirected or a proxy in front told
    /// another.
    public var localAddress: SocketAddress { restoredLocalAddress ?? directLocalAddress }

    /// Takes over what is known of whose connection it is, and where it went. For filters before the first byte.
    public func restoreAddresses(remote: SocketAddress? = nil, local: SocketAddress) {
        if let remote { remoteAddress = remote }
        restoredLocalAddress = local
    }

    /// Notes where upstream connections that carry its bytes are to come from. For filters before the first byte.
    public func imitate(_ source: ForeignSource) {
        origin = ConnectionOrigin(origin?.addresses, values: origin?.values ?? [], source: source)
    }

    /// Notes what endpoints are told of it: its addresses as they are known now, and what a proxy in front told
    /// besides.
    public func tellOrigin(_ values: [ProxyProtocolHeader.TypedValue] = []) {
        let addresses = ProxyProtocolHeader.Addresses(source: remoteAddress, destination: localAddress)
        origin = ConnectionOrigin(addresses, values: values, source: origin?.source)
    }

    /// Notes its addresses, unless that was done.
    public func noteOrigin() { if origin?.addresses == nil { tellOrigin() } }

    /// Whose bytes it brings to endpoints that are told, or are not; nil: nobody's that matters.
    public func origin(forTelling isTold: Bool) -> ConnectionOrigin? {
        guard let origin, !isTold, origin.addresses != nil else { return origin }
        return origin.untold
    }

    /// The socket's own address on this side; the kernel is asked when it is first needed.
    public var directLocalAddress: SocketAddress {
        if let cachedLocalAddress { return cachedLocalAddress }
        let address = Sockets.localAddress(of: descriptor.rawValue) ?? .unix("")
        cachedLocalAddress = address
        return address
    }

    /// The socket's number, -1 when closed. For socket options.
    public var rawDescriptor: Int32 { descriptor.rawValue }

    /// Whether bytes can be exchanged: connected, and not closing.
    public var isOpen: Bool { phase == .open }

    /// Whether `connectionClosed` has run or is running.
    public var isClosed: Bool { phase == .closed }

    /// Whether the peer has ended its direction.
    public var hasReceivedEndOfStream: Bool { endOfStreamReceived }

    /// Whether bytes wait to be sent: in `outbound`, inside the transport or in the kernel's pipe.
    public var hasOutput: Bool {
        !outboundStorage.isEmpty || inheritedFlow != nil || transport?.wantsFlush == true
    }

    /// Whether `outbound` is above the buffer limit and has not yet shrunk to half of it.
    public var isAboveHighWatermark: Bool { isAboveHigh }

    // MARK: - Opening

    /// Begins to watch an accepted socket. `connectionOpened` runs before this returns, or later when a transport has
    /// to shake hands first; `connectionClosed` when the kernel refuses to watch.
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
        case .open: continueReading()
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

    /// The last word of the loop: nobody of this turn can be inside a buffer or the handler any more.
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

    /// Remembers what was announced, for phases that act on it later.
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
