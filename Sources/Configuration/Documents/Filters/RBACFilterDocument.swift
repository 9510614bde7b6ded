/// Reads `envoy.extensions.filters.http.rbac.v3.RBAC` and `RBACPerRoute`.
enum RBACFilterDocument: HTTPFilterReading {
    static let typeName = "envoy.extensions.filters.http.rbac.v3.RBAC"
    static let routeTypeName: String? = "envoy.extensions.filters.http.rbac.v3.RBACPerRoute"

    static func read(_ reader: inout MessageReader) -> (any HTTPFilterValue)? { readFilter(&reader) }

    static func readRoute(_ reader: inout MessageReader) -> (any HTTPFilterValue)? {
        // A route that says nothing lets all through.
        guard let filter = reader.message("rbac", readFilter) else { return RBACConfiguration() }
        return filter
    }

    private static func readFilter(_ reader: inout MessageReader) -> RBACConfiguration? {
        let rules = RBACDocument.readRules("rules", orMatcher: "matcher", of: &reader)
        let shadow = RBACDocument.readRules("shadow_rules", orMatcher: "shadow_matcher", of: &reader)
        let result = RBACConfiguration(
            rules: rules ?? nil, shadowRules: shadow ?? nil, statPrefix: reader.string("rules_stat_prefix") ?? "",
            shadowStatPrefix: reader.string("shadow_rules_stat_prefix") ?? "",
            tracksRules: reader.bool("track_per_rule_stats") ?? false)
        let isWhole = (rules == nil || rules != .some(nil)) && (shadow == nil || shadow != .some(nil))
        return isWhole ? result : nil
    }
}
