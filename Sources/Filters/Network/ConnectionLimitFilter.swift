public import Buffers
public import Configuration
internal import EventLoops
public import RuntimeValues
internal import Synchronization
public import Telemetry
public import Transports

/// What connections of one filter chain share: how many there are, and what is counted.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/listeners/network_filters/connection_limit_filter
public final class ConnectionLimitSettings: Sendable {
    let configuration: ConnectionLimitConfiguration
    let enabled: RuntimeFlag
    /// The statistics.
    public let metrics: MetricScope
    /// Signed, and never trapping: a place too many given back must not end the process.
    private let count = Atomic<Int64>(0)

    /// Settings of a filter; its statistics are made in `registry`.
    public init(_ configuration: ConnectionLimitConfiguration, registry: MetricRegistry, runtime: LiveRuntime) {
        self.configuration = configuration
        enabled = runtime.flag(configuration.enabled)
        metrics = registry.scope(
            prefix: "connection_limit.\(configuration.statPrefix).",
            labels: [MetricLabel("envoy_connection_limit_prefix", configuration.statPrefix)],
            family: ConnectionLimitMetric.family)
    }

    func acquire() -> Bool {
        let number = count.wrappingAdd(1, ordering: .relaxed).newValue
        if UInt64(clamping: number) <= configuration.maxConnections { return true }
        release()
        return false
    }

    func release() { count.wrappingSubtract(1, ordering: .relaxed) }
}

/// Closes connections of its filter chain that are more than there may be, at once or after a delay.
public final class ConnectionLimitFilter: NetworkFilter {
    private let settings: ConnectionLimitSettings
    private let metrics: MetricWriter
    private var holdsPlace = false
    private var isCounted = false
    private var delay: RefusalDelay?
    private static let closeReason = "over_connection_limit"

    /// Makes a filter for one connection.
    public init(_ settings: ConnectionLimitSettings, metrics: MetricWriter) {
        self.settings = settings
        self.metrics = metrics
        super.init()
    }

    override public func connectionOpened() -> NetworkFilterStatus {
        guard let chain, settings.enabled.isOn else { return .continueIteration }
        isCounted = true
        metrics.increase(ConnectionLimitMetric.activeConnections)
        if settings.acquire() {
            holdsPlace = true
            return .continueIteration
        }
        metrics.increment(ConnectionLimitMetric.limitedConnections)
        if settings.configuration.delay == 0 {
            chain.refuse(Self.closeReason)
        } else {
            delay = RefusalDelay(chain, after: settings.configuration.delay, reason: Self.closeReason)
        }
        return .stopIteration
    }

    override public func received(_ data: inout ByteBuffer, endOfStream: Bool) -> NetworkFilterStatus {
        if delay == nil { return .continueIteration }
        // What a client says that is too many is not kept.
        data.removeAll()
        return .stopIteration
    }

    override public func connectionClosed(_ reason: ConnectionCloseReason) {
        delay = nil
        if isCounted { metrics.decrease(ConnectionLimitMetric.activeConnections) }
        if holdsPlace { settings.release() }
    }
}

/// The statistics of a limit of connections.
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
