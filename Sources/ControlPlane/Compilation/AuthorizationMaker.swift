/// Makes role-based access control of authorization policies: who is denied first, then who is allowed.
struct AuthorizationMaker {
    let policies: [AuthorizationPolicy]

    /// HTTP filters, none where nobody says anything.
    func httpFilters(at port: Int) -> [JSONValue] {
        filters("envoy.extensions.filters.http.rbac.v3.RBAC", isHTTP: true) { $0.isMeant(for: port) }
    }

    /// Network filters for connections whose requests nobody reads.
    func networkFilters(at port: Int) -> [JSONValue] {
        // Rules that ask for more are complained of where they are found.
        filters("envoy.extensions.filters.network.rbac.v3.RBAC", isHTTP: false) {
            $0.isMeant(for: port) && !$0.asksForHTTP
        }
    }

    private func filters(
        _ type: String, isHTTP: Bool, _ isMeant: (AuthorizationPolicy.Rule) -> Bool
    ) -> [JSONValue] {
        [true, false].compactMap { denies in
            let chosen = policies.filter { $0.denies == denies }
            if chosen.isEmpty { return nil }
            var rules: [(String, JSONValue)] = []
            for policy in chosen {
                for (place, rule) in policy.rules.enumerated() where isMeant(rule) {
                    rules.append(("\(policy.metadata.name.text)/\(place)", Self.rule(rule)))
                }
            }
            return [
                "name": denies ? "authorization/deny" : "authorization/allow",
                "typed_config": [
                    "@type": EnvoyWords.type(type),
                    "rules": ["action": denies ? "DENY" : "ALLOW", "policies": .object(rules)],
                    "stat_prefix": isHTTP ? nil : "authorization",
                ],
            ]
        }
    }

    private static func rule(_ rule: AuthorizationPolicy.Rule) -> JSONValue {
        var conditions: [JSONValue] = []
        for alternatives in [
            rule.methods.map { method -> JSONValue in
                ["header": ["name": ":method", "string_match": ["exact": .text(method)]]]
            },
            rule.paths.contains("*")
                ? [] : rule.paths.map { path -> JSONValue in ["url_path": ["path": pattern(path)]] },
        ] where !alternatives.isEmpty {
            conditions.append(alternatives.count == 1 ? alternatives[0] : ["or_rules": ["rules": .list(alternatives)]])
        }
        let permission: JSONValue =
            conditions.count == 1 ? conditions[0] : ["and_rules": ["rules": .list(conditions)]]
        return [
            "permissions": [conditions.isEmpty ? ["any": true] : permission],
            "principals": rule.principals.isEmpty ? [["any": true]] : .list(rule.principals.map(principal)),
        ]
    }

    private static func principal(_ identity: String) -> JSONValue {
        if identity == "*" { return ["authenticated": [:]] }
        return ["authenticated": ["principal_name": pattern(identity)]]
    }

    /// A text, or with `*` at its end what begins with it.
    private static func pattern(_ text: String) -> JSONValue {
        text.hasSuffix("*") ? ["prefix": .text(String(text.dropLast()))] : ["exact": .text(text)]
    }
}
