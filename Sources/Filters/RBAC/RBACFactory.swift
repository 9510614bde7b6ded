public import Configuration
internal import HTTPSemantics
internal import Telemetry

/// What the rules of one level are: the filter's own, or a route's.
final class RBACLevel: Sendable {
    let rules: RBACEngine?
    let shadow: RBACEngine?
    /// Before names of metadata.
    let prefix: String, shadowPrefix: String
    /// What is said of a refusal, by policy; the last one when none fits.
    let refusals: [ResponseCodeDetails]

    init(_ configuration: RBACConfiguration) {
        rules = configuration.rules.map { RBACEngine($0) }
        shadow = configuration.shadowRules.map { RBACEngine($0) }
        prefix = configuration.statPrefix
        shadowPrefix = configuration.shadowStatPrefix
        refusals = ((rules?.names ?? []) + ["none"]).map { name in
            let word = String(name.map { $0.isWhitespace ? "_" : $0 })
            return ResponseCodeDetails("rbac_access_denied_matched_policy", cause: "[\(word)]")
        }
    }
}

/// The RBAC filter of a chain.
public final class RBACFactory: HTTPFilterFactory {
    private let level: RBACLevel
    private let scope: MetricScope
    private let shadowScope: MetricScope
    /// By policy; empty unless each is counted.
    private let policyScopes: [MetricScope]
    private let shadowPolicyScopes: [MetricScope]

    /// Compiles a validated configuration.
    public init(_ configuration: RBACConfiguration, _ context: FilterContext) {
        let level = RBACLevel(configuration)
        self.level = level
        func makeScope(_ prefix: String, _ family: MetricFamily) -> MetricScope {
            let name = prefix.isEmpty ? "rbac." : "rbac.\(prefix)."
            let labels = prefix.isEmpty ? [] : [MetricLabel("envoy_rbac_http_prefix", prefix)]
            return context.registry.scope(
                prefix: context.statPrefix + name, labels: labels + context.labels, family: family)
        }
        func makePolicyScopes(_ engine: RBACEngine?, _ prefix: String) -> [MetricScope] {
            guard configuration.tracksRules, let engine else { return [] }
            return engine.names.map { policy in
                let name = prefix.isEmpty ? "rbac." : "rbac.\(prefix)."
                let labels = prefix.isEmpty ? [] : [MetricLabel("envoy_rbac_http_prefix", prefix)]
                return context.registry.scope(
                    prefix: context.statPrefix + name + "policy.\(policy).",
                    labels: [MetricLabel("envoy_rbac_policy_name", policy)] + labels + context.labels,
                    family: RBACPolicyMetric.family)
            }
        }
        scope = makeScope(configuration.statPrefix, RBACMetric.family)
        shadowScope = makeScope(configuration.shadowStatPrefix, RBACShadowMetric.family)
        policyScopes = makePolicyScopes(level.rules, configuration.statPrefix)
        shadowPolicyScopes = makePolicyScopes(level.shadow, configuration.shadowStatPrefix)
    }

    /// The worker's counters.
    public func makeMaker(on worker: FilterWorker) -> HTTPFilterMaker {
        let own = WorkerRBAC(
            level: level, metrics: scope.writer(thread: worker.index),
            shadowMetrics: shadowScope.writer(thread: worker.index),
            policies: policyScopes.map { $0.writer(thread: worker.index) },
            shadowPolicies: shadowPolicyScopes.map { $0.writer(thread: worker.index) })
        return HTTPFilterMaker { RBACFilter(own, name: $0, stream: $1) }
    }

    /// Rules that take the place of the filter's own.
    public func compile(_ value: any HTTPFilterValue) -> (any Sendable & AnyObject)? {
        (value as? RBACConfiguration).map { RBACLevel($0) }
    }
}

/// What the RBAC filters of one worker share.
final class WorkerRBAC {
    let level: RBACLevel
    let metrics: MetricWriter
    let shadowMetrics: MetricWriter
    let policies: [MetricWriter]
    let shadowPolicies: [MetricWriter]

    init(
        level: RBACLevel, metrics: MetricWriter, shadowMetrics: MetricWriter, policies: [MetricWriter],
        shadowPolicies: [MetricWriter]
    ) {
        self.level = level
        self.metrics = metrics
        self.shadowMetrics = shadowMetrics
        self.policies = policies
        self.shadowPolicies = shadowPolicies
    }
}
