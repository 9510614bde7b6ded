internal import Telemetry

/// The `filesystem.*` metrics: what was written to logs. A line that was handed to the writer is a write.
enum LogMetrics {
    static func register(in registry: MetricRegistry, writer: LogWriter) {
        _ = registry.addSource("filesystem.write_buffered", kind: .counter) {
            writer.statistics.writtenLines &+ writer.statistics.droppedLines
        }
        _ = registry.addSource("filesystem.write_completed", kind: .counter) { writer.statistics.writtenLines }
        _ = registry.addSource("filesystem.write_failed", kind: .counter) { writer.statistics.failedWrites }
        _ = registry.addSource("filesystem.reopen_failed", kind: .counter) { writer.statistics.failedReopens }
        _ = registry.addSource("filesystem.write_total_buffered") { writer.statistics.queuedBytes }
    }
}
