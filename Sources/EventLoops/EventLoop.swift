public import Buffers
internal import CLinux
internal import Glibc
internal import Synchronization

/// One thread's epoll, timer wheel and mailbox.
///
/// One turn of the loop:
///
/// 1. wait for events;
/// 2. call the source of each event, and flush the sources that asked for it, some dozens at a time;
/// 3. fire timers;
/// 4. run the tasks of the mailbox;
/// 5. let ready sources continue;
/// 6. call `endOfTurn` of the sources that asked for it;
/// 7. free detached sources.
///
/// Everything but `execute`, `stop`, `isCurrent`, `busySince` and `name` is confined to the thread that runs the loop.
/// While no thread runs it, one thread at a time may set it up.
@safe
public final class EventLoop: @unchecked Sendable {  // Guarded by confinement; other threads reach only the mailbox.
    /// For logs and thread names.
    public let name: String
    /// The monotonic clock in nanoseconds, read once a wake-up.
    public internal(set) var now: UInt64
    /// Blocks of 64 KiB for the buffers of this loop's connections.
    public let bufferPool: BufferPool
    /// Pipes for what the kernel moves between this loop's connections.
    public let pipePool = PipePool()
    /// Who else keeps something for later.
    private var spareKeepers: [Weakly] = []
    private struct Weakly { weak var keeper: (any SpareKeeper)? }

    // The same pool, without reference counting: it is used four times a request.
    private let poolReference: Unmanaged<BufferPool>
    let poll: FileDescriptor
    let clock: LoopClock
    let mailbox: Mailbox
    private let stopRequested = Atomic<Bool>(false)
    private let thread = Atomic<UInt64>(0)
    /// When the present turn began; 0 while the loop sleeps. For the watchdog.
    let turnStart = Atomic<UInt64>(0)
    var wheel: TimerWheel
    /// How much overload shortens timeouts at present.
    public internal(set) var timeoutReduction = TimeoutReduction()
    /// Whether some timeouts are shorter than they are otherwise.
    @usableFromInline var reducesTimeouts = false
    private var wallTime = WallTime(seconds: 0, nanoseconds: 0)
    private var wallTimeIsFresh = false

    // Sources by slot. A slot's generation grows when its source is detached, so that a stale event finds no source.
    @safe struct Slot {
        var source: Unmanaged<EventSource>?
        var generation: UInt32
    }
    var slots: UnsafeMutablePointer<Slot>
    var slotCapacity = 64
    var freeSlots: [Int32] = []
    let events: UnsafeMutablePointer<epoll_event>
    static let eventCapacity = 256
    static let bellTag = UInt64.max

    var flushList = SourceList()
    var endOfTurnList = SourceList()
    var readyList = SourceList()
    var graveyard: [EventSource] = []
    var releasedLater: [AnyObject] = []
    // Objects that are being freed; empty at any other time.
    var dead: [EventSource] = []
    var doomed: [AnyObject] = []
    /// Sources attached at present.
    public internal(set) var attachedCount = 0
    private var connectionNumber: UInt64 = 1
    /// Turns made since the start.
    public internal(set) var turns: UInt64 = 0

    /// Makes a loop that does not run yet.
    public init(name: String, clock: LoopClock = .system) throws(SystemError) {
        let descriptor = epoll_create1(clinux_EPOLL_CLOEXEC)
        if descriptor < 0 { throw SystemError.last("epoll_create1") }
        poll = FileDescriptor(owning: descriptor)
        mailbox = try Mailbox()
        self.name = name
        self.clock = clock
        switch clock {
        case .system: now = LoopClock.monotonic()
        case .manual(let start): now = start
        }
        wheel = TimerWheel(now: now)
        bufferPool = BufferPool()
        unsafe poolReference = Unmanaged.passUnretained(bufferPool)
        unsafe slots = .allocate(capacity: slotCapacity)
        unsafe slots.initialize(repeating: Slot(source: nil, generation: 0), count: slotCapacity)
        unsafe events = .allocate(capacity: EventLoop.eventCapacity)
        freeSlots = (0..<Int32(slotCapacity)).reversed()
        let bell = mailbox.descriptor
        if clinux_epoll_ctl(descriptor, EPOLL_CTL_ADD, bell, clinux_EPOLLIN | clinux_EPOLLET, EventLoop.bellTag) < 0 {
            throw SystemError.last("epoll_ctl")
        }
    }

    /// Numbers connections from `first` on in steps of 256, so that up to 256 loops give distinct numbers.
    public func numberConnections(from first: UInt64) { connectionNumber = first }

    /// The number of the next connection.
    public func takeConnectionNumber() -> UInt64 {
        defer { connectionNumber &+= 256 }
        return connectionNumber
    }

    deinit {
        for index in 0..<slotCapacity { unsafe slots[index].source?.release() }
        unsafe slots.deallocate()
        unsafe events.deallocate()
    }

    // MARK: - From any thread

    /// Runs `task` on the loop, after tasks that the same thread passed earlier.
    public func execute(_ task: @escaping @Sendable () -> Void) {
        mailbox.post(task, ringing: thread.load(ordering: .relaxed) != clinux_thread())
    }

    /// Ends `run()` after the current turn; a loop that does not run yet ends its next `run()` at once.
    public func stop() {
        stopRequested.store(true, ordering: .releasing)
        mailbox.ring()
    }

    /// Whether the caller is on the thread that runs the loop, or no thread runs it.
    public var isCurrent: Bool {
        let owner = thread.load(ordering: .relaxed)
        return owner == 0 || owner == clinux_thread()
    }

    /// Traps in debug builds when the caller is on another thread.
    @inlinable public func preconditionInEventLoop() {
        assert(isCurrent, "touched off its event loop")
    }

    /// When the present turn began, on the monotonic clock; 0 while the loop sleeps. From any thread.
    public var busySince: UInt64 { turnStart.load(ordering: .relaxed) }

    // MARK: - Running

    /// Runs the loop on the calling thread until `stop()`.
    public func run() {
        let previous = enter()
        while !stopRequested.exchange(false, ordering: .acquiring) { turn(maximumWait: .max) }
        leave(previous)
    }

    /// Runs one turn on the calling thread; waits at most `maximumWait` nanoseconds for events.
    public func runOnce(maximumWait: UInt64 = .max) {
        let previous = enter()
        turn(maximumWait: maximumWait)
        leave(previous)
    }

    private func enter() -> UInt64 { thread.exchange(clinux_thread(), ordering: .relaxed) }

    private func leave(_ previous: UInt64) { thread.store(previous, ordering: .relaxed) }

    // MARK: - Time

    /// Reads the clock now. For code that has worked for long; each wake-up does so anyway.
    public func refreshClock() {
        if case .system = clock { now = LoopClock.monotonic() }
        wallTimeIsFresh = false
    }

    /// The calendar clock, read at most once a wake-up, at first use.
    public var wallClock: WallTime {
        if !wallTimeIsFresh {
            wallTime = WallTime.now()
            wallTimeIsFresh = true
        }
        return wallTime
    }

    /// Moves a manual clock; timers fire in the next turn.
    public func advanceClock(by nanoseconds: UInt64) {
        guard case .manual = clock else { preconditionFailure("only a manual clock is moved by hand") }
        now += nanoseconds
    }

    // MARK: - Storage

    /// Gives `buffer` a block of the pool if it has no storage.
    public func lendStorage(to buffer: inout ByteBuffer) {
        unsafe poolReference._withUnsafeGuaranteedRef { $0.lend(to: &buffer) }
    }

    /// Returns the storage of an empty buffer to the pool. Does nothing while bytes are readable.
    public func takeBackStorage(from buffer: inout ByteBuffer) {
        unsafe poolReference._withUnsafeGuaranteedRef { $0.takeBack(from: &buffer) }
    }

    /// Moves a few bytes that will wait for long into storage of their size, and returns their block to the pool.
    public func settleStorage(of buffer: inout ByteBuffer) { bufferPool.settle(&buffer) }

    /// Asks `keeper` too when storage is freed, as long as it lives.
    public func addSpares(of keeper: any SpareKeeper) {
        spareKeepers.removeAll { $0.keeper == nil }
        spareKeepers.append(Weakly(keeper: keeper))
    }

    /// Frees all blocks and spare objects and closes all pipes that are not in use.
    public func freeIdleStorage() {
        for weakly in spareKeepers { weakly.keeper?.shrink() }
        bufferPool.shrink()
        pipePool.shrink()
    }

    /// Frees the blocks and spare objects and closes the pipes that were not needed since the last call.
    public func freeUnusedStorage() {
        for weakly in spareKeepers { weakly.keeper?.freeUnused() }
        bufferPool.freeUnused()
        pipePool.freeUnused()
    }

    // MARK: - Lifetimes

    /// Keeps `object` alive until the end of the turn. For owners that drop an object while one of its methods may run.
    public func releaseAtEndOfTurn(_ object: AnyObject) { releasedLater.append(object) }
}
