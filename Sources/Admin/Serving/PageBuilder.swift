internal import Buffers
internal import EventLoops
internal import Synchronization
internal import Telemetry

/// Builds pages on a thread of its own, which starts with the first of them.
///
/// ```
///   submit ─▶ slot free? ──yes──▶ builder thread ─▶ page ─▶ main loop ─▶ completed, unless finish came first
///                │no
///                ▼
///              waiting (64 at most) ─▶ when a slot is free
/// ```
/// A job holds its slot until its page is sent, so at most `slots` pages are in memory at the same time. Confined to
/// the main loop.
final class PageBuilder {
    /// A page that was asked for.
    final class Job {
        fileprivate let number: UInt64
        fileprivate let render: @Sendable () -> AdminReply
        fileprivate let completed: (AdminReply) -> Void
        fileprivate let isDropped = Cancellation()
        fileprivate var hasSlot = false
        // Until the page is known: one that nobody waited for may have been built all the same.
        fileprivate var isLarge = true

        fileprivate init(
            number: UInt64, render: @escaping @Sendable () -> AdminReply, completed: @escaping (AdminReply) -> Void
        ) {
            self.number = number
            self.render = render
            self.completed = completed
        }
    }

    /// Tells the builder thread that nobody waits any more.
    fileprivate final class Cancellation: Sendable {
        private let flag = Atomic<Bool>(false)

        func set() { flag.store(true, ordering: .relaxed) }

        var isSet: Bool { flag.load(ordering: .relaxed) }
    }

    /// Pages in memory.
    static let slots = 4
    /// Jobs that wait for a slot.
    static let waitingLimit = 64
    /// Bytes of a page whose memory is given back to the system once it is sent.
    private static let largePage = 1 << 20

    private let mainLoop: EventLoop
    private let registry: MetricRegistry
    private let interval: UInt64?
    private var thread: BuilderThread?
    private var nextNumber: UInt64 = 0
    private var jobs: [UInt64: Job] = [:]
    private var waiting: [Job] = []
    private var usedSlots = 0
    private var isStopped = false

    /// - Parameter interval: nanoseconds after which the histograms' intervals end; nil when nothing ends them here.
    init(mainLoop: EventLoop, registry: MetricRegistry, interval: UInt64? = 5_000_000_000) {
        self.mainLoop = mainLoop
        self.registry = registry
        self.interval = interval
    }

    /// Whether the builder thread was ever needed.
    var hasThread: Bool { thread != nil }

    /// Builds a page and calls `completed` with it, on the main loop, after this has returned. Nil when too many wait,
    /// or when the system has no thread for it.
    ///
    /// Each job ends with one `finish`; one that comes before `completed` takes its place.
    func submit(
        _ render: @escaping @Sendable () -> AdminReply, completed: @escaping (AdminReply) -> Void
    ) -> Job? {
        guard waiting.count < Self.waitingLimit, !isStopped else { return nil }
        if thread == nil { thread = try? BuilderThread(registry: registry, interval: interval) }
        guard thread != nil else { return nil }
        let job = Job(number: nextNumber, render: render, completed: completed)
        nextNumber &+= 1
        jobs[job.number] = job
        waiting.append(job)
        startWaiting()
        return job
    }

    /// The job's page was sent, or nobody wants it any more.
    func finish(_ job: Job) {
        job.isDropped.set()
        jobs[job.number] = nil
        if job.hasSlot {
            usedSlots -= 1
            if job.isLarge { thread?.trimSoon() }
        } else {
            waiting.removeAll { $0 === job }
        }
        startWaiting()
    }

    /// Ends the thread and waits for it; the page that it builds at the moment is the last.
    func stop() {
        isStopped = true
        thread?.stop()
        thread = nil
    }

    private func startWaiting() {
        guard let thread, !isStopped else { return }
        while usedSlots < Self.slots, !waiting.isEmpty {
            let job = waiting.removeFirst()
            job.hasSlot = true
            usedSlots += 1
            let (number, render, isDropped, mainLoop) = (job.number, job.render, job.isDropped, mainLoop)
            let door = LoopBound(self, loop: mainLoop)
            thread.execute {
                if isDropped.isSet { return }
                let reply = render()
                mainLoop.execute { door.value.built(number, reply) }
            }
        }
    }

    /// A job that was finished meanwhile is not found: its number is never used again.
    private func built(_ number: UInt64, _ reply: AdminReply) {
        guard let job = jobs[number] else { return }
        job.isLarge = reply.page.bytes.count >= Self.largePage
        job.completed(reply)
    }
}

/// The builder thread with its loop, and the histograms' intervals, which end on it.
///
/// Intervals end every five seconds or as configured, but only while somebody asks for pages: an idle proxy is not
/// woken.
// Guard: confinement; `loop` and `registry` are Sendable, `handle` is the main loop's, the rest the builder loop's.
private final class BuilderThread: TimerOwner, @unchecked Sendable {
    private let loop: EventLoop
    private let registry: MetricRegistry
    private let interval: UInt64?
    private var handle: ThreadHandle?
    private var intervalTimer: LoopTimer?
    private var lastPage: UInt64 = 0
    private var trimsNext = false

    /// How long large pages' memory is kept, and how long intervals go on after a page was asked for.
    private static let patience: UInt64 = 5_000_000_000
    private static let attention: UInt64 = 300_000_000_000

    init(registry: MetricRegistry, interval: UInt64?) throws(SystemError) {
        self.registry = registry
        self.interval = interval
        loop = try EventLoop(name: "admin")
        super.init()
        intervalTimer = LoopTimer(loop: loop, owner: self)
        let loop = self.loop
        handle = try Threads.start(name: "admin") { loop.run() }
    }

    func execute(_ work: @escaping @Sendable () -> Void) {
        loop.execute {
            self.noteInterest()
            work()
        }
    }

    /// Gives freed memory back to the system when the interval ends, for all pages that were sent until then.
    func trimSoon() {
        loop.execute {
            self.trimsNext = true
            // A page may have taken longer to send than intervals go on.
            if let timer = self.intervalTimer, !timer.isArmed { timer.arm(after: self.interval ?? Self.patience) }
        }
    }

    func stop() {
        loop.stop()
        if let handle = handle.take() { handle.join() }
    }

    private func noteInterest() {
        lastPage = loop.now
        guard let interval, let intervalTimer, !intervalTimer.isArmed else { return }
        // What has gathered while nobody looked is no interval: an empty one is shown, as Envoy shows one without
        // values.
        registry.endInterval()
        registry.endInterval()
        intervalTimer.arm(after: interval)
    }

    override func timerFired(_ kind: UInt8) {
        if trimsNext {
            trimsNext = false
            ProcessMemory.trim()
        }
        guard let interval, loop.now &- lastPage <= Self.attention else { return }
        registry.endInterval()
        intervalTimer?.arm(after: interval)
    }
}
