internal import EventLoops
internal import NetworkAddresses
internal import Transports

/// Asks the kernel where the client of a redirected connection wanted to go; that becomes the connection's local address.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/listeners/listener_filters/original_dst_filter
final class OriginalDestinationFilter: ListenerFilter {
    override func look(_ bytes: Span<UInt8>, at pending: PendingConnection) -> Verdict {
        let connection = pending.connection
        guard let destination = Sockets.originalDestination(of: connection.rawDescriptor, connection.remoteAddress)
        else {
            return .passes(consuming: 0)
        }
        // A connection that nobody redirected has its own address there.
        if destination != connection.localAddress { connection.restoreAddresses(local: destination) }
        pending.isDestinationRestored = true
        return .passes(consuming: 0)
    }
}
