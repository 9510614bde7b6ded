public import Buffers
public import Transports

/// What a network filter says after a callback.
public enum NetworkFilterStatus: Sendable {
    /// Go on to the next filter.
    case continueIteration
    /// Stop here; later filters see nothing until this one resumes, or is asked again and continues.
    case stopIteration
}

/// One network filter of one connection: stands between the transport and the last handler of the chain, which is the
/// HTTP connection manager or another that takes all bytes.
///
/// Bytes from the peer walk down the chain in order, bytes to the peer walk back in reverse. Everything runs on the
/// connection's loop. A filter that waits returns `stopIteration` and later calls `chain.continueReading(self)`; that
/// is legal from inside its own callback too. A filter may close the connection at any time, from inside any callback.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/listeners/network_filters
open class NetworkFilter {
    /// The chain that it stands in; nil before the connection starts and after its end.
    public internal(set) final weak var chain: NetworkFilterChain?
    /// Where it stands in the chain.
    public internal(set) final var position = 0
    /// Whether `sending` is called; else bytes to the peer pass by without a cost.
    public let seesOutput: Bool

    /// Makes a filter for one connection.
    public init(seesOutput: Bool = false) { self.seesOutput = seesOutput }

    /// Whether it leaves texts for others (`ConnectionFacts.texts`).
    open var leavesTexts: Bool { false }

    /// The filter stands in its chain; the connection is not open yet, and may have a handshake before it. Runs once.
    /// Default: nothing.
    open func connectionAccepted() {}

    /// The connection is open. Runs once, before any byte; filters behind one that stops hear of it when that one lets
    /// the first bytes pass or resumes. Default: continue.
    open func connectionOpened() -> NetworkFilterStatus { .continueIteration }

    /// Bytes from the peer, free to be edited; what is left in `data` goes on to the next filter. When this one or a
    /// later one stops they wait, and all filters see them again with more behind them when more comes, as in Envoy.
    /// `endOfStream`: nothing comes behind them. Default: continue.
    open func received(_ data: inout ByteBuffer, endOfStream: Bool) -> NetworkFilterStatus { .continueIteration }

    /// Bytes to the peer, free to be edited; each is shown once. When the filter stops, what is left in `data` is
    /// dropped: it took what it wants, and sends it later by `chain.inject(sending:after:)`. Default: continue.
    open func sending(_ data: inout ByteBuffer) -> NetworkFilterStatus { .continueIteration }

    /// The peer takes bytes more slowly than they come. Default: nothing.
    open func aboveHighWatermark() {}

    /// The peer has caught up. Default: nothing.
    open func belowLowWatermark() {}

    /// The connection is gone: drop timers and operations. Runs exactly once. Default: nothing.
    open func connectionClosed(_ reason: ConnectionCloseReason) {}
}
