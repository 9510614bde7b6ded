public import Configuration
internal import NetworkAddresses
internal import RegularExpressions

/// A compiled tree of matchers whose actions are numbers. Asking it allocates nothing, unless a field that it looks at
/// stands several times.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/advanced/matching/matching_api
public final class MatchTree: Sendable {
    private indirect enum Condition: Sendable {
        case text(MatchInput, TextMatcher)
        case networks(MatcherInput, [CIDRBlock])
        case all([Condition])
        case any([Condition])
        case not(Condition)
        case never
    }

    private enum Outcome: Sendable {
        case action(Int)
        case tree(MatchTree)
    }

    private struct Network: Sendable {
        let block: CIDRBlock
        let outcome: Int
        let isExclusive: Bool
    }

    private enum Questions: Sendable {
        case nothing
        case list([Condition])
        case exact(MatchInput, TextTable)
        case prefix(MatchInput, TextTable)
        /// The longest first.
        case networks(MatcherInput, [Network])
        /// The domains, the wildcards as `.suffix`, and the outcomes of both.
        case domains(MatchInput, names: TextTable, nameOutcomes: [Int], suffixes: TextTable, suffixOutcomes: [Int])
    }

    private let questions: Questions
    private let outcomes: [Outcome]
    private let rest: Outcome?
    /// What has to be known of a request beside its head.
    let asks: RequestFacts.Kinds

    /// Compiles a tree.
    public init(_ matcher: MatcherConfiguration<Int>) {
        switch matcher.questions {
        case .nothing:
            questions = .nothing
            outcomes = []
        case .list(let branches):
            questions = .list(branches.map { Self.compile($0.condition) })
            outcomes = branches.map { Self.compile($0.outcome) }
        case .exact(let input, let entries):
            questions = .exact(MatchInput(input), TextTable(entries.map { Array($0.key.utf8) }))
            outcomes = entries.map { Self.compile($0.outcome) }
        case .prefix(let input, let entries):
            questions = .prefix(MatchInput(input), TextTable(entries.map { Array($0.key.utf8) }))
            outcomes = entries.map { Self.compile($0.outcome) }
        case .networks(let input, let entries):
            questions = .networks(input, Self.networks(of: entries))
            outcomes = entries.map { Self.compile($0.outcome) }
        case .domains(let input, let entries):
            questions = Self.domains(of: entries, input)
            outcomes = entries.map { Self.compile($0.outcome) }
        }
        rest = matcher.rest.map { Self.compile($0) }
        asks = Self.asks(of: matcher)
    }

    /// The number of the action for a subject; -1 when nothing fits.
    public func decide<Subject: MatchSubject & ~Copyable>(_ subject: borrowing Subject, _ facts: Subject.Facts) -> Int {
        let found = answer(subject, facts)
        if found >= 0 { return found }
        guard let rest else { return -1 }
        return follow(rest, subject, facts)
    }

    private func follow<Subject: MatchSubject & ~Copyable>(
        _ outcome: Outcome, _ subject: borrowing Subject, _ facts: Subject.Facts
    ) -> Int {
        switch outcome {
        case .action(let number): number
        case .tree(let tree): tree.decide(subject, facts)
        }
    }

    private func answer<Subject: MatchSubject & ~Copyable>(
        _ subject: borrowing Subject, _ facts: Subject.Facts
    ) -> Int {
        switch questions {
        case .nothing: return -1
        case .list(let conditions):
            for place in conditions.indices where Self.holds(conditions[place], subject, facts) {
                let found = follow(outcomes[place], subject, facts)
                if found >= 0 { return found }
            }
            return -1
        case .exact(let input, let table):
            let place = subject.withText(of: input, facts) { table.find($0) } ?? -1
            return place < 0 ? -1 : follow(outcomes[place], subject, facts)
        case .prefix(let input, let table):
            return longestBeginning(of: table, input, subject, facts)
        case .networks(let input, let networks):
            guard let address = subject.address(of: input) else { return -1 }
            for network in networks where network.block.contains(address) {
                let found = follow(outcomes[network.outcome], subject, facts)
                if found >= 0 || network.isExclusive { return found }
            }
            return -1
        case .domains(let input, let names, let nameOutcomes, let suffixes, let suffixOutcomes):
            let place = subject.withText(of: input, facts) { names.find($0) } ?? -1
            if place >= 0 {
                let found = follow(outcomes[nameOutcomes[place]], subject, facts)
                if found >= 0 { return found }
            }
            return longestEnding(of: suffixes, suffixOutcomes, input, subject, facts)
        }
    }

    /// The longest beginning in which something fits.
    private func longestBeginning<Subject: MatchSubject & ~Copyable>(
        of table: TextTable, _ input: MatchInput, _ subject: borrowing Subject, _ facts: Subject.Facts
    ) -> Int {
        var limit = Int.max
        while true {
            let place = subject.withText(of: input, facts) { table.findBeginning(of: $0, below: limit) } ?? -1
            if place < 0 { return -1 }
            let found = follow(outcomes[place], subject, facts)
            if found >= 0 { return found }
            limit = table.length(at: place)
        }
    }

    /// The longest ending in which something fits; the empty one is of all names.
    private func longestEnding<Subject: MatchSubject & ~Copyable>(
        of table: TextTable, _ numbers: [Int], _ input: MatchInput, _ subject: borrowing Subject,
        _ facts: Subject.Facts
    ) -> Int {
        var limit = Int.max
        while true {
            let place = subject.withText(of: input, facts) { table.findEnding(of: $0, below: limit) } ?? -1
            if place < 0 { return -1 }
            let found = follow(outcomes[numbers[place]], subject, facts)
            if found >= 0 { return found }
            limit = table.length(at: place)
        }
    }

    private static func holds<Subject: MatchSubject & ~Copyable>(
        _ condition: Condition, _ subject: borrowing Subject, _ facts: Subject.Facts
    ) -> Bool {
        switch condition {
        case .text(let input, let text): return subject.withText(of: input, facts) { text.matches($0) } ?? false
        case .networks(let input, let blocks):
            guard let address = subject.address(of: input) else { return false }
            return blocks.contains { $0.contains(address) }
        case .all(let conditions):
            for place in conditions.indices where !holds(conditions[place], subject, facts) { return false }
            return true
        case .any(let conditions):
            for place in conditions.indices where holds(conditions[place], subject, facts) { return true }
            return false
        case .not(let condition): return !holds(condition, subject, facts)
        case .never: return false
        }
    }

    // MARK: - Compiling

    private static func compile(_ outcome: MatcherConfiguration<Int>.Outcome) -> Outcome {
        switch outcome {
        case .action(let number): .action(number)
        case .matcher(let matcher): .tree(MatchTree(matcher))
        }
    }

    private static func compile(_ condition: MatcherCondition) -> Condition {
        switch condition {
        case .all(let conditions): .all(conditions.map { compile($0) })
        case .any(let conditions): .any(conditions.map { compile($0) })
        case .not(let condition): .not(compile(condition))
        case .input(let input, .text(let text)): .text(MatchInput(input), TextMatcher(text))
        case .input(let input, .networks(let blocks)): .networks(input, blocks)
        // Neither requests that look for a route nor connections are asked for metadata.
        case .input(_, .metadata): .never
        }
    }

    /// The longest first; of those that are as long, the first.
    private static func networks(of entries: [MatcherConfiguration<Int>.NetworkEntry]) -> [Network] {
        let all = entries.enumerated().flatMap { place, entry in
            entry.networks.map { Network(block: $0, outcome: place, isExclusive: entry.isExclusive) }
        }
        return all.enumerated().sorted {
            ($1.element.block.prefixLength, $0.offset) < ($0.element.block.prefixLength, $1.offset)
        }.map(\.element)
    }

    private static func domains(
        of entries: [MatcherConfiguration<Int>.DomainEntry], _ input: MatcherInput
    ) -> Questions {
        var (names, suffixes): ([[UInt8]], [[UInt8]]) = ([], [])
        var (nameOutcomes, suffixOutcomes): ([Int], [Int]) = ([], [])
        for (place, entry) in entries.enumerated() {
            for domain in entry.domains {
                if domain.utf8.first == UInt8(ascii: "*") {
                    suffixes.append(Array(domain.utf8.dropFirst()))
                    suffixOutcomes.append(place)
                } else {
                    names.append(Array(domain.utf8))
                    nameOutcomes.append(place)
                }
            }
        }
        return .domains(
            MatchInput(input), names: TextTable(names), nameOutcomes: nameOutcomes, suffixes: TextTable(suffixes),
            suffixOutcomes: suffixOutcomes)
    }

    private static func asks(of matcher: MatcherConfiguration<Int>) -> RequestFacts.Kinds {
        var kinds: RequestFacts.Kinds = []
        var outcomes: [MatcherConfiguration<Int>.Outcome] = [matcher.rest].compactMap(\.self)
        switch matcher.questions {
        case .nothing: break
        case .list(let branches):
            for branch in branches where asksForState(branch.condition) { kinds.insert(.filterState) }
            outcomes += branches.map(\.outcome)
        case .exact(let input, let entries), .prefix(let input, let entries):
            if case .filterState = input { kinds.insert(.filterState) }
            outcomes += entries.map(\.outcome)
        case .networks(_, let entries): outcomes += entries.map(\.outcome)
        case .domains(_, let entries): outcomes += entries.map(\.outcome)
        }
        for case .matcher(let inner) in outcomes { kinds.formUnion(asks(of: inner)) }
        return kinds
    }

    private static func asksForState(_ condition: MatcherCondition) -> Bool {
        switch condition {
        case .all(let conditions), .any(let conditions): conditions.contains { asksForState($0) }
        case .not(let condition): asksForState(condition)
        case .input(.filterState, _): true
        case .input: false
        }
    }
}
