import Foundation
import Testing

/// Clusters, endpoints, routes and listeners that come from files while the proxy runs.
@Suite(.serialized) struct FileDiscoveryTests {
    private static let type = "\"@type\": type.googleapis.com/envoy.config"

    /// A proxy whose every resource comes from a file, and two upstreams that answer `a` and `b`.
    private final class Subject {
        let binary: ProxyBinary
        let directory: TemporaryDirectory
        let upstreams: [ScriptedUpstream]
        let proxy: ProxyHarness
        /// The port of the listener that stands in the file at first.
        let port: UInt16

        init(_ binary: ProxyBinary, arguments: [String] = []) throws {
            self.binary = binary
            let directory = try TemporaryDirectory()
            self.directory = directory
            upstreams = try ["a", "b"].map {
                try #require(ScriptedUpstream(.serving("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n\($0)")))
            }
            let ports = upstreams.map(\.port)
            try write("eds", FileDiscoveryTests.endpoints(port: ports[0]), in: directory)
            try write("cds", FileDiscoveryTests.clusters(directory, port: ports[1]), in: directory)
            try write("rds", FileDiscoveryTests.routes(to: "a"), in: directory)
            // Whether a listener keeps its sockets shows at a port that is not the kernel's to choose.
            let place = try #require(Socket.bound())
            port = place.port
            place.close()
            try write("lds", FileDiscoveryTests.listener(directory, port: port), in: directory)
            func source(_ name: String) -> JSON {
                [
                    "resource_api_version": "V3",
                    "path_config_source": ["path": .string(directory.file("\(name).yaml"))],
                ]
            }
            let configuration: JSON = [
                "node": ["id": "n", "cluster": "c"],
                "admin": ["address": ["socket_address": ["address": "127.0.0.1", "port_value": 0]]],
                "dynamic_resources": ["cds_config": source("cds"), "lds_config": source("lds")],
            ]
            proxy = try ProxyHarness(binary, configuration: configuration, directory: directory, arguments: arguments)
        }

        deinit {
            proxy.process.signal(SIGKILL)
            for upstream in upstreams { upstream.stop() }
        }

        /// Moves a file into its place.
        func move(_ name: String, _ text: String) throws { try write(name, text, in: directory) }

        /// What a request is answered: status and body.
        func answer(_ listener: String = "l") -> String {
            let port = listener == "l" ? self.port : proxy.port(of: listener) ?? 0
            guard let socket = Socket.connected(to: port) else { return "refused" }
            let deadline = Deadline(seconds: 10)
            socket.send(ByteString(get("/", host: "h", "connection: close")), until: deadline)
            var reader = HTTPMessageReader()
            while true {
                if let answer = reader.take() { return "\(answer.status ?? 0) \(answer.body.text)" }
                guard case .bytes(let bytes) = socket.receive(until: deadline) else { return "closed" }
                reader.append(bytes)
            }
        }

        func statistic(_ name: String) -> String { proxy.admin.statistics()[name] ?? "-" }

        /// Waits until a subscription has tried once more than before.
        func waitForAttempt(_ name: String, after count: Int) -> Bool {
            Deadline(seconds: 30).reached { Int(statistic(name)).map { $0 > count } ?? false }
        }
    }

    private static func write(_ name: String, _ text: String, in directory: TemporaryDirectory) throws {
        let draft = try directory.write(text, to: "\(name).draft")
        guard unsafe rename(draft, directory.file("\(name).yaml")) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    // MARK: - Resources

    private static func endpoints(_ version: String = "1", port: UInt16, name: String = "a") -> String {
        """
        version_info: "\(version)"
        resources:
        - \(type).endpoint.v3.ClusterLoadAssignment
          cluster_name: \(name)
          endpoints:
          - lb_endpoints:
            - endpoint: {address: {socket_address: {address: 127.0.0.1, port_value: \(port)}}}

        """
    }

    private static func clusters(
        _ directory: TemporaryDirectory, _ version: String = "1", port: UInt16, more: String = "",
        timeout: String = "1s",
        withB: Bool = true
    ) -> String {
        let b = """
            - \(type).cluster.v3.Cluster
              name: b
              connect_timeout: \(timeout)
              load_assignment:
                cluster_name: b
                endpoints:
                - lb_endpoints:
                  - endpoint: {address: {socket_address: {address: 127.0.0.1, port_value: \(port)}}}

            """
        return """
            version_info: "\(version)"
            resources:
            - \(type).cluster.v3.Cluster
              name: a
              type: EDS
              connect_timeout: 1s
              eds_cluster_config:
                eds_config: {resource_api_version: V3, path_config_source: {path: \(directory.file("eds.yaml"))}}

            """ + (withB ? b : "") + more
    }

    private static func routes(_ version: String = "1", to cluster: String, more: String = "") -> String {
        """
        version_info: "\(version)"
        resources:
        - \(type).route.v3.RouteConfiguration
          name: r
        \(more)  virtual_hosts:
          - {name: v, domains: ["*"], routes: [{match: {prefix: /}, route: {cluster: \(cluster)}}]}

        """
    }

    private static func listener(
        _ directory: TemporaryDirectory, _ version: String = "1", port: UInt16 = 0, name: String = "l",
        prefix: String = "in",
        more: String = ""
    ) -> String {
        """
        version_info: "\(version)"
        resources:
        - \(type).listener.v3.Listener
          name: \(name)
          address: {socket_address: {address: 127.0.0.1, port_value: \(port)}}
        \(more)  filter_chains:
          - filters:
            - name: m
              typed_config:
                "@type": type.googleapis.com/\(TypeName.manager.split(separator: "/").last ?? "")
                stat_prefix: \(prefix)
                rds:
                  route_config_name: r
                  config_source: {resource_api_version: V3, path_config_source: {path: \(directory.file("rds.yaml"))}}
                http_filters:
                - name: r
                  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}

        """
    }

    // MARK: - Tests

    /// One change of one file.
    private struct Step {
        let file: String
        let text: (Subject) -> String
        init(_ file: String, _ text: @escaping (Subject) -> String) { (self.file, self.text) = (file, text) }
    }

    private static let attempts = [
        "cds": "cluster_manager.cds.update_attempt", "lds": "listener_manager.lds.update_attempt",
        "rds": "http.in.rds.r.update_attempt", "eds": "cluster.a.update_attempt",
    ]

    private static let told: [String] = {
        let outcomes = [
            "update_attempt", "update_success", "update_rejected", "update_failure", "version", "version_text",
        ]
        let managers = ["cluster_manager.cds.", "listener_manager.lds.", "http.in.rds.r.", "cluster.a."]
        return managers.flatMap { manager in outcomes.map { manager + $0 } } + [
            "cluster_manager.cds.config_reload", "http.in.rds.r.config_reload", "http.in.rds.r.update_empty",
            "cluster_manager.active_clusters", "cluster_manager.warming_clusters", "cluster_manager.cluster_added",
            "cluster_manager.cluster_modified", "cluster_manager.cluster_removed", "cluster_manager.cluster_updated",
            "cluster.a.membership_total", "cluster.a.membership_change", "cluster.b.membership_total",
            "listener_manager.listener_added", "listener_manager.listener_modified",
            "listener_manager.listener_removed",
            "listener_manager.listener_in_place_updated", "listener_manager.listener_create_success",
            "listener_manager.total_listeners_active", "listener_manager.total_listeners_warming",
            "server.dynamic_unknown_fields",
        ]
    }()

    /// What Envoy and Apus make of the same changes: after each, an answer and what was counted.
    private func follow(_ binary: ProxyBinary, _ steps: [Step]) throws -> [[String]] {
        let subject = try Subject(binary)
        var facts: [[String]] = []
        func note(_ step: String) {
            let statistics = subject.proxy.admin.statistics()
            // How long those of a listener that drains are there is each proxy's own affair.
            let told = step.hasSuffix("lds") ? Self.told.filter { !$0.hasPrefix("http.") } : Self.told
            facts.append(
                [step, subject.answer()] + told.compactMap { name in statistics[name].map { "\(name): \($0)" } })
        }
        note("start")
        for (number, step) in steps.enumerated() {
            let attempts = try #require(Self.attempts[step.file])
            let before = Int(subject.statistic(attempts)) ?? 0
            try subject.move(step.file, step.text(subject))
            let isTaken = subject.waitForAttempt(attempts, after: before)
            #expect(isTaken, "\(binary) does not take step \(number), \(step.file)")
            // What follows from it on other threads.
            Deadline.pause(milliseconds: 100)
            note("\(number) \(step.file)")
        }
        return facts
    }

    @Test(
        "Envoy and Apus follow the same changes of files alike", .enabled(if: ProxyBinary.envoy.path != nil, "no Envoy")
    )
    func likeEnvoy() throws {
        let steps = [
            Step("rds") { _ in Self.routes("2", to: "b") },
            Step("rds") { _ in Self.routes("3", to: "b") },
            Step("rds") { _ in "{" },
            Step("rds") { _ in Self.routes("4", to: "a").replacing("\"*\"", with: "") },
            Step("rds") { _ in Self.routes("5", to: "a", more: "  foo: bar\n") },
            Step("rds") { _ in Self.routes("6", to: "a").replacing("name: r", with: "name: q") },
            Step("rds") { _ in "version_info: \"7\"\n" },
            Step("rds") { _ in Self.routes("8", to: "nowhere") },
            Step("rds") { _ in Self.routes("9", to: "a") },
            Step("eds") { Self.endpoints("2", port: $0.upstreams[1].port) },
            Step("eds") { Self.endpoints("3", port: $0.upstreams[0].port, name: "z") },
            Step("eds") { Self.endpoints("4", port: $0.upstreams[0].port).replacing("127.0.0.1", with: "\"\"") },
            Step("eds") { Self.endpoints("5", port: $0.upstreams[0].port) },
            Step("cds") { Self.clusters($0.directory, "2", port: $0.upstreams[1].port, timeout: "2s") },
            Step("cds") {
                Self.clusters($0.directory, "3", port: $0.upstreams[1].port).replacing("name: b", with: "name: \"\"")
            },
            Step("cds") { Self.clusters($0.directory, "4", port: $0.upstreams[1].port, withB: false) },
            Step("cds") { Self.clusters($0.directory, "5", port: $0.upstreams[1].port) },
            Step("lds") { Self.listener($0.directory, "2", port: $0.port, prefix: "in2") },
            Step("lds") {
                Self.listener($0.directory, "3", port: $0.port, more: "  per_connection_buffer_limit_bytes: 4096\n")
            },
            Step("lds") {
                Self.listener($0.directory, "4", port: $0.port).replacing(
                    "port_value: \($0.port)", with: "port_value: 99999")
            },
            Step("lds") { _ in "version_info: \"5\"\nresources: []\n" },
            Step("lds") { Self.listener($0.directory, "6", port: $0.port) },
        ]
        let apus = try follow(.apus, steps)
        let envoy = try follow(.envoy, steps)
        for (one, other) in zip(apus, envoy) {
            #expect(
                one == other, "apus \(one.filter { !other.contains($0) }), envoy \(other.filter { !one.contains($0) })")
        }
    }

    @Test("A file that is written anew where it lies is followed too")
    func inPlace() throws {
        let subject = try Subject(.apus)
        #expect(subject.answer() == "200 a")
        _ = try subject.directory.write(Self.routes("2", to: "b"), to: "rds.yaml")
        let isFollowed = Deadline(seconds: 30).reached { subject.answer() == "200 b" }
        #expect(isFollowed)
    }

    @Test("A resource that Apus cannot take is left out alone, and told; a file with it stays in use")
    func leftOut() throws {
        let subject = try Subject(.apus)
        let more =
            "- \(Self.type).cluster.v3.Cluster\n  name: ads\n  type: EDS\n"
            + "  eds_cluster_config: {eds_config: {ads: {}}}\n"
        try subject.move(
            "cds", Self.clusters(subject.directory, "2", port: subject.upstreams[1].port, more: more, timeout: "3s"))
        let isTaken = subject.waitForAttempt("cluster_manager.cds.update_attempt", after: 1)
        #expect(isTaken)
        #expect(subject.statistic("cluster_manager.cds.update_rejected") == "1")
        #expect(subject.statistic("cluster_manager.cluster_modified") == "1")
        #expect(subject.answer() == "200 a")
        #expect(subject.proxy.errors.contains("resources[2].eds_cluster_config.eds_config.ads"))
    }

    @Test("config_dump and clusters tell what came from where")
    func dump() throws {
        let subject = try Subject(.apus)
        let dump = subject.proxy.admin.get("/config_dump")?.body.text ?? ""
        for part in [
            "\"dynamic_active_clusters\"", "\"dynamic_listeners\"", "\"active_state\"", "\"dynamic_route_configs\"",
            "\"version_info\": \"1\"",
        ] {
            #expect(dump.contains(part), "\(part)")
        }
        #expect(!dump.contains("\"static_clusters\"") && !dump.contains("\"static_listeners\""))
        #expect(subject.proxy.admin.get("/clusters")?.body.text.contains("a::added_via_api::true") == true)
        try subject.move("lds", Self.listener(subject.directory, "2", name: "other"))
        let isGone = Deadline(seconds: 30).reached {
            let page = subject.proxy.admin.get("/listeners")?.body.text ?? ""
            return page.hasPrefix("other::") && !page.contains("\nl::")
        }
        #expect(isGone)
        #expect(subject.answer("other") == "200 a")
    }

    @Test("Nothing is lost while everything changes under load")
    func load() throws {
        let echoes = try [EchoUpstream(), EchoUpstream()]
        let subject = try Subject(.apus, arguments: ["--concurrency", "2", "--drain-time-s", "2"])
        try subject.move("eds", Self.endpoints("2", port: echoes[0].port))
        try subject.move("cds", Self.clusters(subject.directory, "2", port: echoes[1].port))
        let port = subject.port
        let isReady = Deadline(seconds: 30).reached { subject.answer().contains("\"/\"") }
        #expect(isReady)
        let load = Load(port: port, habits: Load.crowd, survivesRefusal: false)
        let isBusy = load.waitForAnswers(60)
        #expect(isBusy)
        var number = 2
        for _ in 0..<(Rounds.count * 10) {
            number += 1
            let version = "\(number)"
            let echo = echoes[number % 2]
            switch Int.random(in: 0..<4) {
            case 0: try subject.move("rds", Self.routes(version, to: number % 2 == 0 ? "a" : "b"))
            case 1: try subject.move("eds", Self.endpoints(version, port: echo.port))
            case 2:
                try subject.move(
                    "cds", Self.clusters(subject.directory, version, port: echo.port, timeout: "\(1 + number % 3)s"))
            default:
                let limit = "  per_connection_buffer_limit_bytes: \(65536 + number)\n"
                try subject.move(
                    "lds",
                    Self.listener(
                        subject.directory, version, port: subject.port, prefix: number % 3 == 0 ? "in" : "other",
                        more: number % 2 == 0 ? limit : ""))
            }
            let goesOn = load.waitForAnswers(10)
            #expect(goesOn)
        }
        let tally = load.stop()
        #expect(tally.lost.isEmpty && tally.refused == 0, "\(tally)")
        #expect(subject.statistic("cluster_manager.cds.update_rejected") == "0")
        #expect(subject.statistic("listener_manager.lds.update_rejected") == "0")
    }
}
