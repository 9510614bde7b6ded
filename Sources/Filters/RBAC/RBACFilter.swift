internal import HTTPSemantics
internal import Telemetry

/// Refuses requests by rules about who may do what, with 403.
///
/// Runs on request headers; a route's own rules replace the filter's. What was decided is told as metadata.
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/rbac_filter
final class RBACFilter: HTTPFilter {
    private let worker: WorkerRBAC
    /// The route's rules, or the filter's where it has none.
    private var level: RBACLevel
    private var decision: RBACEngine.Decision?
    private var shadowDecision: RBACEngine.Decision?

    init(_ worker: WorkerRBAC, name: String, stream: FilterStream) {
        self.worker = worker
        level = worker.level
        super.init(stream: stream, name: name, interests: .requestHeaders)
    }

    override func requestHeaders(endStream: Bool) -> FilterHeadersStatus {
        if let own = stream.routeSettings(of: self) as? RBACLevel { level = own }
        if let shadow = level.shadow {
            let decision = shadow.decide(stream)
            shadowDecision = decision
            worker.shadowMetrics.increment(
                decision.isAllowed ? RBACShadowMetric.shadowAllowed : .shadowDenied)
            count(decision, in: worker.shadowPolicies, .shadowAllowed, .shadowDenied)
            stream.owesMetadata = true
        }
        guard let rules = level.rules else { return .continueIteration }
        let decision = rules.decide(stream)
        self.decision = decision
        stream.owesMetadata = true
        count(decision, in: worker.policies, .allowed, .denied)
        worker.metrics.increment(decision.isAllowed ? RBACMetric.allowed : .denied)
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
        guard level === worker.level, let policy = decision.policy, policy < writers.count else { return }
        writers[policy].increment(decision.isAllowed ? allowed : denied)
    }

    override func tellMetadata() {
        if let shadowDecision {
            tell(
                shadowDecision, of: level.shadow, prefix(\.shadowPrefix), "shadow_engine_result",
                "shadow_effective_policy_id")
        }
        if let decision {
            tell(decision, of: level.rules, prefix(\.prefix), "enforced_engine_result", "enforced_effective_policy_id")
            // What the rules that are only counted would say is no matter of logs.
            if let isLogged = decision.isLogged {
                stream.dynamicMetadata.set("access_log_hint", in: "envoy.common", to: .bool(isLogged))
            }
        }
        shadowDecision = nil
        decision = nil
    }

    /// What stands before names: the route's prefix, or the filter's where the route has none.
    private func prefix(_ kind: KeyPath<RBACLevel, String>) -> String {
        let own = level[keyPath: kind]
        return own.isEmpty ? worker.level[keyPath: kind] : own
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
        if level !== worker.level { level = worker.level }
    }
}
