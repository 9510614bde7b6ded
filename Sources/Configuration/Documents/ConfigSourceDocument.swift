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
        for name in ["api_config_source", "ads", "self"] where reader.has(name) {
            reader.refuse(name)
            return nil
        }
        if source == nil, !reader.has("path_config_source") { reader.missing("path_config_source") }
        source?.initialFetchTimeout = timeout == 0 ? nil : timeout
        return source
    }

    private static func readPath(_ reader: inout MessageReader) -> ConfigSourceConfiguration? {
        let directory = reader.message("watched_directory") { $0.requiredString("path") ?? "" } ?? ""
        return reader.requiredString("path").map { ConfigSourceConfiguration(path: $0, watchedDirectory: directory) }
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
