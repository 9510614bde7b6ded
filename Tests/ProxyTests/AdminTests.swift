import Foundation
import Testing

/// The admin interface: what both proxies answer alike.
@Suite struct AdminTests {
    /// A proxy that has served a few requests, one for each binary.
    private final class Subject: Sendable {
        let proxy: ProxyHarness
        let upstream: ScriptedUpstream

        init(_ binary: ProxyBinary) throws {
            let testCase = ProxyCase("served", get())
            upstream = try #require(ScriptedUpstream(.plain))
            let directory = try TemporaryDirectory()
            let configuration = Theme(name: "admin", cases: [testCase]).configuration(
                upstreams: ["served": upstream.port], log: directory.file("access.log"))
            proxy = try ProxyHarness(binary, configuration: configuration, directory: directory)
            let port = try #require(proxy.port(of: "served"))
            var client = try #require(RawClient(port: port, delivery: .whole))
            let steps: [ClientStep] = [.text(get()), .answers(1), .text(get("/2")), .answers(1)]
            let record = client.run(steps, upstream: nil, probes: false)
            #expect(record.answers.map(\.status) == [200, 200])
        }

        deinit {
            proxy.stop()
            upstream.stop()
        }

        func ask(_ path: String, _ method: String = "GET") throws -> HTTPMessage {
            try #require(proxy.admin.ask(method, path), "no answer to \(method) \(path)")
        }
    }

    private func with(_ binary: ProxyBinary, _ body: (Subject) throws -> Void) throws {
        try body(Subject(binary))
    }

    private static let head = [
        "cache-control: no-cache, max-age=0", "x-content-type-options: nosniff", "date: {date}", "server: envoy",
        "connection: close", "transfer-encoding: chunked",
    ]

    private static func lines(_ message: HTTPMessage) -> [String] {
        message.head.map { Masks(listenerPort: 0, upstreamPort: 0).apply(toHead: $0.escaped) }
    }

    @Test("/ready says LIVE, with Envoy's fields in Envoy's order", arguments: ProxyBinary.present)
    func ready(_ binary: ProxyBinary) throws {
        try with(binary) { subject in
            let answer = try subject.ask("/ready")
            #expect(answer.body.text == "LIVE\n")
            #expect(
                Self.lines(answer) == ["HTTP/1.1 200 OK", "content-type: text/plain; charset=UTF-8"] + Self.head)
        }
    }

    @Test("Health can be failed and restored", arguments: ProxyBinary.present)
    func health(_ binary: ProxyBinary) throws {
        try with(binary) { subject in
            #expect(try subject.ask("/healthcheck/fail", "POST").body.text == "OK\n")
            let answer = try subject.ask("/ready")
            #expect(answer.status == 503 && answer.body.text == "DRAINING\n")
            #expect(try subject.ask("/healthcheck/ok", "POST").body.text == "OK\n")
            #expect(try subject.ask("/ready").status == 200)
        }
    }

    @Test("An unknown path is 404 with the list of commands", arguments: ProxyBinary.present)
    func unknownPath(_ binary: ProxyBinary) throws {
        try with(binary) { subject in
            let answer = try subject.ask("/nowhere")
            #expect(answer.status == 404)
            #expect(answer.body.text.hasPrefix("invalid path. admin commands are:\n  /: Admin home page\n"))
            #expect(Self.lines(answer).dropFirst(2) == Self.head[...])
        }
    }

    @Test("What changes state wants POST; what tells takes any method", arguments: ProxyBinary.present)
    func methods(_ binary: ProxyBinary) throws {
        try with(binary) { subject in
            for path in ["/quitquitquit", "/healthcheck/fail", "/drain_listeners", "/reset_counters"] {
                let answer = try subject.ask(path)
                #expect(answer.status == 405, "\(path)")
                #expect(answer.body.text == "Method GET not allowed, POST required.", "\(path)")
            }
            #expect(try subject.ask("/ready", "POST").status == 200)
        }
    }

    @Test("/help names the paths", arguments: ProxyBinary.present)
    func help(_ binary: ProxyBinary) throws {
        try with(binary) { subject in
            let answer = try subject.ask("/help")
            #expect(answer.status == 200 && answer.body.text.hasPrefix("admin commands are:\n  /: Admin home page\n"))
            for line in [
                "  /clusters: upstream cluster status", "  /help: print out list of admin commands",
                "  /listeners: print listener info", "  /quitquitquit (POST): exit the server",
                "  /ready: print server state, return 200 if LIVE, otherwise return 503",
                "  /server_info: print server version/status information", "  /stats: print server stats",
                "  /stats/prometheus: print server stats in prometheus format",
            ] {
                let isThere = answer.body.text.contains("\n\(line)\n")
                #expect(isThere, "\(line)")
            }
        }
    }

    @Test("/listeners lists names and real addresses, as text and JSON", arguments: ProxyBinary.present)
    func listeners(_ binary: ProxyBinary) throws {
        try with(binary) { subject in
            let port = try #require(subject.proxy.port(of: "served"))
            #expect(try subject.ask("/listeners").body.text == "served::127.0.0.1:\(port)\n")
            let answer = try subject.ask("/listeners?format=json")
            #expect(answer.values(of: "content-type") == ["application/json"])
            #expect(
                answer.body.text.filter { !$0.isWhitespace }
                    == #"{"listener_statuses":[{"name":"served","local_address":{"socket_address":{"address":"127.0.0.1","port_value":\#(port)}}}]}"#
            )
        }
    }

    @Test("/clusters tells the same of a cluster and its endpoint", arguments: ProxyBinary.present)
    func clusters(_ binary: ProxyBinary) throws {
        try with(binary) { subject in
            let endpoint = "served::127.0.0.1:\(subject.upstream.port)"
            let expected = [
                "served::observability_name::served", "served::default_priority::max_connections::1024",
                "served::default_priority::max_pending_requests::1024", "served::default_priority::max_requests::1024",
                "served::default_priority::max_retries::3", "served::high_priority::max_connections::1024",
                "served::high_priority::max_pending_requests::1024", "served::high_priority::max_requests::1024",
                "served::high_priority::max_retries::3", "served::added_via_api::false", "\(endpoint)::cx_active::1",
                "\(endpoint)::cx_connect_fail::0", "\(endpoint)::cx_total::1", "\(endpoint)::rq_active::0",
                "\(endpoint)::rq_error::0", "\(endpoint)::rq_pending_active::0", "\(endpoint)::rq_success::2",
                "\(endpoint)::rq_timeout::0", "\(endpoint)::rq_total::2", "\(endpoint)::hostname::",
                "\(endpoint)::health_flags::healthy", "\(endpoint)::weight::1", "\(endpoint)::region::",
                "\(endpoint)::zone::", "\(endpoint)::sub_zone::", "\(endpoint)::canary::false",
                "\(endpoint)::priority::0", "\(endpoint)::success_rate::-1",
                "\(endpoint)::local_origin_success_rate::-1",
            ]
            let text = try subject.ask("/clusters").body.text
            let difference = LineDifference.text(from: expected.joined(separator: "\n") + "\n", to: text)
            let isEqual = text == expected.joined(separator: "\n") + "\n"
            #expect(isEqual, "\(difference)")
            let json = try JSONSerialization.jsonObject(with: Data(try subject.ask("/clusters?format=json").body))
            let statuses = (json as? [String: Any])?["cluster_statuses"] as? [[String: Any]]
            #expect(statuses?.compactMap { $0["name"] as? String } == ["served"])
        }
    }

    @Test("/server_info tells state, version and flags", arguments: ProxyBinary.present)
    func serverInfo(_ binary: ProxyBinary) throws {
        try with(binary) { subject in
            let answer = try subject.ask("/server_info")
            #expect(answer.values(of: "content-type") == ["application/json"])
            let parsed = try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any]
            let info = try #require(parsed)
            #expect(info["state"] as? String == "LIVE")
            #expect((info["version"] as? String)?.isEmpty == false)
            let options = try #require(info["command_line_options"] as? [String: Any])
            #expect(options["concurrency"] as? Int == 1)
            #expect(options["mode"] as? String == "Serve")
            #expect((info["node"] as? [String: Any])?["id"] as? String == "parity")
        }
    }

    @Test("/server_info tells the flags as they were given", arguments: ProxyBinary.present)
    func serverFlags(_ binary: ProxyBinary) throws {
        let given = [
            "--config-yaml", "node: { cluster: merged }", "--reject-unknown-dynamic-fields",
            "--ignore-unknown-dynamic-fields", "--allow-unknown-static-fields", "--log-format", "%v",
        ]
        let subject = try ServedProxy(binary, arguments: given)
        defer { subject.stop() }
        let answer = try #require(subject.proxy.admin.ask("GET", "/server_info"))
        let info = try #require(try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
        let options = try #require(info["command_line_options"] as? [String: Any])
        #expect(options["config_yaml"] as? String == "node: { cluster: merged }")
        #expect(options["log_format"] as? String == "%v")
        for flag in ["reject_unknown_dynamic_fields", "ignore_unknown_dynamic_fields", "allow_unknown_static_fields"] {
            #expect(options[flag] as? Bool == true, "\(flag)")
        }
    }

    @Test("/stats filters, and knows text and JSON", arguments: ProxyBinary.present)
    func statistics(_ binary: ProxyBinary) throws {
        try with(binary) { subject in
            let one = try subject.ask("/stats?filter=^http.served.downstream_rq_2xx$").body.text
            #expect(one == "http.served.downstream_rq_2xx: 2\n")
            let none = try subject.ask("/stats?filter=^nothing$").body.text
            #expect(none == "")
            let used = try subject.ask("/stats?usedonly&filter=http.served.downstream_rq_").body.text
            let tellsUsed = used.contains("http.served.downstream_rq_total: 2\n")
            #expect(tellsUsed)
            let tellsUnused = used.contains("downstream_rq_5xx")
            #expect(!tellsUnused)
            let json = try subject.ask("/stats?format=json&filter=^http.served.downstream_rq_2xx$")
            #expect(json.values(of: "content-type") == ["application/json"])
            #expect(json.body.text == #"{"stats":[{"name":"http.served.downstream_rq_2xx","value":2}]}"#)
            let all = try subject.ask("/stats").body.text
            for line in [
                "cluster.served.upstream_rq_total: 2", "cluster.served.upstream_rq_200: 2",
                "cluster.served.upstream_cx_active: 1", "cluster.served.membership_total: 1",
                "cluster.served.membership_healthy: 1", "cluster.served.circuit_breakers.default.rq_open: 0",
                "http.served.downstream_cx_total: 1", "listener_manager.total_listeners_active: 1",
                "listener_manager.workers_started: 1", "server.live: 1", "server.state: 0", "server.concurrency: 1",
            ] {
                let isThere = all.contains("\n\(line)\n") || all.hasPrefix("\(line)\n")
                let name = line.prefix { $0 != ":" }
                let found = all.split(separator: "\n").filter { $0.hasPrefix(name + ":") }
                #expect(isThere, "\(line), found \(found)")
            }
        }
    }

    @Test("/stats/prometheus is what Prometheus can read", arguments: ProxyBinary.present)
    func prometheus(_ binary: ProxyBinary) throws {
        try with(binary) { subject in
            let text = try subject.ask("/stats/prometheus").body.text
            let problems = PrometheusText.problems(text)
            #expect(problems.isEmpty, "\(problems.prefix(5))")
            for line in [
                #"envoy_http_downstream_rq_xx{envoy_response_code_class="2",envoy_http_conn_manager_prefix="served"} 2"#,
                #"envoy_cluster_upstream_rq{envoy_response_code="200",envoy_cluster_name="served"} 2"#,
                #"envoy_cluster_upstream_rq_xx{envoy_response_code_class="2",envoy_cluster_name="served"} 2"#,
                "# TYPE envoy_cluster_upstream_rq_time histogram", "# TYPE envoy_cluster_upstream_cx_active gauge",
            ] {
                let isThere = text.contains("\(line)\n")
                #expect(isThere, "\(line)")
            }
        }
    }

    @Test("/quitquitquit ends the proxy in order", arguments: ProxyBinary.present)
    func quit(_ binary: ProxyBinary) throws {
        try with(binary) { subject in
            let answer = try subject.ask("/quitquitquit", "POST")
            #expect(answer.body.text == "OK\n")
            #expect(subject.proxy.process.ending(within: 60) == .exit(0))
        }
    }
}

/// A strict reader of the text exposition format.
///
/// Source: https://prometheus.io/docs/instrumenting/exposition_formats/
enum PrometheusText {
    /// What a scraper would stumble over.
    static func problems(_ text: String) -> [String] {
        var problems: [String] = []
        var kinds: [Substring: Substring] = [:]
        var series = Set<Substring>()
        var current: Substring = ""
        for line in text.split(separator: "\n") {
            if line.hasPrefix("# TYPE ") {
                let words = line.split(separator: " ")
                guard words.count == 4, ["counter", "gauge", "histogram", "summary"].contains(words[3]) else {
                    problems.append("type line: \(line)")
                    continue
                }
                if kinds[words[2]] != nil { problems.append("second type line: \(line)") }
                kinds[words[2]] = words[3]
                current = words[2]
                continue
            }
            if line.hasPrefix("#") { continue }
            guard let space = line.lastIndex(of: " "), Double(line[line.index(after: space)...]) != nil else {
                problems.append("no value: \(line)")
                continue
            }
            let name = line[..<(line.firstIndex(of: "{") ?? space)]
            let isBelow =
                name == current
                || kinds[current] == "histogram" && ["_bucket", "_sum", "_count"].contains { name == current + $0 }
                || kinds[current] == "summary" && ["_sum", "_count"].contains { name == current + $0 }
            if !isBelow { problems.append("outside its type: \(line)") }
            if !name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == ":" }) {
                problems.append("name: \(line)")
            }
            if line.contains("{"), line[..<space].last != "}" { problems.append("labels: \(line)") }
            if !series.insert(line[..<space]).inserted { problems.append("twice: \(line)") }
        }
        return problems
    }
}
