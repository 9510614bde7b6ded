internal import EventLoops
internal import Telemetry

/// Gives memory back to the system that a burst of work has left: blocks in the workers' pools, pages between those
/// that the allocator still has in use, and pages of code. On the main loop.
///
/// The allocator keeps what it is given back, but for the end of its heap, as long as the process lives: an attack of a
/// minute would cost its memory for weeks. What lasts for some minutes is taken for what the process needs.
///
/// The kernel says at once how many pages there are; the allocator is asked how much of them is in use only when their
/// number has changed, or is more than usual: on a heap full of holes that takes it milliseconds.
///
/// Of code, most of what a process has touched it has touched once: to start, for its first request and its first
/// handshake, for a new configuration. What is needed again comes back in less than a millisecond in all, so all of it
/// goes, soon after the start and then ever less often, at last every five minutes.
final class MemoryKeeper: TimerOwner {
    private let loops: [EventLoop]
    private let timer: LoopTimer
    private let readPages: () -> ProcessMemory
    private let read: () -> ProcessMemory
    private let trim: () -> Void
    private let releaseCode: () -> Void
    /// The least that was there in this period and in the one before, and the least of it that nothing used.
    private var least = Floor()
    private var leastExcess = Floor()
    /// What was there when the allocator was asked last; nil in a new period.
    private var asked: UInt64?
    private var looks = 0
    /// Looks until the allocator is asked again, and how many that are after it had nothing to give.
    private var pause = 0
    private var nextPause = 1
    /// What there was of files when code had been released.
    private var leastFiles: UInt64 = 0
    /// Looks until code may be released again, and how many that were.
    private var codePause = 1
    private var nextCodePause = 1

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
    /// - Parameter readPages: asks the kernel what there is.
    /// - Parameter read: asks the allocator as well.
    /// - Parameter trim: lets the allocator give back what it can.
    /// - Parameter releaseCode: lets the pages of code go.
    init(
        loop: EventLoop, workers loops: [EventLoop],
        readPages: @escaping () -> ProcessMemory = ProcessMemory.readPages,
        read: @escaping () -> ProcessMemory = ProcessMemory.read,
        trim: @escaping () -> Void = ProcessMemory.trim,
        releaseCode: @escaping () -> Void = ProcessMemory.releaseCode
    ) {
        self.loops = loops
        self.readPages = readPages
        self.read = read
        self.trim = trim
        self.releaseCode = releaseCode
        timer = LoopTimer(loop: loop)
        super.init()
        timer.owner = self
        timer.arm(after: Self.start)
    }

    override func timerFired(_ kind: UInt8) {
        timer.arm(after: Self.interval)
        let pages = readPages()
        // Nobody could look: descriptors are scarce.
        if pages.resident == 0 { return }
        looks += 1
        lookAfterCode(pages)
        lookAfterHeap(pages.anonymous)
    }

    private func lookAfterCode(_ pages: ProcessMemory) {
        codePause -= 1
        // A megabyte is worth it.
        if codePause > 0 || pages.files < leastFiles + (1 << 20) { return }
        releaseCode()
        leastFiles = readPages().files
        codePause = nextCodePause
        nextCodePause = min(2 * nextCodePause, Self.period)
    }

    private func lookAfterHeap(_ anonymous: UInt64) {
        if looks % Self.period == 0 {
            least.beginPeriod()
            leastExcess.beginPeriod()
            asked = nil
        }
        least.note(anonymous)
        // What is worth it: a tenth, as the process's neighbours see it.
        let tolerance = max(1 << 20, least.value / 10)
        if anonymous - least.value <= tolerance {
            if let asked, max(asked, anonymous) - min(asked, anonymous) < tolerance / 4 { return }
            noteExcess(of: read())
            return
        }
        // What they free is the allocator's at the next look.
        for loop in loops { loop.execute { loop.freeUnusedStorage() } }
        pause -= 1
        if pause > 0 { return }
        let now = read()
        noteExcess(of: now)
        if now.excess - leastExcess.value <= tolerance { return }
        trim()
        // What is left lies between blocks in use, until those are freed.
        let left = readPages().anonymous
        let gain = now.anonymous - min(now.anonymous, left)
        nextPause = gain >= tolerance / 4 ? 1 : min(2 * nextPause, Self.longestPause)
        pause = nextPause
    }

    private func noteExcess(of memory: ProcessMemory) {
        leastExcess.note(memory.excess)
        asked = memory.anonymous
    }
}

extension ProcessMemory {
    /// Bytes of memory that are there and not in use.
    fileprivate var excess: UInt64 { anonymous - min(anonymous, allocated) }
    /// Resident pages of files.
    fileprivate var files: UInt64 { resident - min(resident, anonymous) }
}
