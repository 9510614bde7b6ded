internal import Transports

/// Stands on a connection that comes while a secret of its context has not: the connection closes at once.
final class MissingSecretTransport: TransportSocket {
    override func handshake(on connection: Connection) -> HandshakeOutcome { .failed }

    override var failure: String { "TLS_error:_Secret_is_not_supplied_by_SDS" }
}
