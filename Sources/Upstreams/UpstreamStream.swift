public import HTTPConnections
public import HTTPSemantics

/// Why a pool could not give a connection.
public struct PoolFailure: Sendable {
    /// The reason, as local replies name it.
    public let reason: StreamResetReason
    /// The transport's own words; empty when there are none.
    public let cause: String

    /// Whether the log names the endpoint: not, when the request was not even let wait for it.
    public let choseEndpoint: Bool

    /// Makes a failure.
    public init(_ reason: StreamResetReason, cause: String = "", choseEndpoint: Bool = true) {
        self.reason = reason
        self.cause = cause
        self.choseEndpoint = choseEndpoint
    }
}

/// A request on its way to an endpoint: waits in a pool, then owns a connection until its end.
///
/// Exactly one of `poolReady` and `poolFailed` follows `EndpointPool.lease`, at once or later, unless the stream stops
/// waiting first.
open class UpstreamStream: ClientStream {
    /// The pool in whose queue it waits.
    final var waitsIn: EndpointPool?
    /// Whether it waits in a pool's queue.
    public final var isWaiting: Bool { waitsIn != nil }
    /// The pool's round in which it began to wait.
    final var queuedInRound: UInt64 = 0

    /// Leaves the queue of the pool in which it waits, if it does; nothing is heard from there any more.
    public final func stopWaiting() { waitsIn?.cancel(self) }

    /// A connection is this stream's: send the request. `isReused` says that it has carried others before.
    open func poolReady(_ connection: HTTPClientConnection, isReused: Bool) {}

    /// There will be no connection.
    open func poolFailed(_ failure: PoolFailure) {}
}
