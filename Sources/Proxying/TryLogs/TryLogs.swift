internal import Configuration

/// Logs with a line for each try of a request, as one worker writes them (`upstream_log` of a router).
final class TryLogs {
    /// The logs.
    let logs: [WorkerAccessLog]
    /// When there are lines beside those at the end of tries.
    let options: AccessLogOptionsConfiguration

    /// Nil where there are no logs.
    init?(_ targets: [AccessLogTarget], _ options: AccessLogOptionsConfiguration, _ worker: ProxyWorker) {
        if targets.isEmpty { return nil }
        logs = targets.map { WorkerAccessLog($0, worker: worker) }
        self.options = options
    }
}
