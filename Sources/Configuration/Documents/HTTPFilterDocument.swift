internal import Buffers

/// How the configuration of one HTTP filter is read; `HTTPFilterDocument.all` lists those that there are.
protocol HTTPFilterReading: SendableMetatype {
    /// The message that stands in the chain.
    static var typeName: String { get }
    /// The message that stands under routes; nil: routes only turn the filter on and off. It may be that of the chain.
    static var routeTypeName: String? { get }

    /// Reads what stands in the chain; nil after a complaint.
    static func read(_ reader: inout MessageReader) -> (any HTTPFilterValue)?

    /// Reads what stands under a route; nil after a complaint. Default: as in the chain.
    static func readRoute(_ reader: inout MessageReader) -> (any HTTPFilterValue)?
}

extension HTTPFilterReading {
    static func readRoute(_ reader: inout MessageReader) -> (any HTTPFilterValue)? { read(&reader) }
}

/// Reads the HTTP filters of a connection manager, and what routes change about them.
enum HTTPFilterDocument {
    /// The filters that there are. What serves stands in `Proxying.HTTPFilterRegistry`.
    private static let all: [any HTTPFilterReading.Type] = [
        RouterDocument.self, FaultDocument.self, HeaderMutationDocument.self, RBACFilterDocument.self,
        SetMetadataDocument.self, HeaderToMetadataDocument.self, CORSDocument.self, CSRFDocument.self,
        BufferDocument.self, LocalRateLimitDocument.self, JWTDocument.self,
        ExternalAuthorizationDocument.self, HealthCheckFilterDocument.self,
        AdmissionControlDocument.self, StatefulSessionDocument.self, BandwidthLimitDocument.self, GRPCWebDocument.self,
        GRPCStatsDocument.self, GRPCHTTP1BridgeDocument.self, ForwardingDocument.self, BasicAuthDocument.self,
        APIKeyDocument.self, FilterStateDocument.self, CompressorDocument.self, IstioStatsDocument.self,
        PeerMetadataDocument.self, DecompressorDocument.self, CredentialInjectorDocument.self,
        JSONToMetadataDocument.self,
    ]

    private static let byType = Dictionary(uniqueKeysWithValues: all.map { ($0.typeName, $0) })
    private static let byRouteType = Dictionary(
        uniqueKeysWithValues: all.compactMap { filter in filter.routeTypeName.map { ($0, filter) } })
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
            guard filter?.value is RouterConfiguration else { continue }
            reader.session.complain(
                .wrongValue, at: node, "expected the terminal filter at the end of its chain, found it before others",
                isFoundLate: true)
        }
        if let filter = last.filter {
            if filter.value is RouterConfiguration {
                if filter.disabled {
                    reader.session.complain(
                        .wrongValue, at: last.node, "expected the terminal filter to be on, found it disabled",
                        isFoundLate: true)
                }
            } else {
                let terminal = "a terminal filter (\(RouterDocument.typeName))"
                reader.session.complain(
                    .wrongValue, at: last.node,
                    "expected \(terminal) at the end of the chain, found one that is not terminal")
            }
        }
        return filters.compactMap(\.filter)
    }

    private static func readFilter(_ reader: inout MessageReader) -> HTTPFilterConfiguration? {
        let name = reader.requiredString("name")
        let disabled = reader.bool("disabled") ?? false
        let isOptional = reader.bool("is_optional") ?? false
        if reader.has("config_discovery") {
            reader.refuse("config_discovery")
            return nil
        }
        guard reader.has("typed_config") else {
            if isOptional && !reader.isMistyped(["typed_config"]) { return nil }
            ExtensionAdvice.missingConfiguration(name, in: &reader)
            return nil
        }
        if isOptional && isForeign("typed_config", of: &reader) { return nil }
        guard let content = reader.any("typed_config", named: name) else { return nil }
        guard let filter = byType[content.typeName] else {
            if isHTTPFilter(content.typeName) && byRouteType[content.typeName] == nil {
                content.refuse("an HTTP filter")
            } else if !isOptional {
                content.misplace("the configuration of an HTTP filter")
            }
            return nil
        }
        guard let value = content.read(filter.read) ?? nil, let name else { return nil }
        return HTTPFilterConfiguration(name: name, value: value, disabled: disabled)
    }

    /// Takes an optional extension that is none of Envoy's, and none of ours: it is left out. What Envoy has and Apus
    /// lacks is not.
    private static func isForeign(_ field: String, of reader: inout MessageReader) -> Bool {
        guard let node = reader.node(field), reader.session.isForeign(node) else { return false }
        _ = reader.take(field)
        return true
    }

    private static func isHTTPFilter(_ type: String) -> Bool { type.contains(text: ".filters.http.") }

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

    private static func readOverride(
        _ content: ExtensionContent, isOptional: Bool = false
    ) -> PerFilterConfiguration.Override? {
        if content.typeName == filterConfigType { return content.read(readFilterConfig) ?? nil }
        if let filter = byRouteType[content.typeName] {
            return (content.read(filter.readRoute) ?? nil).map { .value($0) }
        }
        if byType[content.typeName] != nil {
            content.misplace("the configuration of a filter that routes can change")
        } else if isHTTPFilter(content.typeName) {
            content.refuse("an HTTP filter")
        } else if !isOptional {
            content.misplace("the configuration of an HTTP filter")
        }
        return nil
    }

    /// Reads `envoy.config.route.v3.FilterConfig`, which turns a filter off or wraps its configuration.
    private static func readFilterConfig(_ reader: inout MessageReader) -> PerFilterConfiguration.Override? {
        let disabled = reader.bool("disabled") ?? false
        let isOptional = reader.bool("is_optional") ?? false
        let node = reader.node("config")
        if isOptional && isForeign("config", of: &reader) { return disabled ? .disabled : nil }
        var inner: PerFilterConfiguration.Override?
        if let node, node.kind == .object, node.isEmptyContainer {
            _ = reader.take("config")
            inner = .enabled
        } else if let content = reader.any("config") {
            inner = readOverride(content, isOptional: isOptional)
            if inner == nil { return isOptional && disabled ? .disabled : nil }
        } else if node != nil {
            return nil
        }
        if disabled { return .disabled }
        if inner == nil { reader.missing("config", "disabled") }
        return inner
    }
}
