internal import Configuration

/// The subsets of a cluster: endpoints that have some values in common. Immutable, shared by all workers.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/upstream/load_balancing/subsets
final class SubsetTable: Sendable {
    typealias Pair = SubsetCriteria.Pair

    /// One subset.
    enum Subset: Sendable {
        /// Several endpoints, of which one is chosen.
        case view(EndpointView)
        /// One endpoint, whatever its health.
        case single(Endpoint)
    }

    /// All subsets; the first is that of all endpoints.
    let subsets: [Subset]
    /// How many subsets there are beside those that requests fall back to.
    let count: Int
    /// How many endpoints found their subset of one endpoint taken.
    let duplicates: Int
    private let indices: [[Pair]: Int]
    private let configuration: SubsetsConfiguration
    /// What selectors say about requests with their keys and other values.
    private let fallbacks: [[String]: SubsetsConfiguration.Fallback]
    /// The subset that requests without a subset of their own go to; nil means none.
    private let fallback: Int?
    private let defaultSubset: Int?

    /// One thing to try for a request.
    struct Step: Equatable {
        /// The subset.
        let subset: Int
        /// The statistics.
        let count: Count
        /// The step after this one when the subset has no endpoint for the request.
        var next: Int

        enum Count: Equatable {
            case nothing, selected, fallback, panic
        }
    }

    /// Nil where the cluster has no subsets.
    init?(_ endpoints: [Endpoint], whole: EndpointView, _ rules: BalancingRules) {
        guard let configuration = rules.balancing.subsets else { return nil }
        self.configuration = configuration
        var members: [[Pair]: [Endpoint]] = [:]
        var order: [[Pair]] = []
        var singles: [[Pair]: Endpoint] = [:]
        var duplicates = 0
        for endpoint in endpoints {
            for selector in configuration.selectors {
                for key in Self.keys(of: endpoint, selector, configuration.matchesListElements) {
                    if members[key] == nil && singles[key] == nil { order.append(key) }
                    guard selector.isSingle else {
                        // Two selectors may have the same keys.
                        if members[key]?.last !== endpoint { members[key, default: []].append(endpoint) }
                        continue
                    }
                    if let known = singles[key] {
                        duplicates += 1
                        if known.priority <= endpoint.priority { continue }
                    }
                    singles[key] = endpoint
                }
            }
        }
        var subsets: [Subset] = [.view(whole)]
        var indices: [[Pair]: Int] = [:]
        for key in order {
            indices[key] = subsets.count
            if let endpoint = singles[key] {
                subsets.append(.single(endpoint))
            } else {
                subsets.append(.view(Self.view(of: members[key] ?? [], among: whole, rules, configuration)))
            }
        }
        count = order.count
        let defaults = SubsetCriteria.pairs(configuration.defaultSubset)
        let isDefaultUsed =
            configuration.fallback == .defaultSubset
            || configuration.selectors.contains { $0.fallback == .defaultSubset }
        var defaultSubset: Int?
        if isDefaultUsed {
            defaultSubset = subsets.count
            let matching = endpoints.filter {
                Self.matches($0, defaults, configuration.matchesListElements)
            }
            subsets.append(.view(Self.view(of: matching, among: whole, rules, configuration)))
        }
        self.defaultSubset = defaultSubset
        switch configuration.fallback {
        case .none, .keys: fallback = nil
        case .any: fallback = 0
        case .defaultSubset: fallback = defaultSubset
        }
        var fallbacks: [[String]: SubsetsConfiguration.Fallback] = [:]
        for selector in configuration.selectors { fallbacks[selector.keys] = selector.fallback }
        self.fallbacks = fallbacks
        self.subsets = subsets
        self.indices = indices
        self.duplicates = duplicates
    }

    /// The hash table that was made last; nil when there is none.
    var lastTable: HashTable? {
        for case .view(let view) in subsets.reversed() {
            if let table = view.tables.last { return table }
        }
        return nil
    }

    /// How many subsets are new, and how many are gone.
    static func difference(_ previous: SubsetTable?, _ next: SubsetTable?) -> (created: UInt64, removed: UInt64) {
        let (old, new) = (previous?.indices ?? [:], next?.indices ?? [:])
        return (
            UInt64(new.keys.count { old[$0] == nil }), UInt64(old.keys.count { new[$0] == nil })
        )
    }

    // MARK: - Building

    private static func view(
        of endpoints: [Endpoint], among whole: EndpointView, _ rules: BalancingRules,
        _ configuration: SubsetsConfiguration
    ) -> EndpointView {
        guard rules.weighsLocalities else { return EndpointView(endpoints, rules) }
        guard configuration.isLocalityWeightAware else { return EndpointView(endpoints, rules.withoutLocalities) }
        guard configuration.scalesLocalityWeight else { return EndpointView(endpoints, rules) }
        return EndpointView(endpoints, rules) { locality, priority, weight, count in
            let all = priority < whole.priorities.count ? whole.sources[whole.priorities[priority].all] : []
            let size = all.count { $0.locality == locality }
            return size == 0 ? 0 : (Double(weight) * Double(count) / Double(size)).rounded()
        }
    }

    /// The subsets of a selector that an endpoint is in: one, or one for each element of a list.
    private static func keys(
        of endpoint: Endpoint, _ selector: SubsetsConfiguration.Selector, _ matchesListElements: Bool
    ) -> [[Pair]] {
        var keys: [[Pair]] = [[]]
        for name in selector.keys {
            guard let value = endpoint.labels[name] else { return [] }
            var choices = [value]
            if matchesListElements, case .list(let elements) = value { choices = elements }
            keys = keys.flatMap { key in choices.map { key + [Pair(key: name, value: $0)] } }
        }
        return selector.keys.isEmpty ? [] : keys
    }

    private static func matches(_ endpoint: Endpoint, _ pairs: [Pair], _ matchesListElements: Bool) -> Bool {
        pairs.allSatisfy { pair in
            guard let value = endpoint.labels[pair.key] else { return false }
            if matchesListElements, case .list(let elements) = value { return elements.contains(pair.value) }
            return value == pair.value
        }
    }

    // MARK: - Finding

    /// What is tried for requests with these criteria, in order; empty means nothing is. Made once for each criteria.
    func plan(for criteria: SubsetCriteria?) -> [Step] {
        guard configuration.triesFallbackList, let criteria, !criteria.alternatives.isEmpty else {
            return plan(for: criteria?.pairs)
        }
        var steps: [Step] = []
        for alternative in criteria.alternatives {
            let own = plan(for: alternative)
            let (start, end) = (steps.count, steps.count + own.count)
            for step in own {
                // What ends this alternative leads to the next.
                var step = step
                step.next = step.next == own.count ? end : start + step.next
                steps.append(step)
            }
        }
        return steps
    }

    private func plan(for pairs: [Pair]?) -> [Step] {
        if let pairs {
            if let subset = indices[pairs] { return [Step(subset: subset, count: .selected, next: 1)] }
            switch fallbacks[pairs.map(\.key)] {
            case .keys(let keys)?: return plan(for: pairs.filter { keys.contains($0.key) })
            case .any?: return [Step(subset: 0, count: .nothing, next: 1)]
            case .defaultSubset?: return defaultSubset.map { [Step(subset: $0, count: .nothing, next: 1)] } ?? []
            case SubsetsConfiguration.Fallback.none?: return []
            case nil: break
            }
        }
        guard let fallback else { return [] }
        let step = Step(subset: fallback, count: .fallback, next: 1)
        return configuration.usesAnyInPanic ? [step, Step(subset: 0, count: .panic, next: 2)] : [step]
    }
}
