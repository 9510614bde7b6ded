internal import Configuration
internal import NetworkAddresses
internal import Transports

/// Lets upstream connections come from the address of the client, as far as the kernel allows that: a connection that
/// may not is a failed one.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/listeners/listener_filters/original_src_filter
final class OriginalSourceFilter: ListenerFilter {
    private let configuration: OriginalSourceConfiguration

    init(_ configuration: OriginalSourceConfiguration) { self.configuration = configuration }

    override func look(_ bytes: Span<UInt8>, at pending: PendingConnection) -> Verdict {
        let address = pending.connection.remoteAddress
        if !address.isUnix {
            pending.connection.imitate(ForeignSource(address.with(port: 0), mark: configuration.mark))
        }
        return .passes(consuming: 0)
    }
}
