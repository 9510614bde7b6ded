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
        RBACMaker(
            level: level, metrics: scope.writer(thread: worker.index),
            shadowMetrics: shadowScope.writer(thread: worker.index),
            policies: policyScopes.map { $0.writer(thread: worker.index) },
            shadowPolicies: shadowPolicyScopes.map { $0.writer(thread: worker.index) })
    }

    /// Rules that take the place of the filter's own.
    public func compile(_ value: any HTTPFilterValue) -> (any Sendable & AnyObject)? {
        (value as? RBACConfiguration).map { RBACLevel($0) }
    }
}

/// What the RBAC filters of one worker share.
final class RBACMaker: HTTPFilterMaker {
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

    override func make(named name: String, on stream: FilterStream) -> HTTPFilter {
        RBACFilter(self, name: name, stream: stream)
    }
}

/// Refuses requests by rules about who may do what, with 403.
///
/// Runs on request headers; a route's own rules replace the filter's. What was decided is told as metadata.
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/rbac_filter
final class RBACFilter: HTTPFilter {
    private let maker: RBACMaker
    private var level: RBACLevel
    private var decision: RBACEngine.Decision?
    private var shadowDecision: RBACEngine.Decision?

    init(_ maker: RBACMaker, name: String, stream: FilterStream) {
        self.maker = maker
        level = maker.level
        super.init(stream: stream, name: name, interests: .requestHeaders)
    }

    override func requestHeaders(endStream: Bool) -> FilterHeadersStatus {
        level = (stream.routeSettings(of: self) as? RBACLevel) ?? maker.level
        if let shadow = level.shadow {
            let decision = shadow.decide(stream)
            shadowDecision = decision
            maker.shadowMetrics.increment(
                decision.isAllowed ? RBACShadowMetric.shadowAllowed : .shadowDenied)
            count(decision, in: maker.shadowPolicies, .shadowAllowed, .shadowDenied)
            stream.owesMetadata = true
        }
        guard let rules = level.rules else { return .continueIteration }
        let decision = rules.decide(stream)
        self.decision = decision
        stream.owesMetadata = true
        count(decision, in: maker.policies, .allowed, .denied)
        maker.metrics.increment(decision.isAllowed ? RBACMetric.allowed : .denied)
        if decision.isAllowed { return .continueIteration }
        stream.sendLocalReply(
            status: 403, literal: "RBAC: access denied",
            details: level.refusals[decision.policy ?? level.refusals.count - 1])
        return .stopIteration
    }

    /// Counts for the policy that fits; a route's own policies are not counted.
    private func count(
        _ decision: RBACEngine.Decision, in writers: [MetricWriter], _ allowed: RBACPolicyMetric,
        _ denied: RBACPolicyMetric
    ) {
        guard level === maker.level, let policy = decision.policy, policy < writers.count else { return }
        writers[policy].increment(decision.isAllowed ? allowed : denied)
    }

    override func tellMetadata() {
        if let shadowDecision {
            tell(
                shadowDecision, of: level.shadow, level.shadowPrefix, "shadow_engine_result",
                "shadow_effective_policy_id")
        }
        if let decision {
            tell(decision, of: level.rules, level.prefix, "enforced_engine_result", "enforced_effective_policy_id")
            // What the rules that are only counted would say is no matter of logs.
            if let isLogged = decision.isLogged {
                stream.dynamicMetadata.set("access_log_hint", in: "envoy.common", to: .bool(isLogged))
            }
        }
        shadowDecision = nil
        decision = nil
    }

    private func tell(
        _ decision: RBACEngine.Decision, of engine: RBACEngine?, _ prefix: String, _ result: String, _ policy: String
    ) {
        let space = "envoy.filters.http.rbac"
        stream.dynamicMetadata.set(prefix + result, in: space, to: .text(decision.isAllowed ? "allowed" : "denied"))
        if let place = decision.policy, let engine {
            stream.dynamicMetadata.set(prefix + policy, in: space, to: .text(engine.names[place]))
        }
    }

    override func streamDestroyed() {
        decision = nil
        shadowDecision = nil
        if level !== maker.level { level = maker.level }
    }
}
