internal import Buffers
internal import Configuration
internal import EventLoops
internal import Telemetry

/// Lets the bytes of one body that wait at a filter's gate go on as the bucket has tokens for them.
final class BodyPace: TimerOwner {
    private let limit: WorkerBandwidthLimit
    private let metrics: BandwidthLimitMetric.Direction
    private let isRequest: Bool
    private unowned let filter: HTTPFilter
    private let timer: LoopTimer
    /// When the first byte came; 0: none has.
    private var start: UInt64 = 0
    private var isCounted = false
    /// Nanoseconds that bytes had to wait for tokens.
    private(set) var delay: UInt64 = 0
    /// Called when the last byte is about to go on.
    var onEnd: (() -> Void)?

    init(_ limit: WorkerBandwidthLimit, isRequest: Bool, filter: HTTPFilter) {
        self.limit = limit
        self.isRequest = isRequest
        self.filter = filter
        metrics = isRequest ? BandwidthLimitMetric.request : BandwidthLimitMetric.response
        timer = LoopTimer(loop: filter.stream.loop)
        super.init()
        timer.owner = self
        limit.metrics.increment(metrics.enabled)
    }

    /// Milliseconds since the first byte.
    var age: UInt64 { start == 0 ? 0 : (filter.stream.loop.now &- start) / 1_000_000 }

    /// Bytes have come, and wait.
    func note(_ count: Int) {
        if !isCounted {
            isCounted = true
            start = filter.stream.loop.now
            limit.metrics.increase(metrics.pending)
        }
        limit.metrics.set(metrics.incomingSize, UInt64(count))
        limit.metrics.add(metrics.incomingTotal, UInt64(count))
        if !timer.isArmed { timer.arm(after: 0) }
    }

    /// Whether something waits.
    var holds: Bool { isRequest ? filter.stream.holdsRequest(filter) : filter.stream.holdsResponse(filter) }

    /// The end has come behind bytes that have gone on already.
    func end() {
        guard isCounted else { return }
        isCounted = false
        limit.metrics.record(metrics.duration, age)
        limit.metrics.decrease(metrics.pending)
        onEnd?()
    }

    /// The stream is over.
    func cancel() {
        timer.cancel()
        if isCounted { limit.metrics.decrease(metrics.pending) }
        isCounted = false
    }

    override func timerFired(_ kind: UInt8) {
        let stream = filter.stream
        guard stream.isAlive else { return }
        let waiting =
            isRequest ? stream.withHeldRequest(filter) { $0.count } : stream.withHeldResponse(filter) { $0.count }
        let count = limit.level.bucket.take(waiting, now: stream.loop.now)
        limit.metrics.set(metrics.allowedSize, UInt64(count))
        limit.metrics.add(metrics.allowedTotal, UInt64(count))
        if count == waiting {
            if isRequest ? stream.holdsRequestEnd(filter) : stream.holdsResponseEnd(filter) { end() }
            if isRequest { stream.continueRequest(filter) } else { stream.continueResponse(filter) }
            return
        }
        limit.metrics.increment(metrics.enforced)
        let interval = limit.level.configuration.fillInterval
        delay &+= interval
        // Armed first: what leaves may end the stream, which cancels it.
        timer.arm(after: interval)
        if count == 0 { return }
        _ = isRequest ? stream.passHeldRequest(filter, upTo: count) : stream.passHeldResponse(filter, upTo: count)
    }
}
