internal import EventLoops
internal import NetworkAddresses
internal import Transports

/// Connects to the first of several addresses that answers: those of one endpoint.
///
/// ```
///   begin ─▶ address 1 ──failed, or 300 ms──▶ address 2 ──failed, or 300 ms──▶ … ─▶ raceWon | raceLost
/// ```
/// Attempts that are slow go on beside the next. The race is lost when all attempts have failed, or when its time is
/// up or it is cancelled. It lives as long as one of its connections is being made.
/// Source: RFC 8305 §4, §5.
final class ConnectRace: TimerOwner {
    /// Who hears how it ended, exactly once unless it is cancelled, and never before `begin` has returned.
    protocol Owner: AnyObject {
        /// A connection is open; it has no handler but the race, which lets it go.
        func raceWon(_ race: ConnectRace, _ connection: Connection)
        /// There is no connection; why the last attempt failed.
        func raceLost(_ race: ConnectRace, _ reason: ConnectionCloseReason)
    }

    /// When it began.
    let openedAt: UInt64
    private let loop: EventLoop
    private let owner: any Owner
    private let connect: (SocketAddress, UInt64) throws(SystemError) -> Connection
    private let deadline: UInt64
    private var waiting: ArraySlice<SocketAddress>
    private var attempts: [Attempt] = []
    private var isOver = false
    private lazy var timer = LoopTimer(loop: loop, owner: self)

    /// How long one attempt is alone, in nanoseconds.
    static let patience: UInt64 = 300_000_000

    /// One connection that is being made.
    private final class Attempt: ConnectionHandler {
        let race: ConnectRace
        let connection: Connection

        init(_ race: ConnectRace, _ connection: Connection) {
            self.race = race
            self.connection = connection
        }

        override func connectionOpened() { race.succeeded(self) }

        override func connectionClosed(_ reason: ConnectionCloseReason) { race.failed(self, reason) }
    }

    /// Prepares a race to `addresses`, in the order of `ConnectRace.order`.
    ///
    /// - Parameter timeout: nanoseconds for all attempts together.
    /// - Parameter connect: begins one connection that may take so many nanoseconds.
    init(
        to addresses: [SocketAddress], loop: EventLoop, timeout: UInt64, owner: any Owner,
        connect: @escaping (SocketAddress, UInt64) throws(SystemError) -> Connection
    ) {
        waiting = addresses[...]
        self.loop = loop
        self.owner = owner
        self.connect = connect
        openedAt = loop.now
        deadline = loop.now &+ timeout
    }

    /// Gives up: nothing is connected to any more, and the owner hears nothing.
    func cancel() { finish(without: nil) }

    /// Begins with the first address.
    ///
    /// - Throws: when not one connection could be begun: why the last could not.
    func begin() throws(SystemError) {
        if let error = next() { throw error }
    }

    /// Begins the next attempt that can be begun; nil when one was, else why the last could not.
    private func next() -> SystemError? {
        var problem: SystemError?
        while let address = waiting.popFirst() {
            do {
                let connection = try connect(address, deadline > loop.now ? deadline - loop.now : 1)
                let attempt = Attempt(self, connection)
                connection.handler = attempt
                attempts.append(attempt)
                if waiting.isEmpty { timer.cancel() } else { timer.arm(after: Self.patience) }
                return nil
            } catch {
                problem = error
            }
        }
        timer.cancel()
        return problem ?? SystemError(code: 0, operation: "connect")
    }

    override func timerFired(_ kind: UInt8) {
        if !isOver && !waiting.isEmpty { _ = next() }
    }

    private func succeeded(_ attempt: Attempt) {
        guard !isOver else { return }
        finish(without: attempt)
        owner.raceWon(self, attempt.connection)
    }

    private func failed(_ attempt: Attempt, _ reason: ConnectionCloseReason) {
        guard !isOver else { return }
        attempts.removeAll { $0 === attempt }
        // Its time was that of all.
        if reason == .connectTimeout {
            finish(without: attempt)
        } else {
            if !waiting.isEmpty && next() == nil { return }
            if !attempts.isEmpty { return }
            finish(without: attempt)
        }
        owner.raceLost(self, reason)
    }

    private func finish(without attempt: Attempt?) {
        isOver = true
        timer.cancel()
        let others = attempts
        attempts = []
        for other in others where other !== attempt { other.connection.close(.now) }
    }

    /// The addresses in the order of trying: the families take turns, beginning with that of the first (RFC 8305 §4).
    static func order(_ addresses: [IPAddress]) -> [IPAddress] { order(addresses) { $0.family } }

    /// As above; a Unix socket has no family, and is none of the first one's.
    static func order(_ addresses: [SocketAddress]) -> [SocketAddress] { order(addresses) { $0.ipAddress?.family } }

    private static func order<Address, Family: Equatable>(
        _ addresses: [Address], _ family: (Address) -> Family
    ) -> [Address] {
        guard let first = addresses.first.map(family) else { return [] }
        var same = addresses.filter { family($0) == first }[...]
        var other = addresses.filter { family($0) != first }[...]
        var result: [Address] = []
        while !same.isEmpty || !other.isEmpty {
            if let address = same.popFirst() { result.append(address) }
            if let address = other.popFirst() { result.append(address) }
        }
        return result
    }
}
