internal import CLinux
internal import Glibc
internal import NetworkAddresses
internal import Synchronization

/// Asks the system's resolver on a few threads of its own and delivers answers to loops.
///
/// A question is asked once, however many lookups wait for it, also those that come while it is being asked: so a
/// resolver that hangs is not asked more and more, and an answer that comes after the deadline still serves the next
/// lookup. Names that were slow the last time are left to the last thread, so that they delay only one another.
public final class NameResolver: Sendable {
    typealias Asking = @Sendable (NameQuestion) -> Result<NameAnswer, LookupFailure>

    private struct State: ~Copyable {
        /// Questions that no thread has taken, in the order in which they came.
        var waiting: [NameQuestion] = []
        /// Who waits for each question that waits or is being asked.
        var listeners: [NameQuestion: [@Sendable (Result<NameAnswer, LookupFailure>) -> Void]] = [:]
        /// Questions that took long when they were last asked.
        var slow: Set<NameQuestion> = []
        var isClosed = false
    }

    private let state = Mutex(State())
    /// One a thread; each write wakes it.
    private let bells: [Bell]
    private let capacity: Int
    private let asking: Asking

    /// Nanoseconds after which an answer is slow.
    private static let slowness: UInt64 = 1_000_000_000
    /// Slow questions that are remembered; a proxy that has more forgets them and learns anew.
    private static let mostSlow = 4096

    /// Starts the threads. They end when the resolver is closed.
    ///
    /// - Parameter capacity: questions that may wait for a thread; more are refused with `.queueFull`.
    public convenience init(threads: Int = 2, capacity: Int = 4096) throws(SystemError) {
        try self.init(threads: threads, capacity: capacity) { SystemResolver.ask($0) }
    }

    /// As above, with another way to ask; for tests.
    init(threads: Int, capacity: Int = 4096, asking: @escaping Asking) throws(SystemError) {
        self.capacity = capacity
        self.asking = asking
        var bells: [Bell] = []
        for _ in 0..<max(1, threads) { bells.append(try Bell()) }
        self.bells = bells
        for number in bells.indices {
            _ = try Threads.start(name: "resolver-\(number)") { self.serve(number) }
        }
    }

    /// Looks `name` up. `completion` runs once on `loop`, unless the lookup is cancelled. Call it on that loop.
    ///
    /// A name that is an address already is answered without asking anyone.
    /// - Parameter wantsTimeToLive: asks for the time to live too, by a query of its own.
    /// - Parameter timeout: nanoseconds until the lookup ends with `.timedOut`; waiting for a thread counts.
    @discardableResult
    public func resolve(
        _ name: String, family: LookupFamily, wantsTimeToLive: Bool = false, timeout: UInt64, on loop: EventLoop,
        completion: @escaping (Result<NameAnswer, LookupFailure>) -> Void
    ) -> NameLookup {
        let lookup = NameLookup(loop: loop, completion: completion)
        let bound = LoopBound(lookup, loop: loop)
        let answer: @Sendable (Result<NameAnswer, LookupFailure>) -> Void = { result in
            loop.execute { bound.value.finish(result) }
        }
        if let address = IPAddress(name) {
            answer(.success(NameAnswer(addresses: [address])))
            return lookup
        }
        let question = NameQuestion(name: name, family: family, wantsTimeToLive: wantsTimeToLive)
        if enqueue(question, answer) { lookup.begin(timeout: timeout) } else { answer(.failure(.queueFull)) }
        return lookup
    }

    private func enqueue(
        _ question: NameQuestion, _ answer: @escaping @Sendable (Result<NameAnswer, LookupFailure>) -> Void
    ) -> Bool {
        let isAccepted = state.withLock { state in
            if state.isClosed { return false }
            if state.listeners[question] == nil {
                guard state.waiting.count < capacity else { return false }
                state.waiting.append(question)
            }
            state.listeners[question, default: []].append(answer)
            return true
        }
        if isAccepted { ring() }
        return isAccepted
    }

    /// Lets the threads end; waiting names get no answer but their timeout.
    public func close() {
        state.withLock { state in
            state.isClosed = true
            state.waiting = []
            state.listeners = [:]
        }
        ring()
    }

    private func ring() {
        for bell in bells { bell.ring() }
    }

    // MARK: - On the threads

    private func serve(_ number: Int) {
        while true {
            while let question = take(number) {
                let start = LoopClock.monotonic()
                let answer = asking(question)
                finish(question, answer, isSlow: LoopClock.monotonic() &- start > Self.slowness)
            }
            if state.withLock({ $0.isClosed }) { return }
            bells[number].wait()
        }
    }

    /// The next question for a thread; nil when there is none.
    private func take(_ number: Int) -> NameQuestion? {
        let takesSlow = number == bells.count - 1
        return state.withLock { state in
            guard let place = state.waiting.firstIndex(where: { takesSlow || !state.slow.contains($0) }) else {
                return nil
            }
            return state.waiting.remove(at: place)
        }
    }

    private func finish(_ question: NameQuestion, _ answer: Result<NameAnswer, LookupFailure>, isSlow: Bool) {
        let listeners = state.withLock { state in
            if isSlow {
                if state.slow.count >= Self.mostSlow { state.slow = [] }
                state.slow.insert(question)
            } else {
                state.slow.remove(question)
            }
            return state.listeners.removeValue(forKey: question) ?? []
        }
        for listener in listeners { listener(answer) }
    }
}

/// Wakes a thread that waits; a ring that comes before the wait is not lost.
private final class Bell: Sendable {
    private let descriptor: FileDescriptor

    init() throws(SystemError) {
        let number = eventfd(0, clinux_EFD_CLOEXEC)
        if number < 0 { throw SystemError.last("eventfd") }
        descriptor = FileDescriptor(owning: number)
    }

    func ring() {
        var one: UInt64 = 1
        while unsafe write(descriptor.rawValue, &one, 8) < 0 && errno == EINTR {}
    }

    func wait() {
        var rings: UInt64 = 0
        while unsafe read(descriptor.rawValue, &rings, 8) < 0 && errno == EINTR {}
    }
}

/// One name that is being looked up. Confined to its loop.
///
/// Resolver threads hold it too, and may be the last to let go: by then it has given up everything of the loop.
public final class NameLookup: TimerOwner {
    private var timer: LoopTimer?
    private var completion: ((Result<NameAnswer, LookupFailure>) -> Void)?
    // Keeps the timer off other threads until the lookup has ended.
    private var itself: NameLookup?

    init(loop: EventLoop, completion: @escaping (Result<NameAnswer, LookupFailure>) -> Void) {
        self.completion = completion
        super.init()
        timer = LoopTimer(loop: loop, owner: self)
        itself = self
    }

    /// Drops the lookup: its completion does not run any more.
    public func cancel() { _ = end() }

    func begin(timeout: UInt64) { timer?.arm(after: timeout) }

    func finish(_ result: Result<NameAnswer, LookupFailure>) { end()?(result) }

    private func end() -> ((Result<NameAnswer, LookupFailure>) -> Void)? {
        let completion = completion
        self.completion = nil
        timer = nil
        itself = nil
        return completion
    }

    public override func timerFired(_ kind: UInt8) { finish(.failure(.timedOut)) }
}
