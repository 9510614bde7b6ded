internal import Filters
internal import Transports

/// Closes each connection: the end of a chain that has no filters.
final class RefusingService: ConnectionService {
    override func makeHandler(_ exchange: ConnectionExchange) -> ServiceConnection {
        RefusingConnection(exchange, of: self)
    }
}

private final class RefusingConnection: ServiceConnection {
    override func connectionOpened() {
        exchange.facts.localCloseReason = "no_filters"
        connection.close(.now)
    }
}
