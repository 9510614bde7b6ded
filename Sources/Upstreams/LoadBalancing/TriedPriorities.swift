/// The priorities that the tries of one request went to: after every few tries the next ones go elsewhere
/// (`previous_priorities`). When all have been tried, it begins anew.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/http/http_routing (retry semantics)
public final class TriedPriorities {
    private let frequency: Int
    private var tries: [Int?] = []
    private var excluded: Set<Int> = []
    private var current: PriorityLoad?

    /// Priorities are left out after so many tries, and again after as many more.
    public init(frequency: Int) { self.frequency = max(1, frequency) }

    /// A try went to a priority; nil means to an endpoint that has none any more.
    public func note(_ priority: Int?) { tries.append(priority) }

    /// The load of the next try in place of the usual one.
    func load(insteadOf usual: PriorityLoad) -> PriorityLoad {
        if tries.count < frequency { return usual }
        if tries.count % frequency == 0 {
            excluded.formUnion(tries.compactMap(\.self))
            if let next = usual.excluding(excluded) {
                current = next
            } else {
                excluded = []
                tries = []
                guard let all = usual.excluding([]) else { return usual }
                current = all
            }
        }
        return current ?? usual
    }
}
