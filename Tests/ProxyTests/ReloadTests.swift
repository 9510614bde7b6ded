import Foundation
import Testing

/// A configuration file that is read again while the proxy runs: on SIGHUP, and with `--watch` when it changes.
@Suite(.serialized) struct ReloadTests {
    /// What the file says.
    private struct Plan {
        var clusters: [(name: String, port: UInt16)]
        var target: String
        var prefix = "in"
        /// What looks at connections before the filter chains.
        var inspector: String?
        var limit: Int?
        var extraListener = false
        var patience = "1s"
        /// Laid over the whole.
        var rest: JSON = [:]

        var configuration: JSON {
            let route: JSON = ["match": ["prefix": "/"], "route": ["cluster": .string(target)]]
            let router: JSON = [
                "@type": "type.googleapis.com/envoy.extensions.filters.http.router.v3.Router"
            ]
            func listener(_ name: String) -> JSON {
                let manager: JSON = [
                    "@type": .string(TypeName.manager), "stat_prefix": .string(prefix),
                    "route_config": [
                        "name": "r", "virtual_hosts": [["name": "v", "domains": ["*"], "routes": [route]]],
                    ],
                    "http_filters": [["name": "r", "typed_config": router]],
                ]
                var listener: JSON = [
                    "name": .string(name), "address": Theme.address(port: 0),
                    "filter_chains": [["filters": [["name": "m", "typed_config": manager]]]],
                ]
                if let inspector {
                    let type = "type.googleapis.com/envoy.extensions.filters.listener.\(inspector)"
                    listener = listener.merged(with: [
                        "listener_filters": [["name": "i", "typed_config": ["@type": .string(type)]]]
                    ])
                }
                if let limit {
                    listener = listener.merged(with: ["per_connection_buffer_limit_bytes": .integer(limit)])
                }
                return listener
            }
            let resources = clusters.map { cluster -> JSON in
                let address: JSON = ["address": "127.0.0.1", "port_value": .integer(Int(cluster.port))]
                return [
                    "name": .string(cluster.name), "connect_timeout": .string(patience),
                    "load_assignment": [
                        "cluster_name": .string(cluster.name),
                        "endpoints": [["lb_endpoints": [["endpoint": ["address": ["socket_address": address]]]]]],
                    ],
                ]
            }
            let whole: JSON = [
                "admin": ["address": Theme.address(port: 0)],
                "static_resources": [
                    "listeners": .array([listener("l")] + (extraListener ? [listener("extra")] : [])),
                    "clusters": .array(resources),
                ],
            ]
            return whole.merged(with: rest)
        }
    }

    private final class Subject {
        let proxy: ProxyHarness
        let port: UInt16

        init(_ plan: Plan, arguments: [String] = []) throws {
            proxy = try ProxyHarness(
                .apus, configuration: plan.configuration, directory: try TemporaryDirectory(), arguments: arguments)
            port = try #require(proxy.port(of: "l"))
        }

        deinit { proxy.process.signal(SIGKILL) }

        /// Puts a text into the place of the file.
        func move(_ text: String) throws {
            let draft = try proxy.directory.write(text, to: "configuration.draft")
            let isMoved = unsafe rename(draft, proxy.directory.file("configuration.json")) == 0
            guard isMoved else { throw CocoaError(.fileWriteUnknown) }
        }

        func reload(_ plan: Plan) throws {
            try move(plan.configuration.text)
            proxy.process.signal(SIGHUP)
        }

        func answer(on socket: Socket? = nil, port: UInt16? = nil) -> String {
            guard let socket = socket ?? Socket.connected(to: port ?? self.port) else { return "refused" }
            let deadline = Deadline(seconds: 60)
            socket.send(ByteString(get("/", host: "h")), until: deadline)
            var reader = HTTPMessageReader()
            while true {
                if let answer = reader.take() { return "\(answer.status ?? 0) \(answer.body.text)" }
                guard case .bytes(let bytes) = socket.receive(until: deadline) else { return "closed" }
                reader.append(bytes)
            }
        }

        func comes(_ wanted: String) -> Bool { Deadline(seconds: 60).reached { answer() == wanted } }

        /// Waits until the proxy has said something: a thread of its own writes that.
        func says(_ text: String) -> Bool { Deadline(seconds: 60).reached { proxy.errors.contains(text) } }

        func statistic(_ name: String) -> String { proxy.admin.statistics()[name] ?? "-" }

        func reaches(_ name: String, _ value: String) -> Bool {
            Deadline(seconds: 60).reached { statistic(name) == value }
        }
    }

    private static func upstream(_ body: String) throws -> ScriptedUpstream {
        try #require(ScriptedUpstream(.serving("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n\(body)")))
    }

    @Test("A connection manager that has served goes with its filter chain, and so does what it counted")
    func managersGo() throws {
        let upstream = try Self.upstream("a")
        var plan = Plan(clusters: [("a", upstream.port)], target: "a", prefix: "in0")
        let subject = try Subject(plan, arguments: ["--drain-time-s", "1"])
        #expect(subject.answer() == "200 a")
        for generation in 1...2 {
            plan.prefix = "in\(generation)"
            try subject.reload(plan)
            #expect(subject.reaches("http.in\(generation).downstream_rq_total", "0"))
            #expect(subject.answer() == "200 a")
            #expect(subject.reaches("http.in\(generation - 1).downstream_rq_total", "-"))
        }
        #expect(subject.statistic("http.in2.downstream_rq_total") == "1")
    }

    @Test(
        "A silent client is looked at by the inspector that its listener had, also when nobody else has one any more",
        arguments: ["tls_inspector.v3.TlsInspector", "http_inspector.v3.HttpInspector"])
    func silentClient(_ inspector: String) throws {
        let upstream = try Self.upstream("a")
        var plan = Plan(clusters: [("a", upstream.port)], target: "a", inspector: inspector)
        let subject = try Subject(plan, arguments: ["--drain-time-s", "0"])
        let counter = inspector.hasPrefix("tls") ? "tls_inspector.tls_not_found" : "http_inspector.http11_found"
        #expect(subject.answer() == "200 a")
        #expect(subject.statistic(counter) == "1")
        let silent = try #require(Socket.connected(to: subject.port))
        #expect(subject.reaches("listener.127.0.0.1_0.downstream_pre_cx_active", "1"))
        plan.inspector = nil
        plan.prefix = "other"
        try subject.reload(plan)
        // What the old listener counted in has gone with it.
        #expect(subject.reaches(counter, "-"))
        #expect(subject.answer(on: silent) == "200 a")
        #expect(subject.answer() == "200 a")
    }

    @Test("What differs in the file is applied on SIGHUP, and nothing else")
    func reload() throws {
        let upstreams = try ["a", "b", "c"].map { try Self.upstream($0) }
        var plan = Plan(clusters: [("a", upstreams[0].port), ("b", upstreams[1].port)], target: "a")
        let subject = try Subject(plan)
        #expect(subject.answer() == "200 a")
        // The same file again changes nothing: an open connection goes on.
        let open = try #require(Socket.connected(to: subject.port))
        #expect(subject.answer(on: open) == "200 a")
        try subject.reload(plan)
        #expect(subject.reaches("server.config_reload_success", "1"))
        #expect(subject.answer(on: open) == "200 a")
        #expect(subject.statistic("listener_manager.listener_modified") == "0")
        #expect(subject.statistic("cluster_manager.cluster_modified") == "0")
        plan.target = "b"
        try subject.reload(plan)
        #expect(subject.comes("200 b"))
        #expect(subject.statistic("listener_manager.listener_in_place_updated") == "1")
        // A cluster that is new, with a route to it, in place of one that goes.
        plan.clusters = [("a", upstreams[0].port), ("c", upstreams[2].port)]
        plan.target = "c"
        plan.extraListener = true
        try subject.reload(plan)
        #expect(subject.comes("200 c"))
        #expect(subject.reaches("server.config_reload_success", "3"))
        #expect(subject.statistic("cluster_manager.active_clusters") == "2")
        #expect(subject.statistic("cluster_manager.cluster_removed") == "1")
        #expect(subject.reaches("cluster.b.membership_total", "-"))
        let extra = try #require(subject.proxy.port(of: "extra"))
        #expect(subject.answer(port: extra) == "200 c")
        // An address that is another.
        plan.clusters = [("a", upstreams[0].port), ("c", upstreams[1].port)]
        plan.extraListener = false
        try subject.reload(plan)
        #expect(subject.comes("200 b"))
        #expect(subject.reaches("listener_manager.total_listeners_active", "1"))
        #expect(subject.statistic("cluster_manager.cluster_modified") == "1")
        let dump = subject.proxy.admin.get("/config_dump")?.body.text ?? ""
        #expect(dump.contains("\(upstreams[1].port)") && !dump.contains("\(upstreams[2].port)"))
    }

    @Test("A file with a mistake changes nothing, and is told with its place")
    func mistakes() throws {
        let upstreams = try ["a", "b"].map { try Self.upstream($0) }
        var plan = Plan(clusters: [("a", upstreams[0].port)], target: "a")
        let subject = try Subject(plan)
        plan.clusters.append(("b", upstreams[1].port))
        plan.target = "nowhere"
        try subject.reload(plan)
        #expect(subject.reaches("server.config_reload_failure", "1"))
        #expect(subject.says("configuration.json:"))
        #expect(subject.says("nowhere"))
        try subject.move("{")
        subject.proxy.process.signal(SIGHUP)
        #expect(subject.reaches("server.config_reload_failure", "2"))
        #expect(subject.statistic("cluster_manager.active_clusters") == "1")
        #expect(subject.answer() == "200 a")
        // A port that is somebody else's is that listener's own mistake.
        let taken = try #require(Socket.listening())
        plan.target = "b"
        var whole = plan.configuration.text
        whole = whole.replacing(
            "\"listeners\":[",
            with:
                "\"listeners\":[{\"name\":\"t\",\"address\":{\"socket_address\":{\"address\":\"127.0.0.1\",\"port_value\":\(taken.port)}},\"filter_chains\":[{}]},"
        )
        try subject.move(whole)
        subject.proxy.process.signal(SIGHUP)
        #expect(subject.reaches("server.config_reload_failure", "3"))
        #expect(subject.comes("200 b"))
        #expect(subject.statistic("listener_manager.listener_create_failure") == "1")
        taken.close()
    }

    @Test("What takes a new start is told by name, and the rest is applied")
    func rest() throws {
        let upstreams = try ["a", "b"].map { try Self.upstream($0) }
        var plan = Plan(clusters: [("a", upstreams[0].port), ("b", upstreams[1].port)], target: "a")
        let subject = try Subject(plan)
        plan.target = "b"
        plan.rest = ["stats_config": ["use_all_default_tags": true], "node": ["id": "other"]]
        try subject.reload(plan)
        #expect(subject.comes("200 b"))
        #expect(subject.reaches("server.config_reload_success", "1"))
        for name in ["'stats_config'", "'node'"] {
            #expect(subject.says("\(name) has changed in the file"))
        }
        plan.rest = plan.rest.merged(with: [
            "layered_runtime": ["layers": [["name": "s", "static_layer": ["upstream": ["x": 1]]]]]
        ])
        try subject.reload(plan)
        #expect(subject.reaches("server.config_reload_success", "2"))
        #expect(subject.proxy.admin.get("/runtime")?.body.text.contains("upstream.x") == true)
    }

    @Test("A watched file is followed however it is written")
    func watched() throws {
        let upstreams = try ["a", "b"].map { try Self.upstream($0) }
        var plan = Plan(clusters: [("a", upstreams[0].port), ("b", upstreams[1].port)], target: "a")
        let subject = try Subject(plan, arguments: ["--watch"])
        #expect(subject.answer() == "200 a")
        plan.target = "b"
        try subject.move(plan.configuration.text)
        #expect(subject.comes("200 b"))
        plan.target = "a"
        _ = try subject.proxy.directory.write(plan.configuration.text, to: "configuration.json")
        #expect(subject.comes("200 a"))
    }

    @Test("Nothing is lost while the file changes under load")
    func load() throws {
        let echoes = try [EchoUpstream(), EchoUpstream()]
        var plan = Plan(clusters: [("a", echoes[0].port), ("b", echoes[1].port)], target: "a")
        let subject = try Subject(plan, arguments: ["--concurrency", "2", "--drain-time-s", "20"])
        let load = Load(port: subject.port, habits: Load.crowd, survivesRefusal: false)
        let isBusy = load.waitForAnswers(60, seconds: 60)
        #expect(isBusy)
        for number in 0..<(Rounds.count * 10) {
            switch Int.random(in: 0..<5) {
            case 0: plan.target = number % 2 == 0 ? "a" : "b"
            case 1: plan.clusters = [("a", echoes[number % 2].port), ("b", echoes[(number + 1) % 2].port)]
            case 2: plan.patience = "\(1 + number % 3)s"
            case 3: plan.limit = 65536 + number
            default:
                plan.extraListener.toggle()
                plan.prefix = number % 3 == 0 ? "in" : "other"
            }
            try subject.reload(plan)
            let goesOn = load.waitForAnswers(10, seconds: 60)
            #expect(goesOn)
        }
        let tally = load.stop()
        #expect(tally.lost.isEmpty && tally.refused == 0, "\(tally)")
        #expect(subject.statistic("server.config_reload_failure") == "-")
    }
}
