/// Which part of the requests each priority takes, and which priorities are in such a state that all of their endpoints
/// are used: a value, computed from numbers of endpoints.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/upstream/load_balancing/priority
public struct PriorityLoad: Sendable, Equatable {
    /// How many endpoints of a priority are in which state, or their weights.
    struct Census: Equatable {
        /// All, with those that do not count.
        var all = 0
        /// Those that do not count: they wait for their first health check.
        var excluded = 0
        var healthy = 0
        var degraded = 0
        /// The weights of those that count, where health is a share of weights; else nil.
        var weights: (all: UInt64, healthy: UInt64, degraded: UInt64)?
        /// How much more than its healthy share a priority can take, in percent of it.
        var overprovisioning: UInt32 = 140

        var counting: Int { all - excluded }

        static func == (a: Census, b: Census) -> Bool {
            a.all == b.all && a.excluded == b.excluded && a.healthy == b.healthy && a.degraded == b.degraded
                && a.weights?.all == b.weights?.all && a.weights?.healthy == b.weights?.healthy
                && a.weights?.degraded == b.weights?.degraded && a.overprovisioning == b.overprovisioning
        }
    }

    /// The percentage that healthy endpoints of each priority take.
    private(set) var healthy: [UInt32]
    /// The percentage that degraded endpoints of each priority take. All percentages make 100.
    private(set) var degraded: [UInt32]
    /// Whether a priority uses all of its endpoints, or, where that is forbidden, none.
    private(set) var panics: [Bool]
    /// From 0 to 100: how much each priority could take.
    private let healthyAvailability: [UInt32]
    private let degradedAvailability: [UInt32]

    /// The load of priorities, of which there is at least one.
    init(_ priorities: [Census], panicThreshold: UInt32) {
        func availability(_ part: UInt64, of total: UInt64, _ overprovisioning: UInt32) -> UInt32 {
            if total == 0 { return 0 }
            let (product, overflows) = UInt64(overprovisioning).multipliedReportingOverflow(by: part)
            return overflows ? 100 : UInt32(min(100, product / total))
        }
        healthyAvailability = priorities.map { census in
            census.weights.map { availability($0.healthy, of: $0.all, census.overprovisioning) }
                ?? availability(UInt64(census.healthy), of: UInt64(census.counting), census.overprovisioning)
        }
        degradedAvailability = priorities.map { census in
            census.weights.map { availability($0.degraded, of: $0.all, census.overprovisioning) }
                ?? availability(UInt64(census.degraded), of: UInt64(census.counting), census.overprovisioning)
        }
        healthy = []
        degraded = []
        panics = Array(repeating: false, count: priorities.count)
        let total = distribute(healthyAvailability, degradedAvailability)
        if panicThreshold == 0 && total == 0 {
            // Nobody takes requests: they find the first priority empty.
            healthy[0] = 100
            return
        }
        if total == 100 { return }
        for (index, census) in priorities.enumerated() {
            let counting = Double(census.counting)
            let available = counting == 0 ? 0 : 100 * Double(census.healthy + census.degraded) / counting
            panics[index] = available < Double(panicThreshold)
        }
        if !panics.contains(false) { spreadByCount(priorities.map(\.all)) }
    }

    /// The load where one of `count` priorities takes all requests, by its healthy or by its degraded endpoints.
    init(only priority: Int, of count: Int, isDegraded: Bool) {
        let none = [UInt32](repeating: 0, count: count)
        var all = none
        all[priority] = 100
        (healthy, degraded) = isDegraded ? (none, all) : (all, none)
        panics = Array(repeating: false, count: count)
        (healthyAvailability, degradedAvailability) = (healthy, degraded)
    }

    /// The load of one priority that is well.
    static let usual = PriorityLoad(only: 0, of: 1, isDegraded: false)

    /// Gives each priority its part, healthy endpoints first; the answer is how much of 100 there is.
    private mutating func distribute(_ healthyParts: [UInt32], _ degradedParts: [UInt32]) -> UInt32 {
        healthy = Array(repeating: 0, count: healthyParts.count)
        degraded = healthy
        let total = min(100, healthyParts.reduce(0, +) + degradedParts.reduce(0, +))
        if total == 0 { return 0 }
        var left: UInt32 = 100
        for index in healthyParts.indices {
            healthy[index] = min(left, healthyParts[index] * 100 / total)
            left -= healthy[index]
        }
        for index in degradedParts.indices {
            degraded[index] = min(left, degradedParts[index] * 100 / total)
            left -= degraded[index]
        }
        // What rounding left over goes to the first that has anybody.
        if let first = healthyParts.firstIndex(where: { $0 > 0 }) {
            healthy[first] += left
        } else if let first = degradedParts.firstIndex(where: { $0 > 0 }) {
            degraded[first] += left
        }
        return total
    }

    /// Where every priority panics, each takes as much as it has endpoints.
    private mutating func spreadByCount(_ counts: [Int]) {
        let total = counts.reduce(0, +)
        guard let first = counts.firstIndex(where: { $0 > 0 }) else {
            healthy[0] = 100
            return
        }
        degraded = Array(repeating: 0, count: counts.count)
        healthy = counts.map { UInt32(100 * $0 / total) }
        healthy[first] += 100 - healthy.reduce(0, +)
    }

    /// The load when some priorities are left out, as a retry leaves out those that it has tried; nil when nobody else
    /// is available.
    public func excluding(_ priorities: Set<Int>) -> PriorityLoad? {
        func left(_ parts: [UInt32]) -> [UInt32] {
            parts.enumerated().map { priorities.contains($0.offset) ? 0 : $0.element }
        }
        var result = self
        return result.distribute(left(healthyAvailability), left(degradedAvailability)) == 0 ? nil : result
    }

    /// The priority of a number from 0 to 99, and whether its degraded endpoints are meant.
    @inline(__always)
    func choose(_ draw: UInt32) -> (priority: Int, isDegraded: Bool) {
        var sum: UInt32 = 0
        for index in healthy.indices {
            sum &+= healthy[index]
            if draw < sum { return (index, false) }
        }
        for index in degraded.indices {
            sum &+= degraded[index]
            if draw < sum { return (index, true) }
        }
        return (0, false)
    }
}
