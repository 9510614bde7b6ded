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
    /// The newest ones; `next` is where the next one goes once there are `capacity`.
    private var kept: [TappedRequest] = []
    private var next = 0
    private var number: UInt64 = 0
    /// The second of the loop's clock in which the allowances stand.
    private var second: UInt64 = 0
    private var usual = 0
    private var failed = 0
    private var skipped: UInt64 = 0

    /// Requests that are kept.
    static let capacity = 256
    /// Requests of one second that are recorded: of those that went well, and of those that did not.
    static let allowance = 50
    /// How long it stays on after somebody asked, in nanoseconds.
    private static let attention: UInt64 = 15_000_000_000

    init(worker: ProxyWorker) {
        self.worker = worker
        timer = LoopTimer(loop: worker.loop)
        super.init()
        timer.owner = self
    }

    /// What ended behind a request of that number; what ends from now on is recorded for a while.
    func report(after last: UInt64) -> TapReport {
        worker.isTapped = true
        timer.arm(after: Self.attention)
        let ordered = kept[next...] + kept[..<next]
        // A cursor from before a restart asks for what there is.
        let start = last > number ? 0 : last
        return TapReport(number: number, skipped: skipped, requests: ordered.filter { $0.number > start })
    }

    /// A request has ended.
    func note(_ stream: ActiveStream) {
        let now = worker.loop.now / 1_000_000_000
        if now != second { (second, usual, failed) = (now, 0, 0) }
        let isFailed = stream.info.responseCode >= 500 || stream.info.responseCode == 0 || !stream.info.flags.isEmpty
        let count = isFailed ? failed : usual
        if count >= Self.allowance {
            skipped &+= 1
            return
        }
        if isFailed { failed += 1 } else { usual += 1 }
        number += 1
        let request = TappedRequest(stream, number: number)
        if kept.count < Self.capacity {
            kept.append(request)
        } else {
            kept[next] = request
            next = (next + 1) % Self.capacity
        }
    }

    override func timerFired(_ kind: UInt8) {
        worker.isTapped = false
        kept = []
        next = 0
    }
}

/// What one worker has recorded.
public struct TapReport: Sendable {
    /// The number of the newest request; the next question asks for those behind it.
    public let number: UInt64
    /// Requests that were not recorded since there were too many in their second.
    public let skipped: UInt64
    /// The requests, the oldest first.
    public let requests: [TappedRequest]
}
