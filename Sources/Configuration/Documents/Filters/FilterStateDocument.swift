/// Reads `envoy.extensions.filters.http.set_filter_state.v3.Config`.
enum FilterStateDocument: HTTPFilterReading {
    static let typeName = "envoy.extensions.filters.http.set_filter_state.v3.Config"
    static let routeTypeName: String? = typeName

    static func read(_ reader: inout MessageReader) -> (any HTTPFilterValue)? {
        var result = FilterStateConfiguration()
        result.entries = readList("on_request_headers", of: &reader)
        result.clearsRoute = reader.bool("clear_route_cache") ?? false
        return result
    }

    /// Reads the network filter of that name.
    static func readNetworkFilter(_ reader: inout MessageReader) -> ConnectionTextsConfiguration {
        var result = ConnectionTextsConfiguration()
        result.atStart = readList("on_new_connection", of: &reader, isOfConnections: true)
        result.afterHandshake = readList("on_downstream_tls_handshake", of: &reader, isOfConnections: true)
        result.withData = readList("on_downstream_data", of: &reader, isOfConnections: true)
        return result
    }

    private static func readList(
        _ name: String, of reader: inout MessageReader, isOfConnections: Bool = false
    ) -> [FilterStateConfiguration.Entry] {
        reader.messages(name) { readEntry(&$0, isOfConnections: isOfConnections) }.compactMap(\.self)
    }

    /// Reads `FilterStateValue`.
    private static func readEntry(
        _ reader: inout MessageReader, isOfConnections: Bool
    ) -> FilterStateConfiguration.Entry? {
        let name = reader.requiredString("object_key")
        let maker = reader.node("factory_key") ?? reader.node("object_key") ?? reader.place
        let factory = reader.string("factory_key") ?? ""
        // As in Envoy, a text that is not to be changed is changed by whoever sets it once more.
        _ = reader.bool("read_only")
        let skipsEmpty = reader.bool("skip_if_empty") ?? false
        // Nothing is shared with connections to upstreams.
        _ = reader.choice("shared_with_upstream", [0: false])
        guard reader.has("format_string") else {
            reader.missing("format_string")
            return nil
        }
        let format = reader.message("format_string", FormatDocument.read) ?? nil
        guard let name else { return nil }
        let kind = factory.isEmpty ? name : factory
        let choosesCluster = isOfConnections && kind == cluster && name == cluster
        if !texts.contains(kind) && !choosesCluster {
            let found = DecodingSession.quote(kind)
            if others.contains(kind) {
                reader.session.complain(
                    .unimplemented, at: maker, "expected an object that Apus has (envoy.string), found \(found)")
            } else {
                reader.session.complain(
                    .wrongValue, at: maker, "expected \"factory_key\" to name a kind of object, found \(found)",
                    suggestion: NearestName.of(kind, in: texts + others))
            }
            return nil
        }
        guard let format else { return nil }
        var entry = FilterStateConfiguration.Entry(name: name, format: format, skipsEmpty: skipsEmpty)
        entry.choosesCluster = choosesCluster
        return entry
    }

    /// The object that names the TCP proxy's cluster.
    private static let cluster = "envoy.tcp_proxy.cluster"

    /// The kinds of objects that are texts and nothing else.
    private static let texts = ["envoy.string", "envoy.hashable_string"]

    /// Envoy's others, each of which something listens to. The list was found by giving each to Envoy itself.
    private static let others = [
        "envoy.filters.listener.original_dst.local_ip", "envoy.filters.listener.original_dst.remote_ip",
        "envoy.network.application_protocols", "envoy.network.ip", "envoy.network.network_namespace",
        "envoy.network.transport_socket.original_dst_address", "envoy.network.upstream_server_name",
        "envoy.network.upstream_subject_alt_names", "envoy.ratelimit.hits_addend", "envoy.tcp_proxy.cluster",
        "envoy.tcp_proxy.disable_tunneling", "envoy.tcp_proxy.per_connection_idle_timeout_ms",
        "envoy.upstream.dynamic_host", "envoy.upstream.dynamic_port",
    ]
}
