internal import Buffers
internal import Configuration
internal import Telemetry

/// One access log as one worker writes it: formats lines into batches for the log writer, without allocating.
final class WorkerAccessLog {
    private let program: FormatProgram
    private let filter: AccessLogFilter?
    private let stream: LogStream
    private var flusher: ProxyWorker.LogFlusher?
    /// What the worker finds it by.
    let place = Place()

    /// Where a log is found, as long as it is there.
    final class Place {
        fileprivate(set) unowned var log: WorkerAccessLog?
    }

    init(_ target: AccessLogTarget, worker: ProxyWorker) {
        program = FormatProgram(target.format)
        filter = target.filter.map { AccessLogFilter($0, runtime: worker.runtime) }
        stream = LogStream(target.sink)
        place.log = self
        flusher = worker.register(self)
    }

    deinit {
        place.log = nil
        stream.flush()
    }

    func flush(onTimer: Bool) { onTimer ? stream.flushOnTimer() : stream.flush() }

    /// Writes the line of an exchange, unless the log's filter does not want it.
    func write(_ exchange: some LoggedExchange) {
        if let filter, !filter.matches(exchange) { return }
        // Taken out while it is written, so that nothing can reach it twice.
        var line = ByteBuffer()
        swap(&line, &stream.buffer)
        program.write(exchange, to: &line)
        swap(&line, &stream.buffer)
        stream.commitLine()
        flusher?.arm()
    }
}
