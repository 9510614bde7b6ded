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
        #expect(try CommandRun("explain", "NoRouteFound").output.contains("apus route"))
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
        #expect(try CommandRun("explain").ending == .exit(2))
    }
}
