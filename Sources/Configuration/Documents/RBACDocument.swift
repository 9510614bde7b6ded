internal import NetworkAddresses

/// Reads `envoy.config.rbac.v3.RBAC`, for HTTP filters and network filters.
enum RBACDocument {
    /// Reads the rules that a filter has in one of two forms; as in Envoy, those of a matcher count where both stand.
    /// Nil without any, nil in it after a complaint.
    static func readRules(_ name: String, orMatcher matcher: String, of reader: inout MessageReader) -> RBACRules?? {
        let rules = reader.message(name, read)
        let choices = reader.message(matcher, RBACMatcherDocument.read)
        return rules == .some(nil) ? rules : choices ?? rules
    }

    /// Reads rules; nil after a complaint.
    static func read(_ reader: inout MessageReader) -> RBACRules? {
        let action: RBACRules.Action? = reader.choice("action", [0: .allow, 1: .deny, 2: .log])
        var policies: [RBACRules.Policy] = []
        var isWhole = true
        let session = reader.session
        if let type = session.types.message("envoy.config.rbac.v3.Policy") {
            for (key, value) in reader.map("policies") {
                var policy = MessageReader([value], as: type, in: session)
                if let read = readPolicy(&policy, name: key.string ?? "") {
                    policies.append(read)
                } else {
                    isWhole = false
                }
                policy.finish()
            }
        }
        return isWhole ? RBACRules(action: action ?? .allow, policies: policies) : nil
    }

    private static func readPolicy(_ reader: inout MessageReader, name: String) -> RBACRules.Policy? {
        let permissions = readList("permissions", of: &reader, readPermission)
        let principals = readList("principals", of: &reader, readPrincipal)
        guard let permissions, let principals else { return nil }
        return RBACRules.Policy(name: name, permissions: permissions, principals: principals)
    }

    private static func readList(
        _ name: String, of reader: inout MessageReader, _ read: (inout MessageReader) -> RBACCondition?
    ) -> [RBACCondition]? {
        let place = reader.node(name)
        let conditions = reader.messages(name, read)
        if conditions.isEmpty {
            if let place {
                reader.session.wrong(place, expected: "at least one condition")
            } else {
                reader.missing(name)
            }
            return nil
        }
        let whole = conditions.compactMap(\.self)
        return whole.count == conditions.count ? whole : nil
    }

    // MARK: - Permissions

    private static func readPermission(_ reader: inout MessageReader) -> RBACCondition? {
        if let condition = readCommon(&reader) { return condition.found }
        if let rules = reader.message("and_rules", { readList("rules", of: &$0, readPermission) }) {
            return rules.map { .all($0) }
        }
        if let rules = reader.message("or_rules", { readList("rules", of: &$0, readPermission) }) {
            return rules.map { .any($0) }
        }
        if let rule = reader.message("not_rule", readPermission) { return rule.map { .not($0) } }
        if let block = reader.message("destination_ip", CIDRDocument.read) { return block.map { .destination($0) } }
        if reader.has("destination_port") {
            let port = reader.uint32("destination_port", in: 0...65_535)
            return port.map { .destinationPort(start: Int32($0), end: Int32($0) + 1) }
        }
        if let range = reader.message("destination_port_range", readRange) { return range }
        if let name = reader.message("requested_server_name", StringMatcherDocument.read) {
            return name.map { .serverName($0) }
        }
        refuse(["matcher", "uri_template"], of: &reader)
        return nil
    }

    private static func readRange(_ reader: inout MessageReader) -> RBACCondition? {
        let place = reader.place
        let (start, end) = (reader.int32("start") ?? 0, reader.int32("end") ?? 0)
        if start < 0 || start > 65_536 || end < 0 || end > 65_536 || start >= end {
            reader.session.wrong(place, expected: "a range of ports from 0 to 65536, its start below its end")
            return nil
        }
        return .destinationPort(start: start, end: end)
    }

    // MARK: - Principals

    private static func readPrincipal(_ reader: inout MessageReader) -> RBACCondition? {
        if let condition = readCommon(&reader) { return condition.found }
        if let ids = reader.message("and_ids", { readList("ids", of: &$0, readPrincipal) }) {
            return ids.map { .all($0) }
        }
        if let ids = reader.message("or_ids", { readList("ids", of: &$0, readPrincipal) }) {
            return ids.map { .any($0) }
        }
        if let id = reader.message("not_id", readPrincipal) { return id.map { .not($0) } }
        if let authenticated = reader.message("authenticated", readAuthenticated) { return authenticated }
        if let block = reader.message("source_ip", CIDRDocument.read) { return block.map { .source($0) } }
        if let block = reader.message("direct_remote_ip", CIDRDocument.read) { return block.map { .peer($0) } }
        if let block = reader.message("remote_ip", CIDRDocument.read) { return block.map { .client($0) } }
        if let state = reader.message("filter_state", FilterStateMatcherDocument.read) {
            return state.map { .filterState($0) }
        }
        refuse(["custom"], of: &reader)
        return nil
    }

    private static func readAuthenticated(_ reader: inout MessageReader) -> RBACCondition? {
        guard let name = reader.message("principal_name", StringMatcherDocument.read) else {
            return .authenticated(nil)
        }
        return name.map { .authenticated($0) }
    }

    // MARK: - Both

    /// What permissions and principals have in common; nil when none of it is given.
    private static func readCommon(_ reader: inout MessageReader) -> (found: RBACCondition?, Void)? {
        if let node = reader.node("any") {
            guard let any = reader.bool("any") else { return (nil, ()) }
            if !any { reader.session.wrong(node, expected: "true") }
            return (any ? .always : nil, ())
        }
        if let header = reader.message("header", HeaderMatcherDocument.read) { return (header.map { .header($0) }, ()) }
        if let path = reader.message("url_path", readPath) { return (path.map { .path($0) }, ()) }
        if let metadata = reader.message("metadata", MetadataMatcherDocument.read) {
            return (metadata.map { .metadata($0) }, ())
        }
        if let sourced = reader.message("sourced_metadata", readSourced) { return (sourced, ()) }
        return nil
    }

    private static func readPath(_ reader: inout MessageReader) -> StringMatcherConfiguration? {
        if let path = reader.message("path", StringMatcherDocument.read) { return path }
        reader.missing("path")
        return nil
    }

    private static func readSourced(_ reader: inout MessageReader) -> RBACCondition? {
        let isRoutes = reader.choice("metadata_source", [0: false, 1: true]) ?? false
        guard let matcher = reader.message("metadata_matcher", MetadataMatcherDocument.read) else {
            reader.missing("metadata_matcher")
            return nil
        }
        return matcher.map { isRoutes ? .routeMetadata($0) : .metadata($0) }
    }

    private static func refuse(_ names: [String], of reader: inout MessageReader) {
        for name in names where reader.has(name) {
            reader.refuse(name)
            return
        }
        reader.missing("any", "header", "url_path", "metadata")
    }
}
