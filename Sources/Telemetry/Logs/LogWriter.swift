internal import CLinux
internal import Glibc
internal import Synchronization

/// The process's log writer: one thread that writes what all others hand over.
///
/// No producer ever waits for a disk or a pipe. Each sink has a bounded queue; what does not fit is dropped and
/// counted. Descriptors that may block are polled first, so a pipe that nobody reads does not hold up a file either. A
/// failed write (full disk) keeps its lines and is tried again every second; a reader that has gone (`EPIPE`) loses
/// them.
public final class LogWriter: Sendable {
    private let core: LogWriterCore

    /// Starts the thread. Fails when the system refuses a descriptor or a thread.
    ///
    /// - Parameter makesFiles: false to find out only whether logs could be written, without making their files.
    public init(makesFiles: Bool = true) throws(LogError) {
        core = LogWriterCore(bell: try LogBell(), done: try LogBell(), makesFiles: makesFiles)
        let failure = core.start()
        guard failure == 0 else { throw LogError(path: "thread", errno: failure) }
    }

    deinit { core.requestStop(deadline: 0) }

    /// Opens a log, or shares the one that is open for the same target. Each `open` is undone by one `close`.
    ///
    /// `queueLimit` bounds the bytes that wait for this log; the first opener decides.
    public func open(_ target: LogTarget, queueLimit: Int = 4 << 20) -> Result<LogSink, LogError> {
        core.open(target.resolved, queueLimit: queueLimit)
    }

    /// Takes over a descriptor as it does the standard streams: it is neither put into another mode nor closed.
    func adopt(descriptor: Int32, queueLimit: Int) -> LogSink { core.adopt(descriptor, queueLimit: queueLimit) }

    /// Undoes one `open`. After the last one what waits is written and the file is closed.
    public func close(_ sink: LogSink) { core.close(sink) }

    /// Opens every file anew, after rotation (`SIGUSR1`, `POST /reopen_logs`). Lines that were handed over before go to
    /// the old files. Returns the failures; those files stay.
    ///
    /// - Parameter changed: runs on the writer's thread when nothing goes to the old files any more.
    public func reopen(changed: @escaping @Sendable () -> Void = {}) -> [LogError] {
        let failures = core.listedSinks().compactMap { $0.reopen() }
        core.tellWhenDrained(changed)
        return failures
    }

    /// What all open logs have done.
    public var statistics: LogStatistics { core.listedSinks().reduce(LogStatistics()) { $0 + $1.statistics } }

    /// Writes everything that was handed over and ends the thread. Streams must have been flushed.
    ///
    /// Blocks the caller at most `milliseconds`; what a blocked descriptor has not taken by then is dropped.
    /// - Returns: whether everything was written.
    @discardableResult
    public func finish(milliseconds: Int) -> Bool { core.finish(milliseconds: milliseconds) }
}

/// What the writer and its thread share.
final class LogWriterCore: Sendable {
    private struct State {
        var sinks: [LogSink] = []
        var closing: [LogSink] = []
        /// When to end (monotonic, milliseconds); nil while running.
        var deadline: Int64?
        /// Who wants to know when every log was looked after once more.
        var listeners: [@Sendable () -> Void] = []
        /// Whether the thread takes no more.
        var hasEnded = false
    }
    private let state = Mutex(State())
    private let droppedAtEnd = Atomic<Bool>(false)
    private let bell: LogBell
    private let done: LogBell
    private let makesFiles: Bool

    init(bell: LogBell, done: LogBell, makesFiles: Bool) {
        self.makesFiles = makesFiles
        self.bell = bell
        self.done = done
    }

    func start() -> Int32 {
        // The thread must not run signal handlers, nor die of SIGPIPE.
        var all = sigset_t()
        var previous = sigset_t()
        unsafe sigfillset(&all)
        unsafe pthread_sigmask(SIG_SETMASK, &all, &previous)
        defer { unsafe pthread_sigmask(SIG_SETMASK, &previous, nil) }
        var attributes = pthread_attr_t()
        unsafe pthread_attr_init(&attributes)
        defer { unsafe pthread_attr_destroy(&attributes) }
        unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        unsafe pthread_attr_setstacksize(&attributes, 128 << 10)
        let retained = unsafe Unmanaged.passRetained(self)
        var thread = pthread_t()
        let result = unsafe pthread_create(
            &thread, &attributes,
            { argument in
                guard let argument = unsafe argument else { return nil }
                let core = unsafe Unmanaged<LogWriterCore>.fromOpaque(argument).takeRetainedValue()
                _ = unsafe clinux_name_thread("log writer")
                core.run()
                return nil
            }, retained.toOpaque())
        if result != 0 { unsafe retained.release() }
        return result
    }

    // MARK: - Callers

    func open(_ target: LogTarget, queueLimit: Int) -> Result<LogSink, LogError> {
        state.withLock { state in
            if let sink = state.sinks.first(where: { $0.target == target }) {
                sink.queue.withLock { $0.references += 1 }
                return .success(sink)
            }
            let descriptor: Int32
            switch target.resolved {
            case .standardOutput: descriptor = 1
            case .standardError: descriptor = 2
            case .file(let path):
                switch makesFiles ? LogOutput.open(path) : LogOutput.probe(path) {
                case .success(let opened): descriptor = opened
                case .failure(let error): return .failure(error)
                }
            }
            let sink = LogSink(
                target: target, descriptor: descriptor, queueLimit: queueLimit, bell: bell)
            if state.hasEnded { sink.queue.withLock { $0.isClosed = true } }
            state.sinks.append(sink)
            return .success(sink)
        }
    }

    func adopt(_ descriptor: Int32, queueLimit: Int) -> LogSink {
        let sink = LogSink(
            target: .standardOutput, descriptor: descriptor, queueLimit: queueLimit, bell: bell)
        state.withLock { $0.sinks.append(sink) }
        return sink
    }

    func close(_ sink: LogSink) {
        state.withLock { state in
            guard let index = state.sinks.firstIndex(where: { $0 === sink }) else { return }
            let left = sink.queue.withLock { queue in
                queue.references -= 1
                return queue.references
            }
            guard left == 0 else { return }
            state.sinks.remove(at: index)
            state.closing.append(sink)
        }
        bell.ring()
    }

    func listedSinks() -> [LogSink] { state.withLock { $0.sinks } }

    /// Calls `listener` on the thread when every log was looked after once more, or at once when the thread has ended.
    func tellWhenDrained(_ listener: @escaping @Sendable () -> Void) {
        let hasEnded = state.withLock { state in
            if !state.hasEnded { state.listeners.append(listener) }
            return state.hasEnded
        }
        if hasEnded { listener() } else { bell.ring() }
    }

    func requestStop(deadline: Int64) {
        state.withLock { state in
            if state.deadline == nil { state.deadline = deadline }
        }
        bell.ring()
    }

    func finish(milliseconds: Int) -> Bool {
        let limit = Int64(max(0, min(milliseconds, 3_600_000)))
        let deadline = Self.now() + limit
        requestStop(deadline: deadline)
        // The thread itself stops at the deadline; a little more lets it say what it dropped.
        while true {
            let left = deadline + 250 - Self.now()
            if left <= 0 { return false }
            var entry = pollfd(fd: done.descriptor, events: Int16(POLLIN), revents: 0)
            if unsafe poll(&entry, 1, Int32(left)) > 0 { return !droppedAtEnd.load(ordering: .acquiring) }
        }
    }

    // MARK: - The thread

    private func run() {
        var entries: [pollfd] = []
        while true {
            let (sinks, closing, deadline, listeners) = state.withLock { state in
                defer { state.listeners = [] }
                return (state.sinks, state.closing, state.deadline, state.listeners)
            }
            let now = Self.now()
            entries.removeAll(keepingCapacity: true)
            entries.append(pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0))
            var wakeAt = Int64.max
            var isIdle = true
            var closed: [LogSink] = []
            for (place, sink) in (sinks + closing).enumerated() {
                switch sink.output.drain(sink, now: now) {
                case .drained:
                    if place >= sinks.count { closed.append(sink) }
                case .blocked:
                    isIdle = false
                    entries.append(pollfd(fd: sink.output.descriptor, events: Int16(POLLOUT), revents: 0))
                case .failing(let until):
                    isIdle = false
                    wakeAt = min(wakeAt, until)
                }
            }
            for tell in listeners { tell() }
            if !closed.isEmpty {
                state.withLock { state in state.closing.removeAll { sink in closed.contains { $0 === sink } } }
            }
            if let deadline {
                if isIdle || now >= deadline {
                    if !isIdle { droppedAtEnd.store(true, ordering: .releasing) }
                    end()
                    break
                }
                wakeAt = min(wakeAt, deadline)
            }
            let timeout = wakeAt == Int64.max ? -1 : Int32(max(0, min(wakeAt - now, 60_000)))
            _ = unsafe entries.withUnsafeMutableBufferPointer { buffer in
                unsafe poll(buffer.baseAddress, nfds_t(buffer.count), timeout)
            }
            bell.silence()
        }
        done.ring()
    }

    /// Closes every queue and counts what it held as dropped.
    private func end() {
        let sinks = state.withLock { state in
            state.hasEnded = true
            return state.sinks + state.closing
        }
        for sink in sinks {
            sink.queue.withLock { $0.isClosed = true }
            sink.output.dropAll(sink)
        }
    }

    private static func now() -> Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }
}
