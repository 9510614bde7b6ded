import Foundation
import Testing

/// `apus explain`.
@Suite struct ExplainCommandTests {
    @Test("Every response flag has a meaning and something to look at")
    func flags() throws {
        let list = try CommandRun("explain", "--list", "-o", "json")
        #expect(list.ending == .exit(0))
        let whole = try JSONSerialization.jsonObject(with: Data(list.output.utf8)) as? [String: [[String: String]]]
        let flags = try #require(whole?["flags"])
        #expect(flags.count == 27)
        for flag in flags {
            #expect(flag["means"]?.isEmpty == false && flag["look_at"]?.isEmpty == false, "\(flag)")
        }
        let one = try CommandRun("explain", "uf")
        #expect(one.ending == .exit(0) && one.output.contains("UF (UpstreamConnectionFailure)"), "\(one.output)")
        for name in ["NoRouteFound", "no_route_found", "NR"] {
            #expect(try CommandRun("explain", name).output.contains("apus route"), "\(name)")
        }
    }

    @Test(
        "A field is told with its type, its default and whether it is supported",
        arguments: [
            ("Cluster.connect_timeout", "duration", "yes"),
            ("static_resources.clusters[0].lb_policy", "ROUND_ROBIN", "yes"),
            ("staticResources.clusters.lbPolicy", "LEAST_REQUEST", "yes"),
            ("FilterChain.filters.typed_config.HttpConnectionManager.stat_prefix", "text", "yes"),
            ("HttpConnectionManager.route_config.virtual_hosts.routes.route.timeout", "duration", "yes"),
            ("envoy.config.cluster.v3.Cluster.name", "text", "yes"),
            ("RouteAction.retry_policy", "envoy.config.route.v3.RetryPolicy", "yes"),
            ("Listener.api_listener", "object", "no: Envoy has it"),
            ("Bootstrap.hds_config", "object", "no: Envoy has it"),
            // The shortest way there leads through what is refused as a whole.
            ("ApiConfigSource.rate_limit_settings", "object", "no: Envoy has it"),
            ("ApiConfigSource.grpc_services", "object", "no: Envoy has it"),
            ("ApiConfigSource.cluster_names", "text", "yes"), ("ApiConfigSource.refresh_delay", "duration", "yes"),
            ("ApiConfigSource.api_type", "REST", "yes"),
            ("HTTPFault.delay", "how requests are delayed", "yes"), ("BandwidthLimit.limit_kbps", "at least 1", "yes"),
            ("HttpFilter.typed_config", "envoy.extensions.filters.http.cors.v3.Cors", "yes"),
            ("Cluster.connect_timeout", "more than 0s", "yes"),
            ("Lua.inline_code", "text", "no: Apus reads no message"),
            // Names of types in any spelling; of those that do not lead further, the next is tried.
            ("cluster.lb_policy", "LEAST_REQUEST", "yes"), ("CLUSTER.LB-POLICY", "LEAST_REQUEST", "yes"),
            ("listener.filter_chains", "envoy.config.listener.v3.FilterChain", "yes"),
            ("route.retry_policy", "envoy.config.route.v3.RetryPolicy", "yes"),
            ("http_connection_manager.codec_type", "AUTO", "yes"), ("httpConnectionManager.codectype", "AUTO", "yes"),
            ("bootstrap.admin", "envoy.config.bootstrap.v3.Admin", "yes"),
            ("filter_chain.filters.typed_config.tcp_proxy.stat_prefix", "text", "yes"),
        ])
    func field(_ path: String, _ type: String, _ support: String) throws {
        let run = try CommandRun("explain", path)
        #expect(run.ending == .exit(0), "\(run.errors)")
        #expect(run.output.contains(type) && run.output.contains("supported  \(support)"), "\(run.output)")
    }

    @Test(
        "What is not known is told with the nearest name",
        arguments: [
            ("Cluster.conect_timeout", "did you mean 'connect_timeout'?"), ("Clusster.name", "did you mean 'Cluster'?"),
            ("connect_timeot", "did you mean 'connect_timeout'?"), ("UFX", "did you mean"),
            ("name", "say which one you mean"),
            ("Cluster.name.more", "holds no message"),
            ("cluster.lb_polcy", "'lb_polcy' is not in envoy.config.cluster.v3.Cluster; did you mean 'lb_policy'?"),
            ("clutser.lb_policy", "did you mean"), ("http_conection_manager.codec_type", "did you mean"),
            ("UpstreamConectionFailure", "did you mean the flag 'UpstreamConnectionFailure'?"),
            ("no_route_fuond", "did you mean the flag 'NoRouteFound'?"),
        ])
    func unknown(_ path: String, _ text: String) throws {
        let run = try CommandRun("explain", path)
        #expect(run.ending == .exit(2) && run.errors.contains(text), "\(run.errors)\(run.output)")
    }

    @Test("A type is told with its fields, and JSON is JSON")
    func types() throws {
        let run = try CommandRun("explain", "CircuitBreakers.Thresholds")
        #expect(
            run.ending == .exit(0) && run.output.contains("max_connections: whole number"), "\(run.output)\(run.errors)"
        )
        let json = try CommandRun("explain", "Cluster.lb_policy", "-o", "json")
        let whole = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
        #expect((whole?["values"] as? [String])?.contains("MAGLEV") == true && whole?["supported"] as? String == "yes")
        let listener = try CommandRun("explain", "listener")
        #expect(listener.output.contains("filter_chains: list of"), "\(listener.output)\(listener.errors)")
        let several = try CommandRun("explain", "rbac")
        #expect(several.ending == .exit(2) && several.errors.contains("apus explain envoy.config.rbac.v3.RBAC"))
        #expect(try CommandRun("explain").ending == .exit(2))
    }
}
