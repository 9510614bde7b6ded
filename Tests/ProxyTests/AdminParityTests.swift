import Glibc
import Testing

/// Paths of the admin interface that both proxies answer byte for byte alike.
@Suite struct AdminParityTests {
    /// Method and target, in the order in which they are asked.
    private static let questions = [
        "GET /certs", "GET /contention", "GET /cpuprofiler", "POST /cpuprofiler", "POST /cpuprofiler?enable=y",
        "POST /cpuprofiler?enable=n", "POST /cpuprofiler?enable=n&a=b", "POST /cpuprofiler?enable=x",
        "GET /heapprofiler", "POST /heapprofiler", "POST /heapprofiler?enable=y", "GET /init_dump",
        "GET /init_dump?mask=listener", "GET /runtime", "GET /runtime_modify", "POST /runtime_modify",
        "POST /runtime_modify?a=b", "GET /hot_restart_version", "GET /ready", "GET /ready?unknown=1",
        "GET /stats/recentlookups",
        "GET /stats/recentlookups/clear", "POST /stats/recentlookups/enable", "GET /stats/recentlookups",
        "POST /stats/recentlookups/clear", "POST /stats/recentlookups/disable",
        "GET /quitquitquit", "GET /healthcheck/fail", "GET /healthcheck/ok", "GET /drain_listeners",
        "GET /reset_counters", "GET /reopen_logs", "POST /reset_counters", "POST /reopen_logs", "GET /logging",
        "GET /stats?type=x", "GET /stats?filter=%5Enothing$", "GET /stats?filter=%5Enothing$&format=json",
        "GET /stats/prometheus?filter=%5Enothing$",
        "GET /listeners", "GET /listeners?format=json", "GET /listeners?format=x", "GET /clusters",
        "GET /clusters?filter=%5Eserved$", "GET /clusters?filter=x", "GET /clusters?format=x",
        "GET /help", "GET /nosuch", "PUT /ready", "HEAD /ready", "GET /memory", "GET /allocprofiler",
        "POST /allocprofiler", "POST /allocprofiler?enable=n", "POST /allocprofiler?enable=x",
        // Statistics
        "GET /stats?filter=(%3F%3Da)", "GET /stats?filter=a**", "GET /stats?filter=a%7B1001%7D",
        "GET /stats?type=Gauges&filter=(%3Fi)%5ESERVER%5C.l%5Cw%7B1,3%7D%24", "GET /clusters?filter=(",
        "GET /clusters?filter=%5Es%5B%5B:alpha:%5D%5D%2Bd%24", "GET /config_dump?name_regex=(",
        "GET /stats?filter=%5B", "GET /stats?filter=*", "GET /stats/prometheus?filter=(", "GET /stats?format=x",
        "GET /stats?format=html&type=x", "GET /stats?type=TextReadouts", "GET /stats?type=TextReadouts&format=json",
        "GET /stats?histogram_buckets=x", "GET /stats?histogram_buckets=prometheusnative",
        "GET /stats/prometheus?histogram_buckets=prometheusnative", "GET /stats/prometheus?histogram_buckets=disjoint",
        "GET /stats/prometheus?histogram_buckets=detailed", "GET /stats?format=prometheus&histogram_buckets=x",
        "GET /stats?usedonly&type=Counters&filter=%5Ecluster%5C.served%5C..*_rq_",
        "GET /stats?usedonly&type=Gauges&filter=%5Ecluster%5C.served%5C.",
        "GET /stats?usedonly&type=Gauges&filter=%5E(cluster_manager%7Cserver%5C.(hot%7Cstate%7Cli%7Cco)%7Cruntime)",
        "GET /stats?usedonly&type=Counters&filter=%5E(server%7Ccluster_manager)",
        "GET /stats?usedonly&type=Gauges&filter=pre_cx_active",
        "GET /stats?usedonly&format=json&type=Counters&filter=%5Ehttp%5C.served%5C..*_rq_",
        "GET /stats?type=Gauges&filter=_&invert_filter&filter=x",
        "GET /stats?type=Gauges&filter=%5Eserver%5C.(live%7Cstate%7Cconcurrency)$",
        "GET /stats?format=prometheus&filter=membership", "GET /stats/prometheus?usedonly&filter=membership",
        "GET /stats/prometheus?text_readouts&filter=membership&type=Histograms", "POST /stats?filter=server.live",
        "GET /stats?filter=membership&format=text&format=json", "GET /stats?filter=membership&format=&type=",
        // The configuration
        "GET /config_dump?resource=static_clusters", "GET /config_dump?resource=static_listeners&name_regex=s.*d",
        "GET /config_dump?resource=static_listeners&name_regex=erve", "GET /config_dump?resource=static_route_configs",
        "GET /config_dump?resource=dynamic_listeners&mask=x", "GET /config_dump?resource=nosuch&mask=x",
        "GET /config_dump?resource=bootstrap", "GET /config_dump?name_regex=%5B",
        "GET /config_dump?resource=static_endpoint_configs",
        "GET /config_dump?resource=static_endpoint_configs&include_eds",
        "GET /config_dump?mask=static_clusters", "GET /config_dump?mask=static_clusters.cluster",
        "GET /config_dump?mask=bootstrap.node.id,bootstrap.admin", "GET /config_dump?mask=nosuch",
        "GET /config_dump?mask=bootstrap.nosuch,bootstrap.node.id", "GET /config_dump?mask=version_info",
        "GET /config_dump?mask=last_updated", "GET /config_dump?mask=lastUpdated", "GET /config_dump?mask=@type",
        "GET /config_dump?mask=bootstrap.admin.address.socket_address.address",
        "GET /config_dump?mask=dynamic_route_configs", "GET /config_dump?mask=bootstrap,static_clusters",
        "GET /config_dump?resource=static_clusters&mask=cluster.name",
        "GET /config_dump?resource=static_clusters&mask=name",
        "GET /config_dump?resource=static_clusters&mask=cluster.load_assignment.endpoints,last_updated",
        "GET /config_dump?resource=static_clusters&mask=cluster.load_assignment.endpoints.lb_endpoints",
        "GET /config_dump?resource=static_clusters&mask=last_updated",
        "GET /config_dump?resource=static_clusters&mask=a,b.c",
        "GET /config_dump?resource=static_listeners&mask=listener.address",
        "GET /config_dump?resource=static_listeners&mask=listener.trafficDirection",
        "GET /config_dump?resource=static_route_configs&mask=route_config.virtual_hosts",
        "GET /config_dump?resource=static_route_configs&mask=route_config",
        "GET /clusters?format=json", "GET /clusters?format=json&filter=x",
        "POST /healthcheck/fail", "GET /ready", "POST /healthcheck/ok", "GET /ready",
    ]

    /// What may differ in an answer: times, sizes, and what Envoy decides by chance.
    private static func masked(_ text: String, of question: String) -> String {
        var text = text.masked(behind: "\"last_updated\": \"") { $0 != "\"" }
        // A mark of protobuf's texts for people; its letters change.
        text = text.masked(behind: "goo.gle/debug") { $0.isLetter }
            .masked(behind: "goo.gle/debug{}") { $0.isWhitespace }.replacing("goo.gle/debug{}{}", with: "")
        if question.contains("recentlookups") { text = text.masked(behind: "total: ") { $0.isNumber } }
        if question.contains("invert") {
            for name in ["uptime: ", "version: "] { text = text.masked(behind: name) { $0.isNumber } }
        }
        if question.contains("usedonly") {
            // A loop that had to wait for a processor is counted.
            text = text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.contains(".watchdog_") }
                .joined(separator: "\n")
        }
        if question == "GET /memory" { text = text.masked(behind: ": \"") { $0.isNumber } }
        if question == "GET /runtime" || question.hasPrefix("GET /config_dump") {
            // Their order is chance in the one, and the file's in the other; what is empty there means nothing.
            let lines = text.split(separator: "\n").map { $0.filter { $0 != "," } }
            text = lines.filter { !$0.hasSuffix(": []") }.sorted().joined(separator: "\n")
        }
        return text
    }

    private static func answers(_ binary: ProxyBinary) throws -> [String] {
        let served = try ServedProxy(binary)
        defer { served.stop() }
        return try questions.map { question in
            let words = question.split(separator: " ")
            let answer = try #require(
                served.proxy.admin.ask(String(words[0]), String(words[1])), "\(binary) does not answer \(question)")
            let type = answer.head.map(\.escaped).first { $0.hasPrefix("content-type") } ?? "-"
            let body = masked(served.masked(answer.body.text), of: question)
            return "\(question)\n\(answer.status ?? 0) \(type)\n\(body)"
        }
    }

    @Test("Both admin interfaces answer alike", .enabled(if: ParityTests.hasEnvoy, "no Envoy here"))
    func alike() throws {
        for (ours, theirs) in zip(try Self.answers(.apus), try Self.answers(.envoy)) where ours != theirs {
            Issue.record("\(LineDifference.text(from: theirs, to: ours))")
        }
    }

    @Test(
        "Further addresses of listeners are listed, those that nothing is bound to among them", .serialized,
        arguments: ["/listeners", "/listeners?format=json"])
    func furtherAddresses(_ path: String) throws {
        func page(_ binary: ProxyBinary) throws -> String {
            let served = try ServedProxy(
                binary,
                [
                    "static_resources": [
                        "listeners": [
                            Self.listener("unbound", on: "127.0.0.2", bind: false, binary),
                            Self.listener("served", on: "127.0.0.1", bind: true, binary),
                        ]
                    ]
                ])
            defer { served.stop() }
            let text = try #require(served.proxy.admin.get(path)).body.text
            // The kernel chose the ports.
            return text.replacing("\(binary)", with: "").masked(behind: "127.0.0.1:") { $0.isNumber }
                .masked(behind: "\"port_value\": ") { $0.isNumber }
        }
        let ours = try page(.apus)
        #expect(ours.contains("pipe") || ours.split(separator: "\n").count == 6)
        if ParityTests.hasEnvoy { #expect(try ours == page(.envoy)) }
    }

    /// A listener at three places that answers 200.
    private static func listener(
        _ name: String, on address: String, bind: Bool, _ binary: ProxyBinary
    ) -> JSON {
        let place: JSON = ["socket_address": ["address": .string(address), "port_value": 0]]
        let pipe: JSON = ["pipe": ["path": .string("@parity-\(name)-\(getpid())-\(binary)")]]
        let manager: JSON = [
            "@type": .string(TypeName.manager), "stat_prefix": .string(name),
            "route_config": [
                "virtual_hosts": [
                    [
                        "name": "all", "domains": ["*"],
                        "routes": [["match": ["prefix": "/"], "direct_response": ["status": 200]]],
                    ]
                ]
            ],
            "http_filters": [
                ["name": "envoy.filters.http.router", "typed_config": ["@type": .string(TypeName.router)]]
            ],
        ]
        return [
            "name": .string(name), "address": place, "bind_to_port": .bool(bind),
            "additional_addresses": [["address": place], ["address": pipe]],
            "filter_chains": [
                ["filters": [["name": "envoy.filters.network.http_connection_manager", "typed_config": manager]]]
            ],
        ]
    }

    @Test("The server's own page has Envoy's members", .enabled(if: ParityTests.hasEnvoy, "no Envoy here"))
    func serverInfo() throws {
        func members(_ binary: ProxyBinary) throws -> [String] {
            let served = try ServedProxy(binary)
            defer { served.stop() }
            let page = try #require(served.proxy.admin.get("/server_info")).body.text
            // Two levels deep; Envoy lists its extensions below.
            return page.split(separator: "\n").compactMap { line in
                let depth = line.prefix { $0 == " " }.count
                let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
                return (1...2).contains(depth) && parts.count > 2 ? "\(depth) \(parts[1])" : nil
            }
        }
        let (ours, theirs) = (try members(.apus), try members(.envoy))
        #expect(ours == theirs)
        #expect(ours.count > 40)
    }

    @Test("Only allowed paths are answered", arguments: ProxyBinary.present)
    func allowedPaths(_ binary: ProxyBinary) throws {
        let paths: JSON = [
            ["exact": "/ready"], ["prefix": "/listen"], ["suffix": "_dump"], ["contains": "QUIT", "ignore_case": true],
            ["prefix": "/stats"],
        ]
        let served = try ServedProxy(
            binary, ["admin": ["allow_paths": paths, "ignore_global_conn_limit": true, "profile_path": "/tmp/none"]])
        defer { served.stop() }
        let admin = served.proxy.admin
        for path in ["/ready", "/listeners?format=json", "/init_dump", "//ready", "/stats?filter=x"] {
            #expect(admin.get(path)?.status == 200, "\(path)")
        }
        #expect(admin.get("/quitquitquit")?.status == 405)
        for path in ["/", "/ready?a=b", "/ready/", "/nosuch", "/init_dump?mask=x"] {
            let answer = admin.get(path)
            #expect(answer?.status == 403)
            #expect(answer?.body.text == "request to path \(path) not allowed")
        }
        #expect(admin.post("/healthcheck/fail")?.status == 403)
    }

    @Test("Keys of the admin interface's layer override the file's", arguments: ProxyBinary.present)
    func runtime(_ binary: ProxyBinary) throws {
        let key = "envoy.resource_limits.listener.served.connection_limit"
        let served = try ServedProxy(
            binary,
            [
                "layered_runtime": [
                    "layers": [
                        ["name": "file", "static_layer": ["a": ["b": "1"]]], ["name": "admin", "admin_layer": [:]],
                    ]
                ]
            ])
        defer { served.stop() }
        let admin = served.proxy.admin
        func value(_ name: String) -> String? {
            let page = admin.get("/runtime")?.body.text ?? ""
            // The order of members is Envoy's whim.
            let entry = page.split(separator: "\"\(name)\": ").dropFirst().first?.split(separator: "\n  }").first
            return entry?.split(separator: "\"final_value\": \"").dropFirst().first.map {
                String($0.prefix { $0 != "\"" })
            }
        }
        #expect(value("a.b") == "1")
        #expect(admin.post("/runtime_modify?a.b=2&\(key)=0")?.body.text == "OK\n")
        #expect(value("a.b") == "2")
        let names = ["runtime.num_keys", "runtime.admin_overrides_active", "runtime.load_success"]
        #expect(names.map { admin.statistics()[$0] } == ["2", "1", "3"])
        func isServed() -> Bool {
            guard var client = RawClient(port: served.proxy.port(of: "served") ?? 0, delivery: .whole) else {
                return false
            }
            return client.run([.text(get()), .answers(1)], upstream: nil, probes: false).answers.map(\.status) == [200]
        }
        // Workers may learn of a change a little after it is answered.
        let isRefused = Deadline(seconds: 60).reached { !isServed() }
        #expect(isRefused)
        #expect(admin.post("/runtime_modify?a.b=&\(key)=")?.body.text == "OK\n")
        #expect(value("a.b") == "1")
        let isBack = Deadline(seconds: 60).reached { isServed() }
        #expect(isBack)
        #expect(names.map { admin.statistics()[$0] } == ["1", "0", "4"])
    }

    @Test("Admin connections are limited with the others", arguments: ProxyBinary.present)
    func limited(_ binary: ProxyBinary) throws {
        let served = try ServedProxy(
            binary,
            [
                "layered_runtime": [
                    "layers": [
                        [
                            "name": "a",
                            "static_layer": [
                                "overload": ["global_downstream_max_connections": 2]
                            ],
                        ]
                    ]
                ]
            ])
        defer { served.stop() }
        let name = "listener.admin.downstream_global_cx_overflow"
        // Connections that are gone count until the proxy has noticed, so that some of these may be refused at first.
        var held: [Socket] = []
        let isRefused = Deadline(seconds: 60).reached {
            if let socket = Socket.connected(to: served.proxy.port(of: "served") ?? 0) { held.append(socket) }
            return served.proxy.admin.get("/ready")?.status == nil
        }
        #expect(isRefused)
        for socket in held { socket.close() }
        // Those of the admin interface that are gone count for a while as well.
        let isCounted = Deadline(seconds: 60).reached {
            (served.proxy.admin.statistics()[name].flatMap { Int($0) } ?? 0) > 0
        }
        #expect(isCounted)
    }
}
