internal import Buffers
internal import CLinux
internal import Glibc
internal import Synchronization

/// Where a log goes.
public enum LogTarget: Sendable, Hashable {
    /// A file, appended to and made when missing. `/dev/stdout` and `/dev/stderr` mean the standard streams.
    case file(String)
    /// Descriptor 1.
    case standardOutput
    /// Descriptor 2.
    case standardError
}

/// Why a log could not be opened.
public struct LogError: Error, Sendable, Equatable {
    /// The file, or what else was asked for.
    public let path: String
    /// The system's error number.
    public let errno: Int32

    /// What the error number means, e.g. `Permission denied`.
    public var reason: String {
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { text in
            guard let start = text.baseAddress, unsafe strerror_r(errno, start, text.count) == 0 else {
                return ""
            }
            return unsafe String(cString: start)
        }
    }
}

/// What a log, or all logs together, have done since they were opened.
public struct LogStatistics: Sendable, Equatable {
    /// Lines that were written whole.
    public var writtenLines: UInt64 = 0
    /// Bytes that were written.
    public var writtenBytes: UInt64 = 0
    /// Lines that were thrown away because the queue was full or the reader has gone.
    public var droppedLines: UInt64 = 0
    /// Bytes that were thrown away.
    public var droppedBytes: UInt64 = 0
    /// Writes that failed.
    public var failedWrites: UInt64 = 0
    /// Attempts to open the file anew that failed.
    public var failedReopens: UInt64 = 0
    /// Batches that were handed over because their lines had waited long enough.
    public var timedFlushes: UInt64 = 0
    /// Bytes that wait for the writer.
    public var queuedBytes: UInt64 = 0

    static func + (a: Self, b: Self) -> Self {
        var sum = a
        sum.writtenLines &+= b.writtenLines
        sum.writtenBytes &+= b.writtenBytes
        sum.droppedLines &+= b.droppedLines
        sum.droppedBytes &+= b.droppedBytes
        sum.failedWrites &+= b.failedWrites
        sum.failedReopens &+= b.failedReopens
        sum.timedFlushes &+= b.timedFlushes
        sum.queuedBytes &+= b.queuedBytes
        return sum
    }
}

/// An open log: its queue and its counters. Made by `LogWriter.open`; written to through a `LogStream`.
public final class LogSink: Sendable {
    /// Where it goes.
    public let target: LogTarget
    /// Bytes that may wait; a batch that does not fit is dropped and counted.
    public let queueLimit: Int

    /// What the sink's mutex guards: batches that wait, batches that wait for use, and orders to the writer.
    struct Queue {
        var first: LogBatch?
        var last: LogBatch?
        var free: LogBatch?
        var freeCount = 0
        /// Bytes of all batches handed over and not yet written.
        var bytes = 0
        /// A descriptor that takes the place of the open one, or -1.
        var replacement: Int32 = -1
        /// The last batch that is of the time before the replacement; nil means none that waits is.
        var lastBefore: LogBatch?
        /// Whether the writer has ended: whatever still comes is dropped.
        var isClosed = false
        /// How many times the writer was asked to open this target and not yet to close it.
        var references = 1
    }
    let queue = Mutex(Queue())
    let output: LogOutput
    private let bell: LogBell

    let writtenLines = Atomic<UInt64>(0)
    let writtenBytes = Atomic<UInt64>(0)
    let droppedLines = Atomic<UInt64>(0)
    let droppedBytes = Atomic<UInt64>(0)
    let failedWrites = Atomic<UInt64>(0)
    let failedReopens = Atomic<UInt64>(0)
    let timedFlushes = Atomic<UInt64>(0)

    /// Batches kept for reuse; what more there are is freed.
    private static let freeLimit = 8

    init(target: LogTarget, descriptor: Int32, queueLimit: Int, bell: LogBell) {
        self.target = target
        self.queueLimit = queueLimit
        self.bell = bell
        output = LogOutput(descriptor: descriptor, isOwned: target.path != nil)
    }

    /// The counters at this moment.
    public var statistics: LogStatistics {
        LogStatistics(
            writtenLines: writtenLines.load(ordering: .relaxed), writtenBytes: writtenBytes.load(ordering: .relaxed),
            droppedLines: droppedLines.load(ordering: .relaxed), droppedBytes: droppedBytes.load(ordering: .relaxed),
            failedWrites: failedWrites.load(ordering: .relaxed),
            failedReopens: failedReopens.load(ordering: .relaxed),
            timedFlushes: timedFlushes.load(ordering: .relaxed), queuedBytes: UInt64(queue.withLock { $0.bytes }))
    }

    /// Opens the file anew, after it was moved away. Lines that already wait go to the old file, as far as that takes
    /// them. When the new one cannot be opened the old one stays in use, and the error is returned. Does nothing for a
    /// standard stream.
    public func reopen() -> LogError? {
        guard let path = target.path else { return nil }
        let descriptor: Int32
        switch LogOutput.open(path) {
        case .success(let opened): descriptor = opened
        case .failure(let error):
            failedReopens.wrappingAdd(1, ordering: .relaxed)
            return error
        }
        let unused = queue.withLock { queue in
            let unused = queue.replacement
            queue.replacement = descriptor
            queue.lastBefore = queue.last
            return unused
        }
        if unused >= 0 { _ = Glibc.close(unused) }
        bell.ring()
        return nil
    }

    /// Hands a filled batch to the writer and returns an empty one, or drops its contents and returns it.
    func hand(over batch: LogBatch) -> LogBatch {
        let count = batch.bytes.count
        var isFirst = false
        let empty: LogBatch? = queue.withLock { queue in
            guard queue.bytes &+ count <= queueLimit, !queue.isClosed else { return batch }
            queue.bytes &+= count
            batch.next = nil
            if let last = queue.last {
                last.next = batch
            } else {
                queue.first = batch
                isFirst = true
            }
            queue.last = batch
            guard let free = queue.free else { return nil }
            queue.free = free.next
            queue.freeCount &-= 1
            free.next = nil
            return free
        }
        if isFirst { bell.ring() }
        guard let empty else { return LogBatch() }
        if empty === batch { drop(batch) }
        return empty
    }

    /// What waits: batches, then the descriptor that takes the place of the open one, or -1, then batches for that. For
    /// the writer.
    func takeQueue() -> (first: LogBatch?, replacement: Int32, then: LogBatch?) {
        queue.withLock { queue in
            defer {
                queue.first = nil
                queue.last = nil
                queue.replacement = -1
                queue.lastBefore = nil
            }
            if queue.replacement < 0 { return (queue.first, -1, nil) }
            guard let last = queue.lastBefore else { return (nil, queue.replacement, queue.first) }
            defer { last.next = nil }
            return (queue.first, queue.replacement, last.next)
        }
    }

    /// Takes back a batch that the writer is done with; it counts as waiting no longer.
    func recycle(_ batch: LogBatch, size: Int) {
        batch.bytes.removeAll()
        batch.lines = 0
        if batch.bytes.capacity > 2 * LogStream.batchSize { batch.bytes.releaseStorage() }
        queue.withLock { queue in
            queue.bytes &-= size
            guard queue.freeCount < Self.freeLimit else { return }
            batch.next = queue.free
            queue.free = batch
            queue.freeCount &+= 1
        }
    }

    /// Counts a batch as dropped and empties it.
    func drop(_ batch: LogBatch) {
        droppedLines.wrappingAdd(UInt64(batch.lines), ordering: .relaxed)
        droppedBytes.wrappingAdd(UInt64(batch.bytes.count), ordering: .relaxed)
        batch.bytes.removeAll()
        batch.lines = 0
    }
}

extension LogTarget {
    /// The path of a file that has to be opened; nil for a standard stream, under whichever name.
    var path: String? {
        guard case .file(let path) = resolved else { return nil }
        return path
    }

    /// The same target, with the standard streams' paths replaced: opening `/dev/stdout` fails when it is a socket,
    /// and would write over what others append when it is a file.
    var resolved: LogTarget {
        switch self {
        case .file("/dev/stdout"), .file("/dev/fd/1"), .file("/proc/self/fd/1"): .standardOutput
        case .file("/dev/stderr"), .file("/dev/fd/2"), .file("/proc/self/fd/2"): .standardError
        default: self
        }
    }
}

/// Lines on their way to the writer.
// Guard: handing it on; it is in exactly one of a stream, a sink's queue (under its mutex) or the writer thread.
final class LogBatch: @unchecked Sendable {
    var bytes = ByteBuffer()
    var lines = 0
    var next: LogBatch?
}

/// An eventfd with which one thread wakes another; closed when nobody can ring it any more.
final class LogBell: Sendable {
    let descriptor: Int32

    /// Fails when the system refuses a descriptor.
    init() throws(LogError) {
        descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        if descriptor < 0 { throw LogError(path: "eventfd", errno: Glibc.errno) }
    }

    deinit { if descriptor >= 0 { _ = Glibc.close(descriptor) } }

    /// Makes the descriptor readable.
    func ring() {
        var one: UInt64 = 1
        _ = unsafe Glibc.write(descriptor, &one, 8)
    }

    /// Makes it unreadable again.
    func silence() {
        var count: UInt64 = 0
        _ = unsafe Glibc.read(descriptor, &count, 8)
    }
}
