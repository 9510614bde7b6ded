internal import EventLoops
internal import Transports

/// Closes a refused connection when its time is up. Given up by dropping it.
final class RefusalDelay: TimerOwner {
    private unowned let chain: NetworkFilterChain
    private let reason: String
    private let timer: LoopTimer

    /// Closes the chain's connection `nanoseconds` from now, for a reason that logs tell.
    init(_ chain: NetworkFilterChain, after nanoseconds: UInt64, reason: String) {
        self.chain = chain
        self.reason = reason
        timer = LoopTimer(loop: chain.connection.loop)
        super.init()
        timer.owner = self
        timer.arm(after: nanoseconds)
    }

    override func timerFired(_ kind: UInt8) { chain.refuse(reason) }
}

extension NetworkFilterChain {
    /// Closes the connection at once, for a reason that logs tell.
    func refuse(_ reason: String) {
        facts.localCloseReason = reason
        connection.close(.now)
    }
}
