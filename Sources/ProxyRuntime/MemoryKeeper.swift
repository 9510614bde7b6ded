internal import EventLoops
internal import Telemetry

/// Gives memory back to the system that a burst of work has left: blocks in the workers' pools, and pages between
/// those that the allocator still has in use. On the main loop.
///
/// The allocator keeps what it is given back, but for the end of its heap, as long as the process lives: an attack of a
/// minute would cost its memory for weeks. What lasts for some minutes is taken for what the process needs.
final class MemoryKeeper: TimerOwner {
    private let loops: [EventLoop]
    private let timer: LoopTimer
    private let read: () -> ProcessMemory
    private let trim: () -> Void
    /// The least that was there in this period and in the one before, and the least of it that nothing used.
    private var least = Floor()
    private var leastExcess = Floor()
    private var looks = 0
    /// Looks until the allocator is asked again, and how many that are after it had nothing to give.
    private var pause = 0
    private var nextPause = 1

    /// The least of two periods.
    private struct Floor {
        private var current = UInt64.max
        private var former = UInt64.max

        var value: UInt64 { min(current, former) }

        mutating func note(_ value: UInt64) { current = min(current, value) }

        mutating func beginPeriod() { (former, current) = (current, .max) }
    }

    /// Nanoseconds before the first look: a burst right behind the start is measured by what was there before it.
    private static let start: UInt64 = 100_000_000
    /// Nanoseconds between two looks.
    static let interval: UInt64 = 5_000_000_000
    /// Looks of a period: five minutes.
    static let period = 60
    /// The longest pause: a minute.
    private static let longestPause = 12

    /// Begins to look once `loop` runs.
    ///
    /// - Parameter read: asks what there is.
    /// - Parameter trim: lets the allocator give back what it can.
    init(
        loop: EventLoop, workers loops: [EventLoop], read: @escaping () -> ProcessMemory = ProcessMemory.read,
        trim: @escaping () -> Void = ProcessMemory.trim
    ) {
        self.loops = loops
        self.read = read
        self.trim = trim
        timer = LoopTimer(loop: loop)
        super.init()
        timer.owner = self
        timer.arm(after: Self.start)
    }

    override func timerFired(_ kind: UInt8) {
        timer.arm(after: Self.interval)
        let now = read()
        // Nobody could look: descriptors are scarce.
        if now.resident == 0 { return }
        looks += 1
        if looks % Self.period == 0 {
            least.beginPeriod()
            leastExcess.beginPeriod()
        }
        least.note(now.anonymous)
        leastExcess.note(now.excess)
        // What is worth it: a tenth, as the process's neighbours see it.
        let tolerance = max(1 << 20, least.value / 10)
        if now.anonymous - least.value <= tolerance { return }
        // What they free is the allocator's at the next look.
        for loop in loops { loop.execute { loop.freeUnusedStorage() } }
        pause -= 1
        if now.excess - leastExcess.value <= tolerance || pause > 0 { return }
        trim()
        // What is left lies between blocks in use, until those are freed.
        let left = read().anonymous
        let gain = now.anonymous - min(now.anonymous, left)
        nextPause = gain >= tolerance / 4 ? 1 : min(2 * nextPause, Self.longestPause)
        pause = nextPause
    }
}

extension ProcessMemory {
    /// Bytes of memory that are there and not in use.
    fileprivate var excess: UInt64 { anonymous - min(anonymous, allocated) }
}
