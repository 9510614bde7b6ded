/// Tells what the catalogue knows of a field that somebody names, and whether Apus implements it. For operators: it
/// takes its time.
public struct FieldExplainer {
    let catalogue = EnvoyCatalogue()

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

    /// The fields of a message, with their types; empty for other names.
    public func fields(of type: String) -> [(name: String, type: String)] {
        catalogue.message(type)?.fields.map { ($0.name, Self.text(of: $0)) } ?? []
    }

    /// The values of an enumeration; empty for other names.
    public func values(of type: String) -> [String] { catalogue.enumeration(type)?.values.map(\.name) ?? [] }

    /// The last part of a name.
    static func short(_ type: String) -> String { String(type.split(separator: ".").last ?? "") }

    // MARK: - Facts

    func explain(_ field: FieldDescription, of type: String) -> FieldExplanation {
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
