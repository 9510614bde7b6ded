/// Makes a case smaller, as long as it still shows what it showed.
struct CaseReduction {
    /// Whether a case shows it.
    let shows: (ProxyCase) async -> Bool

    /// The smallest case that was found within so many seconds.
    func smallest(_ whole: ProxyCase, seconds: Double) async -> ProxyCase {
        let deadline = Deadline(seconds: seconds)
        var current = whole
        var place = 0
        while !deadline.hasPassed {
            let candidates = Self.smaller(current)
            guard place < candidates.count else { return current }
            if await shows(candidates[place]) { current = candidates[place] } else { place += 1 }
        }
        return current
    }

    private static var parts: [WritableKeyPath<ProxyCase, JSON>] {
        [\.manager, \.cluster, \.routeConfiguration, \.listener]
    }

    /// Cases that lack one thing, what takes the most away first.
    private static func smaller(_ whole: ProxyCase) -> [ProxyCase] {
        var cases: [ProxyCase] = []
        for start in stride(from: 0, to: whole.steps.count, by: 2) where whole.steps.count > 2 {
            cases.append(whole.with { $0.steps.removeSubrange(start..<start + 2) })
        }
        for part in parts {
            cases += whole[keyPath: part].smaller(depth: 3).map { value in whole.with { $0[keyPath: part] = value } }
        }
        cases += (whole.virtualHosts ?? []).smaller(depth: 7).map { value in whole.with { $0.virtualHosts = value } }
        return cases
    }
}

extension JSON {
    /// Copies that lack one member or element, this deep at most.
    fileprivate func smaller(depth: Int) -> [JSON] {
        guard depth > 0 else { return [] }
        switch self {
        case .object(let members):
            let without = members.indices.map { index in
                JSON.object(members.enumerated().filter { $0.offset != index }.map(\.element))
            }
            let inside = members.indices.flatMap { index in
                members[index].value.smaller(depth: depth - 1).map { value in
                    var copy = members
                    copy[index].value = value
                    return JSON.object(copy)
                }
            }
            return without + inside
        case .array(let elements):
            let without = elements.indices.map { index in
                JSON.array(elements.enumerated().filter { $0.offset != index }.map(\.element))
            }
            let inside = elements.indices.flatMap { index in
                elements[index].smaller(depth: depth - 1).map { value in
                    var copy = elements
                    copy[index] = value
                    return JSON.array(copy)
                }
            }
            return without + inside
        default: return []
        }
    }
}
