internal import RegularExpressions

/// Reads `xds.type.matcher.v3.Matcher` whose actions are those of RBAC: as a list of choices, of which the first that
/// fits counts.
enum RBACMatcherDocument {
    private typealias Choice = RBACRules.Choice
    private typealias Matcher = MatcherConfiguration<Choice>

    /// Reads rules; nil after a complaint.
    static func read(_ reader: inout MessageReader) -> RBACRules? {
        let document = MatcherDocument<Choice>(
            inputs: .rules, actions: [(typeName: "envoy.config.rbac.v3.Action", read: readAction)])
        return document.read(&reader).map { RBACRules(choices: choices(of: $0)) }
    }

    private static func readAction(_ reader: inout MessageReader) -> Choice? {
        let name = reader.requiredString("name")
        let action: RBACRules.Action? = reader.choice("action", [0: .allow, 1: .deny, 2: .log])
        return name.map { Choice(name: $0, action: action ?? .allow, condition: .always) }
    }

    private static func choices(of matcher: Matcher) -> [Choice] {
        let first: [Choice] =
            switch matcher.questions {
            // Rules have no trees of networks and domains.
            case .nothing, .networks, .domains: []
            case .list(let branches):
                branches.flatMap { limited(choices(of: $0.outcome), to: condition(of: $0.condition)) }
            case .exact(let input, let entries): choices(of: input, .exact, entries)
            // The longest beginning counts.
            case .prefix(let input, let entries):
                choices(of: input, .prefix, entries.sorted { $0.key.utf8.count > $1.key.utf8.count })
            }
        return first + (matcher.rest.map { choices(of: $0) } ?? [])
    }

    private static func choices(of outcome: Matcher.Outcome) -> [Choice] {
        switch outcome {
        case .action(let choice): [choice]
        case .matcher(let matcher): choices(of: matcher)
        }
    }

    private static func choices(
        of input: MatcherInput, _ kind: TextMatcher.Kind, _ entries: [Matcher.Entry]
    ) -> [Choice] {
        entries.flatMap { entry in
            let text = StringMatcherConfiguration(kind, entry.key, ignoresCase: false)
            return limited(choices(of: entry.outcome), to: condition(of: .input(input, .text(text))))
        }
    }

    private static func limited(_ choices: [Choice], to condition: RBACCondition) -> [Choice] {
        choices.map { choice in
            var choice = choice
            choice.condition = choice.condition == .always ? condition : .all([condition, choice.condition])
            return choice
        }
    }

    private static func condition(of condition: MatcherCondition) -> RBACCondition {
        switch condition {
        case .all(let conditions): .all(conditions.map { Self.condition(of: $0) })
        case .any(let conditions): .any(conditions.map { Self.condition(of: $0) })
        case .not(let inner): .not(Self.condition(of: inner))
        case .input(.header(let name), .text(let text)):
            .header(HeaderMatcherConfiguration(name: name, condition: .text(text)))
        case .input(.metadata(let filter, let path), .metadata(let value, let isInverted)):
            .metadata(MetadataMatcherConfiguration(filter: filter, path: path, value: value, isInverted: isInverted))
        case .input(.sourceAddress, .networks(let blocks)): .any(blocks.map { .client($0) })
        case .input(.directSourceAddress, .networks(let blocks)): .any(blocks.map { .peer($0) })
        case .input(.destinationAddress, .networks(let blocks)): .any(blocks.map { .destination($0) })
        // The reader lets nothing else through; nobody is so.
        case .input: .any([])
        }
    }
}
