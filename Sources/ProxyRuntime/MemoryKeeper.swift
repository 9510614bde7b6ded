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
    /// The least that was there.
    private var least = UInt64.max
    /// What was there beyond what is in use, after the allocator gave back the last time.
    private var usualExcess: UInt64 = 0

    /// Nanoseconds between two looks.
    private static let interval: UInt64 = 5_000_000_000
    /// Bytes that are worth it.
    private static let tolerance: UInt64 = 1 << 20

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
        if now.anonymous &- least <= Self.tolerance { return }
        // What they free is the allocator's at the next look.
        for loop in loops { loop.execute { loop.freeIdleStorage() } }
        if now.excess <= usualExcess &+ Self.tolerance { return }
        ProcessMemory.trim()
        usualExcess = ProcessMemory.read().excess
    }
}

extension ProcessMemory {
    /// Bytes of memory that are there and not in use.
    fileprivate var excess: UInt64 { anonymous &- min(anonymous, allocated) }
}
