public import Buffers
public import Configuration
internal import EventLoops
internal import HTTPSemantics
internal import NetworkAddresses
internal import RegularExpressions
internal import Routing
public import Telemetry
public import Transports

/// What connections of one filter chain share: the rules, and what is counted.
public final class NetworkRBACSettings: Sendable {
    let configuration: NetworkRBACConfiguration
    let rules: RBACEngine?
    let shadow: RBACEngine?
    /// The statistics.
    public let metrics: MetricScope
    /// The statistics of the rules that are only counted.
    public let shadowMetrics: MetricScope

    /// Settings of a filter; its statistics are made in `registry`.
    public init(_ configuration: NetworkRBACConfiguration, registry: MetricRegistry) {
        self.configuration = configuration
        rules = configuration.rules.map { RBACEngine($0) }
        shadow = configuration.shadowRules.map { RBACEngine($0) }
        let labels = [MetricLabel("envoy_rbac_prefix", configuration.statPrefix)]
        let prefix = "\(configuration.statPrefix).rbac."
        let shadowPart = configuration.shadowStatPrefix.isEmpty ? "" : configuration.shadowStatPrefix + "."
        metrics = registry.scope(prefix: prefix, extractedPrefix: "rbac.", labels: labels, family: RBACMetric.family)
        shadowMetrics = registry.scope(
            prefix: prefix + shadowPart, extractedPrefix: "rbac." + shadowPart, labels: labels,
            family: RBACShadowMetric.family)
    }
}

/// Closes connections by rules about who may connect. They are asked when the first bytes come, or whenever some do.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/listeners/network_filters/rbac_filter
public final class NetworkRBACFilter: NetworkFilter {
    private let settings: NetworkRBACSettings
    private let metrics: MetricWriter
    private let shadowMetrics: MetricWriter
    private var isDecided = false
    private var isRefused = false
    private var delay: RefusalDelay?
    private static let closeReason = "rbac_deny_close"

    /// Makes a filter for one connection.
    public init(_ settings: NetworkRBACSettings, metrics: MetricWriter, shadowMetrics: MetricWriter) {
        self.settings = settings
        self.metrics = metrics
        self.shadowMetrics = shadowMetrics
        super.init()
    }

    override public func received(_ data: inout ByteBuffer, endOfStream: Bool) -> NetworkFilterStatus {
        guard let chain else { return .continueIteration }
        if isRefused {
            data.removeAll()
            return .stopIteration
        }
        if isDecided && !settings.configuration.isContinuous { return .continueIteration }
        isDecided = true
        let subject = ConnectionSubject(connection: chain.connection, facts: chain.facts)
        if let shadow = settings.shadow {
            let decision = shadow.decide(subject)
            shadowMetrics.increment(decision.isAllowed ? RBACShadowMetric.shadowAllowed : .shadowDenied)
            tell(decision, of: shadow, chain.facts)
        }
        guard let rules = settings.rules else { return .continueIteration }
        let decision = rules.decide(subject)
        metrics.increment(decision.isAllowed ? RBACMetric.allowed : .denied)
        if let isLogged = decision.isLogged {
            chain.facts.metadata.set("access_log_hint", in: "envoy.common", to: .bool(isLogged))
        }
        if decision.isAllowed { return .continueIteration }
        refuse(chain, decision.policy.map { rules.names[$0] } ?? "none")
        data.removeAll()
        return .stopIteration
    }

    private func tell(_ decision: RBACEngine.Decision, of engine: RBACEngine, _ facts: ConnectionFacts) {
        let space = "envoy.filters.network.rbac"
        let prefix = settings.configuration.shadowStatPrefix
        facts.metadata.set(
            prefix + "shadow_engine_result", in: space, to: .text(decision.isAllowed ? "allowed" : "denied"))
        if let policy = decision.policy {
            facts.metadata.set(prefix + "shadow_effective_policy_id", in: space, to: .text(engine.names[policy]))
        }
    }

    private func refuse(_ chain: NetworkFilterChain, _ policy: String) {
        isRefused = true
        let word = String(policy.map { $0.isWhitespace ? "_" : $0 })
        chain.facts.terminationDetails = "rbac_access_denied_matched_policy[\(word)]"
        if settings.configuration.delay == 0 { return chain.refuse(Self.closeReason) }
        chain.connection.pauseReading()
        delay = RefusalDelay(chain, after: settings.configuration.delay, reason: Self.closeReason)
    }

    override public func connectionClosed(_ reason: ConnectionCloseReason) { delay = nil }
}

/// A connection as rules look at it.
private struct ConnectionSubject: RBACSubject {
    let connection: Connection
    let facts: ConnectionFacts

    var peerAddress: SocketAddress? { connection.directRemoteAddress }
    var connectionAddress: SocketAddress? { connection.remoteAddress }
    var downstreamAddress: SocketAddress? { connection.remoteAddress }
    var ownAddress: SocketAddress? { connection.localAddress }
    var peerIdentity: (any PeerIdentity)? { connection.transport?.peerIdentity }
    var requestedServerName: String { facts.requestedServerName }
    func matches(_ header: HeaderMatcher) -> Bool { false }
    func hasPath(_ path: TextMatcher) -> Bool { false }
    func matches(_ metadata: MetadataMatcher) -> Bool { metadata.matches(facts.metadata) }
    func routeMatches(_ metadata: MetadataMatcher) -> Bool { metadata.matches { _, _ in nil } }
    func hasFilterState(_ key: String, _ text: TextMatcher) -> Bool {
        facts.texts?.withText(of: key) { text.matches($0) } ?? false
    }
}
