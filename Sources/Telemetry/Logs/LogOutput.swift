internal import Buffers
internal import CLinux
internal import Glibc
internal import Synchronization

/// A sink's descriptor and the batch that is being written.
// Guard: the writer thread, the only one to call its methods once the sink is listed.
final class LogOutput: @unchecked Sendable {
    /// Why the output stopped.
    enum Outcome {
        /// All is written.
        case drained
        /// The descriptor takes no more for now; poll it.
        case blocked
        /// A write failed; try again at that time (monotonic, milliseconds).
        case failing(until: Int64)
    }

    /// Milliseconds between attempts on a full disk or the like.
    static let retryInterval: Int64 = 1_000
    /// A pipe that polls writable takes this many bytes without blocking. PIPE_BUF.
    private static let pipeChunk = 4_096

    private(set) var descriptor: Int32
    private let isOwned: Bool
    private var mustPoll: Bool
    private var first: LogBatch?
    private var last: LogBatch?
    private var firstSize = 0
    private var retryAt: Int64 = 0
    private var hasFailed = false

    init(descriptor: Int32, isOwned: Bool) {
        self.descriptor = descriptor
        self.isOwned = isOwned
        mustPoll = Self.canBlock(descriptor)
    }

    deinit { if isOwned { _ = Glibc.close(descriptor) } }

    /// Opens a file for appending.
    static func open(_ path: String) -> Result<Int32, LogError> {
        while true {
            // Without O_NONBLOCK the opening of a FIFO that nobody reads would never return.
            let flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
            let descriptor = unsafe Glibc.open(path, flags, 0o644)
            if descriptor >= 0 { return .success(descriptor) }
            if errno != EINTR { return .failure(LogError(path: path, errno: errno)) }
        }
    }

    /// Finds out whether `open` would work, and leaves everything as it is: what is not there is not made, but there
    /// must be leave to make it. Returns a descriptor that writes nowhere in its place.
    static func probe(_ path: String) -> Result<Int32, LogError> {
        let flags = O_WRONLY | O_APPEND | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
        let descriptor = unsafe Glibc.open(path, flags)
        if descriptor >= 0 { return .success(descriptor) }
        let problem = errno
        if problem == ENOENT {
            let end = path.lastIndex(of: "/")
            let directory = end.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
            if unsafe access(directory, W_OK | X_OK) == 0 { return open("/dev/null") }
        }
        return .failure(LogError(path: path, errno: problem))
    }

    /// Whether a write may block: true for a pipe, terminal or socket that is not in non-blocking mode.
    private static func canBlock(_ descriptor: Int32) -> Bool {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { return false }
        let kind = status.st_mode & S_IFMT
        if kind == S_IFREG || kind == S_IFBLK || (kind == S_IFCHR && isatty(descriptor) == 0) { return false }
        return fcntl(descriptor, F_GETFL) & O_NONBLOCK == 0
    }

    /// Writes as much of what waits as the descriptor takes.
    func drain(_ sink: LogSink, now: Int64) -> Outcome {
        let (queued, replacement, then) = sink.takeQueue()
        if let queued { append(queued) }
        if replacement >= 0 {
            // What waits is of the time before, and goes where it was meant to go, as far as it is taken there.
            hasFailed = false
            _ = writeWaiting(sink, now: now)
            replace(with: replacement)
            if let then { append(then) }
        }
        if hasFailed && now < retryAt && first != nil { return .failing(until: retryAt) }
        hasFailed = false
        return writeWaiting(sink, now: now)
    }

    private func writeWaiting(_ sink: LogSink, now: Int64) -> Outcome {
        while let batch = first {
            switch write(batch, sink) {
            case .drained: finish(batch, sink)
            case .blocked: return .blocked
            case .failing:
                hasFailed = true
                retryAt = now + Self.retryInterval
                return .failing(until: retryAt)
            }
        }
        return .drained
    }

    /// Throws away what waits and counts it.
    func dropAll(_ sink: LogSink) {
        let (queued, replacement, then) = sink.takeQueue()
        if let queued { append(queued) }
        if replacement >= 0 { replace(with: replacement) }
        if let then { append(then) }
        while let batch = first {
            dropRest(of: batch, sink)
            finish(batch, sink)
        }
    }

    private func append(_ batch: LogBatch) {
        if let last {
            last.next = batch
        } else {
            first = batch
            firstSize = batch.bytes.count
        }
        var end = batch
        while let next = end.next { end = next }
        last = end
    }

    private func finish(_ batch: LogBatch, _ sink: LogSink) {
        sink.writtenLines.wrappingAdd(UInt64(batch.lines), ordering: .relaxed)
        first = batch.next
        batch.next = nil
        sink.recycle(batch, size: firstSize)
        if let first {
            firstSize = first.bytes.count
        } else {
            last = nil
        }
    }

    private func replace(with replacement: Int32) {
        if isOwned { _ = Glibc.close(descriptor) }
        descriptor = replacement
        mustPoll = Self.canBlock(replacement)
        hasFailed = false
    }

    private func write(_ batch: LogBatch, _ sink: LogSink) -> Outcome {
        while !batch.bytes.isEmpty {
            var limit = batch.bytes.count
            if mustPoll {
                guard isWritable() else { return .blocked }
                limit = min(limit, Self.pipeChunk)
            }
            let written = unsafe batch.bytes.withUnsafeReadableBytes { bytes in
                unsafe Glibc.write(descriptor, bytes.baseAddress, limit)
            }
            if written > 0 {
                batch.bytes.consume(written)
                sink.writtenBytes.wrappingAdd(UInt64(written), ordering: .relaxed)
                continue
            }
            let error = written == 0 ? EIO : errno
            if error == EINTR { continue }
            if error == EAGAIN { return .blocked }
            sink.failedWrites.wrappingAdd(1, ordering: .relaxed)
            if error == EPIPE || error == ECONNRESET || error == EBADF {
                // The reader has gone for good: what follows fails alike, at most once a batch.
                dropRest(of: batch, sink)
                return .drained
            }
            return .failing(until: 0)
        }
        return .drained
    }

    private func dropRest(of batch: LogBatch, _ sink: LogSink) {
        let lines = min(Self.lineFeeds(in: batch.bytes.readable), batch.lines)
        sink.droppedLines.wrappingAdd(UInt64(lines), ordering: .relaxed)
        sink.droppedBytes.wrappingAdd(UInt64(batch.bytes.count), ordering: .relaxed)
        batch.lines -= lines
        batch.bytes.removeAll()
    }

    private static func lineFeeds(in bytes: Span<UInt8>) -> Int {
        var count = 0
        for i in bytes.indices where bytes[i] == UInt8(ascii: "\n") { count += 1 }
        return count
    }

    private func isWritable() -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        // An error condition counts as writable, so that the write reports it.
        return unsafe poll(&entry, 1, 0) > 0
    }
}
