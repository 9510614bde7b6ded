internal import NetworkAddresses
internal import RegularExpressions

/// Reads `xds.type.matcher.v3.Matcher` whose actions are those of RBAC: as a list of choices, of which the first that
/// fits counts.
enum RBACMatcherDocument {
    private typealias Choice = RBACRules.Choice

    private static let package = "xds.type.matcher.v3.Matcher."

    /// Reads rules; nil after a complaint.
    static func read(_ reader: inout MessageReader) -> RBACRules? {
        readChoices(&reader).map { RBACRules(choices: $0) }
    }

    private static func readChoices(_ reader: inout MessageReader) -> [Choice]? {
        let list = reader.message("matcher_list", readList)
        let tree = reader.message("matcher_tree", readTree)
        let rest = reader.message("on_no_match", readMatch)
        if list == .some(nil) || tree == .some(nil) || rest == .some(nil) { return nil }
        let chosen = (list ?? nil) ?? (tree ?? nil) ?? []
        return chosen + ((rest ?? nil) ?? [])
    }

    /// What happens to those that a condition takes: of a matcher below it, the first choice that fits as well.
    private static func readMatch(_ reader: inout MessageReader) -> [Choice]? {
        if reader.bool("keep_matching") == true {
            reader.refuse("keep_matching")
            return nil
        }
        if let choices = reader.message("matcher", readChoices) { return choices }
        if let action = reader.message("action", readAction) { return action.map { [$0] } }
        reader.missing("action", "matcher")
        return nil
    }

    private static func readAction(_ reader: inout MessageReader) -> Choice? {
        let name = reader.requiredString("name")
        guard let content = reader.any("typed_config", named: name) else {
            if !reader.has("typed_config") { reader.missing("typed_config") }
            return nil
        }
        guard content.typeName == "envoy.config.rbac.v3.Action" else {
            content.misplace("the type envoy.config.rbac.v3.Action")
            return nil
        }
        return content.read { reader -> Choice? in
            let name = reader.requiredString("name")
            let action: RBACRules.Action? = reader.choice("action", [0: .allow, 1: .deny, 2: .log])
            return name.map { Choice(name: $0, action: action ?? .allow, condition: .always) }
        } ?? nil
    }

    private static func limited(_ choices: [Choice], to condition: RBACCondition) -> [Choice] {
        choices.map { choice in
            var choice = choice
            choice.condition = choice.condition == .always ? condition : .all([condition, choice.condition])
            return choice
        }
    }

    // MARK: - Lists

    private static func readList(_ reader: inout MessageReader) -> [Choice]? {
        let place = reader.node("matchers")
        let matchers = reader.messages("matchers", readMatcher)
        if matchers.isEmpty {
            if let place {
                reader.session.wrong(place, expected: "at least one matcher")
            } else {
                reader.missing("matchers")
            }
            return nil
        }
        let whole = matchers.compactMap(\.self)
        return whole.count == matchers.count ? whole.flatMap(\.self) : nil
    }

    private static func readMatcher(_ reader: inout MessageReader) -> [Choice]? {
        for name in ["predicate", "on_match"] where !reader.has(name) { reader.missing(name) }
        let condition = reader.message("predicate", readPredicate) ?? nil
        let choices = reader.message("on_match", readMatch) ?? nil
        guard let condition, let choices else { return nil }
        return limited(choices, to: condition)
    }

    private static func readPredicate(_ reader: inout MessageReader) -> RBACCondition? {
        if let condition = reader.message("single_predicate", readSingle) { return condition }
        if let conditions = reader.message("or_matcher", readPredicates) { return conditions.map { .any($0) } }
        if let conditions = reader.message("and_matcher", readPredicates) { return conditions.map { .all($0) } }
        if let condition = reader.message("not_matcher", readPredicate) { return condition.map { .not($0) } }
        reader.missing("single_predicate", "or_matcher", "and_matcher", "not_matcher")
        return nil
    }

    private static func readPredicates(_ reader: inout MessageReader) -> [RBACCondition]? {
        let place = reader.node("predicate") ?? reader.place
        let conditions = reader.messages("predicate", readPredicate)
        if conditions.count < 2 {
            reader.session.wrong(place, expected: "at least two conditions")
            return nil
        }
        let whole = conditions.compactMap(\.self)
        return whole.count == conditions.count ? whole : nil
    }

    private static func readSingle(_ reader: inout MessageReader) -> RBACCondition? {
        if !reader.has("input") { reader.missing("input") }
        let input = reader.message("input", readInput) ?? nil
        if reader.has("value_match") {
            guard case .header(let name)? = input else {
                if input != nil { reader.refuse("value_match") } else { reader.accept("value_match") }
                return nil
            }
            let text = reader.message("value_match", readText) ?? nil
            return text.map { .header(HeaderMatcherConfiguration(name: name, condition: .text($0))) }
        }
        guard reader.has("custom_match") else {
            reader.missing("value_match", "custom_match")
            return nil
        }
        return reader.message("custom_match") { readCustom(&$0, input) } ?? nil
    }

    /// Reads `xds.type.matcher.v3.StringMatcher`, whose expressions have to name their engine.
    private static func readText(_ reader: inout MessageReader) -> StringMatcherConfiguration? {
        if let node = reader.node("safe_regex"), node.kind == .object {
            var isNamed = false
            node.forEachMember { key, _ in
                if key.string == "google_re2" || key.string == "googleRe2" { isNamed = true }
            }
            if !isNamed { reader.session.wrong(node, expected: "an expression with \"google_re2\"") }
        }
        return StringMatcherDocument.read(&reader)
    }

    // MARK: - Inputs

    /// What a condition looks at.
    private enum Input {
        case header(String)
        case client, peer, destination
        case metadata(filter: String, path: [String])
    }

    private static let network = "envoy.extensions.matching.common_inputs.network.v3."

    private static func readInput(_ reader: inout MessageReader) -> Input? {
        let name = reader.requiredString("name")
        guard let content = reader.any("typed_config", named: name) else {
            if !reader.has("typed_config") { reader.missing("typed_config") }
            return nil
        }
        switch content.typeName {
        case "envoy.type.matcher.v3.HttpRequestHeaderMatchInput":
            return content.read { .header(($0.string("header_name") ?? "").lowercased()) }
        case network + "SourceIPInput": return content.read { _ in .client }
        case network + "DirectSourceIPInput": return content.read { _ in .peer }
        case network + "DestinationIPInput": return content.read { _ in .destination }
        case network + "DynamicMetadataInput": return content.read(readMetadata) ?? nil
        default:
            content.refuse("an input of a matcher")
            return nil
        }
    }

    private static func readMetadata(_ reader: inout MessageReader) -> Input? {
        let filter = reader.requiredString("filter")
        let place = reader.node("path")
        let path = reader.messages("path") { $0.requiredString("key") }
        if path.isEmpty {
            if let place { reader.session.wrong(place, expected: "at least one key") } else { reader.missing("path") }
            return nil
        }
        let keys = path.compactMap(\.self)
        guard let filter, keys.count == path.count else { return nil }
        return .metadata(filter: filter, path: keys)
    }

    private static func readCustom(_ reader: inout MessageReader, _ input: Input?) -> RBACCondition? {
        let name = reader.requiredString("name")
        guard let content = reader.any("typed_config", named: name) else {
            if !reader.has("typed_config") { reader.missing("typed_config") }
            return nil
        }
        let matchers = "envoy.extensions.matching.input_matchers."
        switch content.typeName {
        case matchers + "ip.v3.Ip":
            guard let blocks = content.read(readBlocks) ?? nil else { return nil }
            switch input {
            case .client: return .any(blocks.map { .client($0) })
            case .peer: return .any(blocks.map { .peer($0) })
            case .destination: return .any(blocks.map { .destination($0) })
            case .header, .metadata:
                reader.session.complain(
                    .unimplemented, at: content.typeNode, "expected an address as the input of a matcher of addresses")
                return nil
            case nil: return nil
            }
        case matchers + "metadata.v3.Metadata":
            var isInverted = false
            let value =
                content.read { reader -> ValueMatcherConfiguration? in
                    isInverted = reader.bool("invert") ?? false
                    if !reader.has("value") { reader.missing("value") }
                    return reader.message("value", MetadataMatcherDocument.readValue) ?? nil
                } ?? nil
            guard let value, let input else { return nil }
            guard case .metadata(let filter, let path) = input else {
                reader.session.complain(
                    .unimplemented, at: content.typeNode, "expected metadata as the input of a matcher of metadata")
                return nil
            }
            return .metadata(
                MetadataMatcherConfiguration(filter: filter, path: path, value: value, isInverted: isInverted))
        default:
            content.refuse("a matcher of inputs")
            return nil
        }
    }

    private static func readBlocks(_ reader: inout MessageReader) -> [CIDRBlock]? {
        // Begins the name of a counter of inputs that are no addresses, which none is.
        _ = reader.requiredString("stat_prefix")
        let place = reader.node("cidr_ranges")
        let complaints = reader.session.complaintCount
        let blocks = CIDRDocument.readList("cidr_ranges", of: &reader)
        if blocks.isEmpty && reader.session.complaintCount == complaints {
            if let place {
                reader.session.wrong(place, expected: "at least one network")
            } else {
                reader.missing("cidr_ranges")
            }
        }
        return blocks.isEmpty ? nil : blocks
    }

    // MARK: - Trees

    private static func readTree(_ reader: inout MessageReader) -> [Choice]? {
        if !reader.has("input") { reader.missing("input") }
        let input = reader.message("input", readInput) ?? nil
        if reader.has("custom_match") {
            reader.refuse("custom_match")
            return nil
        }
        let isExact = reader.has("exact_match_map")
        guard isExact || reader.has("prefix_match_map") else {
            reader.missing("exact_match_map", "prefix_match_map")
            return nil
        }
        let field = isExact ? "exact_match_map" : "prefix_match_map"
        guard case .header(let name)? = input else {
            if input != nil { reader.refuse(field) } else { reader.accept(field) }
            return nil
        }
        let entries = reader.message(field, readMap) ?? nil
        guard var entries else { return nil }
        // The longest beginning counts.
        if !isExact { entries.sort { $0.key.utf8.count > $1.key.utf8.count } }
        return entries.flatMap { key, choices in
            let text = StringMatcherConfiguration(isExact ? .exact : .prefix, key, ignoresCase: false)
            return limited(choices, to: .header(HeaderMatcherConfiguration(name: name, condition: .text(text))))
        }
    }

    private static func readMap(_ reader: inout MessageReader) -> [(key: String, choices: [Choice])]? {
        let session = reader.session
        guard let type = session.types.message(package + "OnMatch") else { return nil }
        var result: [(key: String, choices: [Choice])] = []
        var isWhole = true
        let map = reader.map("map")
        if map.isEmpty { reader.missing("map") }
        for (key, value) in map {
            var match = MessageReader([value], as: type, in: session)
            if let choices = readMatch(&match) {
                result.append((key.string ?? "", choices))
            } else {
                isWhole = false
            }
            match.finish()
        }
        return isWhole && !map.isEmpty ? result : nil
    }
}
