internal import Buffers
internal import CLinux
internal import Glibc
public import Synchronization

/// The application log: what the proxy tells its operator, apart from access logs.
///
/// Any thread may log. A line that its component's level lets through is formatted under a lock and handed to the
/// writer thread at once; one that it does not costs one load and one comparison, and its message is never built.
@safe
public final class Log: Sendable {
    private struct State: ~Copyable {
        var pattern: LogPattern
        let stream: LogStream
        /// The second for which `utcOffset` was looked up, without its last 15 minutes: zones change at such times.
        var offsetQuarter = Int64.min
        var utcOffset = 0
    }
    private let state: Mutex<State>
    @usableFromInline let levels: Levels

    /// Logs to `sink`, at `level` for all components.
    public init(sink: LogSink, level: LogLevel = .info, pattern: LogPattern = .standard) {
        state = Mutex(State(pattern: pattern, stream: LogStream(sink)))
        levels = Levels(level)
    }

    /// Sets the level of all components (`-l`, `POST /logging?level=`).
    public func setLevel(_ level: LogLevel) {
        for component in LogComponent.allCases { levels.set(level, component) }
    }

    /// Sets the level of one component (`POST /logging?paths=`).
    public func setLevel(_ level: LogLevel, for component: LogComponent) { levels.set(level, component) }

    /// The level of a component.
    public func level(of component: LogComponent) -> LogLevel { LogLevel(rawValue: levels.get(component)) ?? .off }

    /// Whether a line would be written.
    @inlinable
    public func isEnabled(_ level: LogLevel, _ component: LogComponent) -> Bool {
        level.rawValue >= levels.get(component)
    }

    /// Writes a line of `level`.
    @inlinable
    public func log(
        _ level: LogLevel, _ component: LogComponent, _ message: @autoclosure () -> String,
        file: StaticString = #fileID, line: UInt = #line, function: StaticString = #function
    ) {
        if isEnabled(level, component) { write(level, component, message(), file, line, function) }
    }

    /// Writes a warning at most as often as `limiter` allows; says how many were held back since.
    @inlinable
    public func warning(
        _ component: LogComponent, limiter: LogRateLimiter, now: UInt64, _ message: @autoclosure () -> String,
        file: StaticString = #fileID, line: UInt = #line, function: StaticString = #function
    ) {
        guard isEnabled(.warning, component), let suppressed = limiter.admit(now: now) else { return }
        let more = suppressed == 0 ? "" : " (\(suppressed) more like this were held back)"
        write(.warning, component, message() + more, file, line, function)
    }

    @usableFromInline @inline(never)
    func write(
        _ level: LogLevel, _ component: LogComponent, _ message: String, _ file: StaticString, _ line: UInt,
        _ function: StaticString
    ) {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        let seconds = Int64(time.tv_sec)
        let nanoseconds = Int(time.tv_nsec)
        let thread = Self.threadNumber()
        state.withLock { state in
            let quarter = seconds / 900
            if quarter != state.offsetQuarter {
                state.offsetQuarter = quarter
                state.utcOffset = Self.utcOffset(at: seconds)
            }
            let record = LogRecord(
                level: level, component: component, message: message, file: file, line: line, function: function,
                thread: thread, process: Int(getpid()), seconds: seconds, nanoseconds: nanoseconds,
                utcOffset: state.utcOffset)
            state.pattern.append(record, to: &state.stream.buffer)
            state.stream.commitLine()
            state.stream.flush()
        }
    }

    /// Seconds by which local time is ahead of UTC; the application log shows local time, as Envoy's does.
    private static func utcOffset(at seconds: Int64) -> Int {
        var second = time_t(seconds)
        var local = unsafe tm()
        guard unsafe localtime_r(&second, &local) != nil else { return 0 }
        return unsafe local.tm_gmtoff
    }

    /// The kernel's number of the calling thread.
    private static func threadNumber() -> Int {
        // "<process>/task/<thread>"; the C library's gettid is not visible here.
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { text in
            guard let start = text.baseAddress else { return 0 }
            let length = unsafe readlink("/proc/thread-self", start, text.count)
            guard length > 0 else { return Int(getpid()) }
            var number = 0
            for i in 0..<min(length, text.count) {
                let digit = unsafe Int(text[i]) - 0x30
                number = digit >= 0 && digit < 10 ? number &* 10 &+ digit : 0
            }
            return number
        }
    }

    /// One level a component.
    @safe @usableFromInline
    // Guard: the words are atomic and the pointer never changes.
    final class Levels: @unchecked Sendable {
        @usableFromInline let words: UnsafeMutablePointer<Atomic<UInt8>>

        init(_ level: LogLevel) {
            let count = LogComponent.allCases.count
            unsafe words = .allocate(capacity: count)
            for i in 0..<count { unsafe (words + i).initialize(to: Atomic(level.rawValue)) }
        }

        deinit {
            unsafe words.deinitialize(count: LogComponent.allCases.count)
            unsafe words.deallocate()
        }

        @inlinable
        func get(_ component: LogComponent) -> UInt8 {
            unsafe words[Int(component.rawValue)].load(ordering: .relaxed)
        }

        func set(_ level: LogLevel, _ component: LogComponent) {
            unsafe words[Int(component.rawValue)].store(level.rawValue, ordering: .relaxed)
        }
    }
}
