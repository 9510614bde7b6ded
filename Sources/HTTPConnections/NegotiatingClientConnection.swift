public import Transports

/// A connection to an upstream whose version of HTTP is told by its handshake (ALPN, RFC 7301): stands for it until the
/// handshake is done, and carries no stream.
public final class NegotiatingClientConnection: HTTPClientConnection {
    /// Takes a connecting connection.
    public init(connection: Connection, owner: HTTPClientConnectionOwner) {
        super.init(connection: connection, owner: owner)
    }

    /// The version that both sides have agreed on; HTTP/1.1 where they have not.
    public var hasAgreedOnHTTP2: Bool { connection.transport?.applicationProtocol == "h2" }

    override public func connectionOpened() { owner.versionNegotiated(self) }

    override public func connectionClosed(_ reason: ConnectionCloseReason) {
        stopIdleTimer()
        stopAgeTimer()
        owner.connectionClosed(self, reason: reason)
    }

    override public func drain() { connection.close(.now) }
}
