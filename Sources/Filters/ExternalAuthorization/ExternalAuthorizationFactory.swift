public import Configuration
internal import RegularExpressions
internal import Routing
internal import RuntimeValues
internal import Telemetry

/// The external authorisation filter of a chain.
public final class ExternalAuthorizationFactory: HTTPFilterFactory {
    let configuration: ExternalAuthorizationConfiguration
    let enabled: RuntimeShare
    let enabledMetadata: MetadataMatcher?
    let deniesAtDisable: RuntimeFlag
    /// Which fields of the request are told, and which of answers are used how.
    let told: [TextMatcher], untold: [TextMatcher]
    let upstream: [TextMatcher], appended: [TextMatcher], client: [TextMatcher], clientOnSuccess: [TextMatcher]
    let metadata: [TextMatcher]
    private let registry: MetricRegistry
    private let scope: MetricScope
    private let statInfix: String
    private let label: MetricLabel?

    /// What a route says.
    final class Level: Sendable {
        let configuration: ExternalAuthorizationRouteConfiguration

        init(_ configuration: ExternalAuthorizationRouteConfiguration) { self.configuration = configuration }
    }

    /// Compiles a validated configuration.
    public init(_ configuration: ExternalAuthorizationConfiguration, _ context: FilterContext) {
        self.configuration = configuration
        enabled = context.runtime.share(configuration.enabled)
        deniesAtDisable = context.runtime.flag(configuration.deniesAtDisable)
        enabledMetadata = configuration.enabledMetadata.map { MetadataMatcher($0) }
        told = configuration.allowedHeaders.map { TextMatcher($0) }
        untold = configuration.disallowedHeaders.map { TextMatcher($0) }
        upstream = configuration.upstreamHeaders.map { TextMatcher($0) }
        appended = configuration.appendedUpstreamHeaders.map { TextMatcher($0) }
        client = configuration.clientHeaders.map { TextMatcher($0) }
        clientOnSuccess = configuration.clientHeadersOnSuccess.map { TextMatcher($0) }
        metadata = configuration.metadataHeaders.map { TextMatcher($0) }
        registry = context.registry
        let prefix = configuration.statPrefix
        statInfix = prefix.isEmpty ? "ext_authz." : "ext_authz.\(prefix)."
        label = prefix.isEmpty ? nil : MetricLabel("envoy_ext_authz_prefix", prefix)
        scope = context.scope(statInfix, ExternalAuthorizationMetric.family, label: label)
    }

    /// The scope of a cluster that requests would have gone to.
    func clusterScope(_ name: String) -> MetricScope {
        registry.scope(
            prefix: "cluster.\(name).\(statInfix)",
            labels: (label.map { [$0] } ?? []) + [MetricLabel("envoy_cluster_name", name)],
            family: ExternalAuthorizationClusterMetric.family)
    }

    /// The worker's counters and calls.
    public func makeMaker(on worker: FilterWorker) -> HTTPFilterMaker {
        let own = WorkerExternalAuthorization(self, worker, scope.writer(thread: worker.index))
        return HTTPFilterMaker { [cluster = configuration.cluster] in
            ExternalAuthorizationFilter(own, worker.makeCall(toCluster: cluster), name: $0, stream: $1)
        }
    }

    /// What a route says.
    public func compile(_ value: any HTTPFilterValue) -> (any Sendable & AnyObject)? {
        (value as? ExternalAuthorizationRouteConfiguration).map { Level($0) }
    }
}

/// What the external authorisation filters of one worker share.
final class WorkerExternalAuthorization {
    let factory: ExternalAuthorizationFactory
    let metrics: MetricWriter
    private let worker: FilterWorker
    private var clusters: [String: MetricScope] = [:]

    init(_ factory: ExternalAuthorizationFactory, _ worker: FilterWorker, _ metrics: MetricWriter) {
        self.factory = factory
        self.worker = worker
        self.metrics = metrics
    }

    /// Counts for a request, and for the cluster that it would have gone to.
    func count(
        _ metric: ExternalAuthorizationMetric, _ clusterMetric: ExternalAuthorizationClusterMetric, cluster: String?
    ) {
        metrics.increment(metric)
        guard let cluster else { return }
        let scope = clusters[cluster] ?? factory.clusterScope(cluster)
        clusters[cluster] = scope
        scope.writer(thread: worker.index).increment(clusterMetric)
    }
}
