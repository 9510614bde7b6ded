internal import Configuration
internal import Telemetry

/// Chooses the endpoint of each request. One a worker and cluster, or subset; confined to the worker.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/upstream/load_balancing/load_balancers
class LoadBalancer {
    /// The endpoints to choose from.
    final let view: EndpointView
    final let setting: BalancerSetting
    final var random: FastRandom
    /// The endpoint that takes every request; nil when there is a choice.
    final let single: Endpoint?
    /// Its place in the set; -1 when there is a choice.
    final let singlePlace: Int

    init(_ view: EndpointView, _ setting: BalancerSetting) {
        self.view = view
        self.setting = setting
        random = FastRandom(seed: setting.seed)
        single = view.single
        singlePlace = view.single?.index ?? -1
    }

    /// For a balancer of which even a single endpoint does not take every request.
    init(choosingSubsetsOf view: EndpointView, _ setting: BalancerSetting) {
        self.view = view
        self.setting = setting
        random = FastRandom(seed: setting.seed)
        single = nil
        singlePlace = -1
    }

    /// The balancer of a set of endpoints.
    static func make(_ set: EndpointSet, _ setting: BalancerSetting) -> LoadBalancer {
        if let subsets = set.subsets { return SubsetBalancer(set.view, subsets, setting) }
        return make(set.view, setting)
    }

    /// The balancer of a policy.
    static func make(_ view: EndpointView, _ setting: BalancerSetting) -> LoadBalancer {
        switch setting.rules.policy {
        case .roundRobin: RoundRobinBalancer(view, setting)
        case .leastRequest(let choices, _, let scansAll):
            LeastRequestBalancer(view, setting, choices: Int(choices), scansAll: scansAll)
        case .random: RandomBalancer(view, setting)
        case .ringHash, .maglev: HashBalancer(view, setting)
        }
    }

    /// The endpoint of a request; nil when none takes it. Endpoints that the request's filter rejects are taken only
    /// when no other was found in as many attempts as it allows.
    func pick(_ choice: borrowing EndpointChoice = EndpointChoice()) -> Endpoint? {
        if let single { return single }
        var picked = pick(choice, attempt: 0, draw: random.next())
        guard let filter = choice.filter else { return picked }
        // A hash that is missing is thrown once, so that attempts have something to move on from.
        let draw = random.next()
        var attempt = 1
        while attempt < choice.attempts, let endpoint = picked, filter.rejects(endpoint) {
            picked = pick(choice, attempt: attempt, draw: choice.hash == nil ? random.next() : draw)
            attempt += 1
        }
        return picked
    }

    /// One attempt to choose. `draw` is a random number.
    func pick(_ choice: borrowing EndpointChoice, attempt: Int, draw: UInt64) -> Endpoint? { nil }

    /// The priority of a number; nil when there is no such priority here: a subset may have fewer than its cluster.
    final func priority(
        for choice: borrowing EndpointChoice, _ number: UInt64
    ) -> (priority: Int, isDegraded: Bool)? {
        let draw = UInt32(truncatingIfNeeded: number % 100)
        if let load = choice.load {
            let chosen = load.choose(draw)
            return chosen.priority < view.priorities.count ? chosen : nil
        }
        if view.priorities.count == 1 && view.load.degraded[0] == 0 { return (0, false) }
        if let tried = choice.tried {
            let chosen = tried.load(insteadOf: view.load).choose(draw)
            return chosen.priority < view.priorities.count ? chosen : nil
        }
        return view.load.choose(draw)
    }

    /// A request goes to endpoints whatever their health, or nowhere, since too few are healthy.
    final func countPanic() { setting.metrics.increment(ClusterMetric.lbHealthyPanic) }
}
