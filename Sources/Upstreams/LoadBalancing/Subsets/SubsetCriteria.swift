public import Configuration

/// What endpoints have to say of themselves so that a request may go to them. One object a route, which balancers know
/// again; immutable.
public final class SubsetCriteria: Sendable {
    /// A key and its value.
    struct Pair: Hashable, Sendable {
        let key: String
        let value: StructValue
    }

    /// In the order of their keys.
    let pairs: [Pair]
    /// Where `fallback_list` names sets of criteria: what each of them makes of these, in their order.
    let alternatives: [[Pair]]

    private static let listKey = "fallback_list"

    /// Nil where nothing is asked for.
    public init?(_ members: [String: StructValue]) {
        if members.isEmpty { return nil }
        pairs = Self.pairs(members)
        guard case .list(let list)? = members[Self.listKey] else {
            alternatives = []
            return
        }
        var rest = members
        rest[Self.listKey] = nil
        alternatives = list.compactMap { element in
            guard case .object(let own) = element else { return nil }
            return Self.pairs(rest.merging(own) { _, own in own })
        }
    }

    static func pairs(_ members: [String: StructValue]) -> [Pair] {
        members.map { Pair(key: $0.key, value: $0.value) }.sorted { $0.key < $1.key }
    }
}
