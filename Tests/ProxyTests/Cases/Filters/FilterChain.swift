/// Chains of HTTP filters that cases are made of.
enum FilterChain {
    private static let prefix = "type.googleapis.com/envoy.extensions.filters.http."

    /// A message of a filter, such as `rbac.v3.RBAC`.
    static func message(_ type: String, _ fields: JSON = [:]) -> JSON {
        let base: JSON = ["@type": .string(prefix + type)]
        return base.merged(with: fields)
    }

    /// A filter of a chain; `more` is laid over its entry.
    static func filter(_ name: String, _ type: String, _ fields: JSON = [:], _ more: JSON = [:]) -> JSON {
        let entry: JSON = ["name": .string(name), "typed_config": message(type, fields)]
        return entry.merged(with: more)
    }

    /// The router.
    static let router: JSON = [
        "name": "envoy.filters.http.router", "typed_config": ["@type": .string(TypeName.router)],
    ]

    /// A connection manager with these filters before the router.
    static func manager(_ filters: JSON...) -> JSON { ["http_filters": .array(filters + [router])] }

    /// What a level of a route table says to a filter.
    static func perFilter(_ name: String, _ message: JSON) -> JSON {
        ["typed_per_filter_config": .object([JSON.Member(key: name, value: message)])]
    }

    /// All requests go to the cluster; `more` is laid over the route.
    static func route(_ more: JSON = [:], prefix: String = "/") -> JSON {
        let base: JSON = ["match": ["prefix": .string(prefix)], "route": ["cluster": "CLUSTER"]]
        return base.merged(with: more)
    }

    /// A virtual host with these routes; `more` is laid over it.
    static func host(_ routes: [JSON], _ more: JSON = [:]) -> JSON {
        let base: JSON = ["name": "v", "domains": ["*"], "routes": .array(routes)]
        return .array([base.merged(with: more)])
    }

    /// A share of the requests, with a key of the runtime that is not set.
    static func share(_ percent: Int) -> JSON {
        ["default_value": ["numerator": .integer(percent)], "runtime_key": "a.key"]
    }
}
