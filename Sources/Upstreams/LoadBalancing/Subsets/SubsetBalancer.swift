internal import Configuration
internal import Telemetry

/// Chooses among the endpoints that say of themselves what a request asks for, by the cluster's policy (Envoy's subset
/// load balancer).
final class SubsetBalancer: LoadBalancer {
    private let table: SubsetTable
    /// By subset; nil until it is first used.
    private var balancers: [LoadBalancer?]
    /// What is tried for each criteria that came up. They are kept, so that no other object takes their place.
    private var plans: [ObjectIdentifier: (criteria: SubsetCriteria, steps: [SubsetTable.Step])] = [:]
    private let planWithoutCriteria: [SubsetTable.Step]
    /// The plan of the last request, which the next one mostly needs too.
    private var last: (criteria: SubsetCriteria, steps: [SubsetTable.Step])?

    /// More plans than this are forgotten.
    private static let mostPlans = 4096

    init(_ view: EndpointView, _ table: SubsetTable, _ setting: BalancerSetting) {
        self.table = table
        balancers = Array(repeating: nil, count: table.subsets.count)
        planWithoutCriteria = table.plan(for: nil)
        super.init(choosingSubsetsOf: view, setting)
    }

    override func pick(_ choice: borrowing EndpointChoice = EndpointChoice()) -> Endpoint? {
        let steps = plan(for: choice.criteria)
        var index = 0
        while index < steps.count {
            let step = steps[index]
            if step.count == .selected { setting.metrics.increment(ClusterMetric.lbSubsetsSelected) }
            if let endpoint = pick(from: step.subset, choice) {
                switch step.count {
                case .fallback: setting.metrics.increment(ClusterMetric.lbSubsetsFallback)
                case .panic: setting.metrics.increment(ClusterMetric.lbSubsetsFallbackPanic)
                case .nothing, .selected: break
                }
                return endpoint
            }
            index = step.next
        }
        return nil
    }

    private func pick(from subset: Int, _ choice: borrowing EndpointChoice) -> Endpoint? {
        if let balancer = balancers[subset] { return balancer.pick(choice) }
        switch table.subsets[subset] {
        case .single(let endpoint): return endpoint
        case .view(let view):
            let balancer = LoadBalancer.make(view, setting)
            balancers[subset] = balancer
            return balancer.pick(choice)
        }
    }

    private func plan(for criteria: SubsetCriteria?) -> [SubsetTable.Step] {
        guard let criteria else { return planWithoutCriteria }
        if let last, last.criteria === criteria { return last.steps }
        let steps = knownPlan(for: criteria)
        last = (criteria, steps)
        return steps
    }

    private func knownPlan(for criteria: SubsetCriteria) -> [SubsetTable.Step] {
        if let known = plans[ObjectIdentifier(criteria)] { return known.steps }
        let steps = table.plan(for: criteria)
        if plans.count >= Self.mostPlans { plans.removeAll() }
        plans[ObjectIdentifier(criteria)] = (criteria, steps)
        return steps
    }
}
