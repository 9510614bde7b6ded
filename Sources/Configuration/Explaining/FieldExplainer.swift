internal import Buffers

/// Tells what the catalogue knows of a field that somebody names, and whether Apus implements it. For operators: it
/// takes its time.
public struct FieldExplainer {
    private let catalogue = EnvoyCatalogue()

    /// Reads the index of the catalogue.
    public init() {}

    /// What a path leads to.
    public enum Found: Sendable {
        /// A field.
        case field(FieldExplanation)
        /// A message or an enumeration, by its full name.
        case type(String)
        /// Several things of that name, in words that lead to one each.
        case several([String])
        /// Nothing: the part that is unknown, where it stands, and the nearest name.
        case unknown(part: String, place: String, nearest: String?)
    }

    /// Finds what a path such as `Cluster.connect_timeout`, `static_resources.clusters[0].lb_policy` or
    /// `connect_timeout` names. It begins at the bootstrap, at a type, or at a field of one of the types that files are
    /// made of.
    public func find(_ path: String) -> Found {
        let parts = Self.parts(path)
        guard let first = parts.first else { return .unknown(part: "", place: "a path", nearest: nil) }
        if catalogue.message(path) != nil || catalogue.enumeration(path) != nil { return .type(path) }
        if let (type, rest) = start(parts) { return rest.isEmpty ? .type(type) : follow(rest, from: type) }
        let known = Self.usual.filter { type in catalogue.message(type)?.fields.contains { $0.isNamed(first) } ?? false
        }
        if known.count > 1 && parts.count == 1 { return .several(known.map { "\(Self.short($0)).\(first)" }) }
        if let type = known.first { return follow(parts[...], from: type) }
        let names = Self.usual.flatMap { catalogue.message($0)?.fields.map(\.name) ?? [] }
        let types = catalogue.messageNames.map(Self.short)
        return .unknown(
            part: first, place: "a field of the usual types, or a type",
            nearest: NearestName.of(first, in: first.first?.isUppercase == true ? types : names, byWords: true))
    }

    /// The fields of a message, with their types; empty for other names.
    public func fields(of type: String) -> [(name: String, type: String)] {
        catalogue.message(type)?.fields.map { ($0.name, Self.text(of: $0)) } ?? []
    }

    /// The values of an enumeration; empty for other names.
    public func values(of type: String) -> [String] { catalogue.enumeration(type)?.values.map(\.name) ?? [] }

    // MARK: - Paths

    /// Names between dots, without places in lists.
    private static func parts(_ path: String) -> [String] {
        path.split(separator: ".").map { part in String(part.prefix { $0 != "[" }) }.filter { !$0.isEmpty }
    }

    /// The type that a path begins with, by its full or its last name, and what follows it; nil when it begins with
    /// none. A field of the bootstrap begins there.
    private func start(_ parts: [String]) -> (String, ArraySlice<String>)? {
        for count in stride(from: parts.count, to: 1, by: -1) {
            let name = parts[..<count].joined(separator: ".")
            if catalogue.message(name) != nil { return (name, parts[count...]) }
        }
        if let type = type(named: parts[0]) { return (type, parts.dropFirst()) }
        let bootstrap = Self.usual[0]
        let isThere = catalogue.message(bootstrap)?.fields.contains { $0.isNamed(parts[0]) } ?? false
        return isThere && parts.count > 1 ? (bootstrap, parts[...]) : nil
    }

    /// A message by its last name: of the usual ones first, then of stable versions.
    private func type(named name: String) -> String? {
        guard name.first?.isUppercase == true else { return nil }
        if let usual = Self.usual.first(where: { Self.short($0) == name }) { return usual }
        let candidates = catalogue.messageNames.filter { Self.short($0) == name }
        return candidates.first { $0.contains(text: ".v3.") } ?? candidates.first
    }

    private func follow(_ parts: ArraySlice<String>, from start: String) -> Found {
        var type = start
        var parts = parts
        while let part = parts.popFirst() {
            guard let message = catalogue.message(type) else {
                return .unknown(part: part, place: type, nearest: nil)
            }
            let nested = "\(type).\(part)"
            if catalogue.message(nested) != nil || catalogue.enumeration(nested) != nil {
                type = nested
                continue
            }
            guard let field = message.fields.first(where: { $0.isNamed(part) }) else {
                let names = message.fields.map(\.name)
                return .unknown(part: part, place: type, nearest: NearestName.of(part, in: names, byWords: true))
            }
            if parts.isEmpty { return .field(explain(field, of: type)) }
            guard case .message(let next) = field.kind else {
                return .unknown(part: parts.first ?? "", place: "\(part), which holds no message", nearest: nil)
            }
            type = next
            // What stands in an `Any` is named by its type.
            if next == "google.protobuf.Any", let name = parts.popFirst() {
                guard let content = self.type(named: name) else {
                    let types = catalogue.messageNames.map(Self.short)
                    return .unknown(part: name, place: "the types", nearest: NearestName.of(name, in: types))
                }
                if parts.isEmpty { return .type(content) }
                type = content
            }
        }
        return .type(type)
    }

    /// The last part of a name.
    static func short(_ type: String) -> String { String(type.split(separator: ".").last ?? "") }

    // MARK: - Facts

    private func explain(_ field: FieldDescription, of type: String) -> FieldExplanation {
        var values: [String] = []
        var members: [String] = []
        switch field.kind {
        case .enumeration(let name): values = self.values(of: name)
        case .message(let name) where !name.hasPrefix("google."): members = fields(of: name).map(\.name)
        default: break
        }
        let survey = ReaderSurvey(catalogue)
        var found: SurveyedField?
        survey.walk { place, message in
            guard place.type == type else { return true }
            found = survey.survey(field, at: place, message)
            return false
        }
        let support: FieldExplanation.Support =
            found.map { $0.isImplemented ? .implemented : .refused } ?? .untried
        let texts = FieldTexts()
        return FieldExplanation(
            text: texts.text(of: field.name, in: type), name: field.name, message: type, type: Self.text(of: field),
            oneof: field.oneof, values: values, members: members, refusedValues: found?.refusedValues ?? [],
            limits: found?.limits ?? [], extensions: found?.extensions ?? [],
            defaultText: texts.defaultText(of: field.name, in: type) ?? Self.defaultText(field, type),
            support: support)
    }

    /// What a field holds, in words.
    static func text(of field: FieldDescription) -> String {
        let kind =
            switch field.kind {
            case .double, .float: "number"
            case .int64, .int32: "whole number"
            case .uint64, .uint32: "whole number, not negative"
            case .bool: "true or false"
            case .string: "text"
            case .bytes: "bytes in base64"
            case .message("google.protobuf.Duration"): "duration, such as \"0.25s\""
            case .message("google.protobuf.Any"): "extension: an object with \"@type\""
            case .message("google.protobuf.Struct"): "object of any members"
            case .message(let name):
                switch WellKnownType.wrapped(name) {
                case .bool?: "true or false"
                case .uint32?, .uint64?: "whole number, not negative"
                case .double?, .float?: "number"
                case .string?: "text"
                case nil: "object (\(name))"
                default: "whole number"
                }
            case .enumeration(let name): "one of a list (\(name))"
            }
        return field.isMap ? "map of texts to: \(kind)" : field.isRepeated ? "list of: \(kind)" : kind
    }

    static func defaultText(_ field: FieldDescription, _ type: String) -> String {
        if let documented = DocumentedDefaults.values["\(type).\(field.name)"] { return documented }
        if field.isRepeated || field.isMap { return "empty" }
        switch field.kind {
        case .bool: return "false"
        case .string, .bytes: return "empty"
        case .double, .float, .int64, .int32, .uint64, .uint32: return "0"
        case .enumeration(let name):
            let values = EnvoyCatalogue().enumeration(name)?.values ?? []
            return values.first { $0.number == 0 }?.name ?? "0"
        case .message: return "unset"
        }
    }

    /// The types that files are mostly made of. The bootstrap stands first.
    static let usual: [String] = [
        "envoy.config.bootstrap.v3.Bootstrap", "envoy.config.bootstrap.v3.Admin", "envoy.config.cluster.v3.Cluster",
        "envoy.config.listener.v3.Listener", "envoy.config.listener.v3.FilterChain",
        "envoy.config.listener.v3.FilterChainMatch",
        "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
        "envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy",
        "envoy.config.route.v3.RouteConfiguration", "envoy.config.route.v3.VirtualHost",
        "envoy.config.route.v3.Route", "envoy.config.route.v3.RouteMatch", "envoy.config.route.v3.RouteAction",
        "envoy.config.route.v3.RetryPolicy", "envoy.config.route.v3.HeaderMatcher",
        "envoy.config.core.v3.HealthCheck", "envoy.config.cluster.v3.OutlierDetection",
        "envoy.config.cluster.v3.CircuitBreakers.Thresholds", "envoy.config.endpoint.v3.LbEndpoint",
        "envoy.config.endpoint.v3.ClusterLoadAssignment",
        "envoy.extensions.transport_sockets.tls.v3.CommonTlsContext",
        "envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext",
        "envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext",
        "envoy.extensions.upstreams.http.v3.HttpProtocolOptions",
        "envoy.extensions.filters.http.router.v3.Router", "envoy.config.core.v3.SocketAddress",
    ]
}

extension FieldDescription {
    /// Whether somebody means it, in either spelling.
    fileprivate func isNamed(_ text: String) -> Bool { name == text || jsonName == text }
}
