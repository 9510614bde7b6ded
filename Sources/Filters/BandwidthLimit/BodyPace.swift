internal import Buffers
internal import Configuration
internal import EventLoops
internal import Telemetry

/// Lets the bytes of one body after the other that wait at a filter's gate go on as the bucket has tokens for them.
final class BodyPace: TimerOwner {
    private unowned let filter: BandwidthLimitFilter
    private let isRequest: Bool
    private let metrics: BandwidthLimitMetric.Direction
    private let timer: LoopTimer
    /// What holds for the body; nil means nothing.
    private var limit: WorkerBandwidthLimit?
    /// When the first byte came.
    private var start: UInt64 = 0
    private var isCounted = false
    /// Nanoseconds that bytes had to wait for tokens.
    private(set) var delay: UInt64 = 0

    init(_ filter: BandwidthLimitFilter, isRequest: Bool) {
        self.filter = filter
        self.isRequest = isRequest
        metrics = isRequest ? BandwidthLimitMetric.request : BandwidthLimitMetric.response
        timer = LoopTimer(loop: filter.stream.loop)
        super.init()
        timer.owner = self
    }

    /// A body may come.
    func begin(_ limit: WorkerBandwidthLimit) {
        self.limit = limit
        start = 0
        delay = 0
        limit.metrics.increment(metrics.enabled)
    }

    /// Whether it sees to a body.
    var isOn: Bool { limit != nil }

    /// Milliseconds since the first byte; 0 before it.
    var age: UInt64 { start == 0 ? 0 : (filter.stream.loop.now &- start) / 1_000_000 }

    /// Bytes have come, and wait.
    func note(_ count: Int) {
        guard let limit else { return }
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

    /// The end goes on.
    func end() {
        guard isCounted, let limit else { return }
        isCounted = false
        limit.metrics.record(metrics.duration, age)
        limit.metrics.decrease(metrics.pending)
        filter.bodyEnds(isRequest: isRequest)
    }

    /// The stream is over.
    func cancel() {
        timer.cancel()
        if isCounted, let limit { limit.metrics.decrease(metrics.pending) }
        isCounted = false
        delay = 0
        limit = nil
    }

    override func timerFired(_ kind: UInt8) {
        let stream = filter.stream
        guard stream.isAlive, let limit else { return }
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
