internal import Synchronization
internal import Telemetry

/// Log files that are moved away while the proxy runs.
///
/// ```
///   workers hand their lines over ─▶ main loop opens new files ─▶ writer: what waits to the old ones, then to those
/// ```
extension ProxyServer {
    /// Opens all log files anew (SIGUSR1, `/reopen_logs`). Lines that were logged before go to the old files.
    ///
    /// - Parameter done: runs when nothing goes to the old files any more.
    public func reopenLogs(then done: @escaping () -> Void = {}) {
        reopenings.append(done)
        // Before workers run, they have logged nothing.
        if state == .initializing { return openLogsAnew() }
        let left = LogCount(workers.count)
        let report = relayed { $0.openLogsAnew() }
        for worker in workers {
            worker.flushLogs { if left.countDown() { report() } }
        }
    }

    private func openLogsAnew() {
        let failures = logWriter.reopen(changed: relayed { $0.logsAreNew() })
        for error in failures {
            log.error(.file, "log '\(error.path)' cannot be opened anew: \(error.reason)")
        }
    }

    private func logsAreNew() {
        if !reopenings.isEmpty { reopenings.removeFirst()() }
    }
}

/// How many workers have still lines to hand over.
private final class LogCount: Sendable {
    private let left: Atomic<Int>

    init(_ count: Int) { left = Atomic(count) }

    /// One less; whether it was the last.
    func countDown() -> Bool { left.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 }
}
