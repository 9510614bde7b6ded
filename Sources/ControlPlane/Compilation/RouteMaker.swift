internal import Configuration

/// Makes Envoy's routes of rules.
struct RouteMaker {
    let policies: [ObjectName: TrafficPolicy]
    /// The port at which requests come in, and whether TLS ends there: what redirects go by.
    let port: Int
    let isSecured: Bool

    /// A cluster that no node has: what of a rule's requests falls to it gets 500.
    static let invalidCluster = "invalid-backend"

    /// The route of one match of a rule.
    func route(_ route: MeshRoute, rule place: Int, match: RouteMatch) -> JSONValue {
        let rule = route.rules[place]
        let filters = rule.filters
        var members: [(String, JSONValue?)] = [
            ("name", "\(route.metadata.name.text)/\(place)"), ("match", Self.match(match)),
        ]
        members += Self.edits(filters.request, "request") + Self.edits(filters.response, "response")
        if let redirect = filters.redirect {
            members.append(("redirect", self.redirect(redirect, match)))
        } else if let action = action(rule, match) {
            members.append(("route", action))
        } else {
            members.append(("direct_response", ["status": 500]))
        }
        if let cors = filters.cors {
            members.append(("typed_per_filter_config", ["envoy.filters.http.cors": Self.cors(cors)]))
        }
        return Self.object(members)
    }

    /// The route of all requests for a service that no route is for.
    func route(to port: ServicePort) -> JSONValue {
        let policy = policies[port.service]
        return [
            "match": ["prefix": "/"],
            "route": Self.object(
                [("cluster", .text(port.clusterName))] + times(RouteRule?.none, policy) + hashes([policy])),
        ]
    }

    static func object(_ members: [(String, JSONValue?)]) -> JSONValue {
        .object(members.compactMap { name, value in value.map { (name, $0) } })
    }

    // MARK: - Where requests go

    /// The action of a rule; nil when none of its backends takes any request.
    private func action(_ rule: RouteRule, _ match: RouteMatch) -> JSONValue? {
        let used = rule.backends.filter { $0.weight > 0 }
        guard used.contains(where: { $0.target != nil }) else { return nil }
        var members: [(String, JSONValue?)] = []
        if used.count == 1, !used[0].hasFilters {
            members.append(("cluster", .text(used[0].target?.clusterName ?? Self.invalidCluster)))
        } else {
            members.append(("weighted_clusters", ["clusters": .list(used.map(Self.share))]))
            if used.contains(where: { $0.target == nil }) {
                members.append(("cluster_not_found_response_code", "INTERNAL_SERVER_ERROR"))
            }
        }
        let targets = used.compactMap { $0.target.flatMap { policies[$0.service] } }
        // Where backends have policies of their own, the first one's counts: a try may go to any of them.
        members += times(rule, used.lazy.compactMap(\.target).first.flatMap { policies[$0.service] })
        members += hashes(targets)
        members += rewrite(rule.filters.rewrite, match)
        members.append(
            ("request_mirror_policies", JSONValue.some(rule.filters.mirrors.compactMap(Self.mirror))))
        return Self.object(members)
    }

    private static func share(_ backend: BackendReference) -> JSONValue {
        object(
            [
                ("name", .text(backend.target?.clusterName ?? invalidCluster)), ("weight", .number(backend.weight)),
                ("host_rewrite_literal", backend.hostname.map { .text($0) }),
            ] + edits(backend.request, "request") + edits(backend.response, "response"))
    }

    private static func mirror(_ mirror: RouteMirror) -> JSONValue? {
        guard let target = mirror.backend.target else { return nil }
        return [
            "cluster": .text(target.clusterName),
            "runtime_fraction": [
                "default_value": ["numerator": .number(mirror.share), "denominator": "MILLION"]
            ],
            "disable_shadow_host_suffix_append": true,
        ]
    }

    private func hashes(_ policies: [TrafficPolicy?]) -> [(String, JSONValue?)] {
        var names: [String] = []
        for policy in policies {
            guard let name = policy?.hashHeader, !names.contains(name) else { continue }
            names.append(name)
        }
        return [("hash_policy", .some(names.map { ["header": ["header_name": .text($0)]] }))]
    }

    // MARK: - How long and how often

    /// Time limits and tries: what the rule says, else what the policy says. Without either a request has all the time
    /// it takes.
    private func times(_ rule: RouteRule?, _ policy: TrafficPolicy?) -> [(String, JSONValue?)] {
        let tries = rule?.retry.map(Self.tries) ?? policy?.retries.map(Self.tries)
        var whole = rule?.requestTimeout ?? policy?.requestTimeout ?? 0
        var tryTimeout = policy?.retries?.tryTimeout
        if let backend = rule?.backendTimeout {
            tryTimeout = backend == 0 ? nil : backend
            if tries == nil, backend > 0 { whole = whole == 0 ? backend : min(whole, backend) }
        }
        var members: [(String, JSONValue?)] = [("timeout", EnvoyWords.duration(whole))]
        if let tries {
            members.append(
                ("retry_policy", Self.object(tries + [("per_try_timeout", tryTimeout.map(EnvoyWords.duration))])))
        }
        return members
    }

    private static func tries(_ retry: RouteRetry) -> [(String, JSONValue?)] {
        tries(retry.attempts ?? 1, retry.codes) + [
            (
                "retry_back_off",
                retry.backoff.map {
                    ["base_interval": EnvoyWords.duration($0), "max_interval": EnvoyWords.duration($0 * 10)]
                }
            )
        ]
    }

    private static func tries(_ retries: TrafficPolicy.Retries) -> [(String, JSONValue?)] {
        tries(retries.attempts, retries.codes)
    }

    private static func tries(_ attempts: Int, _ codes: [Int]) -> [(String, JSONValue?)] {
        let conditions = "connect-failure,refused-stream,reset-before-request"
        return [
            ("retry_on", .text(codes.isEmpty ? conditions : conditions + ",retriable-status-codes")),
            ("num_retries", .number(attempts)),
            ("retriable_status_codes", .some(codes.map { .number($0) })),
        ]
    }

    // MARK: - What becomes of requests

    private func rewrite(_ rewrite: RouteRewrite?, _ match: RouteMatch) -> [(String, JSONValue?)] {
        [("host_rewrite_literal", rewrite?.hostname.map { .text($0) })] + Self.path(rewrite?.path, match, full: nil)
    }

    /// A change of the path. `full` is the field for a path that takes the place of all of it, where there is one.
    private static func path(
        _ change: PathChange?, _ match: RouteMatch, full: String?
    ) -> [(String, JSONValue?)] {
        switch change {
        case nil: return []
        case .full(let path):
            if let full { return [(full, .text(path))] }
            return [("regex_rewrite", expression("^/.*$", substitution: path))]
        case .prefix(let replacement):
            guard case .prefix(let prefix) = match.path else { return [] }
            // All paths begin with the slash that a prefix of nothing stands for.
            if prefix.isEmpty { return [("prefix_rewrite", .text(replacement + "/"))] }
            if !replacement.isEmpty { return [("prefix_rewrite", .text(replacement))] }
            // The slash behind the prefix goes with it, or one is put in its place.
            return [("regex_rewrite", expression("^\(quoted(prefix))/*", substitution: "/"))]
        }
    }

    private static func expression(_ pattern: String, substitution: String) -> JSONValue {
        let escaped = substitution.split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "\\\\")
        return ["pattern": ["regex": .text(pattern)], "substitution": .text(escaped)]
    }

    /// A text as a pattern that only it matches.
    static func quoted(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if "\\.+*?()|[]{}^$".unicodeScalars.contains(scalar) { result += "\\" }
            result.unicodeScalars.append(scalar)
        }
        return result
    }

    private func redirect(_ redirect: RouteRedirect, _ match: RouteMatch) -> JSONValue {
        let codes = [
            301: "MOVED_PERMANENTLY", 302: "FOUND", 303: "SEE_OTHER", 307: "TEMPORARY_REDIRECT",
            308: "PERMANENT_REDIRECT",
        ]
        return Self.object(
            [
                ("scheme_redirect", redirect.scheme.map { .text($0) }),
                ("host_redirect", redirect.hostname.map { .text($0) }),
                ("port_redirect", redirectPort(redirect).map { .number($0) }),
            ] + Self.path(redirect.path, match, full: "path_redirect") + [
                ("response_code", .text(codes[redirect.status] ?? "FOUND"))
            ])
    }

    /// The port that a redirect names; nil where the scheme says it. Without a scheme it is that of the listener.
    private func redirectPort(_ redirect: RouteRedirect) -> Int? {
        let scheme = redirect.scheme ?? (isSecured ? "https" : "http")
        let usual = scheme == "https" ? 443 : 80
        let wanted = redirect.port ?? (redirect.scheme == nil ? port : usual)
        // A host that the client named with the listener's port must not keep it.
        let mayCarryPort = redirect.hostname == nil && port != 80 && port != 443
        return wanted == usual && !mayCarryPort ? nil : wanted
    }

    static func edits(_ edits: RouteFilters.HeaderEdits, _ side: String) -> [(String, JSONValue?)] {
        let added =
            edits.replaced.map { ($0, "OVERWRITE_IF_EXISTS_OR_ADD") }
            + edits.added.map { ($0, "APPEND_IF_EXISTS_OR_ADD") }
        return [
            (
                "\(side)_headers_to_add",
                .some(
                    added.map { field, action in
                        [
                            "header": ["key": .text(field.name), "value": EnvoyWords.escaped(field.value)],
                            "append_action": .text(action), "keep_empty_value": field.value.isEmpty ? true : nil,
                        ]
                    })
            ),
            ("\(side)_headers_to_remove", .some(edits.removed.map { .text($0) })),
        ]
    }

    private static func cors(_ cors: RouteCORS) -> JSONValue {
        func list(_ texts: [String]) -> JSONValue? { texts.isEmpty ? nil : .text(texts.joined(separator: ",")) }
        return [
            "@type": EnvoyWords.type("envoy.extensions.filters.http.cors.v3.CorsPolicy"),
            "allow_origin_string_match": .some(cors.origins.map(origin)),
            "allow_methods": list(cors.methods), "allow_headers": list(cors.headers),
            "expose_headers": list(cors.exposedHeaders), "max_age": "\(cors.maxAge)",
            "allow_credentials": .bool(cors.allowsCredentials),
        ]
    }

    private static func origin(_ text: String) -> JSONValue {
        guard text.contains("*") else { return ["exact": .text(text)] }
        let parts = text.split(separator: "*", omittingEmptySubsequences: false).map { quoted(String($0)) }
        return ["safe_regex": ["regex": .text(parts.joined(separator: ".*"))]]
    }

    // MARK: - Which requests

    static func match(_ match: RouteMatch) -> JSONValue {
        var members: [(String, JSONValue?)] = []
        switch match.path {
        case .exact(let path): members.append(("path", .text(path)))
        case .prefix(let path):
            members.append(path.isEmpty ? ("prefix", "/") : ("path_separated_prefix", .text(path)))
        case .expression(let pattern): members.append(("safe_regex", ["regex": .text(pattern)]))
        }
        var headers = match.headers
        if let method = match.method { headers.insert(RouteMatch.Value(name: ":method", value: method), at: 0) }
        members.append(("headers", .some(headers.map(condition))))
        members.append(("query_parameters", .some(match.parameters.map(condition))))
        return object(members)
    }

    private static func condition(_ value: RouteMatch.Value) -> JSONValue {
        [
            "name": .text(value.name),
            "string_match": value.isExpression
                ? ["safe_regex": ["regex": .text(value.value)]] : ["exact": .text(value.value)],
        ]
    }
}
