internal import Configuration
internal import Telemetry

/// A balancer that first decides which list of endpoints a request is for, by priority, health and locality, and then
/// chooses from it.
class SourceBalancer: LoadBalancer {
    private let failsOnPanic: Bool
    /// Whose turn it is, of the localities of each priority, where they have weights: healthy, then degraded.
    private var localities: [WeightedSchedule] = []
    private var weights: [[Double]] = []
    /// How zones share requests; nil where they do not count.
    private let zones: ZoneRouting?

    override init(_ view: EndpointView, _ setting: BalancerSetting) {
        switch setting.rules.balancing.localities {
        case .zoneAware(let zone):
            failsOnPanic = zone.failsOnPanic
            let threshold = setting.rules.panicThreshold
            zones = setting.neighbours.map {
                ZoneRouting(zone, from: $0, to: view, panicThreshold: threshold, setting.metrics)
            }
        case .weighted, .ignored:
            failsOnPanic = false
            zones = nil
        }
        super.init(view, setting)
        if setting.rules.weighsLocalities { scheduleLocalities() }
    }

    override final func pick(_ choice: borrowing EndpointChoice, attempt: Int, draw: UInt64) -> Endpoint? {
        guard let source = source(for: choice, draw), !view.sources[source].isEmpty else { return nil }
        return pick(from: source, draw)
    }

    /// Chooses from a source, which is not empty. `draw` is a random number.
    func pick(from source: Int, _ draw: UInt64) -> Endpoint? { nil }

    private func source(for choice: borrowing EndpointChoice, _ draw: UInt64) -> Int? {
        guard let (index, isDegraded) = self.priority(for: choice, draw) else { return nil }
        let priority = view.priorities[index]
        if priority.isPanicking {
            countPanic()
            return failsOnPanic ? nil : priority.all
        }
        let whole = isDegraded ? priority.degraded : priority.healthy
        if priority.localities.isEmpty { return whole }
        if !localities.isEmpty {
            let place = 2 * index + (isDegraded ? 1 : 0)
            let weights = self.weights[place]
            guard let locality = localities[place].next(weight: { weights[$0] }) else { return whole }
            return isDegraded ? priority.degraded(in: locality) : priority.healthy(in: locality)
        }
        guard index == 0, let zones else { return whole }
        switch zones.choose(&random) {
        case .anywhere: return whole
        case .nowhere: return nil
        case .locality(let locality):
            return isDegraded ? priority.degraded(in: locality) : priority.healthy(in: locality)
        }
    }

    /// Localities take turns by weight, those with too few available endpoints in proportion less.
    private func scheduleLocalities() {
        let factor = Double(setting.rules.balancing.overprovisioningFactor) / 100
        for priority in view.priorities {
            for isDegraded in [false, true] {
                let weights = priority.localities.enumerated().map { index, part -> Double in
                    let source = isDegraded ? priority.degraded(in: index) : priority.healthy(in: index)
                    if part.counting == 0 { return 0 }
                    return part.weight * min(1, factor * Double(view.sources[source].count) / Double(part.counting))
                }
                self.weights.append(weights)
                localities.append(WeightedSchedule(weights, phase: 1024 * random.nextFraction()))
            }
        }
    }
}

/// Takes endpoints with equal chances, whatever their weights (Envoy's RANDOM).
final class RandomBalancer: SourceBalancer {
    override func pick(from source: Int, _ draw: UInt64) -> Endpoint? {
        let endpoints = view.sources[source]
        return endpoints[random.next(below: endpoints.count)]
    }
}
