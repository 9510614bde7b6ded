/// What the Gateway API says becomes of a request, as plainly as its text does; it knows nothing of how it is done.
///
/// Source: https://gateway-api.sigs.k8s.io/reference/spec/ (`HTTPRouteRule`, `GRPCRouteRule`, `HTTPRouteFilter`,
/// `Listener`, `BackendRef`, `ReferenceGrant`)
struct GatewayRules {
    let sample: SampleRoutes
    /// The port of the gateway's listeners.
    let port: Int

    struct Request {
        var host: String
        var path: String
        var method: String
        var headers: [String: String] = [:]
        var parameters: [String: String] = [:]

        var target: String {
            let query = parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "&")
            return path + (query.isEmpty ? "" : "?" + query)
        }
    }

    /// What comes of it.
    struct Outcome {
        /// The rule that has the request; for the reader of a failure.
        var rule = ""
        /// Who answers: a service, or a status of the gateway's own, with the parts that they have.
        var answerers: [String: Int] = [:]
        var location: String?
        /// What the backend is asked for.
        var target = ""
        var host = ""
        /// The fields that the backend sees, and the client.
        var request: [String: [String]] = [:]
        var response: [String: [String]] = [:]
        /// Services that get a copy.
        var mirrors: Set<String> = []
        /// Services whose share has the field `x-back`.
        var marked: Set<String> = []
    }

    /// The fields of all answers of backends.
    static let answerFields = ["x-own": ["up"], "x-more": ["up"], "x-lost": ["up"]]

    func outcome(of request: Request) -> Outcome {
        guard let (route, rule, match) = rule(for: request) else { return Outcome(answerers: ["404": 1]) }
        var outcome = Outcome(rule: "\(route.kind) \(route.namespace)/\(route.name)")
        if let redirect = rule.redirect {
            outcome.answerers = [String(redirect.status ?? 302): 1]
            outcome.location = location(redirect, match, request)
            return outcome
        }
        // "Weight ... proportion of requests"; what cannot be used has its share, and answers 500.
        for (place, backend) in rule.backends.enumerated() where backend.weight > 0 {
            let answerer = answerer(backend, for: route)
            outcome.answerers[answerer, default: 0] += backend.weight
            if place == 0, !rule.backendRequest.set.isEmpty { outcome.marked.insert(answerer) }
        }
        if outcome.answerers.isEmpty { outcome.answerers = ["500": 1] }
        outcome.target = Self.changed(request.path, rule.path, match) + request.target.dropFirst(request.path.count)
        outcome.host = rule.hostname ?? request.host
        outcome.request = Self.edited(request.headers.mapValues { [$0] }, rule.request)
        outcome.response = Self.edited(Self.answerFields, rule.response)
        if let origin = request.headers["origin"], rule.origins.contains(where: { Self.allows($0, origin) }) {
            outcome.response["access-control-allow-origin"] = [origin]
        }
        // "If the referent cannot be found ... the mirror is ignored".
        outcome.mirrors = Set(rule.mirrors.map { answerer($0, for: route) }.filter { $0.contains("/") })
        return outcome
    }

    // MARK: - Which rule

    private typealias Found = (route: SampleRoutes.Route, rule: SampleRoutes.Rule, match: SampleRoutes.Match)
    /// What a rule is preferred by: more of the numbers, what comes first counting more; then the least of the rest.
    private typealias Claim = (numbers: [Int], created: String, name: String, rule: Int)

    private func rule(for request: Request) -> Found? {
        let listeners = sample.listeners.filter { Self.has($0.hostname, request.host) }
        guard let listener = listeners.max(by: { Self.precision($0.hostname) < Self.precision($1.hostname) })
        else { return nil }
        var best: (found: Found, claim: Claim)?
        for route in sample.routes where attaches(route, to: listener) {
            let hostnames = route.hostnames.filter {
                Self.has($0, request.host) && (Self.has($0, listener.hostname) || Self.has(listener.hostname, $0))
            }
            if hostnames.isEmpty && !route.hostnames.isEmpty { continue }
            if isOusted(route, hostnames) { continue }
            // "Characters in a matching non-wildcard hostname. Characters in a matching hostname."
            let numbers = [hostnames.filter { !$0.hasPrefix("*") }, hostnames].map { $0.map(\.count).max() ?? 0 }
            for (place, rule) in route.rules.enumerated() {
                for match in rule.matches where Self.fits(match, request, route.kind) {
                    let claim: Claim = (
                        numbers + Self.precision(match, route.kind), route.created,
                        "\(route.namespace)/\(route.name)", place
                    )
                    if best.map({ Self.isBetter(claim, $0.claim) }) ?? true { best = ((route, rule, match), claim) }
                }
            }
        }
        return best?.found
    }

    private func attaches(_ route: SampleRoutes.Route, to listener: SampleRoutes.Listener) -> Bool {
        (route.section.isEmpty || route.section == listener.name) && (listener.takesAll || route.namespace == "shop")
    }

    /// Whether a route of the other kind that is older has all its host names.
    private func isOusted(_ route: SampleRoutes.Route, _ hostnames: [String]) -> Bool {
        sample.routes.contains { other in
            other.kind != route.kind && other.created < route.created && !hostnames.isEmpty
                && hostnames.allSatisfy(other.hostnames.contains)
        }
    }

    private static func isBetter(_ one: Claim, _ other: Claim) -> Bool {
        if one.numbers != other.numbers { return other.numbers.lexicographicallyPrecedes(one.numbers) }
        return (one.created, one.name, one.rule) < (other.created, other.name, other.rule)
    }

    private static func has(_ hostname: String, _ host: String) -> Bool {
        hostname.isEmpty || hostname == host || hostname.hasPrefix("*") && host.hasSuffix(hostname.dropFirst())
    }

    private static func precision(_ hostname: String) -> Int {
        hostname.isEmpty ? 0 : hostname.count + (hostname.hasPrefix("*") ? 0 : 1000)
    }

    private static func precision(_ match: SampleRoutes.Match, _ kind: String) -> [Int] {
        if kind == "GRPCRoute" { return [match.service.count, match.call.count, match.headers.count] }
        let length = match.isExact ? match.path.count : trimmed(match.path).count
        return [
            match.isExact ? 1 : 0, length, match.method == nil ? 0 : 1, match.headers.count, match.parameters.count,
        ]
    }

    private static func trimmed(_ path: String) -> String { path.hasSuffix("/") ? String(path.dropLast()) : path }

    private static func fits(_ match: SampleRoutes.Match, _ request: Request, _ kind: String) -> Bool {
        guard match.headers.allSatisfy({ request.headers[$0.key] == $0.value }),
            match.parameters.allSatisfy({ request.parameters[$0.key] == $0.value }),
            match.method == nil || match.method == request.method
        else { return false }
        if kind == "GRPCRoute" {
            let words = request.path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
            return match.service.isEmpty && match.call.isEmpty
                || words.count == 2 && (match.service.isEmpty || match.service == words[1])
                    && (match.call.isEmpty || match.call == words[2])
        }
        let path = trimmed(match.path)
        return match.isExact
            ? request.path == match.path : request.path == path || request.path.hasPrefix(path + "/")
    }

    // MARK: - What becomes of it

    /// A service that may be used, or the status of what may not.
    private func answerer(_ backend: SampleRoutes.Backend, for route: SampleRoutes.Route) -> String {
        let isGranted =
            backend.namespace == route.namespace
            || sample.grants.contains {
                $0.namespace == backend.namespace && $0.kind == route.kind && $0.from == route.namespace
                    && ($0.service.isEmpty || $0.service == backend.service)
            }
        guard isGranted, backend.service != "nobody" else { return "500" }
        return backend.service == "s\(SampleRoutes.empty)" ? "503" : backend.text
    }

    private func location(
        _ redirect: SampleRoutes.Redirect, _ match: SampleRoutes.Match, _ request: Request
    ) -> String {
        let scheme = redirect.scheme ?? "http"
        let usual = scheme == "https" ? 443 : 80
        // "If redirect scheme is not-empty, the redirect port MUST be the well-known port"; else the listener's.
        let port = redirect.port ?? (redirect.scheme == nil ? self.port : usual)
        return "\(scheme)://\(redirect.hostname ?? request.host)\(port == usual ? "" : ":\(port)")"
            + Self.changed(request.path, redirect.path, match) + request.target.dropFirst(request.path.count)
    }

    /// By the table of `ReplacePrefixMatch`.
    private static func changed(
        _ path: String, _ change: SampleRoutes.PathChange?, _ match: SampleRoutes.Match
    ) -> String {
        guard let change else { return path }
        if change.isFull { return change.text }
        let result = trimmed(change.text) + path.dropFirst(trimmed(match.path).count)
        return result.isEmpty ? "/" : result
    }

    private static func edited(_ fields: [String: [String]], _ edits: SampleRoutes.Edits) -> [String: [String]] {
        var fields = fields
        for (name, value) in edits.set { fields[name] = [value] }
        for (name, value) in edits.add { fields[name, default: []].append(value) }
        for name in edits.remove { fields[name] = nil }
        return fields
    }

    private static func allows(_ pattern: String, _ origin: String) -> Bool {
        let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
        return parts.count == 2 ? origin.hasPrefix(parts[0]) && origin.hasSuffix(parts[1]) : pattern == origin
    }
}
