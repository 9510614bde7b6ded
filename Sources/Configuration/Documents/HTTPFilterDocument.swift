/// Reads the HTTP filters of a connection manager, and what routes change about them.
enum HTTPFilterDocument {
    private static let routerType = "envoy.extensions.filters.http.router.v3.Router"
    private static let faultType = "envoy.extensions.filters.http.fault.v3.HTTPFault"
    private static let mutationType = "envoy.extensions.filters.http.header_mutation.v3.HeaderMutation"
    private static let mutationOverrideType =
        "envoy.extensions.filters.http.header_mutation.v3.HeaderMutationPerRoute"
    private static let filterConfigType = "envoy.config.route.v3.FilterConfig"

    /// Reads a chain of filters: the last filter, and only the last, is terminal.
    static func readChain(
        _ field: String = "http_filters", of reader: inout MessageReader
    ) -> [HTTPFilterConfiguration] {
        let place = reader.node(field)
        let filters = reader.messages(field) { reader in
            (filter: readFilter(&reader), node: reader.node("name") ?? reader.place)
        }
        if reader.isUnreadable(field) { return [] }
        guard let last = filters.last else {
            // Envoy takes an empty chain and then never answers a request.
            if let place {
                reader.session.wrong(place, expected: "the router as the last HTTP filter")
            } else {
                reader.missing(field)
            }
            return []
        }
        for (filter, node) in filters.dropLast() {
            guard case .router? = filter?.kind else { continue }
            reader.session.complain(
                .wrongValue, at: node, "expected the terminal filter at the end of its chain, found it before others")
        }
        if let filter = last.filter {
            if case .router = filter.kind {
                if filter.disabled {
                    reader.session.complain(
                        .wrongValue, at: last.node, "expected the terminal filter to be on, found it disabled")
                }
            } else {
                reader.session.complain(
                    .wrongValue, at: last.node,
                    "expected a terminal filter (\(routerType)) at the end of the chain, found one that is not terminal"
                )
            }
        }
        return filters.compactMap(\.filter)
    }

    private static func readFilter(_ reader: inout MessageReader) -> HTTPFilterConfiguration? {
        let name = reader.requiredString("name")
        let disabled = reader.bool("disabled") ?? false
        // Says what a proxy without the filter may do; every filter that gets past this reader exists.
        _ = reader.bool("is_optional")
        if reader.has("config_discovery") {
            reader.refuse("config_discovery")
            return nil
        }
        guard reader.has("typed_config") else {
            ExtensionAdvice.missingConfiguration(name, in: &reader)
            return nil
        }
        guard let content = reader.any("typed_config", named: name) else { return nil }
        var kind: HTTPFilterConfiguration.Kind?
        switch content.typeName {
        case routerType: kind = content.read(readRouter).map { .router($0) }
        case faultType: kind = content.read(FaultDocument.read).map { .fault($0) }
        case mutationType: kind = content.read(HeaderMutationDocument.read).map { .headerMutation($0) }
        case GRPCFilterDocument.webType, GRPCFilterDocument.statsType, GRPCFilterDocument.bridgeType:
            kind = GRPCFilterDocument.read(content)
        case mutationOverrideType: content.misplace("the configuration of an HTTP filter")
        case let type where isHTTPFilter(type): content.refuse("an HTTP filter")
        default: content.misplace("the configuration of an HTTP filter")
        }
        guard let name, let kind else { return nil }
        return HTTPFilterConfiguration(name: name, kind: kind, disabled: disabled)
    }

    private static func isHTTPFilter(_ type: String) -> Bool { type.contains(".filters.http.") }

    private static func readRouter(_ reader: inout MessageReader) -> RouterConfiguration {
        var result = RouterConfiguration(
            dynamicStats: reader.bool("dynamic_stats") ?? true,
            suppressEnvoyHeaders: reader.bool("suppress_envoy_headers") ?? false)
        result.respectsExpectedTimeout = reader.bool("respect_expected_rq_timeout") ?? false
        for (text, node) in reader.strings("strict_check_headers") {
            if let field = RouterConfiguration.StrictField(rawValue: text) {
                result.strictlyCheckedFields.append(field)
            } else {
                let names = RouterConfiguration.StrictField.allCases.map(\.rawValue)
                reader.session.complain(
                    .wrongValue, at: node,
                    "expected \(names.joined(separator: " or ")), found \(DecodingSession.quote(text))",
                    suggestion: NearestName.of(text, in: names))
            }
        }
        return result
    }

    /// Reads `typed_per_filter_config`: filter names and what differs for them.
    static func readOverrides(_ reader: inout MessageReader) -> [PerFilterConfiguration] {
        let session = reader.session
        return reader.map("typed_per_filter_config").compactMap { key, value in
            let name = key.string ?? ""
            if value.isNull || (value.kind == .object && value.isEmptyContainer) {
                session.wrong(value, expected: "an object with \"@type\"")
                return nil
            }
            guard let content = session.open(value, named: name), let change = readOverride(content) else { return nil }
            return PerFilterConfiguration(filterName: name, override: change)
        }
    }

    private static func readOverride(_ content: ExtensionContent) -> PerFilterConfiguration.Override? {
        switch content.typeName {
        case faultType: return content.read(FaultDocument.read).map { .fault($0) }
        case mutationOverrideType:
            return content.read(HeaderMutationDocument.readOverride).map { .headerMutation($0) }
        case filterConfigType: return content.read(readFilterConfig) ?? nil
        case routerType, mutationType:
            content.misplace("the configuration of a filter that routes can change")
        case let type where isHTTPFilter(type): content.refuse("an HTTP filter")
        default: content.misplace("the configuration of an HTTP filter")
        }
        return nil
    }

    /// Reads `envoy.config.route.v3.FilterConfig`, which turns a filter off or wraps its configuration.
    private static func readFilterConfig(_ reader: inout MessageReader) -> PerFilterConfiguration.Override? {
        let disabled = reader.bool("disabled") ?? false
        _ = reader.bool("is_optional")
        let node = reader.node("config")
        var inner: PerFilterConfiguration.Override?
        if let node, node.kind == .object, node.isEmptyContainer {
            _ = reader.take("config")
            inner = .enabled
        } else if let content = reader.any("config") {
            inner = readOverride(content)
            if inner == nil { return nil }
        } else if node != nil {
            return nil
        }
        if disabled { return .disabled }
        if inner == nil { reader.missing("config", "disabled") }
        return inner
    }
}

/// Reads `envoy.extensions.filters.http.fault.v3.HTTPFault`.
enum FaultDocument {
    static func read(_ reader: inout MessageReader) -> FaultConfiguration {
        FaultConfiguration(
            delay: reader.message("delay", readDelay) ?? nil,
            abort: reader.message("abort", readAbort) ?? nil,
            upstreamCluster: reader.string("upstream_cluster") ?? "",
            maxActiveFaults: reader.uint32("max_active_faults"))
    }

    private static func readDelay(_ reader: inout MessageReader) -> FaultDelayConfiguration? {
        let percentage = reader.message("percentage", FractionDocument.read) ?? FractionalPercentConfiguration()
        if reader.has("header_delay") {
            reader.refuse("header_delay")
            return nil
        }
        guard let node = reader.node("fixed_delay") else {
            reader.missing("fixed_delay", "header_delay")
            return nil
        }
        guard let delay = reader.duration("fixed_delay") else { return nil }
        if delay == 0 {
            reader.session.wrong(node, expected: "a duration of more than 0s")
            return nil
        }
        return FaultDelayConfiguration(fixedDelay: delay, percentage: percentage)
    }

    private static func readAbort(_ reader: inout MessageReader) -> FaultAbortConfiguration? {
        let percentage = reader.message("percentage", FractionDocument.read) ?? FractionalPercentConfiguration()
        for name in ["grpc_status", "header_abort"] where reader.has(name) {
            reader.refuse(name)
            return nil
        }
        guard reader.has("http_status") else {
            reader.missing("http_status", "grpc_status", "header_abort")
            return nil
        }
        guard let status = reader.uint32("http_status", in: 200...599) else { return nil }
        return FaultAbortConfiguration(httpStatus: UInt16(truncatingIfNeeded: status), percentage: percentage)
    }

}
