internal import Configuration

/// The clusters that an aggregate stands for, as one worker uses them: their priorities one behind the other are the
/// aggregate's, those without endpoints left out. Confined to the worker.
///
/// ```
///   request ─▶ load over all priorities ─▶ member and its priority ─▶ the member's own balancer and pools
/// ```
/// A member that is not there counts for nothing until it comes, and so do an aggregate among the members and a cluster
/// of the hosts that requests ask for.
/// Source: https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/upstream/aggregate_cluster
final class AggregateMembers {
    /// A priority of a member.
    private struct Place {
        let member: WorkerCluster
        let priority: Int
        /// All of a request's chances for this priority: its healthy endpoints, or the degraded ones.
        let healthy: PriorityLoad
        let degraded: PriorityLoad
    }

    private let names: [String]
    private let rules: BalancingRules
    private let find: (String) -> WorkerCluster?
    private var random: FastRandom
    private var places: [Place] = []
    private var load: PriorityLoad?
    private var isStale = true

    /// - Parameters:
    ///   - names: the members, first the one that is used first.
    ///   - find: the worker's view of a cluster.
    init(_ names: [String], rules: BalancingRules, seed: UInt64, find: @escaping (String) -> WorkerCluster?) {
        self.names = names
        self.rules = rules
        self.find = find
        random = FastRandom(seed: seed)
    }

    /// Members have come or gone, or have other endpoints.
    func changed() {
        isStale = true
        // What has been replaced is not kept.
        places = []
        load = nil
    }

    /// Chooses a member for a request, and narrows the request's choice to one of its priorities; nil when no member
    /// has an endpoint.
    func choose(_ choice: inout EndpointChoice) -> WorkerCluster? {
        if isStale { build() }
        guard let load else { return nil }
        let draw = UInt32(truncatingIfNeeded: random.next() % 100)
        let (index, isDegraded) = (choice.tried?.load(insteadOf: load) ?? load).choose(draw)
        guard index < places.count else { return nil }
        let place = places[index]
        choice.tried = nil
        choice.load = isDegraded ? place.degraded : place.healthy
        return place.member
    }

    /// Which of the aggregate's priorities a member's priority is; nil when it is none.
    func place(of priority: Int, in member: WorkerCluster) -> Int? {
        if isStale { build() }
        return places.firstIndex { $0.member === member && $0.priority == priority }
    }

    /// Whether a member chooses by a hash of the request.
    var isHashing: Bool {
        if isStale { build() }
        return places.contains { $0.member.cluster.rules.isHashing }
    }

    /// Whether some connections of a member tell whose bytes they carry.
    var tellsOrigin: Bool {
        if isStale { build() }
        return places.contains { $0.member.cluster.tellsOrigin }
    }

    private func build() {
        isStale = false
        var censuses: [PriorityLoad.Census] = []
        for name in names {
            // Hosts that requests ask for have no place in a line.
            guard let member = find(name), member.forwarded == nil else { continue }
            let view = member.view
            for index in view.priorities.indices where !view.sources[view.priorities[index].all].isEmpty {
                censuses.append(view.censuses[index])
                let count = view.priorities.count
                places.append(
                    Place(
                        member: member, priority: index,
                        healthy: PriorityLoad(only: index, of: count, isDegraded: false),
                        degraded: PriorityLoad(only: index, of: count, isDegraded: true)))
            }
        }
        if censuses.isEmpty { return }
        load = PriorityLoad(censuses, panicThreshold: rules.panicThreshold)
    }
}
