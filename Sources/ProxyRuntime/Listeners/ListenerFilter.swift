internal import Configuration
internal import EventLoops
internal import Filters
internal import NetworkAddresses
internal import Proxying
internal import Transports

/// A connection whose filter chain is not chosen yet, and what its listener filters have found out.
final class PendingConnection {
    /// It keeps its transport and its handler, which keep this.
    unowned let connection: Connection
    /// What later filters, logs and the end of the chain hear.
    let facts: ConnectionFacts
    /// Whether the first bytes are a ClientHello.
    var isTLS = false
    /// The protocols that the client offers, or that its first bytes are of.
    var applicationProtocols: [String] = []
    /// Whether the kernel or a proxy in front told where the client wanted to go.
    var isDestinationRestored = false
    /// The limits in which it has taken a place; the listener may have others by the time it ends.
    var limits: [ConnectionLimit]
    /// What counts it for its worker; nil means nothing.
    var balancer: ConnectionBalancer?

    init(
        _ connection: Connection, _ facts: ConnectionFacts, limits: [ConnectionLimit], balancer: ConnectionBalancer?
    ) {
        self.connection = connection
        self.facts = facts
        self.limits = limits
        self.balancer = balancer
    }

    /// What a filter chain is chosen by.
    var traits: ConnectionTraits {
        var traits = ConnectionTraits(connection, facts)
        traits.isTLS = isTLS
        traits.applicationProtocols = applicationProtocols
        return traits
    }
}

extension ConnectionTraits {
    /// What the addresses and the facts of a connection tell; of its protocols nothing.
    init(_ connection: Connection, _ facts: ConnectionFacts) {
        self.init(
            local: connection.localAddress, remote: connection.remoteAddress,
            directRemote: connection.directRemoteAddress, serverName: facts.requestedServerName)
    }
}

extension ConnectionFacts {
    /// Those of a connection that begins now.
    convenience init(beginningOn loop: EventLoop) {
        self.init()
        let wall = loop.wallClock
        info.startTime = loop.now
        info.startSeconds = wall.seconds
        info.startNanoseconds = wall.nanoseconds
    }
}

/// Looks at the first bytes of a connection, or asks the kernel about it, before its filter chain is chosen. One for
/// each connection; the connection is kept by its caller.
class ListenerFilter {
    /// What a filter says after a look.
    enum Verdict {
        /// Go on to the next filter; so many bytes were the filter's own, and nobody else sees them.
        case passes(consuming: Int)
        /// More bytes are needed.
        case waits
        /// Close the connection.
        case refuses
    }

    /// Which connections it passes over; nil means none.
    final var exception: ConnectionPredicate?

    /// Bytes that it looks at at most; 0 means none, and it is asked at once. It may become more while the filter
    /// waits.
    var mostBytes: Int { 0 }

    /// Whether it passes over a connection, by what is known when its turn comes.
    final func passesOver(_ connection: Connection) -> Bool {
        guard let exception else { return false }
        let address = connection.localAddress
        return exception.holds(port: address.isUnix ? nil : address.port)
    }

    /// Looks at the first bytes, all that have come so far. Default: pass.
    func look(_ bytes: Span<UInt8>, at pending: PendingConnection) -> Verdict { .passes(consuming: 0) }
}
