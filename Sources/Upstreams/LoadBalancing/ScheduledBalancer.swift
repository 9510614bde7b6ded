internal import Configuration
internal import EventLoops

/// A balancer whose endpoints take turns by weight, or are chosen more simply where all weights are equal.
class ScheduledBalancer: SourceBalancer {
    private let slowStart: SlowStart?
    /// By source; nil where all weights are equal.
    private var schedules: [WeightedSchedule?]
    /// Whether a source was looked at.
    private var isPlanned: [Bool]

    override init(_ view: EndpointView, _ setting: BalancerSetting) {
        slowStart = setting.rules.slowStart
        schedules = Array(repeating: nil, count: view.sources.count)
        isPlanned = Array(repeating: false, count: view.sources.count)
        super.init(view, setting)
    }

    override final func pick(from source: Int, _ draw: UInt64) -> Endpoint? {
        if !isPlanned[source] { plan(source) }
        if schedules[source] == nil { return pickEvenly(from: source) }
        let endpoints = view.sources[source]
        return schedules[source]?.next { currentWeight(of: endpoints[$0]) }.map { endpoints[$0] }
    }

    /// Chooses from a source whose endpoints have equal weights.
    func pickEvenly(from source: Int) -> Endpoint? { nil }

    /// What an endpoint's turns are measured by now.
    func weight(of endpoint: Endpoint) -> Double { Double(endpoint.weight) }

    private func currentWeight(of endpoint: Endpoint) -> Double {
        guard let slowStart else { return weight(of: endpoint) }
        return weight(of: endpoint) * slowStart.factor(endpoint, at: setting.loop.now)
    }

    private func plan(_ source: Int) {
        isPlanned[source] = true
        let endpoints = view.sources[source]
        let now = setting.loop.now
        let isEven = endpoints.allSatisfy { $0.weight == endpoints[0].weight }
        let isGrown = slowStart.map { slow in !endpoints.contains { slow.concerns($0, at: now) } } ?? true
        if isEven && isGrown || endpoints.count < 2 { return }
        // Workers begin at different places, so that the heaviest endpoint does not get all first requests.
        schedules[source] = WeightedSchedule(
            endpoints.map { currentWeight(of: $0) }, phase: 1024 * random.nextFraction())
    }
}
