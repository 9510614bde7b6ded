public import Configuration
internal import EventLoops
internal import Filters
internal import Transports

/// What services of connections know of their filter chain; shared by all workers and never changed.
public final class ServiceSettings: Sendable {
    /// The listener's name.
    let listenerName: [UInt8]
    /// The filter chain's name; empty when it has none.
    let filterChainName: [UInt8]
    /// What the listener says of itself.
    let listenerMetadata: MetadataConfiguration
    /// What the filter chain says of itself.
    let filterChainMetadata: MetadataConfiguration
    /// Bytes that may be buffered a direction.
    let bufferLimit: Int
    /// The access logs of the listener, which take connections.
    public let connectionLogs: [AccessLogTarget]

    /// Settings of a chain of a listener.
    public init(
        _ chain: FilterChainConfiguration, of listener: ListenerConfiguration, connectionLogs: [AccessLogTarget]
    ) {
        listenerName = Array(listener.name.utf8)
        filterChainName = Array(chain.name.utf8)
        listenerMetadata = listener.metadata
        filterChainMetadata = chain.metadata
        bufferLimit = Int(listener.perConnectionBufferLimit)
        self.connectionLogs = connectionLogs
    }
}

/// Serves connections that carry no HTTP, on one worker: keeps them, counts them, and logs them when they end.
/// Subclasses say what is done with their bytes.
class ConnectionService: ChainEnd {
    /// The worker that everything runs on.
    final let worker: ProxyWorker
    final let settings: ServiceSettings
    final var onConnectionClosed: ((_ age: UInt64) -> Void)?
    final var onHandshakeTimeout: (() -> Void)?
    final var connectionLimits: [ConnectionLimit] = []
    private final let logs: [WorkerAccessLog]
    // Each knows its place.
    private final var handlers: [ServiceConnection] = []

    init(_ settings: ServiceSettings, worker: ProxyWorker) {
        self.settings = settings
        self.worker = worker
        logs = settings.connectionLogs.map { WorkerAccessLog($0, worker: worker) }
    }

    /// The handler of a connection. Default: one that does nothing.
    func makeHandler(_ exchange: ConnectionExchange) -> ServiceConnection { ServiceConnection(exchange, of: self) }

    /// Runs when a connection has its handler and its filters, before it starts. Default: nothing.
    func adopted(_ handler: ServiceConnection) {}

    /// Whether somebody logs connections, so that what is gone with them must be asked for in time.
    var isLogging: Bool { !logs.isEmpty }

    final var connectionCount: Int { handlers.count }

    final func adopt(_ connection: Connection, _ facts: ConnectionFacts, behind filters: [NetworkFilter]) {
        connection.bufferLimit = settings.bufferLimit
        let exchange = ConnectionExchange(
            connection, facts, worker: worker, settings: settings, isFiltered: !filters.isEmpty)
        if isLogging { _ = connection.localAddress }
        let handler = makeHandler(exchange)
        handler.place = handlers.count
        handlers.append(handler)
        worker.connectionOpened()
        if filters.isEmpty {
            connection.handler = handler
        } else {
            // It makes itself the connection's handler.
            _ = NetworkFilterChain(connection: connection, filters: filters, terminal: handler, facts: facts)
        }
        adopted(handler)
    }

    final func ended(_ handler: ServiceConnection, _ reason: ConnectionCloseReason) {
        remove(handler)
        if reason == .connectTimeout { onHandshakeTimeout?() }
        let exchange = handler.exchange
        exchange.closed(reason)
        for log in logs { log.write(exchange) }
        onConnectionClosed?((worker.loop.now &- exchange.downstreamOpenedAt) / 1_000_000)
        for limit in connectionLimits { limit.release() }
        worker.connectionClosed()
    }

    /// The last takes its place.
    private final func remove(_ handler: ServiceConnection) {
        let place = handler.place
        guard place < handlers.count, handlers[place] === handler else { return }
        let last = handlers.removeLast()
        if last === handler { return }
        handlers[place] = last
        last.place = place
    }

    /// Connections of unknown protocols end when their peers end them. Default: nothing.
    func drain(over duration: UInt64) {}

    /// Default: nothing.
    func setEndsConnections(_ ends: Bool) {}

    final func closeAll() { for handler in handlers { handler.connection.close(.now) } }
}

/// The handler of one connection of a service.
class ServiceConnection: ConnectionHandler {
    final let exchange: ConnectionExchange
    final let connection: Connection
    // The service lets go of it when it has ended.
    private final let service: ConnectionService
    /// Where the service keeps it.
    fileprivate final var place = 0

    init(_ exchange: ConnectionExchange, of service: ConnectionService) {
        self.exchange = exchange
        connection = exchange.connection
        self.service = service
        super.init()
    }

    /// Runs when the connection is gone, before it is logged. Default: nothing.
    func ended(_ reason: ConnectionCloseReason) {}

    override final func connectionClosed(_ reason: ConnectionCloseReason) {
        exchange.measure()
        ended(reason)
        service.ended(self, reason)
    }
}
