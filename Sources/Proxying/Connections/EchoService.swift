internal import Buffers
internal import Filters
internal import Transports

/// Sends back what comes, and ends when the client has ended.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/listeners/network_filters/echo_filter
final class EchoService: ConnectionService {
    override func makeHandler(_ exchange: ConnectionExchange) -> ServiceConnection {
        EchoConnection(exchange, of: self)
    }
}

private final class EchoConnection: ServiceConnection {
    override func connectionReadable(endOfStream: Bool) {
        if !connection.inbound.isEmpty {
            // Taken out while it is written, since both buffers are the connection's.
            var bytes = ByteBuffer()
            swap(&bytes, &connection.inbound)
            connection.writeDirect(bytes.readable)
            bytes.removeAll()
            swap(&bytes, &connection.inbound)
        }
        if endOfStream { connection.close(.afterFlush) }
    }

    override func connectionAboveHighWatermark() { connection.pauseReading() }

    override func connectionBelowLowWatermark() { connection.resumeReading() }
}
