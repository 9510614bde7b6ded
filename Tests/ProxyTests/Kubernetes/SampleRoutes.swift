/// Routes at the listeners of one gateway, made at random of few words, so that many fit the same requests.
///
/// Services are called `s0`, `s1` …, twenty to a namespace.
struct SampleRoutes {
    /// A listener for HTTP.
    struct Listener {
        var name: String
        var hostname = ""
        /// Whether routes of other namespaces than the gateway's may be at it.
        var takesAll = true
    }

    struct Backend: Hashable {
        var namespace: String
        var service: String
        var weight = 1

        var text: String { "\(namespace)/\(service)" }
    }

    struct Edits {
        var set: [String: String] = [:]
        var add: [String: String] = [:]
        var remove: [String] = []
    }

    struct Match {
        var isExact = false
        var path = "/"
        var method: String?
        var headers: [String: String] = [:]
        var parameters: [String: String] = [:]
        /// Of gRPC; empty: any.
        var service = ""
        var call = ""
    }

    struct PathChange {
        var isFull: Bool
        var text: String
    }

    struct Redirect {
        var scheme: String?
        var hostname: String?
        var port: Int?
        var status: Int?
        var path: PathChange?
    }

    struct Rule {
        var matches: [Match]
        var request = Edits()
        var response = Edits()
        var redirect: Redirect?
        var hostname: String?
        var path: PathChange?
        var mirrors: [Backend] = []
        /// Of CORS; empty: no such filter.
        var origins: [String] = []
        var backends: [Backend] = []
        /// What is changed for the first backend alone.
        var backendRequest = Edits()
    }

    struct Route {
        var kind = "HTTPRoute"
        var namespace: String
        var name: String
        var created = "2026-01-01T00:00:00Z"
        var hostnames: [String] = []
        /// The listener that it is for; empty: all.
        var section = ""
        var rules: [Rule]
    }

    struct Grant {
        var namespace: String
        var kind: String
        var from: String
        /// Empty: all services.
        var service = ""
    }

    /// `n1-a/…` stands before `n1/…` in the alphabet.
    static let namespaces = ["shop", "n1", "n1-a", "n2", "n3", "n4", "n5", "n6", "n7", "n8"]
    static let hosts = [
        "a.example.com", "b.example.com", "x.b.example.com", "example.org", "other.net", "y.example.org",
        "grpc.example.com", "shared.example.com", "mixed.example.com",
    ]
    static let paths = ["/", "/a", "/a/b", "/ab", "/b", "/a/b/c"]
    /// A service that has no endpoints.
    static let empty = 7

    var listeners = [
        Listener(name: "web"), Listener(name: "named", hostname: "*.b.example.com", takesAll: false),
    ]
    var routes: [Route] = []
    var grants = [
        Grant(namespace: "n5", kind: "HTTPRoute", from: "n1"), Grant(namespace: "n5", kind: "GRPCRoute", from: "n2"),
        Grant(namespace: "n6", kind: "HTTPRoute", from: "shop", service: "s141"),
    ]

    init(_ numbers: inout SeededNumbers) {
        for number in 0..<40 { routes.append(route(number, &numbers)) }
        for number in 0..<8 { routes.append(call(number, &numbers)) }
        // Kinds do not share a host name: the older has it.
        let rule = { (service: String) in
            Rule(matches: [Match()], backends: [Backend(namespace: "shop", service: service)])
        }
        routes += [
            Route(namespace: "shop", name: "late", hostnames: ["shared.example.com"], rules: [rule("s1")]),
            Route(
                kind: "GRPCRoute", namespace: "shop", name: "early", created: "2025-06-01T00:00:00Z",
                hostnames: ["shared.example.com"], rules: [rule("s2")]),
        ]
    }

    /// The namespace of a service by its number.
    static func namespace(of service: Int) -> String { namespaces[service / 20 % namespaces.count] }

    /// Now and then.
    private func happens(_ one: Int, _ numbers: inout SeededNumbers) -> Bool {
        Int.random(in: 0..<one, using: &numbers) == 0
    }

    // MARK: - At random

    private func route(_ number: Int, _ numbers: inout SeededNumbers) -> Route {
        let hostnames = [
            "a.example.com", "b.example.com", "x.b.example.com", "*.example.com", "*.b.example.com", "*.com",
            "example.org", "*.org",
        ]
        let namespace = ["shop", "n1", "n1-a", "n2"].randomElement(using: &numbers) ?? ""
        return Route(
            namespace: namespace, name: "r\((number * 7 + 3) % 20)-\(number / 20)",
            created: ["2026-01-01T00:00:00Z", "2025-12-31T23:59:59Z"].randomElement(using: &numbers) ?? "",
            hostnames: Array(hostnames.shuffled(using: &numbers).prefix(Int.random(in: 0...3, using: &numbers))),
            section: happens(6, &numbers) ? "web" : "",
            rules: (0..<Int.random(in: 1...3, using: &numbers)).map { _ in
                self.rule(
                    (0..<Int.random(in: 1...2, using: &numbers)).map { _ in match(&numbers) }, "HTTPRoute", namespace,
                    &numbers)
            })
    }

    private func call(_ number: Int, _ numbers: inout SeededNumbers) -> Route {
        let namespace = ["shop", "n2"].randomElement(using: &numbers) ?? ""
        return Route(
            kind: "GRPCRoute", namespace: namespace, name: "g\(number)",
            hostnames: [happens(3, &numbers) ? "*.grpc.example.com" : "grpc.example.com"],
            rules: (0..<2).map { _ in
                var match = Match()
                match.service = ["", "a.Cart", "a.CartExtra", "b.Pay"].randomElement(using: &numbers) ?? ""
                match.call = ["", "Get", "Put"].randomElement(using: &numbers) ?? ""
                if happens(3, &numbers) { match.headers["x-a"] = "1" }
                return self.rule([match], "GRPCRoute", namespace, &numbers)
            })
    }

    private func match(_ numbers: inout SeededNumbers) -> Match {
        var match = Match(
            isExact: Bool.random(using: &numbers), path: Self.paths.randomElement(using: &numbers) ?? "/",
            method: [nil, nil, "GET", "POST"].randomElement(using: &numbers) ?? nil)
        for name in ["x-a", "x-b"] where happens(4, &numbers) {
            match.headers[name] = ["1", "2"].randomElement(using: &numbers)
        }
        for name in ["p", "q"] where happens(5, &numbers) {
            match.parameters[name] = ["1", "2"].randomElement(using: &numbers)
        }
        return match
    }

    private func backend(_ namespace: String, _ numbers: inout SeededNumbers) -> Backend {
        let number: Int
        switch Int.random(in: 0..<6, using: &numbers) {
        case 0: number = Int.random(in: 100..<160, using: &numbers)
        case 1: number = [Self.empty, 141].randomElement(using: &numbers) ?? 0
        default:
            let own = (Self.namespaces.firstIndex(of: namespace) ?? 0) * 20
            number = Int.random(in: own..<own + 20, using: &numbers)
        }
        // One in twelve is nobody's.
        return Backend(
            namespace: Self.namespace(of: number), service: happens(12, &numbers) ? "nobody" : "s\(number)",
            weight: [0, 1, 1, 3].randomElement(using: &numbers) ?? 1)
    }

    private func rule(
        _ matches: [Match], _ kind: String, _ namespace: String, _ numbers: inout SeededNumbers
    ) -> Rule {
        var rule = Rule(matches: matches)
        if happens(2, &numbers) {
            rule.request = Edits(set: ["x-set": "rule"], add: ["x-add": "rule"], remove: ["x-gone"])
        }
        if happens(3, &numbers) {
            rule.response = Edits(set: ["x-own": "rule"], add: ["x-more": "rule"], remove: ["x-lost"])
        }
        let mayChangePrefix = kind == "HTTPRoute" && matches.count == 1 && !matches[0].isExact
        func change(_ numbers: inout SeededNumbers) -> PathChange? {
            if happens(2, &numbers) { return nil }
            if mayChangePrefix {
                return PathChange(isFull: false, text: ["/n", "/n/m/", "/"].randomElement(using: &numbers) ?? "/")
            }
            return PathChange(isFull: true, text: "/full")
        }
        if kind == "HTTPRoute", happens(7, &numbers) {
            rule.redirect = Redirect(
                scheme: [nil, "https", "http"].randomElement(using: &numbers) ?? nil,
                hostname: happens(2, &numbers) ? "to.example.net" : nil, port: happens(3, &numbers) ? 8443 : nil,
                status: [nil, 301, 308].randomElement(using: &numbers) ?? nil, path: change(&numbers))
            return rule
        }
        if kind == "HTTPRoute", happens(3, &numbers) {
            rule.hostname = happens(2, &numbers) ? "up.example.net" : nil
            rule.path = change(&numbers)
        }
        if kind == "HTTPRoute", happens(4, &numbers) { rule.origins = ["https://a.test", "https://*.b.test"] }
        if happens(4, &numbers) { rule.mirrors.append(backend(namespace, &numbers)) }
        rule.backends = (0..<Int.random(in: 0...3, using: &numbers)).map { _ in backend(namespace, &numbers) }
        if !rule.backends.isEmpty, happens(3, &numbers) { rule.backendRequest = Edits(set: ["x-back": "1"]) }
        return rule
    }

    // MARK: - As objects of a cluster

    var objects: [JSON] { routes.map(Self.object) + grants.enumerated().map { Self.object($1, "g\($0)") } }

    private static func texts(_ values: [String: String]) -> JSON {
        .array(values.sorted { $0.key < $1.key }.map { ["name": .string($0.key), "value": .string($0.value)] })
    }

    private static func object(_ grant: Grant, _ name: String) -> JSON {
        var target: JSON = ["group": "", "kind": "Service"]
        if !grant.service.isEmpty { target = target.merged(with: ["name": .string(grant.service)]) }
        let from: JSON = [
            "group": "gateway.networking.k8s.io", "kind": .string(grant.kind), "namespace": .string(grant.from),
        ]
        return KubernetesAPI.object(
            "gateway.networking.k8s.io/v1beta1", "ReferenceGrant", name, namespace: grant.namespace,
            ["spec": ["from": [from], "to": [target]]])
    }

    private static func object(_ route: Route) -> JSON {
        var parent: JSON = ["name": "edge", "namespace": "shop"]
        if !route.section.isEmpty { parent = parent.merged(with: ["sectionName": .string(route.section)]) }
        return KubernetesAPI.object(
            "gateway.networking.k8s.io/v1", route.kind, route.name, namespace: route.namespace,
            [
                "metadata": ["creationTimestamp": .string(route.created)],
                "spec": [
                    "parentRefs": [parent], "hostnames": .array(route.hostnames.map { .string($0) }),
                    "rules": .array(route.rules.map { rule($0, route.kind) }),
                ],
            ])
    }

    private static func rule(_ rule: Rule, _ kind: String) -> JSON {
        var filters: [JSON] = []
        func add(_ type: String, _ name: String, _ value: JSON) {
            filters.append(.object([.init(key: "type", value: .string(type)), .init(key: name, value: value)]))
        }
        if let edits = edits(rule.request) { add("RequestHeaderModifier", "requestHeaderModifier", edits) }
        if let edits = edits(rule.response) { add("ResponseHeaderModifier", "responseHeaderModifier", edits) }
        if let redirect = rule.redirect { add("RequestRedirect", "requestRedirect", object(redirect)) }
        let rewrite = object([
            ("hostname", rule.hostname.map { .string($0) }), ("path", rule.path.map(object)),
        ])
        if rewrite != [:] { add("URLRewrite", "urlRewrite", rewrite) }
        for mirror in rule.mirrors { add("RequestMirror", "requestMirror", ["backendRef": reference(mirror, false)]) }
        if !rule.origins.isEmpty { add("CORS", "cors", ["allowOrigins": .array(rule.origins.map { .string($0) })]) }
        let backends = rule.backends.enumerated().map { place, backend in
            let own = place == 0 ? edits(rule.backendRequest) : nil
            let filter = own.map { edits -> JSON in
                ["filters": [["type": "RequestHeaderModifier", "requestHeaderModifier": edits]]]
            }
            return reference(backend, true).merged(with: filter ?? [:])
        }
        return [
            "matches": .array(rule.matches.map { match($0, kind) }), "filters": .array(filters),
            "backendRefs": .array(backends),
        ]
    }

    private static func object(_ members: [(String, JSON?)]) -> JSON {
        .object(members.compactMap { key, value in value.map { .init(key: key, value: $0) } })
    }

    private static func edits(_ edits: Edits) -> JSON? {
        if edits.set.isEmpty && edits.add.isEmpty && edits.remove.isEmpty { return nil }
        return [
            "set": texts(edits.set), "add": texts(edits.add), "remove": .array(edits.remove.map { .string($0) }),
        ]
    }

    private static func object(_ path: PathChange) -> JSON {
        path.isFull
            ? ["type": "ReplaceFullPath", "replaceFullPath": .string(path.text)]
            : ["type": "ReplacePrefixMatch", "replacePrefixMatch": .string(path.text)]
    }

    private static func object(_ redirect: Redirect) -> JSON {
        object([
            ("scheme", redirect.scheme.map { .string($0) }), ("hostname", redirect.hostname.map { .string($0) }),
            ("port", redirect.port.map { .integer($0) }), ("statusCode", redirect.status.map { .integer($0) }),
            ("path", redirect.path.map(object)),
        ])
    }

    private static func reference(_ backend: Backend, _ hasWeight: Bool) -> JSON {
        object([
            ("name", .string(backend.service)), ("namespace", .string(backend.namespace)), ("port", 80),
            ("weight", hasWeight ? .integer(backend.weight) : nil),
        ])
    }

    private static func match(_ match: Match, _ kind: String) -> JSON {
        if kind == "GRPCRoute" {
            let method = object([
                ("service", match.service.isEmpty ? nil : .string(match.service)),
                ("method", match.call.isEmpty ? nil : .string(match.call)),
            ])
            return object([("method", method == [:] ? nil : method), ("headers", texts(match.headers))])
        }
        return object([
            ("path", ["type": match.isExact ? "Exact" : "PathPrefix", "value": .string(match.path)]),
            ("method", match.method.map { .string($0) }), ("headers", texts(match.headers)),
            ("queryParams", texts(match.parameters)),
        ])
    }
}
