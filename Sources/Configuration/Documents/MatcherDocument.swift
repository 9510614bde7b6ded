internal import NetworkAddresses
internal import RegularExpressions

/// Reads `xds.type.matcher.v3.Matcher`: what it may look at and what its actions are is another matter in each place.
struct MatcherDocument<Action: Sendable & Equatable> {
    typealias Matcher = MatcherConfiguration<Action>
    typealias Outcome = Matcher.Outcome

    /// What may be looked at.
    let inputs: MatcherInputDocument
    /// The full names of the types of actions, and how each is read.
    let actions: [(typeName: String, read: (inout MessageReader) -> Action?)]

    /// Reads a tree; nil after a complaint.
    func read(_ reader: inout MessageReader) -> Matcher? {
        let list = reader.message("matcher_list", readList)
        let tree = reader.message("matcher_tree", readTree)
        let rest = reader.message("on_no_match", readOutcome)
        if list == .some(nil) || tree == .some(nil) || rest == .some(nil) { return nil }
        return Matcher((list ?? nil) ?? (tree ?? nil) ?? .nothing, rest: rest ?? nil)
    }

    private func readOutcome(_ reader: inout MessageReader) -> Outcome? {
        if reader.bool("keep_matching") == true {
            reader.refuse("keep_matching")
            return nil
        }
        if let matcher = reader.message("matcher", read) { return matcher.map { .matcher($0) } }
        if let action = reader.message("action", readAction) { return action.map { .action($0) } }
        reader.missing("action", "matcher")
        return nil
    }

    private func readAction(_ reader: inout MessageReader) -> Action? {
        guard let content = MatcherInputDocument.open(&reader) else { return nil }
        guard let action = actions.first(where: { $0.typeName == content.typeName }) else {
            content.misplace("the type " + actions.map(\.typeName).joined(separator: " or "))
            return nil
        }
        return content.read(action.read) ?? nil
    }

    // MARK: - Lists

    private func readList(_ reader: inout MessageReader) -> Matcher.Questions? {
        let place = reader.node("matchers")
        let matchers = reader.messages("matchers", readBranch)
        if matchers.isEmpty {
            if let place {
                reader.session.wrong(place, expected: "at least one matcher")
            } else {
                reader.missing("matchers")
            }
            return nil
        }
        return Self.whole(matchers).map { .list($0) }
    }

    private func readBranch(_ reader: inout MessageReader) -> Matcher.Branch? {
        for name in ["predicate", "on_match"] where !reader.has(name) { reader.missing(name) }
        let condition = reader.message("predicate", readPredicate) ?? nil
        let outcome = reader.message("on_match", readOutcome) ?? nil
        guard let condition, let outcome else { return nil }
        return Matcher.Branch(condition: condition, outcome: outcome)
    }

    private func readPredicate(_ reader: inout MessageReader) -> MatcherCondition? {
        if let condition = reader.message("single_predicate", inputs.readSingle) { return condition }
        if let conditions = reader.message("or_matcher", readPredicates) { return conditions.map { .any($0) } }
        if let conditions = reader.message("and_matcher", readPredicates) { return conditions.map { .all($0) } }
        if let condition = reader.message("not_matcher", readPredicate) { return condition.map { .not($0) } }
        reader.missing("single_predicate", "or_matcher", "and_matcher", "not_matcher")
        return nil
    }

    private func readPredicates(_ reader: inout MessageReader) -> [MatcherCondition]? {
        let place = reader.node("predicate") ?? reader.place
        let conditions = reader.messages("predicate", readPredicate)
        if conditions.count < 2 {
            reader.session.wrong(place, expected: "at least two conditions")
            return nil
        }
        return Self.whole(conditions)
    }

    // MARK: - Trees

    private func readTree(_ reader: inout MessageReader) -> Matcher.Questions? {
        if !reader.has("input") { reader.missing("input") }
        let input = reader.message("input", inputs.readInput) ?? nil
        if reader.has("custom_match") { return readCustomTree(&reader, input) }
        let isExact = reader.has("exact_match_map")
        guard isExact || reader.has("prefix_match_map") else {
            reader.missing("exact_match_map", "prefix_match_map", "custom_match")
            return nil
        }
        let field = isExact ? "exact_match_map" : "prefix_match_map"
        guard let input, inputs.asksForTexts(input) else {
            if input != nil { reader.refuse(field) } else { reader.accept(field) }
            return nil
        }
        let entries = reader.message(field, readMap) ?? nil
        return entries.map { isExact ? .exact(input, $0) : .prefix(input, $0) }
    }

    private func readMap(_ reader: inout MessageReader) -> [Matcher.Entry]? {
        let session = reader.session
        guard let type = session.types.message("xds.type.matcher.v3.Matcher.OnMatch") else { return nil }
        let map = reader.map("map")
        if map.isEmpty {
            reader.missing("map")
            return nil
        }
        return Self.whole(
            map.map { key, value -> Matcher.Entry? in
                var match = MessageReader([value], as: type, in: session)
                let outcome = readOutcome(&match)
                match.finish()
                return outcome.map { Matcher.Entry(key: key.string ?? "", outcome: $0) }
            })
    }

    private func readCustomTree(_ reader: inout MessageReader, _ input: MatcherInput?) -> Matcher.Questions? {
        guard inputs.hasCustomTrees else {
            reader.refuse("custom_match")
            return nil
        }
        let content = reader.message("custom_match") { MatcherInputDocument.open(&$0) } ?? nil
        guard let content else { return nil }
        switch content.typeName {
        case "xds.type.matcher.v3.IPMatcher":
            if let input, !input.isAddress {
                content.refuse("a matcher of \(inputs.words(for: input))")
                return nil
            }
            guard let entries = content.read({ Self.whole($0.messages("range_matchers", readNetworks)) }) ?? nil,
                let input
            else { return nil }
            return .networks(input, entries)
        case "xds.type.matcher.v3.ServerNameMatcher":
            if let input, input != .serverName {
                content.refuse("a matcher of \(inputs.words(for: input))")
                return nil
            }
            var domains = Set<String>()
            let entries = content.read { reader in
                Self.whole(reader.messages("domain_matchers") { readDomains(&$0, &domains) })
            }
            guard let entries = entries ?? nil, let input else { return nil }
            return .domains(input, entries)
        default:
            content.refuse("a matcher of inputs")
            return nil
        }
    }

    private func readNetworks(_ reader: inout MessageReader) -> Matcher.NetworkEntry? {
        let networks = MatcherInputDocument.readNetworks("ranges", of: &reader)
        let isExclusive = reader.bool("exclusive") ?? false
        guard let outcome = readOutcome("on_match", of: &reader), let networks else { return nil }
        return Matcher.NetworkEntry(networks: networks, outcome: outcome, isExclusive: isExclusive)
    }

    private func readDomains(_ reader: inout MessageReader, _ known: inout Set<String>) -> Matcher.DomainEntry? {
        let domains = reader.strings("domains")
        if domains.isEmpty { reader.missing("domains") }
        var isWhole = !domains.isEmpty
        for (text, node) in domains {
            let rest = text.utf8.first == UInt8(ascii: "*") ? text.utf8.dropFirst() : text.utf8[...]
            let isWildcard = text != "*" && rest.count < text.utf8.count
            if rest.contains(UInt8(ascii: "*")) || (isWildcard && rest.first != UInt8(ascii: ".")) {
                reader.session.wrong(node, expected: "a name, \"*\", or \"*.\" and a name")
                isWhole = false
            } else if !known.insert(text).inserted {
                reader.session.wrong(node, expected: "a domain that does not stand in the matcher yet")
                isWhole = false
            }
        }
        let outcome = readOutcome("on_match", of: &reader)
        guard let outcome, isWhole else { return nil }
        return Matcher.DomainEntry(domains: domains.map(\.text), outcome: outcome)
    }

    private func readOutcome(_ name: String, of reader: inout MessageReader) -> Outcome? {
        if !reader.has(name) { reader.missing(name) }
        return reader.message(name, readOutcome) ?? nil
    }

    private static func whole<Element>(_ elements: [Element?]) -> [Element]? {
        let whole = elements.compactMap(\.self)
        return whole.count == elements.count ? whole : nil
    }
}
