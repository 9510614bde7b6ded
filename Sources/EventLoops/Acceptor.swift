internal import CLinux
internal import Glibc
public import NetworkAddresses

/// A listening socket on a loop. Subclasses override `accepted`, and `acceptFailed` to count.
///
/// When the process has no descriptor left, a reserve descriptor is given up to accept and close one connection,
/// `acceptFailed` runs, and the listener pauses for 100 ms. Other connections wait in the kernel's queue.
open class Acceptor: EventSource {
    /// The most connections that are accepted in one wake-up, so that listeners do not starve connections.
    public final var acceptsPerWakeUp = 64
    /// The listening address, with the port that the kernel chose where 0 was configured.
    public final let localAddress: SocketAddress

    private final var descriptor: FileDescriptor
    private final var reserve: FileDescriptor
    private final var isPaused = false
    private final var isExhausted = false
    private final var exhaustionTimer: LoopTimer?
    private final var retirementTimer: LoopTimer?

    /// How long the listener pauses when descriptors ran out, in nanoseconds.
    private static let exhaustionPause: UInt64 = 100_000_000
    /// How long a retiring socket waits for TCP handshakes that are under way, in nanoseconds.
    private static let retirementTime: UInt64 = 250_000_000

    /// Takes over a listening socket. It accepts after `start()`.
    public init(loop: EventLoop, listener: consuming FileDescriptor) {
        localAddress = Sockets.localAddress(of: listener.rawValue) ?? .unix("")
        descriptor = listener
        reserve = Acceptor.openReserve()
        super.init(loop: loop)
    }

    /// Runs for each connection. Default: closes it.
    open func accepted(_ descriptor: consuming FileDescriptor, remote: SocketAddress) {}

    /// Runs when `accept` failed with `code`; the listener goes on. Default: nothing.
    open func acceptFailed(_ code: Int32) {}

    /// Runs after a wake-up that accepted `count` connections. Default: nothing.
    open func acceptedAll(_ count: Int) {}

    /// The descriptor's number, for passing it to another process; -1 after `close()`.
    public final var rawDescriptor: Int32 { descriptor.rawValue }

    /// Starts accepting.
    public final func start() throws(SystemError) {
        try loop.attach(self, descriptor: descriptor.rawValue, mode: .levelTriggered(.readable))
    }

    /// Leaves connections in the kernel's queue until `resume()`. Idempotent.
    public final func pause() {
        isPaused = true
        updateWatch()
    }

    /// Accepts again after `pause()`.
    public final func resume() {
        isPaused = false
        updateWatch()
    }

    /// Runs when a retired socket was closed. Default: nothing.
    open func retired() {}

    /// Whether handshakes from before `retire()` are still being waited for.
    public final var isRetiring: Bool { retirementTimer?.isArmed == true }

    /// Stops listening without resetting any connection. Handshakes that are under way are completed and accepted. New
    /// ones are dropped, so that their client tries again and finds the port closed or another socket there. Then the
    /// socket closes. Idempotent. Not for a socket whose duplicate listens on in another process.
    public final func retire() {
        guard isAttached, !isRetiring else { return }
        isPaused = false
        updateWatch()
        // A Unix socket has no handshakes: connected clients wait in the queue. Where the kernel takes no socket
        // filter, connections of the last moment are reset, as with a plain close.
        if localAddress.isUnix || clinux_refuse_handshakes(descriptor.rawValue) < 0 {
            endRetirement()
            return
        }
        let timer = LoopTimer(loop: loop, owner: self, kind: Acceptor.retirementKind)
        timer.arm(after: Acceptor.retirementTime)
        retirementTimer = timer
    }

    private final func endRetirement() {
        var remote = SocketAddress.unix("")
        while isAttached {
            let result = Sockets.accept(descriptor.rawValue, remote: &remote)
            if result < 0 && result != -EINTR && result != -ECONNABORTED { break }
            if result >= 0 { accepted(FileDescriptor(owning: result), remote: remote) }
        }
        close()
        retired()
    }

    /// Stops listening at once. Connections in the kernel's queue are reset, unless a duplicate of the socket listens.
    public final func close() {
        exhaustionTimer?.cancel()
        retirementTimer?.cancel()
        loop.detach(self, descriptor: descriptor.rawValue, descriptorCloses: false)
        descriptor.close()
        reserve.close()
    }

    public final override func handle(_ events: EventSet) {
        var remaining = acceptsPerWakeUp
        var count = 0
        defer { if count > 0 { acceptedAll(count) } }
        var remote = SocketAddress.unix("")
        while remaining > 0 && !isPaused && isAttached {
            remaining -= 1
            let result = Sockets.accept(descriptor.rawValue, remote: &remote)
            if result >= 0 {
                count += 1
                accepted(FileDescriptor(owning: result), remote: remote)
                continue
            }
            switch -result {
            case EAGAIN:
                return
            case EMFILE, ENFILE, ENOBUFS, ENOMEM:
                loop.pipePool.shrink()
                acceptFailed(-result)
                rest()
                return
            case EINTR:
                continue
            default:
                // This connection failed while it waited; the next one may be fine.
                acceptFailed(-result)
            }
        }
    }

    /// The kinds of the acceptor's own timers; subclasses use other kinds and call `super` for these.
    public static let timerKind: UInt8 = 255
    private static let retirementKind: UInt8 = 254

    open override func timerFired(_ kind: UInt8) {
        if kind == Acceptor.retirementKind { return endRetirement() }
        guard kind == Acceptor.timerKind else { return }
        isExhausted = false
        if !reserve.isOpen { reserve = Acceptor.openReserve() }
        updateWatch()
    }

    private final func rest() {
        if reserve.isOpen {
            reserve.close()
            var remote = SocketAddress.unix("")
            let shed = Sockets.accept(descriptor.rawValue, remote: &remote)
            if shed >= 0 { _ = Glibc.close(shed) }
            reserve = Acceptor.openReserve()
        }
        isExhausted = true
        updateWatch()
        let timer = exhaustionTimer ?? LoopTimer(loop: loop, owner: self, kind: Acceptor.timerKind)
        exhaustionTimer = timer
        timer.arm(after: Acceptor.exhaustionPause)
    }

    private final func updateWatch() {
        // Fails only when the kernel has no memory; the old events then stay.
        let events: EventSet = isPaused || isExhausted ? [] : .readable
        try? loop.watch(self, descriptor: descriptor.rawValue, for: events)
    }

    private static func openReserve() -> FileDescriptor {
        FileDescriptor(owning: unsafe open("/dev/null", O_RDONLY | O_CLOEXEC))
    }
}
