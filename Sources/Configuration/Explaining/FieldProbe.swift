/// Finds out whether Apus implements a field, by letting the reader read it: of a field that it lacks it says so before
/// it looks at the value.
struct FieldProbe {
    private let catalogue: EnvoyCatalogue

    init(_ catalogue: EnvoyCatalogue) { self.catalogue = catalogue }

    /// Where a type stands in a file: members from the top, each in an object of the one before.
    private struct Place {
        let type: String
        /// What stands before the object, and behind it.
        let opening, closing: String
    }

    /// Extensions, by the places where files have them.
    private static let roots: [Place] = {
        let listener = "{\"static_resources\":{\"listeners\":[{\"name\":\"l\",\"filter_chains\":[{"
        func extend(_ type: String, _ before: String, _ after: String) -> Place {
            Place(type: type, opening: before + "{\"@type\":\"type.googleapis.com/\(type)\",", closing: "}" + after)
        }
        let filter = listener + "\"filters\":[{\"name\":\"f\",\"typed_config\":"
        let manager = "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager"
        let inManager = filter + "{\"@type\":\"type.googleapis.com/\(manager)\",\"stat_prefix\":\"s\","
        let httpFilter = inManager + "\"http_filters\":[{\"name\":\"h\",\"typed_config\":"
        let cluster = "{\"static_resources\":{\"clusters\":[{\"name\":\"c\","
        let socket = "\"transport_socket\":{\"name\":\"t\",\"typed_config\":"
        let tls = "envoy.extensions.transport_sockets.tls.v3."
        let options = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions"
        return [
            Place(type: "envoy.config.bootstrap.v3.Bootstrap", opening: "{", closing: "}"),
            extend(manager, filter, "}]}]}]}}"),
            extend("envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy", filter, "}]}]}]}}"),
            extend("envoy.extensions.filters.http.router.v3.Router", httpFilter, "}]}}]}]}]}}"),
            extend(tls + "UpstreamTlsContext", cluster + socket, "}}]}}"),
            extend(tls + "DownstreamTlsContext", listener + socket, "}}]}]}}"),
            extend(
                options, cluster + "\"typed_extension_protocol_options\":{\"\(options)\":", "}}]}}"),
        ]
    }()

    /// What a message must hold so that its other fields are looked at, ahead of them.
    private static let needs = ["envoy.config.core.v3.ApiConfigSource": "\"api_type\":\"REST\","]

    /// Steps from a root to a type at most.
    private static let deepest = 7

    /// Whether the reader takes a field of a message.
    func support(of field: FieldDescription, in message: String) -> FieldExplanation.Support {
        guard let (place, path) = place(of: message) else { return .untried }
        // No field takes these: what is read says so, and what is not read is refused by name.
        let value = field.kind == .bool || field.kind == .message("google.protobuf.BoolValue") ? "\"?\"" : "true"
        let text = "\(place.opening)\"\(field.name)\":\(value)\(place.closing)"
        let complaints = ConfigurationReader().bootstrap(Array(text.utf8), file: "").complaints
        let isRefused = complaints.contains { complaint in
            complaint.kind == .unimplemented && complaint.path == path + field.name
        }
        return isRefused ? .refused : .implemented
    }

    /// No field of Envoy's has this name, so that a complaint of it tells where the reader has met it.
    private static let stranger = "apus_probe"

    /// The path of what stands in the object at a place, with its last dot; nil when the reader never comes there, or
    /// only checks the types of what it refuses as a whole.
    private func path(at place: Place) -> String? {
        let text = "\(place.opening)\"\(Self.stranger)\":0\(place.closing)"
        let complaints = ConfigurationReader().bootstrap(Array(text.utf8), file: "").complaints
        guard let met = complaints.first(where: { $0.kind == .unknownField && $0.path.hasSuffix(Self.stranger) })
        else { return nil }
        let isRefused = complaints.contains { complaint in
            guard complaint.kind == .unimplemented, met.path.hasPrefix(complaint.path) else { return false }
            let next = met.path.dropFirst(complaint.path.count).first
            return next == "." || next == "["
        }
        return isRefused ? nil : String(met.path.dropLast(Self.stranger.count))
    }

    /// The shortest way from one of the roots to a message that the reader goes, and the path there.
    private func place(of message: String) -> (Place, path: String)? {
        var seen: Set<String> = []
        var front = Self.roots
        for _ in 0...Self.deepest {
            var next: [Place] = []
            for place in front where !seen.contains(place.type) {
                guard let path = path(at: place) else { continue }
                seen.insert(place.type)
                if place.type == message { return (place, path) }
                for field in catalogue.message(place.type)?.fields ?? [] {
                    guard case .message(let type) = field.kind, !type.hasPrefix("google."), !field.isMap,
                        !seen.contains(type)
                    else { continue }
                    let (before, after) = field.isRepeated ? ("[{", "}]") : ("{", "}")
                    next.append(
                        Place(
                            type: type, opening: "\(place.opening)\"\(field.name)\":\(before)\(Self.needs[type] ?? "")",
                            closing: after + place.closing))
                }
            }
            front = next
        }
        return nil
    }
}
