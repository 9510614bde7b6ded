/// Reads `envoy.config.route.v3.RouteConfiguration`, its virtual hosts and routes.
enum RouteDocument {
    /// What a table says to its routes.
    private struct Rules {
        var validatesClusters: Bool
        var longestDirectBody: UInt32
    }

    /// Reads a table. `validatesClusters` says whether its clusters must be known when it does not say so itself: those
    /// of tables that stand in a connection manager.
    static func read(_ reader: inout MessageReader, validatesClusters: Bool = true) -> RouteConfiguration {
        let rules = Rules(
            validatesClusters: reader.bool("validate_clusters") ?? validatesClusters,
            longestDirectBody: reader.uint32("max_direct_response_body_size_bytes") ?? 4096)
        var domains = CrossChecks.Domains()
        var result = RouteConfiguration(name: reader.string("name") ?? "")
        result.ignorePortInHostMatching = reader.bool("ignore_port_in_host_matching") ?? false
        result.virtualHostField = reader.headerText("vhost_header")?.lowercased() ?? ""
        result.ignorePathParameters = reader.bool("ignore_path_parameters_in_path_matching") ?? false
        result.internalOnlyFields = readFieldNames("internal_only_headers", of: &reader)
        result.perFilter = HTTPFilterDocument.readOverrides(&reader)
        result.requestHeaders = readRequestEdits(&reader)
        result.responseHeaders = readResponseEdits(&reader)
        result.mostSpecificEditsWin = reader.bool("most_specific_header_mutations_wins") ?? false
        result.mirrors = MirrorDocument.read(&reader, validates: rules.validatesClusters)
        reader.accept("metadata")
        result.virtualHosts = reader.messages("virtual_hosts") { reader in
            readVirtualHost(&reader, rules, &domains)
        }.compactMap(\.self)
        result.source = SecretRedaction.redactFilters(reader.source)
        return result
    }

    /// Reads names of fields; they come in lower case.
    private static func readFieldNames(_ name: String, of reader: inout MessageReader) -> [String] {
        reader.strings(name).map { text, node in
            if text.utf8.contains(where: { $0 == 0 || $0 == 0x0A || $0 == 0x0D }) {
                reader.session.wrong(node, expected: "a text without NUL, carriage return and line feed")
            }
            return text.lowercased()
        }
    }

    private static func readRequestEdits(_ reader: inout MessageReader) -> HeaderEditsConfiguration {
        HeaderEditsDocument.read(
            adding: "request_headers_to_add", removing: "request_headers_to_remove", of: &reader)
    }

    private static func readResponseEdits(_ reader: inout MessageReader) -> HeaderEditsConfiguration {
        HeaderEditsDocument.read(
            adding: "response_headers_to_add", removing: "response_headers_to_remove", of: &reader)
    }

    private static func readVirtualHost(
        _ reader: inout MessageReader, _ rules: Rules, _ domains: inout CrossChecks.Domains
    ) -> VirtualHostConfiguration? {
        let name = reader.requiredString("name")
        let listNode = reader.node("domains")
        let names = reader.strings("domains")
        if names.isEmpty {
            if let listNode {
                var elements: [JSONNode] = []
                MessageReader.flatten(listNode, into: &elements)
                if elements.isEmpty { reader.session.wrong(listNode, expected: "at least one domain") }
            } else {
                reader.missing("domains")
            }
        }
        for (domain, node) in names {
            if domain.utf8.contains(where: { $0 == 0 || $0 == 0x0A || $0 == 0x0D }) {
                reader.session.wrong(node, expected: "a domain without NUL, carriage return and line feed")
            }
            domains.note(domain, at: node, in: reader.session)
        }
        let tlsRequirement: VirtualHostConfiguration.TLSRequirement? =
            reader.choice("require_tls", [0: .none, 1: .external, 2: .all])
        let countsUpstream = reader.bool("include_request_attempt_count") ?? false
        let countsDownstream = reader.bool("include_attempt_count_in_response") ?? false
        let tellsTimeoutRetries = reader.bool("include_is_timeout_retry_header") ?? false
        let metadata = StructDocument.readMetadata("metadata", of: &reader)
        let rateLimits = RateLimitDocument.readList("rate_limits", of: &reader, hasStages: true)
        var perFilter = HTTPFilterDocument.readOverrides(&reader)
        if let old = RouteActionDocument.readOldCORS(&reader) { perFilter.append(old) }
        let requestHeaders = readRequestEdits(&reader)
        let responseHeaders = readResponseEdits(&reader)
        let virtualClusters = reader.messages("virtual_clusters", readVirtualCluster).compactMap(\.self)
        let resilience = ResilienceDocument.read(&reader, validates: rules.validatesClusters)
        let routes = reader.messages("routes") { readRoute(&$0, rules) }.compactMap(\.self)
        let matcher = readMatcher(&reader, rules, besides: routes)
        guard let name, !names.isEmpty else { return nil }
        var host = VirtualHostConfiguration(
            name: name, domains: names.map(\.text), routes: routes, perFilter: perFilter)
        if let matcher { (host.matcher, host.routes) = matcher }
        host.virtualClusters = virtualClusters
        host.tlsRequirement = tlsRequirement ?? .none
        host.rateLimits = rateLimits
        host.includeRequestAttemptCount = countsUpstream
        host.includeAttemptCountInResponse = countsDownstream
        host.requestHeaders = requestHeaders
        host.responseHeaders = responseHeaders
        host.resilience = resilience
        host.tellsTimeoutRetries = tellsTimeoutRetries
        host.metadata = metadata
        return host
    }

    /// Reads what chooses among routes that stand in it; nil without it, and after a complaint.
    private static func readMatcher(
        _ reader: inout MessageReader, _ rules: Rules, besides routes: [RouteEntryConfiguration]
    ) -> (MatcherConfiguration<Range<Int>>, [RouteEntryConfiguration])? {
        let place = reader.key("matcher")
        if let place, !routes.isEmpty {
            reader.session.complain(
                .wrongValue, at: place, "expected either \"routes\" or \"matcher\", found both", isFoundLate: true)
        }
        // As in Envoy, nobody looks whether the clusters of these routes are there.
        var rules = rules
        rules.validatesClusters = false
        let document = MatcherDocument<[RouteEntryConfiguration]>(
            inputs: .routes,
            actions: [
                (typeName: "envoy.config.route.v3.Route", read: { readRoute(&$0, rules).map { [$0] } }),
                (
                    typeName: "envoy.config.route.v3.RouteList",
                    read: { reader in reader.messages("routes") { readRoute(&$0, rules) }.compactMap(\.self) }
                ),
            ])
        guard let matcher = reader.message("matcher", document.read) ?? nil else { return nil }
        var all: [RouteEntryConfiguration] = []
        let numbered = matcher.map { routes in
            let first = all.count
            all += routes
            return first..<all.count
        }
        return (numbered, all)
    }

    private static func readVirtualCluster(_ reader: inout MessageReader) -> VirtualClusterConfiguration? {
        let name = reader.requiredString("name")
        let conditions = reader.messages("headers", HeaderMatcherDocument.read)
        if conditions.isEmpty { reader.missing("headers") }
        let headers = conditions.compactMap(\.self)
        guard let name, !headers.isEmpty else { return nil }
        return VirtualClusterConfiguration(name: name, headers: headers)
    }

    private static func readRoute(_ reader: inout MessageReader, _ rules: Rules) -> RouteEntryConfiguration? {
        let name = reader.string("name") ?? ""
        let statPrefix = reader.string("stat_prefix") ?? ""
        let metadata = StructDocument.readMetadata("metadata", of: &reader)
        let perFilter = HTTPFilterDocument.readOverrides(&reader)
        let requestHeaders = readRequestEdits(&reader)
        let responseHeaders = readResponseEdits(&reader)
        let bodyLimits = ResilienceDocument.readBodyLimits(&reader)
        let tracing = TracingDocument.readRoute(&reader)
        var match: RouteMatchConfiguration?
        if reader.has("match") {
            match = reader.message("match", RouteMatchDocument.read) ?? nil
        } else {
            reader.missing("match")
        }
        var action: RouteEntryAction?
        if let route = reader.message(
            "route", { RouteActionDocument.readRoute(&$0, validates: rules.validatesClusters) })
        {
            action = route.map { .route($0) }
        } else if let redirect = reader.message("redirect", RouteActionDocument.readRedirect) {
            action = redirect.map { .redirect($0) }
        } else if let response = reader.message(
            "direct_response", { RouteActionDocument.readDirectResponse(&$0, longestBody: rules.longestDirectBody) })
        {
            action = response.map { .directResponse($0) }
        } else if reader.has("filter_action") {
            reader.refuse("filter_action")
        } else if reader.has("non_forwarding_action") {
            reader.refuse("non_forwarding_action")
        } else if !reader.has("route") && !reader.has("redirect") && !reader.has("direct_response") {
            reader.missing("route", "redirect", "direct_response")
        }
        guard let match, let action else { return nil }
        var entry = RouteEntryConfiguration(name: name, match: match, action: action, perFilter: perFilter)
        if case .route(let route) = action, let old = route.oldCORS { entry.perFilter.append(old) }
        entry.statPrefix = statPrefix
        entry.requestHeaders = requestHeaders
        entry.responseHeaders = responseHeaders
        entry.bodyLimits = bodyLimits
        entry.tracing = tracing.isEmpty ? nil : tracing
        entry.metadata = metadata
        return entry
    }
}
