public import Filters
public import Transports

/// The logs of a listener for connections that end before a filter chain is chosen for them.
public final class UnchosenLog {
    private let settings: ServiceSettings
    private let worker: ProxyWorker
    private let logs: [WorkerAccessLog]

    /// The logs on a worker.
    public init(_ settings: ServiceSettings, worker: ProxyWorker) {
        self.settings = settings
        self.worker = worker
        logs = settings.connectionLogs.map { WorkerAccessLog($0, worker: worker) }
    }

    /// Writes the lines of a connection that has ended.
    public func write(_ connection: Connection, _ facts: ConnectionFacts, _ reason: ConnectionCloseReason) {
        if logs.isEmpty { return }
        let exchange = ConnectionExchange(connection, facts, worker: worker, settings: settings)
        exchange.measure()
        exchange.closed(reason)
        for log in logs { log.write(exchange) }
    }
}
