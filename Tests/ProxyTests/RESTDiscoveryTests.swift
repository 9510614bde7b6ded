import Foundation
import Testing

/// Clusters, endpoints, routes and listeners that a server gives.
@Suite(.serialized) struct RESTDiscoveryTests {
    private static let prefix = "type.googleapis.com/envoy."

    /// A proxy whose every resource comes from a server, and two upstreams that answer `a` and `b`.
    private final class Subject {
        let plane: ControlPlane
        let upstreams: [ScriptedUpstream]
        let proxy: ProxyHarness

        init(_ binary: ProxyBinary, plane: ControlPlane, upstreams: [ScriptedUpstream], arguments: [String] = []) throws
        {
            self.plane = plane
            self.upstreams = upstreams
            let directory = try TemporaryDirectory()
            let address: JSON = ["address": "127.0.0.1", "port_value": .integer(Int(plane.port))]
            let configuration: JSON = [
                "node": ["id": "n", "cluster": "c", "metadata": ["team": "edge"]],
                "admin": ["address": ["socket_address": ["address": "127.0.0.1", "port_value": 0]]],
                "dynamic_resources": [
                    "cds_config": RESTDiscoveryTests.source, "lds_config": RESTDiscoveryTests.source,
                ],
                "static_resources": [
                    "clusters": [
                        [
                            "name": "plane", "connect_timeout": "1s",
                            "load_assignment": [
                                "cluster_name": "plane",
                                "endpoints": [
                                    ["lb_endpoints": [["endpoint": ["address": ["socket_address": address]]]]]
                                ],
                            ],
                        ]
                    ]
                ],
            ]
            proxy = try ProxyHarness(binary, configuration: configuration, directory: directory, arguments: arguments)
        }

        deinit { proxy.process.signal(SIGKILL) }

        /// What a request is answered: status and body.
        func answer() -> String {
            guard let port = proxy.port(of: "l"), let socket = Socket.connected(to: port) else { return "refused" }
            let deadline = Deadline(seconds: 10)
            socket.send(ByteString(get("/", host: "h", "connection: close")), until: deadline)
            var reader = HTTPMessageReader()
            while true {
                if let answer = reader.take() { return "\(answer.status ?? 0) \(answer.body.text)" }
                guard case .bytes(let bytes) = socket.receive(until: deadline) else { return "closed" }
                reader.append(bytes)
            }
        }

        func comes(_ wanted: String) -> Bool { Deadline(seconds: 30).reached { answer() == wanted } }

        func statistic(_ name: String) -> Int { Int(proxy.admin.statistics()[name] ?? "") ?? -1 }

        func reaches(_ name: String, _ value: Int) -> Bool {
            Deadline(seconds: 30).reached { statistic(name) >= value }
        }
    }

    private static let source: JSON = [
        "resource_api_version": "V3", "initial_fetch_timeout": "20s",
        "api_config_source": [
            "api_type": "REST", "transport_api_version": "V3", "cluster_names": ["plane"], "refresh_delay": "0.05s",
            "request_timeout": "5s",
        ],
    ]

    private static func cluster(_ name: String, timeout: String = "1s") -> String {
        let cluster: JSON = [
            "@type": .string(prefix + "config.cluster.v3.Cluster"), "name": .string(name), "type": "EDS",
            "connect_timeout": .string(timeout), "eds_cluster_config": ["eds_config": source],
        ]
        return cluster.text
    }

    private static func endpoints(_ name: String, port: UInt16) -> String {
        let address: JSON = ["address": "127.0.0.1", "port_value": .integer(Int(port))]
        let assignment: JSON = [
            "@type": .string(prefix + "config.endpoint.v3.ClusterLoadAssignment"), "cluster_name": .string(name),
            "endpoints": [["lb_endpoints": [["endpoint": ["address": ["socket_address": address]]]]]],
        ]
        return assignment.text
    }

    private static func routes(to cluster: String, prefix match: String = "/") -> String {
        let route: JSON = ["match": ["prefix": .string(match)], "route": ["cluster": .string(cluster)]]
        let routes: JSON = [
            "@type": .string(prefix + "config.route.v3.RouteConfiguration"), "name": "r",
            "virtual_hosts": [["name": "v", "domains": ["*"], "routes": [route]]],
        ]
        return routes.text
    }

    private static var listener: String {
        let router: JSON = ["@type": .string(prefix + "extensions.filters.http.router.v3.Router")]
        let manager: JSON = [
            "@type": .string(TypeName.manager), "stat_prefix": "in",
            "rds": ["route_config_name": "r", "config_source": source],
            "http_filters": [["name": "r", "typed_config": router]],
        ]
        let listener: JSON = [
            "@type": .string(prefix + "config.listener.v3.Listener"), "name": "l",
            "address": ["socket_address": ["address": "127.0.0.1", "port_value": 0]],
            "filter_chains": [["filters": [["name": "m", "typed_config": manager]]]],
        ]
        return listener.text
    }

    /// A server that gives everything, and the upstreams behind it.
    private func makePlane() throws -> (ControlPlane, [ScriptedUpstream]) {
        let plane = try #require(ControlPlane())
        let upstreams = try ["a", "b"].map {
            try #require(ScriptedUpstream(.serving("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n\($0)")))
        }
        plane.set("clusters", version: "1", [Self.cluster("a")])
        plane.set("endpoints", version: "1", [Self.endpoints("a", port: upstreams[0].port)])
        plane.set("routes", version: "1", [Self.routes(to: "a")])
        plane.set("listeners", version: "1", [Self.listener])
        return (plane, upstreams)
    }

    @Test("Resources of a server are used, and follow it, as in Envoy", arguments: ProxyBinary.present)
    func follows(_ binary: ProxyBinary) throws {
        let (plane, upstreams) = try makePlane()
        defer { plane.stop() }
        let subject = try Subject(binary, plane: plane, upstreams: upstreams)
        #expect(subject.comes("200 a"))
        plane.set("endpoints", version: "2", [Self.endpoints("a", port: upstreams[1].port)])
        #expect(subject.comes("200 b"))
        plane.set("routes", version: "2", [Self.routes(to: "a", prefix: "/other")])
        #expect(subject.comes("404 "))
        plane.set("routes", version: "3", [Self.routes(to: "a")])
        #expect(subject.comes("200 b"))
        // What is in use is said with the next question.
        #expect(plane.waitUntilAsked("routes", "\"version_info\":\"3\""))
        #expect(plane.asked("endpoints").contains { $0.contains("\"resource_names\":[\"a\"]") })
        #expect(plane.asked("clusters").first?.contains("\"metadata\":{\"team\":\"edge\"}") == true)
        plane.set("clusters", version: "2", [])
        #expect(subject.comes("503 ") || subject.answer().hasPrefix("503"))
    }

    @Test("A question is small, and a refusal says what was wrong, with nonce and path")
    func refusal() throws {
        let (plane, upstreams) = try makePlane()
        defer { plane.stop() }
        let subject = try Subject(.apus, plane: plane, upstreams: upstreams)
        #expect(subject.comes("200 a"))
        #expect(plane.asked("clusters").allSatisfy { $0.utf8.count < 300 })
        plane.set("clusters", version: "2", [Self.cluster("a", timeout: "5")])
        #expect(plane.waitUntilAsked("clusters", "\"response_nonce\":\"n2\""))
        #expect(plane.waitUntilAsked("clusters", "resources[0].connect_timeout"))
        #expect(plane.asked("clusters").last?.contains("\"version_info\":\"1\"") == true)
        #expect(subject.answer() == "200 a")
        #expect(subject.statistic("cluster_manager.cds.update_rejected") > 0)
        plane.set("clusters", version: "3", [Self.cluster("a", timeout: "2s")])
        #expect(plane.waitUntilAsked("clusters", "\"version_info\":\"3\""))
        #expect(plane.asked("clusters").last?.contains("error_detail") == false)
    }

    @Test("A server that fails, is silent, sends garbage or goes away changes nothing that serves")
    func hostile() throws {
        let (plane, upstreams) = try makePlane()
        let subject = try Subject(.apus, plane: plane, upstreams: upstreams)
        #expect(subject.comes("200 a"))
        let answers = [
            ControlPlane.Answer(status: 500), ControlPlane.Answer(status: 404), ControlPlane.Answer(body: "{"),
            ControlPlane.Answer(body: String(repeating: "[", count: 100_000)),
            ControlPlane.Answer(raw: "no HTTP\r\n\r\n"),
            ControlPlane.Answer(raw: "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"),
            ControlPlane.Answer(body: "{\"resources\":[{\"@type\":1}]}"), ControlPlane.Answer(body: "null"),
        ]
        for answer in answers {
            let before = subject.statistic("cluster_manager.cds.update_attempt")
            for kind in ["clusters", "endpoints", "routes", "listeners"] { plane.set(kind, answer) }
            #expect(subject.reaches("cluster_manager.cds.update_attempt", before + 2))
            #expect(subject.answer() == "200 a")
        }
        plane.stop()
        let failures = subject.statistic("cluster_manager.cds.update_failure")
        #expect(subject.reaches("cluster_manager.cds.update_failure", failures + 2))
        #expect(subject.answer() == "200 a")
    }

    @Test("A proxy that starts while its server is away serves what it served before")
    func lastGood() throws {
        let (plane, upstreams) = try makePlane()
        let kept = try TemporaryDirectory()
        let arguments = ["--last-good-path", kept.path]
        let first = try Subject(.apus, plane: plane, upstreams: upstreams, arguments: arguments)
        #expect(first.comes("200 a"))
        first.proxy.stop()
        plane.stop()
        let second = try Subject(.apus, plane: plane, upstreams: upstreams, arguments: arguments)
        #expect(second.comes("200 a"))
    }
}
