public import Configuration
internal import Filters
public import HTTP1
public import HTTP2
public import HTTPConnections
public import Routing
public import RuntimeValues
public import Telemetry
internal import Upstreams

/// One HTTP connection manager as the snapshot holds it: everything that a request consults, resolved from the
/// configuration once, shared by all workers and never changed.
public final class ConnectionManagerSettings: Sendable {
    /// The `stat_prefix`.
    public let statPrefix: String
    /// Which requests go where.
    public let routes: RouteTable
    /// Where requests of some routes are counted beside their clusters.
    let routeScopes: RouteScopes
    /// How downstream connections are treated.
    public let connection: HTTPServerConnectionOptions
    /// How downstream connections speak.
    public let codec: HTTP1Options
    /// How downstream connections speak HTTP/2.
    public let http2Codec: HTTP2Options
    /// How downstreams of HTTP/2 are pinged; nil where they are not.
    public let keepalive: HTTP2KeepaliveOptions?
    /// Whether they all speak HTTP/2.
    public let speaksHTTP2Only: Bool
    /// Bytes that may be buffered a direction.
    public let bufferLimit: Int
    /// Whether measures against overload leave its requests alone.
    let bypassesOverload: Bool

    /// Whether the peer's address is the client's (an edge), or X-Forwarded-For is believed (behind another proxy).
    public let useRemoteAddress: Bool
    /// Proxies in front of us whose entries in X-Forwarded-For are believed.
    public let trustedHops: Int
    /// Leaves X-Forwarded-For as it came.
    public let skipXffAppend: Bool
    /// Which peers are believed about the origin of requests, and about what.
    let trust: TrustSettings
    /// How paths are normalised.
    let paths: PathSettings
    /// How hosts are normalised.
    let hosts: HostSettings
    /// Whether the upstream answers expectations.
    let proxies100Continue: Bool
    /// Whether a connection outlives a local reply 400.
    let keepsConnectionAfterBadRequest: Bool
    /// The contents of `proxy-status`; nil where responses have none.
    let proxyStatus: ProxyStatus?
    /// Added to `via` both ways; empty for none.
    public let via: [UInt8]
    /// The value of `server`.
    public let serverName: [UInt8]
    /// The treatment of the upstream's `server`.
    public let serverTransformation: HTTPConnectionManagerConfiguration.ServerHeaderTransformation
    /// Whether upstreams that speak the PROXY protocol are told the client's addresses.
    let tellsOrigin: Bool
    /// Gives requests an `x-request-id`.
    public let generateRequestID: Bool
    /// Keeps the `x-request-id` of external requests.
    public let preserveExternalRequestID: Bool
    /// Tells the `x-request-id` to the downstream.
    public let alwaysSetRequestIDInResponse: Bool
    /// Ends a stream that has been silent for so long; nanoseconds.
    public let streamIdleTimeout: UInt64?
    /// How long a request may take to be complete; nanoseconds.
    public let requestTimeout: UInt64?
    /// How long a stream may live; nanoseconds.
    public let maxStreamDuration: UInt64?
    /// `:authority` of an HTTP/1.0 request without host; empty when there is none.
    public let defaultHostForHTTP10: [UInt8]
    /// Which requests for tunnels are taken.
    let upgrades: UpgradeSettings
    /// The HTTP filters.
    let plan: FilterPlan
    /// The access logs.
    public let accessLogs: [AccessLogTarget]
    /// The access logs of the listener, which take connections.
    let connectionLogs: [AccessLogTarget]
    /// Logs with a line for each try, by the chain whose router has them.
    let tryLogs: [[AccessLogTarget]]
    /// When logs get lines beside those at the end of requests.
    let logOptions: AccessLogOptionsConfiguration
    /// Whether they do.
    let logsBeforeEnd: Bool
    /// Whether a format asks for sizes on the wire or facts of the upstream connection.
    let observesConnections: Bool
    /// The rewriting of local replies; nil where they stay as they are.
    let localReplies: LocalReplyConfiguration?
    /// Which requests are traced; nil where none are.
    let tracing: TracingConfiguration?
    /// Whether `x-request-id` decides which.
    let tracesByRequestID: Bool
    /// Whether requests leave our service here, or come to it.
    let isEgress: Bool, isIngress: Bool
    /// Whether somebody asks who upstreams are, as their certificates say.
    let knowsUpstreams: Bool
    /// The names of this proxy.
    let node: NodeNames
    /// The listener's name.
    let listenerName: [UInt8]
    /// The filter chain's name; empty when it has none.
    let filterChainName: [UInt8]
    /// The listener's metadata.
    let listenerMetadata: MetadataConfiguration
    /// The mutations of request heads as they come.
    let earlyMutations: [HeaderMutationConfiguration.Change]
    /// The filter chain's metadata.
    let filterChainMetadata: MetadataConfiguration
    /// The statistics, by `stat_prefix`.
    public let metrics: MetricScope
    /// The statistics, by listener and `stat_prefix`.
    public let listenerMetrics: MetricScope
    /// Where scopes come from that only traffic calls for: the filter chain's, which outlives other routes and is kept
    /// by the settings of each of its managers.
    let registry: MetricRegistry
    /// Where scopes come from that these settings name; they go with them.
    private let ownRegistry: MetricRegistry
    /// The statistics of HTTP/1, for all managers together.
    public let codecMetrics: MetricScope

    /// Resolves a validated configuration.
    public init(
        _ configuration: HTTPConnectionManagerConfiguration, filters: FilterLists, listener: ListenerConfiguration,
        listenerStatName: String, registry: MetricRegistry, accessLogs: [AccessLogTarget],
        connectionLogs: [AccessLogTarget], tryLogs: [[AccessLogTarget]] = [], node: NodeNames = NodeNames(),
        runtime: LiveRuntime = LiveRuntime()
    ) {
        statPrefix = configuration.statPrefix
        bypassesOverload = listener.bypassesOverload
        routes = RouteTable(configuration.routeConfiguration, runtime: runtime)
        let ownRegistry = registry.part()
        routeScopes = RouteScopes(configuration.routeConfiguration, registry: ownRegistry)
        connection = HTTPServerConnectionOptions(configuration)
        speaksHTTP2Only = configuration.codecType == .http2
        http2Codec = HTTP2Options(configuration)
        keepalive = HTTP2KeepaliveOptions(configuration.http2Options.keepalive)
        codec = HTTP1Options(configuration)
        bufferLimit = Int(listener.perConnectionBufferLimit)
        useRemoteAddress = configuration.useRemoteAddress
        trustedHops = Int(configuration.xffNumTrustedHops)
        skipXffAppend = configuration.skipXffAppend
        trust = TrustSettings(configuration, node: node)
        paths = PathSettings(configuration)
        hosts = HostSettings(configuration)
        earlyMutations = configuration.earlyMutations
        proxies100Continue = configuration.proxies100Continue
        keepsConnectionAfterBadRequest =
            configuration.http1Options.keepsConnectionAfterBadRequest
            ?? configuration.keepsConnectionAfterBadRequest
        proxyStatus = configuration.proxyStatus.map {
            ProxyStatus($0, serverName: configuration.serverName, node: node)
        }
        via = Array(configuration.via.utf8)
        serverName = Array(configuration.serverName.utf8)
        serverTransformation = configuration.serverHeaderTransformation
        tellsOrigin = configuration.tellsOrigin
        generateRequestID = configuration.generateRequestID
        preserveExternalRequestID = configuration.preserveExternalRequestID
        alwaysSetRequestIDInResponse = configuration.alwaysSetRequestIDInResponse
        streamIdleTimeout = configuration.streamIdleTimeout
        requestTimeout = configuration.requestTimeout
        maxStreamDuration = configuration.commonOptions.maxStreamDuration
        defaultHostForHTTP10 = Array(configuration.http1Options.defaultHostForHTTP10.utf8)
        upgrades = UpgradeSettings(configuration.upgrades)
        plan = FilterPlan(filters, configuration.routeConfiguration)
        tracing = Self.tracing(configuration, plan)
        tracesByRequestID = configuration.tracesByRequestID
        isEgress = listener.trafficDirection == .outbound
        isIngress = listener.trafficDirection == .inbound
        knowsUpstreams = !isIngress && Self.countsForIstio(configuration)
        self.node = node
        self.accessLogs = accessLogs
        self.registry = registry
        self.ownRegistry = ownRegistry
        self.connectionLogs = connectionLogs
        self.tryLogs = tryLogs
        logOptions = configuration.accessLogOptions
        logsBeforeEnd = logOptions.flushesOnNewRequest || logOptions.flushInterval != nil
        localReplies = configuration.localReplies
        observesConnections =
            accessLogs.contains(where: \.format.observesConnections) || configuration.observesConnections
        listenerName = Array(listener.name.utf8)
        filterChainName = Array((listener.filterChains.first?.name ?? "").utf8)
        listenerMetadata = listener.metadata
        filterChainMetadata = listener.filterChains.first?.metadata ?? MetadataConfiguration()
        let prefixLabel = MetricLabel("envoy_http_conn_manager_prefix", configuration.statPrefix)
        metrics = ownRegistry.scope(
            prefix: "http.\(configuration.statPrefix).", labels: [prefixLabel], family: ConnectionManagerMetric.family)
        codecMetrics = ownRegistry.scope(prefix: "http1.", labels: [], family: HTTP1CodecMetric.family)
        listenerMetrics = ownRegistry.scope(
            prefix: "listener.\(listenerStatName).http.\(configuration.statPrefix).",
            labels: [prefixLabel, MetricLabel("envoy_listener_address", listenerStatName)],
            family: ListenerHTTPMetric.family)
    }
    /// What is traced: a router may say so, too.
    private static func tracing(
        _ configuration: HTTPConnectionManagerConfiguration, _ plan: FilterPlan
    ) -> TracingConfiguration? {
        var tracing = configuration.tracing
        if plan.chains.first?.router.spawnsUpstreamSpans == true { tracing?.spawnsUpstreamSpans = true }
        return tracing
    }

    /// Whether a filter counts requests as Istio does.
    private static func countsForIstio(_ configuration: HTTPConnectionManagerConfiguration) -> Bool {
        let filters = configuration.httpFilters + configuration.upgrades.flatMap(\.httpFilters)
        return filters.contains { $0.value is IstioStatsConfiguration }
    }
}
