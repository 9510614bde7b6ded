internal import Buffers
internal import EventLoops
internal import Filters
internal import Transports

/// Shows the first bytes of an accepted connection to its listener filters, one after the other, and hands the
/// connection over to the transport of the filter chain that is chosen by what they found.
///
/// ```
///  accepted ── peek ──▶ filter 0 ─▶ … ─▶ chosen ─▶ TLS: its handshake reads the bytes that were left
///                 └─ waits for more       └──────▶ plain: open
/// ```
final class ListenerFilterTransport: TransportSocket {
    private unowned let service: ListenerService
    private let pending: PendingConnection
    private let filters: [ListenerFilter]
    private var next = 0
    private var seen = ByteBuffer()

    init(_ service: ListenerService, _ pending: PendingConnection, filters: [ListenerFilter]) {
        self.service = service
        self.pending = pending
        self.filters = filters
    }

    /// Asks no filter any more.
    func giveUpWaiting() { next = filters.count }

    override func handshake(on connection: Connection) -> HandshakeOutcome {
        let loop = connection.loop
        defer {
            seen.removeAll()
            loop.takeBackStorage(from: &seen)
        }
        while next < filters.count {
            if filters[next].passesOver(connection) {
                next += 1
                continue
            }
            switch ask(filters[next], connection, loop) {
            case .waits: return .waiting
            case .refuses: return .failed
            case .passes(let count):
                if count > 0 && !connection.discardRaw(count) { return .failed }
                next += 1
            }
        }
        guard service.choose(pending) else { return .failed }
        // The chain's transport has taken the place of this one.
        return connection.transport.map { $0.handshake(on: connection) } ?? .done
    }

    private func ask(_ filter: ListenerFilter, _ connection: Connection, _ loop: EventLoop) -> ListenerFilter.Verdict {
        if filter.mostBytes == 0 {
            let none: [UInt8] = []
            return filter.look(none.span, at: pending)
        }
        seen.removeAll()
        loop.lendStorage(to: &seen)
        seen.reserve(filter.mostBytes)
        switch connection.peekRaw(into: &seen).state {
        case .endOfStream, .failed:
            service.closedWhileInspected()
            return .refuses
        case .more, .drained: break
        }
        let count = min(seen.count, filter.mostBytes)
        // Taken out while it is looked at, so that nothing can reach it twice.
        var bytes = ByteBuffer()
        swap(&bytes, &seen)
        let verdict = filter.look(bytes.span(at: 0, count: count), at: pending)
        swap(&bytes, &seen)
        // Nothing will announce bytes that it has just come to ask for and that are here already.
        if case .waits = verdict, filter.mostBytes > count, seen.count > count || seen.writableCount == 0 {
            return ask(filter, connection, loop)
        }
        return verdict
    }
}

/// Hears of a connection that has no filter chain yet.
final class UnchosenConnection: ConnectionHandler {
    private unowned let service: ListenerService
    private let pending: PendingConnection
    private let transport: ListenerFilterTransport
    private let timer: LoopTimer

    init(_ service: ListenerService, _ pending: PendingConnection, _ transport: ListenerFilterTransport) {
        self.service = service
        self.pending = pending
        self.transport = transport
        timer = LoopTimer(loop: pending.connection.loop)
        super.init()
        timer.owner = self
    }

    /// Waits so many nanoseconds for the filters.
    func waits(_ nanoseconds: UInt64) { timer.arm(after: nanoseconds) }

    /// The connection has its chain, or another listener.
    func leave() { timer.cancel() }

    override func timerFired(_ kind: UInt8) {
        if service.timedOut() {
            transport.giveUpWaiting()
            pending.connection.retryHandshake()
        } else {
            pending.connection.close(.now)
        }
    }

    override func connectionClosed(_ reason: ConnectionCloseReason) {
        timer.cancel()
        service.abandoned(pending, reason)
    }
}
