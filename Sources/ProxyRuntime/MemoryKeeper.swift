internal import EventLoops
internal import Telemetry

/// Gives memory back to the system that a burst of work has left: blocks in the workers' pools, and pages between
/// those that the allocator still has in use. On the main loop.
///
/// The allocator keeps what it is given back, but for the end of its heap, as long as the process lives: an attack of a
/// minute would cost its memory for weeks. What is there when nothing happens is not touched again.
final class MemoryKeeper: TimerOwner {
    private let loops: [EventLoop]
    private let timer: LoopTimer
    /// The least that was there, and the least of it that nothing used.
    private var least = UInt64.max
    private var leastExcess = UInt64.max
    /// Looks until the allocator is asked again, and how many that are after it had nothing to give.
    private var pause = 0
    private var nextPause = 1

    /// Nanoseconds between two looks.
    private static let interval: UInt64 = 5_000_000_000
    /// Bytes that are worth it.
    private static let tolerance: UInt64 = 1 << 20
    /// The longest pause: a minute.
    private static let longestPause = 12

    /// Begins to look once `loop` runs.
    init(loop: EventLoop, workers loops: [EventLoop]) {
        self.loops = loops
        timer = LoopTimer(loop: loop)
        super.init()
        timer.owner = self
        timer.arm(after: Self.interval)
    }

    override func timerFired(_ kind: UInt8) {
        timer.arm(after: Self.interval)
        let now = ProcessMemory.read()
        least = min(least, now.anonymous)
        leastExcess = min(leastExcess, now.excess)
        if now.anonymous &- least <= Self.tolerance { return }
        // What they free is the allocator's at the next look.
        for loop in loops { loop.execute { loop.freeIdleStorage() } }
        pause -= 1
        if now.excess &- leastExcess <= Self.tolerance || pause > 0 { return }
        ProcessMemory.trim()
        // What is left lies between blocks in use, until those are freed.
        let gain = now.anonymous &- min(now.anonymous, ProcessMemory.read().anonymous)
        nextPause = gain >= Self.tolerance / 4 ? 1 : min(2 * nextPause, Self.longestPause)
        pause = nextPause
    }
}

extension ProcessMemory {
    /// Bytes of memory that are there and not in use.
    fileprivate var excess: UInt64 { anonymous &- min(anonymous, allocated) }
}
