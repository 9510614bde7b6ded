internal import EventLoops
internal import HTTPConnections
internal import Upstreams

/// Spreads the end of a manager's connections over a time, so that their clients do not all connect elsewhere at once:
/// at any moment, the share of connections that answer for the last time is the share of the time that has passed.
///
/// Source: Envoy's `--drain-strategy gradual`, which throws the same dice at every response; here they are thrown for a
/// connection, so that idle ones end as well.
final class GradualDrain: TimerOwner {
    /// Moments at which connections are chosen.
    private static let steps: UInt64 = 50

    private unowned let manager: HTTPConnectionManager
    private let duration: UInt64
    private let end: UInt64
    private var last: UInt64
    private var timer: LoopTimer?

    /// Begins now and lasts `duration` nanoseconds, which are not 0.
    init(_ manager: HTTPConnectionManager, duration: UInt64) {
        self.manager = manager
        self.duration = duration
        last = manager.worker.loop.now
        end = last &+ duration
        super.init()
        let timer = LoopTimer(loop: manager.worker.loop, owner: self)
        self.timer = timer
        timer.arm(after: step)
    }

    private var step: UInt64 { max(1_000_000, duration / Self.steps) }

    /// Whether a connection that is accepted now is one of those that end already.
    var hits: Bool {
        let now = manager.worker.loop.now
        return now >= end || manager.worker.random.next() % duration < duration &- (end &- now)
    }

    override func timerFired(_ kind: UInt8) {
        let now = manager.worker.loop.now
        let left = end > last ? end &- last : 0
        for connection in manager.openConnections where !connection.isDraining {
            if now >= end || manager.worker.random.next() % left < now &- last { connection.drain() }
        }
        last = now
        if now < end { timer?.arm(after: min(step, end &- now)) }
    }

    /// Chooses no further connection.
    func cancel() { timer?.cancel() }
}
