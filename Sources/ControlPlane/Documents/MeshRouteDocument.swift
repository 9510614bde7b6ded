internal import Configuration

/// Reads the `spec` of an HTTPRoute, GRPCRoute, TLSRoute or TCPRoute.
///
/// Source: https://gateway-api.sigs.k8s.io/reference/spec/#httproutespec
enum MeshRouteDocument {
    static func read(_ reader: inout ObjectReader, _ kind: MeshRoute.Kind, _ metadata: ObjectMetadata) -> MeshRoute {
        var route = MeshRoute(kind: kind, metadata: metadata)
        let namespace = metadata.name.namespace
        reader.refuse("useDefaultGateways")
        route.parents = reader.objects("parentRefs", "a parent", atMost: 32) {
            readParent(&$0, namespace)
        }.compactMap(\.self)
        if kind != .tcp {
            let complaints = reader.complaints
            route.hostnames = reader.strings("hostnames", atMost: 16).compactMap {
                HostnameDocument.read($0.text, $0.node, complaints)
            }
        }
        let isStream = kind == .tls || kind == .tcp
        if isStream, !reader.hasElements("rules") { reader.missing("rules") }
        // Of connections nothing says which rule takes them.
        let rules = reader.list("rules", atMost: isStream ? 1 : 16)
        route.rules = rules.map { node in
            var rule = ObjectReader(node, "a rule", reader.complaints)
            let result = isStream ? readStreamRule(&rule, namespace) : readRule(&rule, kind, namespace)
            if node.kind == .object { rule.finish() }
            return result
        }
        if kind == .http, !reader.has("rules") {
            // Such a route takes all paths, and has nowhere to lead.
            route.rules = [RouteRule(node: reader.node)]
        }
        return route
    }

    private static func readParent(_ reader: inout ObjectReader, _ namespace: String) -> ParentReference? {
        let group = reader.choice("group", ["gateway.networking.k8s.io": 0, "": 1, "apus.dev": 1])
        let kind: ParentReference.Kind =
            reader.choice("kind", ["Gateway": .gateway, "Service": .service]) ?? (group == 1 ? .service : .gateway)
        let name = reader.requiredString("name")
        let owner = reader.string("namespace") ?? namespace
        let section = reader.string("sectionName")
        let port = reader.integer("port", in: 1...65535)
        if kind == .service, section != nil, let node = reader.node["sectionName"] {
            reader.complaints.wrong(node, expected: "\"port\" for a part of a service")
        }
        return name.map {
            ParentReference(
                kind: kind, name: ObjectName(namespace: owner, name: $0), nameNode: reader.node["name"] ?? reader.node,
                section: section, port: port)
        }
    }

    private static func readStreamRule(_ reader: inout ObjectReader, _ namespace: String) -> RouteRule {
        var rule = RouteRule(node: reader.node)
        _ = reader.string("name")
        if !reader.has("backendRefs") { reader.missing("backendRefs") }
        rule.backends = reader.objects("backendRefs", "a backend", atMost: 16) {
            BackendDocument.read(&$0, namespace)
        }.compactMap(\.self)
        return rule
    }

    private static func readRule(
        _ reader: inout ObjectReader, _ kind: MeshRoute.Kind, _ namespace: String
    ) -> RouteRule {
        var rule = RouteRule(node: reader.node)
        _ = reader.string("name")
        reader.refuse("sessionPersistence")
        let matches = reader.objects("matches", "a match", atMost: 64) {
            kind == .grpc ? RouteMatchDocument.readMethod(&$0) : RouteMatchDocument.read(&$0)
        }
        if !matches.isEmpty { rule.matches = matches }
        var prefixNodes: [JSONNode] = []
        rule.filters = RouteFilterDocument.readAll(&reader, kind, namespace, &prefixNodes)
        if kind == .http {
            readTimeouts(&reader, &rule)
            rule.retry = reader.object("retry", "retry", readRetry)
        } else {
            reader.refuse("timeouts", "retry")
        }
        rule.backends = reader.objects("backendRefs", "a backend", atMost: 16) { reader in
            let backend = BackendDocument.read(&reader, namespace)
            return backend.map { RouteFilterDocument.read(&reader, kind, namespace, into: $0) }
        }.compactMap(\.self)
        if rule.filters.redirect != nil, let node = reader.node["backendRefs"], !node.isEmptyContainer {
            reader.complaints.wrong(node, expected: "no backends beside a RequestRedirect")
        }
        let isOnePrefix: Bool
        if rule.matches.count == 1, case .prefix = rule.matches[0].path {
            isOnePrefix = true
        } else {
            isOnePrefix = false
        }
        if !isOnePrefix {
            for node in prefixNodes {
                reader.complaints.complain(
                    .wrongValue, at: node,
                    "expected \"ReplacePrefixMatch\" in a rule with one match of the type \"PathPrefix\" alone")
            }
        }
        return rule
    }

    private static func readTimeouts(_ reader: inout ObjectReader, _ rule: inout RouteRule) {
        let node = reader.node["timeouts"]
        let timeouts = reader.object("timeouts", "timeouts") { ($0.duration("request"), $0.duration("backendRequest")) }
        (rule.requestTimeout, rule.backendTimeout) = timeouts ?? (nil, nil)
        if let request = rule.requestTimeout, let backend = rule.backendTimeout, request > 0, backend > request,
            let node = node?["backendRequest"]
        {
            reader.complaints.wrong(node, expected: "no more than \"request\"")
        }
    }

    private static func readRetry(_ reader: inout ObjectReader) -> RouteRetry {
        var retry = RouteRetry()
        for node in reader.list("codes", atMost: 200) {
            reader.integer(node, in: 400...599).map { retry.codes.append($0) }
        }
        retry.attempts = reader.integer("attempts", in: 0...100)
        retry.backoff = reader.duration("backoff")
        if retry.backoff == 0, let node = reader.node["backoff"] {
            reader.complaints.wrong(node, expected: "a duration of at least \"1ms\"")
        }
        return retry
    }
}

/// Reads where a share of requests goes.
enum BackendDocument {
    /// Reads a reference but for its filters.
    static func read(_ reader: inout ObjectReader, _ namespace: String) -> BackendReference? {
        let group = reader.string("group") ?? ""
        let kind = reader.string("kind") ?? "Service"
        let name = reader.requiredString("name")
        let owner = reader.string("namespace") ?? namespace
        let port = reader.integer("port", in: 1...65535)
        let weight = reader.integer("weight", in: 0...1_000_000) ?? 1
        let isService = kind == "Service" && (group.isEmpty || group == "apus.dev")
        return name.map {
            BackendReference(
                name: ObjectName(namespace: owner, name: $0), node: reader.node["name"] ?? reader.node, port: port,
                isService: isService, weight: weight)
        }
    }
}
