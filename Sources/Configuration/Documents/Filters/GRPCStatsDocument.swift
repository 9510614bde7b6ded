/// Reads `envoy.extensions.filters.http.grpc_web.v3.GrpcWeb`.
enum GRPCWebDocument: HTTPFilterReading {
    static let typeName = "envoy.extensions.filters.http.grpc_web.v3.GrpcWeb"
    static let routeTypeName: String? = nil

    static func read(_ reader: inout MessageReader) -> (any HTTPFilterValue)? { GRPCWebConfiguration() }
}

/// Reads `envoy.extensions.filters.http.grpc_http1_bridge.v3.Config`.
enum GRPCHTTP1BridgeDocument: HTTPFilterReading {
    static let typeName = "envoy.extensions.filters.http.grpc_http1_bridge.v3.Config"
    static let routeTypeName: String? = nil

    static func read(_ reader: inout MessageReader) -> (any HTTPFilterValue)? { GRPCHTTP1BridgeConfiguration() }
}

/// Reads `envoy.extensions.filters.http.grpc_stats.v3.FilterConfig`.
enum GRPCStatsDocument: HTTPFilterReading {
    static let typeName = "envoy.extensions.filters.http.grpc_stats.v3.FilterConfig"
    static let routeTypeName: String? = nil

    static func read(_ reader: inout MessageReader) -> (any HTTPFilterValue)? {
        var result = GRPCStatsConfiguration()
        let services = reader.message("individual_method_stats_allowlist") { reader in
            reader.messages("services") { reader in
                GRPCStatsConfiguration.Service(
                    name: Array((reader.requiredString("name") ?? "").utf8),
                    methods: reader.strings("method_names").map { Array($0.text.utf8) })
            }
        }
        if let services {
            result.scope = .methods(services)
        } else if reader.bool("stats_for_all_methods") == true {
            result.scope = .allMethods
        }
        result.replacesDots = reader.bool("replace_dots_in_grpc_service_name") ?? false
        result.timesUpstream = reader.bool("enable_upstream_stats") ?? false
        result.tellsMessages = reader.bool("emit_filter_state") ?? false
        return result
    }
}
