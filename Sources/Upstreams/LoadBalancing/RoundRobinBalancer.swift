/// Endpoints in turn; with unequal weights, each as often as its weight says (Envoy's ROUND_ROBIN).
final class RoundRobinBalancer: LoadBalancer {
    /// The next endpoint of each priority with equal weights.
    private var cursors: [Int]
    /// The schedule of each priority with unequal weights.
    private var schedules: [WeightedSchedule?]

    override init(set: EndpointSet, seed: UInt64) {
        cursors = []
        schedules = []
        super.init(set: set, seed: seed)
        for endpoints in set.eligible {
            // Workers start at different places, so that the first endpoint does not get all first requests.
            let start = endpoints.isEmpty ? 0 : random.next(below: endpoints.count)
            cursors.append(start)
            if endpoints.allSatisfy({ $0.weight == endpoints[0].weight }) {
                schedules.append(nil)
            } else {
                var schedule = WeightedSchedule(endpoints.map { Double($0.weight) })
                for _ in 0..<start { _ = schedule.next { Double(endpoints[$0].weight) } }
                schedules.append(schedule)
            }
        }
    }

    override func pick(from priority: Int) -> Endpoint? {
        let endpoints = set.eligible[priority]
        if schedules[priority] != nil {
            return schedules[priority]?.next { Double(endpoints[$0].weight) }.map { endpoints[$0] }
        }
        let cursor = cursors[priority]
        cursors[priority] = cursor &+ 1 == endpoints.count ? 0 : cursor &+ 1
        return endpoints[cursor]
    }
}
