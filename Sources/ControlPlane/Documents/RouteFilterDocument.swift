internal import Configuration

/// Reads what rules and backends do to requests and answers.
///
/// Source: https://gateway-api.sigs.k8s.io/reference/spec/#httproutefilter
enum RouteFilterDocument {
    /// The filters of a rule; those that stand for a prefix are noted in `prefixNodes`.
    static func readAll(
        _ reader: inout ObjectReader, _ kind: MeshRoute.Kind, _ namespace: String, _ prefixNodes: inout [JSONNode]
    ) -> RouteFilters {
        var filters = RouteFilters()
        var seen: Set<String> = []
        for node in reader.list("filters", atMost: 16) {
            var filter = ObjectReader(node, "a filter", reader.complaints)
            guard node.kind == .object, let type = readType(&filter, kind, &seen) else { continue }
            read(&filter, type, namespace, into: &filters, &prefixNodes)
            filter.finish()
        }
        if filters.redirect != nil, filters.rewrite != nil, let node = reader.node["filters"] {
            reader.complaints.wrong(node, expected: "RequestRedirect or URLRewrite, not both")
        }
        return filters
    }

    /// A backend with its filters.
    static func read(
        _ reader: inout ObjectReader, _ kind: MeshRoute.Kind, _ namespace: String, into backend: BackendReference
    ) -> BackendReference {
        var backend = backend
        var seen: Set<String> = []
        for node in reader.list("filters", atMost: 16) {
            var filter = ObjectReader(node, "a filter", reader.complaints)
            guard node.kind == .object, let type = readType(&filter, kind, &seen) else { continue }
            var filters = RouteFilters()
            var prefixNodes: [JSONNode] = []
            read(&filter, type, namespace, into: &filters, &prefixNodes)
            filter.finish()
            switch type {
            case .requestHeaders: backend.request = filters.request
            case .responseHeaders: backend.response = filters.response
            case .rewrite where filters.rewrite?.path == nil: backend.hostname = filters.rewrite?.hostname
            case .redirect, .mirror, .cors, .rewrite:
                reader.complaints.complain(
                    .unimplemented, at: node,
                    "expected a filter of headers or the host at a backend, found one that Apus takes at rules only")
            }
        }
        return backend
    }

    private enum FilterType: String {
        case requestHeaders = "RequestHeaderModifier"
        case responseHeaders = "ResponseHeaderModifier"
        case mirror = "RequestMirror"
        case redirect = "RequestRedirect"
        case rewrite = "URLRewrite"
        case cors = "CORS"
    }

    /// Which filter it is; nil after a complaint. All but mirrors stand once in a rule.
    private static func readType(
        _ reader: inout ObjectReader, _ kind: MeshRoute.Kind, _ seen: inout Set<String>
    ) -> FilterType? {
        guard let name = reader.requiredString("type"), let node = reader.node["type"] else { return nil }
        let all: [FilterType] =
            kind == .grpc
            ? [.requestHeaders, .responseHeaders, .mirror]
            : [.requestHeaders, .responseHeaders, .mirror, .redirect, .rewrite, .cors]
        guard let type = all.first(where: { $0.rawValue == name }) else {
            if ["ExtensionRef", "ExternalAuth"].contains(name) {
                reader.complaints.complain(
                    .unimplemented, at: node, "expected a filter that Apus implements, found \(name)")
            } else {
                reader.complaints.wrong(
                    node, expected: "a filter of \(kind.rawValue)",
                    suggestion: reader.complaints.nearest(to: name, in: all.map(\.rawValue), byWords: true))
            }
            return nil
        }
        if !seen.insert(name).inserted, type != .mirror {
            reader.complaints.complain(.wrongValue, at: node, "expected each filter once, found \(name) again")
        }
        return type
    }

    private static func read(
        _ reader: inout ObjectReader, _ type: FilterType, _ namespace: String, into filters: inout RouteFilters,
        _ prefixNodes: inout [JSONNode]
    ) {
        let names: [FilterType: String] = [
            .requestHeaders: "requestHeaderModifier", .responseHeaders: "responseHeaderModifier",
            .mirror: "requestMirror", .redirect: "requestRedirect", .rewrite: "urlRewrite", .cors: "cors",
        ]
        let name = names[type] ?? ""
        if !reader.has(name) { reader.missing(name) }
        switch type {
        case .requestHeaders: filters.request = reader.object(name, name, readEdits) ?? filters.request
        case .responseHeaders: filters.response = reader.object(name, name, readEdits) ?? filters.response
        case .mirror:
            if let mirror = reader.object(name, name, { readMirror(&$0, namespace) }) ?? nil {
                filters.mirrors.append(mirror)
            }
        case .redirect: filters.redirect = reader.object(name, name) { readRedirect(&$0, &prefixNodes) }
        case .rewrite: filters.rewrite = reader.object(name, name) { readRewrite(&$0, &prefixNodes) }
        case .cors: filters.cors = reader.object(name, name, readCORS)
        }
    }

    private static func readEdits(_ reader: inout ObjectReader) -> RouteFilters.HeaderEdits {
        var edits = RouteFilters.HeaderEdits()
        edits.replaced = readFields(&reader, "set")
        edits.added = readFields(&reader, "add")
        let complaints = reader.complaints
        edits.removed = reader.strings("remove", atMost: 16).map { text, node in
            if !FieldName.isRight(text) { complaints.wrong(node, expected: "the name of a header field") }
            return text
        }
        return edits
    }

    private static func readFields(_ reader: inout ObjectReader, _ name: String) -> [(name: String, value: String)] {
        reader.objects(name, "a header", atMost: 16) { reader in
            let name = reader.requiredString("name")
            let value = reader.string("value")
            if !reader.has("value") { reader.missing("value") }
            if let name, !FieldName.isRight(name), let node = reader.node["name"] {
                reader.complaints.wrong(node, expected: "the name of a header field")
            }
            return name.map { (name: $0, value: value ?? "") }
        }.compactMap(\.self)
    }

    private static func readMirror(_ reader: inout ObjectReader, _ namespace: String) -> RouteMirror? {
        if !reader.has("backendRef") { reader.missing("backendRef") }
        let backend = reader.object("backendRef", "a backend") { BackendDocument.read(&$0, namespace) } ?? nil
        let percent = reader.integer("percent", in: 0...100)
        let fraction = reader.object("fraction", "fraction") { reader in
            let denominator = reader.integer("denominator", in: 1...1_000_000) ?? 100
            let numerator = reader.requiredInteger("numerator", in: 0...1_000_000) ?? 0
            if numerator > denominator, let node = reader.node["numerator"] {
                reader.complaints.wrong(node, expected: "no more than the denominator")
            }
            return min(numerator, denominator) * 1_000_000 / denominator
        }
        if percent != nil, fraction != nil, let node = reader.node["fraction"] {
            reader.complaints.wrong(node, expected: "\"percent\" or \"fraction\" alone")
        }
        let share = percent.map { $0 * 10_000 } ?? fraction ?? 1_000_000
        return backend.map { RouteMirror(backend: $0, share: share) }
    }

    private static func readRedirect(_ reader: inout ObjectReader, _ prefixNodes: inout [JSONNode]) -> RouteRedirect {
        var redirect = RouteRedirect()
        redirect.scheme = reader.choice("scheme", ["http": "http", "https": "https"])
        redirect.hostname = HostnameDocument.read(&reader).map { exact($0, reader) }
        redirect.path = reader.object("path", "path") { readPath(&$0, &prefixNodes) } ?? nil
        redirect.port = reader.integer("port", in: 1...65535)
        if let status = reader.integer("statusCode", in: 300...399) {
            redirect.status = status
            if ![301, 302, 303, 307, 308].contains(status), let node = reader.node["statusCode"] {
                reader.complaints.wrong(node, expected: "301, 302, 303, 307 or 308")
            }
        }
        return redirect
    }

    private static func readRewrite(_ reader: inout ObjectReader, _ prefixNodes: inout [JSONNode]) -> RouteRewrite {
        var rewrite = RouteRewrite()
        rewrite.hostname = HostnameDocument.read(&reader).map { exact($0, reader) }
        rewrite.path = reader.object("path", "path") { readPath(&$0, &prefixNodes) } ?? nil
        return rewrite
    }

    private static func exact(_ hostname: Hostname, _ reader: ObjectReader) -> String {
        if hostname.isWildcard, let node = reader.node["hostname"] {
            reader.complaints.wrong(node, expected: "a host name without \"*\"")
        }
        return hostname.text
    }

    private static func readPath(_ reader: inout ObjectReader, _ prefixNodes: inout [JSONNode]) -> PathChange? {
        if !reader.has("type") { reader.missing("type") }
        guard let isPrefix = reader.choice("type", ["ReplaceFullPath": false, "ReplacePrefixMatch": true]) else {
            reader.accept("replaceFullPath", "replacePrefixMatch")
            return nil
        }
        let name = isPrefix ? "replacePrefixMatch" : "replaceFullPath"
        if !reader.has(name) { reader.missing(name) }
        guard let text = reader.string(name), let node = reader.node[name] else { return nil }
        if !text.isEmpty || !isPrefix, let problem = PathText.problem(text) {
            reader.complaints.wrong(node, expected: problem)
        }
        if !isPrefix { return .full(text) }
        prefixNodes.append(reader.node)
        var prefix = text
        while prefix.hasSuffix("/") { prefix.removeLast() }
        return .prefix(prefix)
    }

    private static func readCORS(_ reader: inout ObjectReader) -> RouteCORS {
        var cors = RouteCORS()
        cors.origins = reader.strings("allowOrigins", atMost: 64).map(\.text)
        cors.allowsCredentials = reader.bool("allowCredentials") ?? false
        cors.methods = reader.strings("allowMethods", atMost: 9).map(\.text)
        cors.headers = reader.strings("allowHeaders", atMost: 64).map(\.text)
        cors.exposedHeaders = reader.strings("exposeHeaders", atMost: 64).map(\.text)
        cors.maxAge = reader.integer("maxAge", in: 1...2_147_483_647) ?? 5
        return cors
    }
}
