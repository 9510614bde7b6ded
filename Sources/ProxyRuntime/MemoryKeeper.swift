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
    /// What was there after the last time, or less.
    private var usual = UInt64.max
    /// Whether the workers were told, and the allocator's turn is next.
    private var isFreeing = false

    /// Nanoseconds between two looks.
    private static let interval: UInt64 = 5_000_000_000
    /// Bytes above the usual that are worth it.
    private static let tolerance: UInt64 = 1 << 20

    /// Begins to look once `loop` runs.
    init(loop: EventLoop, workers loops: [EventLoop]) {
        self.loops = loops
        timer = LoopTimer(loop: loop)
        super.init()
        timer.owner = self
        timer.arm(after: Self.interval)
    }

    /// Looks no more.
    func stop() { timer.cancel() }

    override func timerFired(_ kind: UInt8) {
        timer.arm(after: Self.interval)
        if isFreeing {
            isFreeing = false
            ProcessMemory.trim()
            usual = ProcessMemory.readAnonymous()
            return
        }
        let now = ProcessMemory.readAnonymous()
        usual = min(usual, now)
        if now &- usual <= Self.tolerance { return }
        isFreeing = true
        for loop in loops { loop.execute { loop.freeIdleStorage() } }
    }
}
