import Foundation
import Testing

/// Active health checks by both proxies, on an upstream that is well or not as the test says.
@Suite struct HealthCheckTests {
    /// A proxy with a cluster `c` of two endpoints: one that a script answers for, and one where nobody listens.
    private final class Subject {
        private static let sinkType =
            "type.googleapis.com/envoy.extensions.health_check.event_sinks.file.v3.HealthCheckEventFileSink"

        let proxy: ProxyHarness
        let events: String
        private let upstream: ScriptedUpstream

        convenience init(
            _ binary: ProxyBinary, answers: [String], check: JSON, cluster: JSON = [:],
            runtime: [String: JSON] = [:]
        ) throws {
            let script = UpstreamScript([.serve(answers.map { ByteString($0) })])
            try self.init(binary, script: script, check: check, cluster: cluster, runtime: runtime)
        }

        init(
            _ binary: ProxyBinary, script: UpstreamScript, check: JSON, cluster: JSON = [:],
            runtime: [String: JSON] = [:]
        ) throws {
            let upstream = try #require(ScriptedUpstream(script))
            self.upstream = upstream
            let directory = try TemporaryDirectory()
            let events = directory.file("events.json")
            self.events = events
            let sink: JSON = [
                "name": "file",
                "typed_config": [
                    "@type": .string(Self.sinkType),
                    "event_log_path": .string(events),
                ],
            ]
            let base: JSON = [
                "timeout": "60s", "interval": "0.05s", "no_traffic_interval": "0.05s", "unhealthy_threshold": 2,
                "healthy_threshold": 2, "event_logger": [sink],
            ]
            let nobody: JSON = ["address": "127.0.0.9", "port_value": 1]
            var testCase = ProxyCase("c", get())
            let own: JSON = [
                "health_checks": [base.merged(with: check)],
                "load_assignment": [
                    "endpoints": [
                        [
                            "locality": ["zone": "z"],
                            "lb_endpoints": [
                                ["endpoint": ["address": "ADDRESS"]],
                                ["endpoint": ["address": ["socket_address": nobody]]],
                            ],
                        ]
                    ]
                ],
            ]
            testCase.cluster = own.merged(with: cluster)
            testCase.runtime = runtime
            let configuration = Theme(name: "checks", cases: [testCase]).configuration(
                upstreams: ["c": upstream.port], log: directory.file("access.log"))
            proxy = try ProxyHarness(binary, configuration: configuration, directory: directory)
        }

        func stop() {
            proxy.stop()
            upstream.stop()
        }

        /// What each connection of the upstream saw.
        var records: [UpstreamConnectionRecord] { upstream.records }

        /// The flags of the two endpoints.
        var flags: [String] {
            let page = proxy.admin.get("/clusters")?.body.text ?? ""
            return page.split(separator: "\n").compactMap { line in
                line.firstRange(of: "::health_flags::").map { String(line[$0.upperBound...]) }
            }
        }

        func statistic(_ name: String) -> Int? { proxy.admin.statistics()["cluster.c.\(name)"].flatMap { Int($0) } }

        func reaches(_ body: () -> Bool) -> Bool { Deadline(seconds: 60).reached(body) }
    }

    private static let http: JSON = ["http_health_check": ["path": "/health"]]
    private static let ok = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"
    private static let bad = "HTTP/1.1 500 Bad\r\ncontent-length: 0\r\n\r\n"

    @Test("Serving begins with what the first checks found", arguments: ProxyBinary.present)
    func warming(_ binary: ProxyBinary) throws {
        let subject = try Subject(binary, answers: [Self.ok], check: Self.http)
        defer { subject.stop() }
        #expect(subject.flags == ["healthy", "/failed_active_hc"])
        let names = ["membership_healthy", "membership_total", "health_check.healthy", "health_check.degraded"]
        #expect(names.map { subject.statistic($0) } == [1, 2, 1, 0])
        #expect((subject.statistic("health_check.attempt") ?? 0) >= 2)
        var client = try #require(RawClient(port: subject.proxy.port(of: "c") ?? 0, delivery: .whole))
        let steps = (0..<10).flatMap { _ in [ClientStep.text(get()), .answers(1)] }
        let answers = client.run(steps, upstream: nil, probes: false).answers
        #expect(answers.map(\.status) == Array(repeating: 200, count: 10))
        let request = subject.records.first?.requests.first
        #expect(request?.head.map(\.escaped).sorted() == ["GET /health HTTP/1.1", "host: c", "user-agent: Envoy/HC"])
    }

    @Test("A bad answer fails an endpoint, good ones bring it back", arguments: ProxyBinary.present)
    func recovery(_ binary: ProxyBinary) throws {
        let subject = try Subject(
            binary, answers: [Self.ok, Self.bad, Self.bad, Self.ok], check: Self.http,
            cluster: ["common_lb_config": ["healthy_panic_threshold": [:]]])
        defer { subject.stop() }
        #expect(subject.reaches { (subject.statistic("health_check.success") ?? 0) >= 4 })
        #expect(subject.flags == ["healthy", "/failed_active_hc"])
        #expect(subject.statistic("health_check.verify_cluster") == 0)
        #expect((subject.statistic("health_check.failure") ?? 0) >= 2)
        #expect((subject.statistic("health_check.network_failure") ?? 0) >= 1)
        subject.proxy.stop()
        // Of the endpoint that answers: well at first, failed, and well again.
        let lines = (readFile(subject.events) ?? []).text.split(separator: "\n").map(String.init)
        var own = lines.filter { $0.contains("\"127.0.0.1\"") }
        for index in own.indices {
            own[index].replace(/"port_value":\d+/, with: "\"port_value\":{}")
            own[index].replace(/"timestamp":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,9}Z"/, with: "\"timestamp\":{}")
        }
        let head =
            "{\"health_checker_type\":\"HTTP\",\"host\":{\"socket_address\":{\"protocol\":\"TCP\","
            + "\"address\":\"127.0.0.1\","
            + "\"port_value\":{},\"resolver_name\":\"\",\"ipv4_compat\":false,\"network_namespace_filepath\":\"\"}},"
            + "\"cluster_name\":\"c\","
        let tail = "\"timestamp\":{},\"locality\":{\"region\":\"\",\"zone\":\"z\",\"sub_zone\":\"\"}}"
        #expect(
            own == [
                head + "\"add_healthy_event\":{\"first_check\":true}," + tail,
                head + "\"eject_unhealthy_event\":{\"failure_type\":\"ACTIVE\",\"http_status_code\":500}," + tail,
                head + "\"add_healthy_event\":{\"first_check\":false}," + tail,
            ])
        let nobody = lines.filter { $0.contains("\"127.0.0.9\"") }
        #expect(nobody.count == 1 && nobody.first?.contains("health_check_failure_event") == true)
    }

    @Test("An answer to a request may fail its endpoint at once", arguments: ProxyBinary.present)
    func immediate(_ binary: ProxyBinary) throws {
        // A slow check, so that only the request can be what fails it.
        let failing = "HTTP/1.1 200 OK\r\nx-envoy-immediate-health-check-fail: true\r\ncontent-length: 0\r\n\r\n"
        let subject = try Subject(
            binary, answers: [failing],
            check: Self.http.merged(with: ["interval": "100s", "no_traffic_interval": "100s"]))
        defer { subject.stop() }
        #expect(subject.flags == ["healthy", "/failed_active_hc"])
        var client = try #require(RawClient(port: subject.proxy.port(of: "c") ?? 0, delivery: .whole))
        let answer = client.run([.text(get()), .answers(1)], upstream: nil, probes: false).answers.first
        #expect(answer?.status == 200)
        #expect(
            subject.reaches {
                subject.flags.first == "/failed_active_hc/excluded_via_immediate_hc_fail"
            }, "\(subject.flags)")
        #expect(subject.statistic("health_check.passive_failure") == 1 && subject.statistic("membership_excluded") == 1)
    }

    @Test("Runtime keys bound the intervals of all checks", arguments: ProxyBinary.present)
    func boundedIntervals(_ binary: ProxyBinary) throws {
        let rare: JSON = ["interval": "1000s", "no_traffic_interval": "1000s", "unhealthy_interval": "1000s"]
        let subject = try Subject(
            binary, answers: [Self.ok], check: Self.http.merged(with: rare),
            runtime: ["health_check.max_interval": 20])
        defer { subject.stop() }
        #expect(subject.reaches { (subject.statistic("health_check.success") ?? 0) >= 3 })
    }

    @Test("A runtime key says how many checks look at the name of the service", arguments: ProxyBinary.present)
    func unverified(_ binary: ProxyBinary) throws {
        let check: JSON = ["http_health_check": ["path": "/", "service_name_matcher": ["exact": "another"]]]
        let verified = try Subject(binary, answers: [Self.ok], check: check)
        defer { verified.stop() }
        #expect(verified.flags == ["/failed_active_hc", "/failed_active_hc"])
        // That is how they begin, too.
        #expect(verified.reaches { (verified.statistic("health_check.verify_cluster") ?? 0) >= 1 })
        #expect(verified.flags == ["/failed_active_hc", "/failed_active_hc"])
        let unverified = try Subject(
            binary, answers: [Self.ok], check: check, runtime: ["health_check.verify_cluster": 0])
        defer { unverified.stop() }
        #expect(unverified.flags == ["healthy", "/failed_active_hc"])
        #expect(unverified.statistic("health_check.verify_cluster") == 0)
    }

    @Test("Checks may have another transport than requests", arguments: ProxyBinary.present)
    func transport(_ binary: ProxyBinary) throws {
        let type = "type.googleapis.com/envoy.extensions.transport_sockets"
        let secured: JSON = [
            "transport_socket": [
                "name": "tls", "typed_config": ["@type": .string("\(type).tls.v3.UpstreamTlsContext")],
            ],
            "transport_socket_matches": [
                [
                    "name": "plain", "match": ["kind": "plain"],
                    "transport_socket": [
                        "name": "raw", "typed_config": ["@type": .string("\(type).raw_buffer.v3.RawBuffer")],
                    ],
                ]
            ],
        ]
        let plain: JSON = ["transport_socket_match_criteria": ["kind": "plain"]]
        let checked = try Subject(binary, answers: [Self.ok], check: Self.http.merged(with: plain), cluster: secured)
        defer { checked.stop() }
        #expect(checked.reaches { checked.flags == ["healthy", "/failed_active_hc"] })
        // The endpoint waits for more of a request than a ClientHello.
        let other: JSON = ["transport_socket_match_criteria": ["kind": "other"], "timeout": "1s"]
        let unmatched = try Subject(
            binary, answers: [Self.ok], check: Self.http.merged(with: other), cluster: secured)
        defer { unmatched.stop() }
        #expect(unmatched.reaches { unmatched.flags.first?.hasPrefix("/failed_active_hc") == true })
    }

    @Test("TCP connects, and may ask", arguments: ProxyBinary.present)
    func tcp(_ binary: ProxyBinary) throws {
        let connecting = try Subject(binary, answers: [Self.ok], check: ["tcp_health_check": [:]])
        defer { connecting.stop() }
        #expect(connecting.flags == ["healthy", "/failed_active_hc"])
        let request = "474554202f20485454502f312e310d0a686f73743a20610d0a0d0a"
        let asking = try Subject(
            binary, answers: [Self.ok],
            check: [
                "tcp_health_check": [
                    "send": ["text": .string(request)], "receive": [["text": "32303020"], ["text": "4f4b"]],
                ]
            ])
        defer { asking.stop() }
        #expect(asking.flags == ["healthy", "/failed_active_hc"])
        #expect(asking.reaches { (asking.statistic("health_check.success") ?? 0) >= 3 })
    }

    @Test("Checks over TLS name protocols of their own", arguments: ProxyBinary.present)
    func protocols(_ binary: ProxyBinary) throws {
        let type = "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext"
        let context: JSON = ["@type": .string(type), "common_tls_context": ["alpn_protocols": ["ordinary"]]]
        // The endpoint waits for more of a request than a ClientHello, in which the names stand as they are.
        let own: JSON = ["timeout": "0.3s", "tls_options": ["alpn_protocols": ["checked"]]]
        let subject = try Subject(
            binary, answers: [Self.ok], check: Self.http.merged(with: own),
            cluster: ["transport_socket": ["name": "tls", "typed_config": context]])
        defer { subject.stop() }
        func isNamed(_ name: String) -> Bool {
            subject.records.contains { $0.bytes.firstIndex(of: ByteString(name)) != nil }
        }
        #expect(subject.reaches { isNamed("checked") })
        #expect(!isNamed("ordinary"))
    }

    @Test("gRPC services are asked by their name", arguments: ProxyBinary.present)
    func grpc(_ binary: ProxyBinary) throws {
        // Both are longer with Huffman's code than without, and stand in the question as they are.
        let (authority, mark) = ("~~~~", "||||")
        /// A connection on which the service says that it serves (1), or not (2).
        func saying(_ status: UInt8) -> [UpstreamStep] {
            let answer =
                HTTP2Frames.bare(1, end: false, (":status", "200"), ("content-type", "application/grpc"))
                + HTTP2Frames.frame(0, 0, 1, [0, 0, 0, 0, 2, 8, status]) + HTTP2Frames.bare(1, ("grpc-status", "0"))
            return [
                .received([0, 0, 0, 0, 9, 10, 7] + ByteString("service")), .received(ByteString(authority)),
                .received(ByteString(mark)), .send(HTTP2Frames.frame(4, 0, 0) + answer), .awaitEnd,
            ]
        }
        let subject = try Subject(
            binary, script: UpstreamScript(saying(1), saying(2), saying(2), saying(1)),
            check: [
                "reuse_connection": false,
                "grpc_health_check": [
                    "service_name": "service", "authority": .string(authority),
                    "initial_metadata": [["header": ["key": "x-mark", "value": .string(mark)]]],
                ],
            ],
            cluster: [
                "typed_extension_protocol_options": [
                    "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": [
                        "@type": .string(TypeName.httpProtocolOptions),
                        "explicit_http_config": ["http2_protocol_options": [:]],
                    ]
                ]
            ])
        defer { subject.stop() }
        // It serves, fails at once, and has to serve twice to be well again.
        func events() -> [String] {
            let lines = (readFile(subject.events) ?? []).text.split(separator: "\n").map(String.init)
            return lines.filter { $0.contains("\"127.0.0.1\"") && $0.contains("\"health_checker_type\":\"GRPC\"") }
                .compactMap { line in line.firstMatch(of: /"(\w+)_event":/).map { String($0.1) } }
        }
        #expect(subject.reaches { events().count >= 3 })
        #expect(events() == ["add_healthy", "eject_unhealthy", "add_healthy"])
        #expect(subject.flags == ["healthy", "/failed_active_hc"])
    }
}
