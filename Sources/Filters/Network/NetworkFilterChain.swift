public import Buffers
internal import EventLoops
internal import HTTPSemantics
public import Transports

/// The network filters of one connection, and the handler behind them.
///
/// ```
///   kernel ─▶ connection.inbound ─▶ filter 0 ─▶ … ─▶ connection.inbound ─▶ terminal handler
///   kernel ◀─ connection.outbound ◀─ filter 0 ◀─ … ◀─ terminal handler
/// ```
/// A connection whose chain has no filter but the terminal one needs none of this: the terminal handler is then the
/// connection's own. Bytes that passed all filters lie in `connection.inbound` for the terminal handler, which touches
/// them in its `connectionReadable` only; bytes that did not yet lie at the filter that stopped, up to the
/// connection's buffer limit, beyond which reading pauses.
public final class NetworkFilterChain: ConnectionHandler, OutputFilter {
    /// The connection; ask it for addresses, close it, write to it.
    public let connection: Connection
    /// What is known about the connection.
    public let facts: ConnectionFacts
    private let filters: [NetworkFilter]
    private var terminal: ConnectionHandler
    /// Bytes that have not passed all filters.
    private var waiting = ByteBuffer()
    /// Bytes in `connection.inbound` that have.
    private var passed = 0
    /// How many filters have heard that the connection is open.
    private var opened = 0
    private var isOpen = false
    private var isTerminalOpen = false
    private var endReceived = false
    private var endPassed = false
    private var isReadingPaused = false
    /// The filter whose callback is running, and whether it has resumed from inside it.
    private var asked: NetworkFilter?
    private var resumed = false
    /// Where a walk begins that was asked for while another was under way.
    private var nextWalk: Int?

    /// Puts filters and terminal handler on a connection that has not started.
    public init(
        connection: Connection, filters: [NetworkFilter], terminal: ConnectionHandler,
        facts: ConnectionFacts = ConnectionFacts()
    ) {
        self.connection = connection
        self.facts = facts
        self.filters = filters
        self.terminal = terminal
        super.init()
        for (position, filter) in filters.enumerated() {
            filter.chain = self
            filter.position = position
        }
        connection.handler = self
        if filters.contains(where: \.seesOutput) { connection.outputFilter = self }
        if filters.contains(where: \.leavesTexts) { facts.texts = ConnectionTexts() }
        for filter in filters { filter.connectionAccepted() }
    }

    /// Puts another handler in the place of the terminal one, which may be running; call `connection.redeliver()` when
    /// bytes wait for it. It hears no `connectionOpened` of a connection that is open already.
    public func replaceTerminal(with handler: ConnectionHandler) {
        connection.loop.releaseAtEndOfTurn(terminal)
        terminal = handler
    }

    // MARK: - From the connection

    override public func connectionOpened() {
        isOpen = true
        walk(from: 0)
    }

    override public func connectionReadable(endOfStream: Bool) {
        let fresh = connection.inbound.count &- passed
        let ends = endOfStream && !endReceived
        if ends { endReceived = true }
        if fresh > 0 {
            var kept = ByteBuffer()
            swap(&kept, &connection.inbound)
            waiting.append(kept.span(at: passed, count: fresh))
            kept.truncate(to: passed)
            swap(&kept, &connection.inbound)
        }
        if fresh > 0 || ends {
            walk(from: 0)
        } else {
            // The terminal handler resumed reading, or asked to be told again, perhaps of bytes that it keeps itself.
            tellTerminal()
        }
    }

    override public func connectionClosed(_ reason: ConnectionCloseReason) {
        isOpen = false
        waiting.releaseStorage()
        for filter in filters {
            filter.connectionClosed(reason)
            filter.chain = nil
        }
        terminal.connectionClosed(reason)
    }

    override public func connectionAboveHighWatermark() {
        for filter in filters { filter.aboveHighWatermark() }
        terminal.connectionAboveHighWatermark()
    }

    override public func connectionBelowLowWatermark() {
        for filter in filters { filter.belowLowWatermark() }
        terminal.connectionBelowLowWatermark()
    }

    override public func connectionDrained() { terminal.connectionDrained() }

    override public func connectionHungUpWhilePaused() { terminal.connectionHungUpWhilePaused() }

    // MARK: - Down the chain

    /// Shows filters from `start` on what waits, as far as they let it, and then the terminal handler.
    private func walk(from start: Int) {
        nextWalk = min(nextWalk ?? start, start)
        if asked != nil { return }
        while let start = nextWalk, isOpen {
            nextWalk = nil
            walkOnce(from: start)
        }
    }

    private func walkOnce(from start: Int) {
        var position = start
        while position < filters.count {
            let filter = filters[position]
            asked = filter
            defer { asked = nil }
            if position == opened {
                opened &+= 1
                let answer = filter.connectionOpened()
                if !goesOn(answer) { return }
            }
            if !waiting.isEmpty || (endReceived && !endPassed) {
                // Taken out, so that a filter may close the connection.
                var data = ByteBuffer()
                swap(&data, &waiting)
                let answer = filter.received(&data, endOfStream: endReceived)
                if isOpen {
                    // What the filter itself injected comes behind.
                    data.append(moving: &waiting)
                    swap(&data, &waiting)
                }
                if !goesOn(answer) { return }
            }
            position &+= 1
        }
        if !isTerminalOpen {
            isTerminalOpen = true
            terminal.connectionOpened()
            if !isOpen { return }
        }
        let ends = endReceived && !endPassed
        if waiting.isEmpty && !ends { return }
        endPassed = endReceived
        var data = ByteBuffer()
        swap(&data, &waiting)
        connection.inbound.append(moving: &data)
        readAgain()
        tellTerminal()
    }

    /// Whether the walk goes on behind a filter that has answered so.
    private func goesOn(_ answer: NetworkFilterStatus) -> Bool {
        let hasResumed = resumed
        resumed = false
        if !isOpen { return false }
        if answer == .continueIteration || hasResumed { return true }
        if waiting.count > connection.bufferLimit && !isReadingPaused {
            isReadingPaused = true
            connection.pauseReading()
        }
        return false
    }

    private func readAgain() {
        if !isReadingPaused { return }
        isReadingPaused = false
        connection.resumeReading()
    }

    private func tellTerminal() {
        guard isOpen, isTerminalOpen else { return }
        terminal.connectionReadable(endOfStream: endPassed)
        passed = connection.inbound.count
    }

    /// Shows what waits to the filters behind `filter`. Legal from inside any callback.
    public func continueReading(_ filter: NetworkFilter) {
        guard isOpen else { return }
        if asked === filter { resumed = true } else { walk(from: filter.position &+ 1) }
    }

    /// Shows bytes to the filters behind `filter`, behind what waits, as if they had come from the peer.
    public func inject(received data: Span<UInt8>, after filter: NetworkFilter) {
        guard isOpen else { return }
        waiting.append(data)
        continueReading(filter)
    }

    // MARK: - Up the chain

    /// The connection is about to send these bytes.
    public func filterOutput(_ data: inout ByteBuffer) { send(&data, below: filters.count) }

    private func send(_ data: inout ByteBuffer, below end: Int) {
        var position = end &- 1
        while position >= 0 {
            let filter = filters[position]
            if filter.seesOutput && filter.sending(&data) == .stopIteration {
                data.removeAll()
                return
            }
            position &-= 1
        }
    }

    /// Sends bytes through the filters on `filter`'s way to the peer, as if they had come from behind it.
    public func inject(sending data: Span<UInt8>, after filter: NetworkFilter) {
        guard isOpen else { return }
        var bytes = ByteBuffer(capacity: data.count)
        bytes.append(data)
        send(&bytes, below: filter.position)
        connection.writeFiltered(&bytes)
    }
}
