internal import EventLoops

/// Passes the bytes that wait at a filter's gate on in slices, twenty times a second.
final class ResponsePace: TimerOwner {
    /// Bytes of one slice.
    private let slice: Int
    private unowned let filter: HTTPFilter
    private let timer: LoopTimer

    private static let slicesPerSecond: UInt64 = 20
    /// Nanoseconds between two slices.
    private static let interval = 1_000_000_000 / slicesPerSecond
    /// KiB a second above which the arithmetic could overflow.
    private static let maxRate: UInt64 = 1 << 40

    init(kilobytes: UInt64, filter: HTTPFilter) {
        slice = Int(clamping: max(1, min(kilobytes, ResponsePace.maxRate) * 1024 / ResponsePace.slicesPerSecond))
        self.filter = filter
        timer = LoopTimer(loop: filter.stream.loop)
        super.init()
        timer.owner = self
    }

    /// Bytes wait at the gate: the next slice leaves within an interval.
    func start() {
        if !timer.isArmed { timer.arm(after: Self.interval) }
    }

    func cancel() { timer.cancel() }

    override func timerFired(_ kind: UInt8) {
        let stream = filter.stream
        guard stream.isAlive else { return }
        // Armed first: what leaves may end the stream, which cancels the timer.
        timer.arm(after: Self.interval)
        if !stream.passHeldResponse(filter, upTo: slice) { timer.cancel() }
    }
}
