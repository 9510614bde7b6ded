internal import Transports
internal import Upstreams

/// The upstream side of a session: a connection of its own, or a stream through which HTTP carries its bytes.
///
/// Exactly one of `upstreamFailed` and `upstreamOpened` of the session follows a `begin` that returned nil.
protocol SessionUpstream: AnyObject {
    /// Where it leads.
    var endpoint: Endpoint { get }
    /// The connection that carries it; nil before there is one.
    var connection: Connection? { get }
    /// When that connection was begun, on the loop's clock.
    var openedAt: UInt64 { get }
    /// When bytes could be exchanged; 0 before.
    var readyAt: UInt64 { get }
    /// When bytes of this session last left, on the loop's clock; 0 means never, or nobody knows.
    var lastSentAt: UInt64 { get }
    /// Bytes of this session on the wire.
    var wireBytes: WireBytes { get }
    /// Those of the heads of a tunnel: its request's, and its answer's.
    var headBytes: WireBytes { get }

    /// Begins to connect. A failure that is known at once may be returned; nothing is called then.
    func begin() -> PoolFailure?
    /// Delivers what has come early, and what comes.
    func startDelivering()
    /// Sends bytes of the client, and the end of its direction behind them.
    func send(_ bytes: Span<UInt8>, endOfStream: Bool)
    func pauseReading()
    func resumeReading()
    /// The session is over. With `flushes`, what the client sent before is sent on.
    func sessionEnded(flushes: Bool)
}

extension SessionUpstream {
    var headBytes: WireBytes { WireBytes() }
}

/// Bytes both ways.
struct WireBytes {
    var sent: UInt64 = 0
    var received: UInt64 = 0

    static func + (one: Self, other: Self) -> Self {
        Self(sent: one.sent &+ other.sent, received: one.received &+ other.received)
    }
}
