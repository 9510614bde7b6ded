public import Buffers
public import Configuration
internal import EventLoops
internal import Synchronization
public import Telemetry
public import Transports

/// What connections of one filter chain share: how many there are, and what is counted.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/listeners/network_filters/connection_limit_filter
public final class ConnectionLimitSettings: Sendable {
    let configuration: ConnectionLimitConfiguration
    /// What is counted.
    public let metrics: MetricScope
    private let count = Atomic<UInt64>(0)

    /// Settings of a filter; its statistics are made in `registry`.
    public init(_ configuration: ConnectionLimitConfiguration, registry: MetricRegistry) {
        self.configuration = configuration
        metrics = registry.scope(
            prefix: "connection_limit.\(configuration.statPrefix).",
            labels: [MetricLabel("envoy_connection_limit_prefix", configuration.statPrefix)],
            family: ConnectionLimitMetric.family)
    }

    func acquire() -> Bool {
        if count.add(1, ordering: .relaxed).newValue <= configuration.maxConnections { return true }
        release()
        return false
    }

    func release() { count.subtract(1, ordering: .relaxed) }
}

/// Closes connections of its filter chain that are more than there may be, at once or after a delay.
public final class ConnectionLimitFilter: NetworkFilter {
    private let settings: ConnectionLimitSettings
    private let metrics: MetricWriter
    private var holdsPlace = false
    private var isCounted = false
    private var delay: Delay?

    /// Closes a connection when its time is up.
    private final class Delay: TimerOwner {
        private unowned let filter: ConnectionLimitFilter
        private let timer: LoopTimer

        init(_ filter: ConnectionLimitFilter, loop: EventLoop, after nanoseconds: UInt64) {
            self.filter = filter
            timer = LoopTimer(loop: loop)
            super.init()
            timer.owner = self
            timer.arm(after: nanoseconds)
        }

        override func timerFired(_ kind: UInt8) { filter.close() }
    }

    /// A filter for one connection.
    public init(_ settings: ConnectionLimitSettings, metrics: MetricWriter) {
        self.settings = settings
        self.metrics = metrics
        super.init()
    }

    override public func connectionOpened() -> NetworkFilterStatus {
        guard let chain, settings.configuration.isEnabled else { return .continueIteration }
        isCounted = true
        metrics.increase(ConnectionLimitMetric.activeConnections)
        if settings.acquire() {
            holdsPlace = true
            return .continueIteration
        }
        metrics.increment(ConnectionLimitMetric.limitedConnections)
        if settings.configuration.delay == 0 {
            close()
        } else {
            delay = Delay(self, loop: chain.connection.loop, after: settings.configuration.delay)
        }
        return .stopIteration
    }

    override public func received(_ data: inout ByteBuffer, endOfStream: Bool) -> NetworkFilterStatus {
        if delay == nil { return .continueIteration }
        // What a client says that is too many is not kept.
        data.removeAll()
        return .stopIteration
    }

    private func close() {
        guard let chain else { return }
        chain.facts.localCloseReason = "over_connection_limit"
        chain.connection.close(.now)
    }

    override public func connectionClosed(_ reason: ConnectionCloseReason) {
        delay = nil
        if isCounted { metrics.decrease(ConnectionLimitMetric.activeConnections) }
        if holdsPlace { settings.release() }
    }
}

/// What is counted of a limit of connections.
enum ConnectionLimitMetric: Int, MetricIndex {
    case activeConnections, limitedConnections

    var declaration: MetricDeclaration {
        switch self {
        case .activeConnections: .gauge("active_connections")
        case .limitedConnections: .counter("limited_connections")
        }
    }

    static let family = makeFamily(extractedPrefix: "connection_limit.")
}
