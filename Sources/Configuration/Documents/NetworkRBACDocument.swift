/// Reads `envoy.extensions.filters.network.rbac.v3.RBAC`.
enum NetworkRBACDocument {
    /// Reads a filter; nil after a complaint.
    static func read(_ reader: inout MessageReader) -> NetworkRBACConfiguration? {
        let prefix = reader.requiredString("stat_prefix")
        let rules = readRules("rules", orMatcher: "matcher", of: &reader)
        let shadow = readRules("shadow_rules", orMatcher: "shadow_matcher", of: &reader)
        let shadowPrefix = reader.string("shadow_rules_stat_prefix") ?? ""
        let isContinuous = reader.choice("enforcement_type", [0: false, 1: true], definedOnly: false) ?? false
        let delay = reader.duration("delay_deny") ?? 0
        guard let prefix, rules != .some(nil), shadow != .some(nil) else { return nil }
        var result = NetworkRBACConfiguration(statPrefix: prefix)
        result.rules = rules ?? nil
        result.shadowRules = shadow ?? nil
        result.shadowStatPrefix = shadowPrefix
        result.isContinuous = isContinuous
        result.delay = delay
        return result
    }

    /// Nil without such a field, nil in it after a complaint.
    private static func readRules(
        _ name: String, orMatcher matcher: String, of reader: inout MessageReader
    ) -> RBACRules?? {
        let place = reader.node(matcher) ?? reader.node(name) ?? reader.place
        let rules = RBACDocument.readRules(name, orMatcher: matcher, of: &reader)
        if let found = rules ?? nil, found.conditions.contains(where: \.asksFields) {
            reader.session.complain(
                .wrongValue, at: place, "expected rules about connections, found one about a field of requests")
            return .some(nil)
        }
        return rules
    }
}

extension RBACRules {
    fileprivate var conditions: [RBACCondition] {
        choices.map { $0.map(\.condition) } ?? policies.flatMap { $0.permissions + $0.principals }
    }
}

extension RBACCondition {
    /// Whether it asks for a field of a request. What it asks of a path, no connection has.
    fileprivate var asksFields: Bool {
        switch self {
        case .header: true
        case .all(let conditions), .any(let conditions): conditions.contains(where: \.asksFields)
        case .not(let condition): condition.asksFields
        case .always, .path, .destination, .destinationPort, .serverName, .source, .peer, .client, .authenticated,
            .metadata, .routeMetadata, .filterState:
            false
        }
    }
}
