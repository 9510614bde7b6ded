internal import Telemetry

/// The `filesystem.*` metrics: what was written to logs. A line that was handed to the writer is a write.
enum LogMetrics {
    static func register(in registry: MetricRegistry, writer: LogWriter) {
        func add(
            _ name: String, kind: MetricSource.Kind = .counter, _ value: @escaping @Sendable (LogStatistics) -> UInt64
        ) {
            // Envoy makes these before it knows of labels that all metrics have.
            registry.addSource("filesystem.\(name)", kind: kind, hasSharedLabels: false) { value(writer.statistics) }
        }
        add("flushed_by_timer") { $0.timedFlushes }
        add("reopen_failed") { $0.failedReopens }
        add("write_buffered") { $0.writtenLines &+ $0.droppedLines }
        add("write_completed") { $0.writtenLines }
        add("write_failed") { $0.failedWrites }
        add("write_total_buffered", kind: .gauge) { $0.queuedBytes }
    }
}
