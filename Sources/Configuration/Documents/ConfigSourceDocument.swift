/// Reads `envoy.config.core.v3.ConfigSource`.
enum ConfigSourceDocument {
    /// Reads a source; nil after a complaint.
    static func read(_ reader: inout MessageReader) -> ConfigSourceConfiguration? {
        // As in Envoy the version counts only for sources that are asked for it.
        reader.accept("resource_api_version")
        // Parts of names that only sources of single resources read.
        reader.accept("authorities")
        let timeout = reader.duration("initial_fetch_timeout") ?? 15_000_000_000
        var source: ConfigSourceConfiguration?
        if let path = reader.string("path"), !path.isEmpty { source = ConfigSourceConfiguration(path: path) }
        if let read = reader.message("path_config_source", readPath) { source = read }
        if let read = reader.message("api_config_source", readServer) { source = read }
        for name in ["ads", "self"] where reader.has(name) {
            reader.refuse(name)
            return nil
        }
        if source == nil, !reader.has("path_config_source"), !reader.has("api_config_source") {
            reader.missing("path_config_source", "api_config_source")
        }
        source?.initialFetchTimeout = timeout == 0 ? nil : timeout
        return source
    }

    private static func readPath(_ reader: inout MessageReader) -> ConfigSourceConfiguration? {
        let directory = reader.message("watched_directory") { $0.requiredString("path") ?? "" } ?? ""
        return reader.requiredString("path").map { ConfigSourceConfiguration(path: $0, watchedDirectory: directory) }
    }

    /// Reads `ApiConfigSource`; of its types there is REST.
    private static func readServer(_ reader: inout MessageReader) -> ConfigSourceConfiguration? {
        guard reader.has("api_type") else {
            reader.missing("api_type")
            return nil
        }
        guard reader.choice("api_type", [1: ()]) != nil else { return nil }
        // The paths that are asked for have it in them; as in Envoy nothing else follows from it.
        for name in ["transport_api_version", "set_node_on_first_message_only"] { reader.accept(name) }
        let place = reader.node("cluster_names")
        let names = reader.strings("cluster_names").map(\.0)
        if let place, names.count != 1 { reader.session.wrong(place, expected: "the name of one cluster") }
        if place == nil { reader.missing("cluster_names") }
        if !reader.has("refresh_delay") { reader.missing("refresh_delay") }
        let delay = reader.duration("refresh_delay")
        var timeout: UInt64 = 1_000_000_000
        if let node = reader.node("request_timeout"), let read = reader.duration("request_timeout") {
            if read == 0 { reader.session.wrong(node, expected: "a duration of more than 0s") }
            timeout = read
        }
        guard let name = names.first, names.count == 1, let delay else { return nil }
        return ConfigSourceConfiguration(
            .rest(RESTSourceConfiguration(cluster: name, refreshDelay: delay, requestTimeout: timeout)))
    }

    /// Reads `Bootstrap.DynamicResources`.
    static func readDynamicResources(_ reader: inout MessageReader) -> DynamicResourcesConfiguration {
        var result = DynamicResourcesConfiguration()
        result.listeners = reader.message("lds_config", read) ?? nil
        result.clusters = reader.message("cds_config", read) ?? nil
        return result
    }

    /// Reads `Rds` of a connection manager.
    static func readRoutes(_ reader: inout MessageReader) -> RouteDiscoveryConfiguration? {
        let name = reader.requiredString("route_config_name")
        guard reader.has("config_source") else {
            reader.missing("config_source")
            return nil
        }
        guard let source = reader.message("config_source", read) ?? nil, let name else { return nil }
        return RouteDiscoveryConfiguration(source: source, name: name)
    }

    /// Reads `EdsClusterConfig`.
    static func readEndpoints(_ reader: inout MessageReader) -> EndpointDiscoveryConfiguration? {
        let name = reader.string("service_name") ?? ""
        guard reader.has("eds_config") else {
            reader.missing("eds_config")
            return nil
        }
        return (reader.message("eds_config", read) ?? nil).map {
            EndpointDiscoveryConfiguration(source: $0, serviceName: name)
        }
    }
}
