/// Reads the configurations of filters for gRPC.
enum GRPCFilterDocument {
    static let webType = "envoy.extensions.filters.http.grpc_web.v3.GrpcWeb"
    static let statsType = "envoy.extensions.filters.http.grpc_stats.v3.FilterConfig"
    static let bridgeType = "envoy.extensions.filters.http.grpc_http1_bridge.v3.Config"

    /// Reads the type, where it is one of these.
    static func read(_ content: ExtensionContent) -> HTTPFilterConfiguration.Kind? {
        switch content.typeName {
        case webType: content.read { _ in .grpcWeb }
        case bridgeType: content.read { _ in .grpcHTTP1Bridge }
        default: content.read { .grpcStats(readStats(&$0)) }
        }
    }

    private static func readStats(_ reader: inout MessageReader) -> GRPCStatsConfiguration {
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
        return result
    }
}
