public import Configuration
internal import EventLoops
public import RuntimeValues
public import Telemetry
internal import Transports

/// What connections of one filter chain share: their bucket, and what is counted.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/listeners/network_filters/local_rate_limit_filter
public final class NetworkRateLimitSettings: Sendable {
    let enabled: RuntimeFlag
    let bucket: TokenBucket
    /// The statistics.
    public let metrics: MetricScope

    /// Settings of a filter; its statistics are made in `registry`.
    public init(
        _ configuration: NetworkRateLimitConfiguration, bucket: TokenBucket, registry: MetricRegistry,
        runtime: LiveRuntime
    ) {
        enabled = runtime.flag(configuration.enabled)
        self.bucket = bucket
        metrics = registry.scope(
            prefix: "local_rate_limit.\(configuration.statPrefix).",
            labels: [MetricLabel("envoy_local_network_ratelimit_prefix", configuration.statPrefix)],
            family: NetworkRateLimitMetric.family)
    }
}

/// Takes a token for each connection, and closes those for which there is none.
public final class NetworkRateLimitFilter: NetworkFilter {
    private let settings: NetworkRateLimitSettings
    private let metrics: MetricWriter

    /// Makes a filter for one connection.
    public init(_ settings: NetworkRateLimitSettings, metrics: MetricWriter) {
        self.settings = settings
        self.metrics = metrics
        super.init()
    }

    override public func connectionOpened() -> NetworkFilterStatus {
        guard let chain, settings.enabled.isOn, !settings.bucket.take(now: chain.connection.loop.now) else {
            return .continueIteration
        }
        metrics.increment(NetworkRateLimitMetric.rateLimited)
        // The flag that Envoy has for it.
        chain.facts.info.flags.insert(.upstreamRetryLimitExceeded)
        chain.refuse("local_ratelimit_close_over_limit")
        return .stopIteration
    }
}

/// The statistics of a limit of the rate of connections.
enum NetworkRateLimitMetric: Int, MetricIndex {
    case rateLimited

    var declaration: MetricDeclaration { .counter("rate_limited") }

    static let family = makeFamily(extractedPrefix: "local_rate_limit.")
}
