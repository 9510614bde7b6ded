internal import EventLoops
internal import Filters

/// Requests of one worker that have just ended, for operators who ask for them again and again.
///
/// ```
///   off ──asked──▶ on: a sample of what ends is kept ──nobody asked for 15 s──▶ off, with nothing kept
/// ```
/// While it is off, a request tests one flag. Confined to the worker's thread.
final class RequestTap: TimerOwner {
    private unowned let worker: ProxyWorker
    private let timer: LoopTimer
    private var ring = TapRing<TappedRequest>()

    /// How long it stays on after somebody asked, in nanoseconds.
    private static let attention: UInt64 = 15_000_000_000

    init(worker: ProxyWorker) {
        self.worker = worker
        timer = LoopTimer(loop: worker.loop)
        super.init()
        timer.owner = self
    }

    /// What ended behind a request of that number (0 means all that there is); what ends from now on is recorded for a
    /// while.
    func report(after last: UInt64) -> TapReport {
        let begins = !worker.isTapped
        worker.isTapped = true
        timer.arm(after: Self.attention)
        // A cursor from before a restart asks for what there is.
        let start = last > ring.number ? 0 : last
        let (requests, lost) = ring.newer(than: start)
        return TapReport(
            number: ring.number, skipped: ring.skipped, lost: start == 0 ? 0 : lost, begins: begins, requests: requests)
    }

    /// A request has ended.
    func note(_ stream: ActiveStream) {
        let isFailed = stream.info.responseCode >= 500 || !stream.info.isAnswered || !stream.info.flags.isEmpty
        guard let number = ring.admit(isFailed: isFailed, second: worker.loop.now / 1_000_000_000) else { return }
        ring.keep(TappedRequest(stream, number: number), number: number)
    }

    override func timerFired(_ kind: UInt8) {
        worker.isTapped = false
        ring.clear()
    }
}

/// What one worker has recorded.
public struct TapReport: Sendable {
    /// The number of the newest request; the next question asks for those behind it.
    public let number: UInt64
    /// Requests that were not recorded since there were too many in their second, from when recording began.
    public let skipped: UInt64
    /// Requests that were asked for and are kept no more.
    public let lost: UInt64
    /// Whether recording began with this question: what ended before was not recorded.
    public let begins: Bool
    /// The requests, the oldest first.
    public let requests: [TappedRequest]
}
