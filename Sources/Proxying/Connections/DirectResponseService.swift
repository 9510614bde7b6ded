internal import Buffers
internal import Filters
internal import Transports

/// Sends its bytes to each connection and closes it.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/listeners/network_filters/direct_response_filter
final class DirectResponseService: ConnectionService {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8], _ settings: ServiceSettings, worker: ProxyWorker) {
        self.bytes = bytes
        super.init(settings, worker: worker)
    }

    override func makeHandler(_ exchange: ConnectionExchange) -> ServiceConnection {
        DirectResponseConnection(exchange, of: self, bytes)
    }
}

private final class DirectResponseConnection: ServiceConnection {
    private let bytes: [UInt8]

    init(_ exchange: ConnectionExchange, of service: ConnectionService, _ bytes: [UInt8]) {
        self.bytes = bytes
        super.init(exchange, of: service)
    }

    override func connectionOpened() {
        exchange.facts.info.setDetails("direct_response")
        let bytes = self.bytes
        if !bytes.isEmpty { connection.write(bytes.span) }
        connection.close(.afterFlush)
    }
}
