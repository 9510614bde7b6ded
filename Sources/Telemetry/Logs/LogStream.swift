public import Buffers
internal import Synchronization

/// One worker's way to one log. Confined to the worker's thread.
///
/// The worker formats a line at the end of `buffer` and calls `commitLine`; lines are handed to the writer thread in
/// batches. In steady state nothing is allocated: buffers come back from the writer.
public final class LogStream {
    /// Bytes at which a batch is handed over: each costs the writer a wake-up. The line that fills a batch still fits
    /// in 64 KiB, so that the storage does not double for it.
    public static let batchSize = 62 << 10

    /// The log.
    public let sink: LogSink
    /// Where lines are formatted, each with its line feed. Whole lines that were committed come first.
    public var buffer = ByteBuffer()
    @usableFromInline var lines = 0
    private var spare: LogBatch?

    /// Makes a stream without a buffer; the first line allocates it.
    public init(_ sink: LogSink) { self.sink = sink }

    deinit { flush() }

    /// Counts the line that was appended to `buffer`, and hands the batch over when it is large enough.
    @inlinable
    public func commitLine() {
        lines &+= 1
        if buffer.count >= Self.batchSize { flush() }
    }

    /// Whether lines wait for `flush`.
    public var hasPendingLines: Bool { lines != 0 }

    /// Hands over what has waited long enough. Call it about once a second.
    public func flushOnTimer() {
        if lines == 0 { return }
        sink.timedFlushes.wrappingAdd(1, ordering: .relaxed)
        flush()
    }

    /// Hands over what was committed.
    public func flush() {
        if lines == 0 { return }
        let batch = spare ?? LogBatch()
        swap(&buffer, &batch.bytes)
        batch.lines = lines
        lines = 0
        spare = sink.hand(over: batch)
    }
}
