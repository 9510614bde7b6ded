import EventLoops
import NetworkAddresses
import ProxyRuntime
import Telemetry
import Testing
import Upstreams

@testable import Admin

// Expected texts are what Envoy 1.40 answers with the same configuration, unless a comment says otherwise.
@Suite("Pages of the admin interface")
struct AdminPagesTests {
    // MARK: - Listeners

    @Test("Listeners are listed with the ports that the kernel chose")
    func listeners() throws {
        let proxy = try AdminFixture()
        let port = try proxy.onMainLoop { $0.server.listenerAddresses[0].port }
        #expect(port != 0)
        #expect(try proxy.get("/listeners").body == "edge::127.0.0.1:\(port)\n")
        #expect(try proxy.get("/listeners?format=xml").body == "edge::127.0.0.1:\(port)\n")
        let json = try proxy.get("/listeners?format=json")
        #expect(json.field("content-type") == "application/json")
        #expect(
            json.body == """
                {
                 "listener_statuses": [
                  {
                   "name": "edge",
                   "local_address": {
                    "socket_address": {
                     "address": "127.0.0.1",
                     "port_value": \(port)
                    }
                   }
                  }
                 ]
                }

                """)
    }

    @Test("Unix sockets are listed as pipes")
    func pipes() {
        let listener = ListenersPage.Entry(name: "uds", address: .unix("/tmp/l.sock"))
        #expect(ListenersPage.text([listener]).text == "uds::/tmp/l.sock\n")
        #expect(
            ListenersPage.json([listener]).text.contains(
                "\"local_address\": {\n    \"pipe\": {\n     \"path\": \"/tmp/l.sock\"\n    }\n   }"))
    }

    // MARK: - Clusters

    @Test("Clusters are listed with their limits and what their endpoints did")
    func clusters() throws {
        let proxy = try AdminFixture()
        try proxy.onMainLoop { door in
            let counters = door.server.snapshot.clusterOrder[0].endpoints.all[0].counters(worker: 0)
            for _ in 0..<3 { counters.requestSucceeded() }
            counters.requestTimedOut()
        }
        let echo = [
            "observability_name::echo", "default_priority::max_connections::1024",
            "default_priority::max_pending_requests::1024", "default_priority::max_requests::1024",
            "default_priority::max_retries::3", "high_priority::max_connections::1024",
            "high_priority::max_pending_requests::1024", "high_priority::max_requests::1024",
            "high_priority::max_retries::3", "added_via_api::false",
        ]
        let endpoint = [
            "cx_active::0", "cx_connect_fail::0", "cx_total::0", "rq_active::0", "rq_error::0", "rq_pending_active::0",
            "rq_success::3", "rq_timeout::1", "rq_total::0", "hostname::h1", "health_flags::healthy", "weight::3",
            "region::r", "zone::z", "sub_zone::s", "canary::false", "priority::0", "success_rate::-1",
            "local_origin_success_rate::-1",
        ]
        let text = try proxy.get("/clusters")
        let lines = text.body.split(separator: "\n").map(String.init)
        #expect(Array(lines.prefix(10)) == echo.map { "echo::" + $0 })
        #expect(Array(lines.dropFirst(10).prefix(19)) == endpoint.map { "echo::127.0.0.1:20201::" + $0 })
        #expect(lines.contains("two::observability_name::dos"))
        #expect(lines.contains("two::high_priority::max_connections::7"))
        #expect(lines.contains("two::[::1]:20203::health_flags::/failed_eds_health"))
        #expect(lines.contains("two::[::1]:20203::priority::1"))
        #expect(lines.count == 2 * 29)

        let json = try proxy.get("/clusters?format=json")
        #expect(json.field("content-type") == "application/json")
        #expect(json.body.hasPrefix(Self.clustersJSON))
        #expect(json.body.contains("\"health_status\": {\n      \"eds_health_status\": \"UNHEALTHY\"\n     }"))
        #expect(json.body.contains("\"priority\": 1,\n     \"locality\": {}\n"))
    }

    private static let clustersJSON = """
        {
         "cluster_statuses": [
          {
           "name": "echo",
           "host_statuses": [
            {
             "address": {
              "socket_address": {
               "address": "127.0.0.1",
               "port_value": 20201
              }
             },
             "stats": [
              {
               "name": "cx_connect_fail"
              },
              {
               "name": "cx_total"
              },
              {
               "name": "rq_error"
              },
              {
               "value": "3",
               "name": "rq_success"
              },
              {
               "value": "1",
               "name": "rq_timeout"
              },
              {
               "name": "rq_total"
              },
              {
               "type": "GAUGE",
               "name": "cx_active"
              },
              {
               "type": "GAUGE",
               "name": "rq_active"
              },
              {
               "type": "GAUGE",
               "name": "rq_pending_active"
              }
             ],
             "health_status": {
              "eds_health_status": "HEALTHY"
             },
             "weight": 3,
             "hostname": "h1",
             "locality": {
              "region": "r",
              "zone": "z",
              "sub_zone": "s"
             }
            }
           ],
           "circuit_breakers": {
            "thresholds": [
             {
              "max_connections": 1024,
              "max_pending_requests": 1024,
              "max_requests": 1024,
              "max_retries": 3
             },
             {
              "priority": "HIGH",
              "max_connections": 1024,
              "max_pending_requests": 1024,
              "max_requests": 1024,
              "max_retries": 3
             }
            ]
           },
           "observability_name": "echo"
          },
        """

    @Test("The name that endpoints have at their source is told where a cluster says one")
    func serviceNames() throws {
        let directory = TemporaryDirectory()
        let file = directory.path + "/endpoints.json"
        #expect(Files.write(#"{ "version_info": "1", "resources": [] }"#, path: file) == nil)
        let source = """
            { "path_config_source": { "path": "\(file)" }, "initial_fetch_timeout": "0.01s",
              "resource_api_version": "V3" }
            """
        let proxy = try AdminFixture(
            """
            { "node": { "id": "n", "cluster": "c" },
              "admin": { "address": { "socket_address": { "address": "127.0.0.1", "port_value": 0 } } },
              "static_resources": { "clusters": [
                { "name": "one", "type": "EDS", "eds_cluster_config": { "service_name": "s", "eds_config": \(source) } },
                { "name": "two", "type": "EDS", "eds_cluster_config": { "eds_config": \(source) } } ] } }
            """)
        let lines = try proxy.get("/clusters").body.split(separator: "\n")
        #expect(lines.filter { $0.contains("eds_service_name") } == ["one::eds_service_name::s"])
        #expect(try proxy.get("/clusters?format=json").body.contains("\"eds_service_name\": \"s\""))
    }

    @Test("Clusters are filtered by name")
    func clusterFilter() throws {
        let proxy = try AdminFixture()
        #expect(try proxy.get("/clusters?filter=^tw").body.split(separator: "\n").allSatisfy { $0.hasPrefix("two::") })
        let broken = try proxy.get("/clusters?filter=(")
        #expect(broken.status == 400)
        #expect(broken.body == "Invalid re2 regex")
        #expect(try proxy.get("/clusters?filter=none&format=json").body == "{}\n")
    }

    // MARK: - Server

    @Test("Server info tells state, options and node")
    func serverInfo() throws {
        var options = ProxyOptions()
        options.concurrency = 2
        options.serviceNode = "named"
        options.configurationPath = "edge.json"
        let proxy = try AdminFixture(options: options)
        let answer = try proxy.get("/server_info")
        #expect(answer.field("content-type") == "application/json")
        let body = answer.body.replacing(/"\d+s"/, with: "\"{time}\"")
        // The version and the agent are Apus's own.
        #expect(
            body.hasPrefix(
                "{\n \"version\": \"apus/1.2.3/Clean/RELEASE/OpenSSL\",\n \"state\": \"LIVE\",\n"
                    + " \"uptime_current_epoch\": \"{time}\",\n \"uptime_all_epochs\": \"{time}\",\n"
                    + " \"hot_restart_version\": \"disabled\",\n \"command_line_options\": {\n  \"base_id\": \"0\",\n"
                    + "  \"concurrency\": 2,\n  \"config_path\": \"edge.json\",\n"))
        #expect(
            body.hasSuffix(
                """
                  "node": {
                  "id": "named",
                  "cluster": "edge",
                  "metadata": {
                   "k": "v"
                  },
                  "locality": {
                   "region": "r1",
                   "zone": "z1",
                   "sub_zone": ""
                  },
                  "user_agent_name": "apus",
                  "user_agent_build_version": {
                   "version": {
                    "major_number": 1,
                    "minor_number": 2,
                    "patch": 3
                   },
                   "metadata": {
                    "revision.status": "Clean",
                    "revision.sha": "apus",
                    "build.type": "RELEASE",
                    "ssl.version": "OpenSSL"
                   }
                  },
                  "extensions": [],
                  "client_features": [],
                  "listening_addresses": [],
                  "dynamic_parameters": {}
                 },
                 "hot_restart_initializing": false
                }

                """.dropFirst(1)))
    }

    @Test("Memory and the hot restart version have Envoy's shapes")
    func small() throws {
        let proxy = try AdminFixture()
        let memory = try proxy.get("/memory")
        #expect(memory.field("content-type") == "application/json")
        let names = memory.body.split(separator: "\n").dropFirst().dropLast().map { $0.split(separator: ":")[0] }
        #expect(
            names == [
                " \"allocated\"", " \"heap_size\"", " \"pageheap_unmapped\"", " \"pageheap_free\"",
                " \"total_thread_cache\"", " \"total_physical_bytes\"",
            ])
        #expect(try proxy.get("/hot_restart_version").body == "disabled")
        #expect(try proxy.post("/reopen_logs").body == "OK\n")
    }

    // MARK: - Statistics

    @Test(
        "Queries that Envoy refuses are refused in its words",
        arguments: [
            ("/stats?filter=(", "Invalid re2 regex: missing ): ("), ("/stats?type=gauges", "invalid &type= param"),
            ("/stats/prometheus?type=x", "invalid &type= param"),
            ("/stats/prometheus?histogram_buckets=detailed", "unsupported prometheus histogram bucket mode"),
            ("/stats?format=xml", "usage: /stats?format=(html|active-html|json|prometheus|text)\n\n"),
            (
                "/stats?histogram_buckets=x",
                "usage: /stats?histogram_buckets=(cumulative|disjoint|detailed|summary|prometheusnative)\n"
            ),
        ])
    func statsRefusals(path: String, body: String) throws {
        let proxy = try AdminFixture()
        let answer = try proxy.get(path)
        #expect(answer.status == 400)
        #expect(answer.body == body)
    }

    @Test("Statistics come in all forms, filtered")
    func stats() throws {
        let proxy = try AdminFixture()
        #expect(try proxy.get("/stats?filter=server.live").body == "server.live: 1\n")
        #expect(try proxy.get("/stats?filter=nosuch").body == "")
        let json = try proxy.get("/stats?format=json&filter=server.live")
        #expect(json.field("content-type") == "application/json")
        #expect(json.body == "{\"stats\":[{\"name\":\"server.live\",\"value\":1}]}")
        let prometheus = "# TYPE envoy_server_live gauge\nenvoy_server_live{} 1\n"
        #expect(try proxy.get("/stats?format=prometheus&filter=server.live").body == prometheus)
        let answer = try proxy.get("/stats/prometheus?filter=server.live")
        #expect(answer.field("content-type") == "text/plain; charset=UTF-8")
        #expect(answer.body == prometheus)
        #expect(try proxy.get("/stats?type=Gauges&filter=server.li").body == "server.live: 1\n")
        #expect(try proxy.get("/stats?type=Counters&filter=server.li").body == "")
        let inverted = try proxy.get("/stats?filter=^cluster&invert_filter").body
        #expect(inverted.contains("server.live: 1\n") && !inverted.contains("cluster.echo"))
        #expect(!(try proxy.get("/stats?usedonly").body.contains("cluster.echo.upstream_rq_total")))
        #expect(try proxy.get("/stats").body.contains("\ncluster.echo.upstream_rq_total: 0\n"))
    }

    @Test("Resetting sets counters back")
    func reset() throws {
        let proxy = try AdminFixture()
        _ = try proxy.get("/nope")
        #expect(
            try proxy.get("/stats?filter=admin.downstream_rq_4xx").body.contains("http.admin.downstream_rq_4xx: 1\n"))
        #expect(try proxy.post("/reset_counters").body == "OK\n")
        #expect(
            try proxy.get("/stats?filter=admin.downstream_rq_4xx").body.contains("http.admin.downstream_rq_4xx: 0\n"))
    }

    // MARK: - Logging

    @Test("Log levels are shown and set")
    func logging() throws {
        let proxy = try AdminFixture()
        #expect(try proxy.post("/logging").body.hasPrefix("active loggers:\n  admin: info\n"))
        #expect(try proxy.post("/logging").body.hasSuffix("\n  upstream: info\n\n"))
        #expect(try proxy.post("/logging?level=debug").body.contains("  main: debug\n"))
        let some = try proxy.post("/logging?paths=admin:warning,http:trace").body
        #expect(
            some.contains("  admin: warning\n") && some.contains("  http: trace\n") && some.contains("  main: debug\n"))
        #expect(try proxy.post("/logging?main=off").body.contains("  main: off\n"))
        let form = try proxy.send(
            "POST /logging HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded; charset=utf-8\r\n"
                + "Content-Length: 10\r\n\r\nlevel=info")
        #expect(form.body.contains("  main: info\n"))
    }

    @Test(
        "A wrong log level changes nothing and is explained",
        arguments: [
            ("level=bogus", "unknown logger level"), ("level=warn", "unknown logger level"),
            ("paths=nope:debug", "unknown logger name"), ("paths=main:debug,admin:x", "unknown logger level"),
            ("nope=debug", "unknown logger name"), ("level=debug&x=y", "invalid number of parameters"),
            ("paths=admin", "empty logger name or empty logger level"),
            ("group=http:debug", "group parameter requires fine-grain logging to be enabled"),
        ])
    func loggingRefusals(query: String, reason: String) throws {
        let proxy = try AdminFixture()
        let answer = try proxy.post("/logging?\(query)")
        #expect(answer.status == 400)
        #expect(
            answer.body.hasPrefix(
                "error: \(reason)\n\nusage: /logging?<name>=<level> (change single level)\n"
                    + "usage: /logging?paths=name1:level1,name2:level2,... (change multiple levels)\n"
                    + "usage: /logging?level=<level> (change all levels)\n"
                    + "usage: /logging?group=<group_name>:<level> (change group of loggers)\n"
                    + "levels: trace debug info warning error critical off \nactive loggers:\n  admin: info\n"))
        #expect(try proxy.post("/logging").body.contains("  main: info\n"))
    }

    @Test("Statistics come as a page too, under a form that keeps what was asked for")
    func html() throws {
        let proxy = try AdminFixture()
        let answer = try proxy.get("/stats?format=html&filter=server.(live%7C%3Cx%3E'%22%26)&usedonly&type=Gauges")
        #expect(answer.field("content-type") == "text/html; charset=UTF-8")
        #expect(answer.body.contains("<input name='filter' value='server.(live|&lt;x&gt;&#39;&quot;&amp;)'>"))
        #expect(answer.body.contains("<input type='checkbox' name='usedonly' checked>"))
        #expect(answer.body.contains("<option selected>Gauges</option>"))
        #expect(answer.body.contains("<pre>\nserver.live: 1\n</pre>"))
        #expect(!answer.body.contains("http-equiv"))
        let active = try proxy.get("/stats?format=active-html&filter=nothing").body
        #expect(active.contains("http-equiv='refresh'"))
        #expect(active.contains("<option selected>active-html</option>"))
    }

    // MARK: - Draining

    @Test("Drained listeners stop listening, and the proxy stays ready")
    func drainListeners() throws {
        let proxy = try AdminFixture()
        let listener = try proxy.onMainLoop { $0.server.listenerAddresses[0] }
        let connects: () throws -> Bool = {
            // A listener that closed refuses; the workers get to it in their own time.
            let answer = try? AdminClient.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n", to: listener, on: proxy.loop)
            return (answer?.status ?? 0) != 0
        }
        #expect(try connects())
        #expect(try proxy.post("/drain_listeners?inboundonly").body == "OK\n")
        #expect(try connects())
        #expect(try proxy.post("/drain_listeners?graceful&skip_exit").body == "OK\n")
        #expect(try connects())
        #expect(try proxy.post("/drain_listeners").body == "OK\n")
        try proxy.loop.wait { try connects() ? nil : true }
        #expect(try proxy.get("/ready").body == "LIVE\n")
        #expect(try proxy.get("/stats?filter=listener_stopped").body == "listener_manager.listener_stopped: 1\n")
    }

    @Test("A graceful drain stops listening when the drain time is over")
    func gracefulDrain() throws {
        var options = ProxyOptions()
        options.drainSeconds = 0
        let proxy = try AdminFixture(options: options)
        #expect(try proxy.post("/drain_listeners?graceful").body == "OK\n")
        try proxy.loop.wait {
            try proxy.get("/stats?filter=listener_stopped").body == "listener_manager.listener_stopped: 1\n"
                ? true : nil
        }
        #expect(try proxy.get("/ready").body == "LIVE\n")
    }

    @Test("Quitting answers first and then ends the proxy")
    func quit() throws {
        let proxy = try AdminFixture()
        #expect(try proxy.post("/quitquitquit").body == "OK\n")
        proxy.join()
    }
}
