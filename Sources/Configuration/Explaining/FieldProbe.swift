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

    /// Steps from a root to a type at most.
    private static let deepest = 7

    /// Whether the reader takes a field of a message.
    func support(of field: FieldDescription, in message: String) -> FieldExplanation.Support {
        guard let place = place(of: message) else { return .untried }
        // No field takes these: what is read says so, and what is not read is refused by name.
        let value = field.kind == .bool || field.kind == .message("google.protobuf.BoolValue") ? "\"?\"" : "true"
        let text = "\(place.opening)\"\(field.name)\":\(value)\(place.closing)"
        let complaints = ConfigurationReader().bootstrap(Array(text.utf8), file: "").complaints
        let isRefused = complaints.contains { complaint in
            complaint.kind == .unimplemented && complaint.path.hasSuffix(field.name)
        }
        return isRefused ? .refused : .implemented
    }

    /// The shortest way from one of the roots to a message.
    private func place(of message: String) -> Place? {
        var seen: Set<String> = []
        var front = Self.roots
        for _ in 0...Self.deepest {
            var next: [Place] = []
            for place in front where seen.insert(place.type).inserted {
                if place.type == message { return place }
                for field in catalogue.message(place.type)?.fields ?? [] {
                    guard case .message(let type) = field.kind, !type.hasPrefix("google."), !field.isMap,
                        !seen.contains(type)
                    else { continue }
                    let (before, after) = field.isRepeated ? ("[{", "}]") : ("{", "}")
                    next.append(
                        Place(
                            type: type, opening: "\(place.opening)\"\(field.name)\":\(before)",
                            closing: after + place.closing))
                }
            }
            front = next
        }
        return nil
    }
}
