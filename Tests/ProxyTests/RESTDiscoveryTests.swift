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
            let configuration: JSON = [
                "node": ["id": "n", "cluster": "c", "metadata": ["team": "edge"]],
                "admin": ["address": ["socket_address": ["address": "127.0.0.1", "port_value": 0]]],
                "dynamic_resources": [
                    "cds_config": RESTDiscoveryTests.source, "lds_config": RESTDiscoveryTests.source,
                ],
                "static_resources": ["clusters": [DiscoveredResource.plane(port: plane.port)]],
            ]
            proxy = try ProxyHarness(binary, configuration: configuration, directory: directory, arguments: arguments)
        }

        deinit { proxy.process.signal(SIGKILL) }

        /// What a request is answered: status and body.
        func answer(_ listener: String = "l") -> String { ProxyHarness.answer(at: proxy.port(of: listener)) }

        func comes(_ wanted: String, _ listener: String = "l") -> Bool {
            Deadline(seconds: 60).reached { answer(listener) == wanted }
        }

        func statistic(_ name: String) -> Int { Int(proxy.admin.statistics()[name] ?? "") ?? -1 }

        func reaches(_ name: String, _ value: Int) -> Bool {
            Deadline(seconds: 60).reached { statistic(name) >= value }
        }
    }

    private static let source = DiscoveredResource.rest(timeout: "5s", patience: "20s")

    private static func cluster(_ name: String, timeout: String = "1s") -> String {
        DiscoveredResource.cluster(name, from: source, timeout: timeout).text
    }

    private static func endpoints(_ name: String, port: UInt16) -> String {
        DiscoveredResource.endpoints(name, ports: [port]).text
    }

    private static func routes(_ name: String = "r", to cluster: String, prefix match: String = "/") -> String {
        DiscoveredResource.routes(name, to: cluster, prefix: match).text
    }

    private static func listener(_ name: String = "l", routes: String = "r") -> String {
        DiscoveredResource.listener(name, routes: source, named: routes).text
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
        plane.set("listeners", version: "1", [Self.listener()])
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
        #expect(Deadline(seconds: 60).reached { subject.answer().hasPrefix("503") })
    }

    @Test(
        "A cluster that changes hears of its endpoints, though the server has nothing new of them",
        arguments: ProxyBinary.present)
    func unchangedEndpoints(_ binary: ProxyBinary) throws {
        let (plane, upstreams) = try makePlane()
        defer { plane.stop() }
        let subject = try Subject(binary, plane: plane, upstreams: upstreams)
        #expect(subject.comes("200 a"))
        #expect(plane.waitUntilAsked("endpoints", "\"version_info\":\"1\""))
        plane.set("clusters", version: "2", [Self.cluster("a", timeout: "2s")])
        #expect(subject.reaches("cluster_manager.cluster_modified", 1))
        #expect(Deadline(seconds: 60).reached { subject.statistic("cluster_manager.warming_clusters") == 0 })
        // It has not waited in vain for an answer.
        #expect(subject.statistic("cluster.a.init_fetch_timeout") == 0)
        #expect(subject.answer() == "200 a")
    }

    /// A source whose answer is waited for without end.
    private static let endless = source.merged(with: ["initial_fetch_timeout": "0s"])

    private static func listener(_ port: UInt16, routes: JSON) -> String {
        let router: JSON = ["@type": .string(prefix + "extensions.filters.http.router.v3.Router")]
        let manager: JSON = [
            "@type": .string(TypeName.manager), "stat_prefix": "in",
            "http_filters": [["name": "r", "typed_config": router]],
        ]
        let listener: JSON = [
            "@type": .string(prefix + "config.listener.v3.Listener"), "name": "l",
            "address": ["socket_address": ["address": "127.0.0.1", "port_value": .integer(Int(port))]],
            "filter_chains": [
                ["filters": [["name": "m", "typed_config": manager.merged(with: routes)]]]
            ],
        ]
        return listener.text
    }

    @Test(
        "What waits without end can be changed, taken away and brought back, as in Envoy",
        arguments: ProxyBinary.present)
    func warming(_ binary: ProxyBinary) throws {
        let plane = try #require(ControlPlane())
        defer { plane.stop() }
        plane.set("clusters", version: "1", [])
        plane.set("listeners", version: "1", [])
        // Nobody ever answers for routes and endpoints.
        let subject = try Subject(binary, plane: plane, upstreams: [])
        // Held without listening, so that nobody else gets the port.
        let place = try #require(Socket.bound())
        defer { place.close() }
        let port = place.port
        let waits: JSON = ["rds": ["route_config_name": "r", "config_source": Self.endless]]
        func ready(_ body: String) -> JSON {
            let action: JSON = ["status": 200, "body": ["inline_string": .string(body)]]
            let route: JSON = ["match": ["prefix": "/"], "direct_response": action]
            return ["route_config": ["virtual_hosts": [["name": "v", "domains": ["*"], "routes": [route]]]]]
        }
        func answer() -> String {
            ProxyHarness.answer(at: port).split(separator: " ").last.map(String.init) ?? ""
        }
        func counts(_ active: Int, _ warming: Int) -> Bool {
            Deadline(seconds: 60).reached {
                subject.statistic("listener_manager.total_listeners_active") == active
                    && subject.statistic("listener_manager.total_listeners_warming") == warming
            }
        }
        plane.set("listeners", version: "2", [Self.listener(port, routes: waits)])
        #expect(counts(0, 1))
        let dump = subject.proxy.admin.get("/config_dump?resource=dynamic_listeners")?.body.text ?? ""
        #expect(dump.contains("warming_state") && !dump.contains("active_state"))
        // A newer update takes the place of the one that waits.
        plane.set("listeners", version: "3", [Self.listener(port, routes: ready("one"))])
        #expect(counts(1, 0))
        #expect(Deadline(seconds: 60).reached { answer() == "one" })
        // One that waits beside the one that serves goes with it.
        plane.set("listeners", version: "4", [Self.listener(port, routes: waits)])
        #expect(counts(1, 1))
        #expect(answer() == "one")
        plane.set("listeners", version: "5", [])
        #expect(counts(0, 0))
        #expect(Deadline(seconds: 60).reached { answer() == "refused" })
        plane.set("listeners", version: "6", [Self.listener(port, routes: ready("two"))])
        #expect(counts(1, 0))
        #expect(Deadline(seconds: 60).reached { answer() == "two" })
        // Clusters likewise.
        func becomes(_ active: Int, _ warming: Int) -> Bool {
            Deadline(seconds: 60).reached {
                subject.statistic("cluster_manager.active_clusters") == active
                    && subject.statistic("cluster_manager.warming_clusters") == warming
            }
        }
        func cluster(_ parts: JSON) -> String {
            let cluster: JSON = [
                "@type": .string(Self.prefix + "config.cluster.v3.Cluster"), "name": "w", "connect_timeout": "1s",
            ]
            return cluster.merged(with: parts).text
        }
        let silent: JSON = ["type": "EDS", "eds_cluster_config": ["eds_config": Self.endless]]
        plane.set("clusters", version: "2", [cluster(silent)])
        #expect(becomes(1, 1))
        plane.set("clusters", version: "3", [cluster(["type": "STATIC", "load_assignment": ["cluster_name": "w"]])])
        #expect(becomes(2, 0))
        plane.set("clusters", version: "4", [cluster(silent)])
        #expect(becomes(2, 1))
        plane.set("clusters", version: "5", [])
        #expect(becomes(1, 0))
        #expect(subject.statistic("cluster_manager.cds.update_rejected") == 0)
        #expect(subject.statistic("listener_manager.lds.update_rejected") == 0)
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

    @Test(
        "Who comes later gets what there is, though the server says that nothing changed",
        arguments: ProxyBinary.present)
    func versions(_ binary: ProxyBinary) throws {
        let (plane, upstreams) = try makePlane()
        defer { plane.stop() }
        plane.set(
            "endpoints", version: "1",
            named: [
                "a": Self.endpoints("a", port: upstreams[0].port), "b": Self.endpoints("b", port: upstreams[1].port),
            ])
        plane.set("routes", version: "1", named: ["r": Self.routes(to: "a"), "s": Self.routes("s", to: "b")])
        let subject = try Subject(binary, plane: plane, upstreams: upstreams)
        #expect(subject.comes("200 a"))
        #expect(plane.waitUntilAsked("endpoints", "\"version_info\":\"1\""))
        #expect(plane.waitUntilAsked("routes", "\"version_info\":\"1\""))
        plane.set("clusters", version: "2", [Self.cluster("a", timeout: "2s"), Self.cluster("b")])
        #expect(subject.reaches("cluster_manager.cluster_modified", 1))
        #expect(Deadline(seconds: 60).reached { subject.statistic("cluster_manager.warming_clusters") == 0 })
        #expect(subject.answer() == "200 a")
        plane.set("listeners", version: "2", [Self.listener(), Self.listener("m", routes: "s")])
        #expect(subject.comes("200 b", "m"))
        #expect(subject.statistic("cluster.a.init_fetch_timeout") == 0)
        #expect(subject.statistic("http.in.rds.s.init_fetch_timeout") == 0)
        // The changed cluster heard once more, the one that came once; nobody counts what came for the other.
        #expect(subject.statistic("cluster.a.update_success") == 2)
        #expect(subject.statistic("cluster.b.update_success") == 1)
    }

    @Test(
        "A server that was started anew is heard, though it counts its versions from the beginning",
        arguments: ProxyBinary.present)
    func countedAnew(_ binary: ProxyBinary) throws {
        let (plane, upstreams) = try makePlane()
        defer { plane.stop() }
        func giveEndpoints(_ ports: [String: UInt16]) {
            var answer = ControlPlane.Answer(version: "1", isAlwaysFull: true)
            answer.named = Dictionary(
                uniqueKeysWithValues: ports.map { ($0.key, Self.endpoints($0.key, port: $0.value)) })
            plane.set("endpoints", answer)
        }
        giveEndpoints(["a": upstreams[0].port])
        let subject = try Subject(binary, plane: plane, upstreams: upstreams)
        #expect(subject.comes("200 a"))
        plane.set("endpoints", ControlPlane.Answer(status: 503))
        #expect(subject.reaches("cluster.a.update_failure", 1))
        // Who comes hears of it in full; and so does who has been there.
        plane.set("clusters", version: "2", [Self.cluster("a"), Self.cluster("b")])
        #expect(subject.reaches("cluster_manager.warming_clusters", 1))
        giveEndpoints(["a": upstreams[1].port, "b": upstreams[1].port])
        #expect(subject.comes("200 b"))
    }

    @Test("An answer without what was asked for is an answer", arguments: ProxyBinary.present)
    func nothing(_ binary: ProxyBinary) throws {
        let (plane, upstreams) = try makePlane()
        defer { plane.stop() }
        plane.set("endpoints", version: "1", named: [:])
        plane.set("routes", version: "1", named: ["r": Self.routes(to: "a")])
        let subject = try Subject(binary, plane: plane, upstreams: upstreams)
        #expect(Deadline(seconds: 60).reached { subject.answer().hasPrefix("503") })
        #expect(subject.statistic("cluster.a.update_empty") > 0)
        #expect(subject.statistic("cluster.a.init_fetch_timeout") == 0)
        plane.set("endpoints", version: "2", named: ["a": Self.endpoints("a", port: upstreams[0].port)])
        #expect(subject.comes("200 a"))
    }
}
