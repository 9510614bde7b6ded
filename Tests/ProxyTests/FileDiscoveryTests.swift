import Foundation
import Testing

/// Clusters, endpoints, routes and listeners that come from files while the proxy runs.
@Suite(.serialized) struct FileDiscoveryTests {
    static let type = "\"@type\": type.googleapis.com/envoy.config"

    /// A proxy whose every resource comes from a file, and two upstreams that answer `a` and `b`.
    final class Subject {
        let binary: ProxyBinary
        let directory: TemporaryDirectory
        let upstreams: [ScriptedUpstream]
        private(set) var proxy: ProxyHarness
        private let configuration: JSON
        private let arguments: [String]
        /// The port of the listener that stands in the file at first.
        let port: UInt16
        /// Keeps the port from others while nobody listens there.
        private let place: Socket

        /// - Parameter others: laid over the configuration, with files of its own.
        init(
            _ binary: ProxyBinary, arguments: [String] = [], with more: JSON = [:],
            others: (TemporaryDirectory) throws -> JSON = { _ in [:] }
        ) throws {
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
            place = try #require(Socket.bound())
            port = place.port
            try write("lds", FileDiscoveryTests.listener(directory, port: port), in: directory)
            let base: JSON = [
                "node": ["id": "n", "cluster": "c"],
                "admin": ["address": ["socket_address": ["address": "127.0.0.1", "port_value": 0]]],
                "dynamic_resources": [
                    "cds_config": FileDiscoveryTests.source("cds", in: directory),
                    "lds_config": FileDiscoveryTests.source("lds", in: directory),
                ],
            ]
            configuration = base.merged(with: more).merged(with: try others(directory))
            self.arguments = arguments
            proxy = try ProxyHarness(binary, configuration: configuration, directory: directory, arguments: arguments)
        }

        /// Starts the proxy anew, which has ended, on the files as they are.
        func startAgain() throws {
            proxy = try ProxyHarness(
                binary, configuration: configuration, directory: TemporaryDirectory(), arguments: arguments)
        }

        deinit {
            proxy.process.signal(SIGKILL)
            for upstream in upstreams { upstream.stop() }
        }

        /// Moves a file into its place.
        func move(_ name: String, _ text: String) throws { try write(name, text, in: directory) }

        /// What a request is answered: status and body.
        func answer(_ listener: String = "l") -> String {
            ProxyHarness.answer(at: listener == "l" ? port : proxy.port(of: listener))
        }

        func statistic(_ name: String) -> String { proxy.admin.statistics()[name] ?? "-" }

        /// Waits until a subscription has tried once more than before.
        func waitForAttempt(_ name: String, after count: Int) -> Bool {
            Deadline(seconds: 30).reached { Int(statistic(name)).map { $0 > count } ?? false }
        }
    }

    static func source(_ name: String, in directory: TemporaryDirectory) -> JSON {
        ["resource_api_version": "V3", "path_config_source": ["path": .string(directory.file("\(name).yaml"))]]
    }

    static func write(_ name: String, _ text: String, in directory: TemporaryDirectory) throws {
        let draft = try directory.write(text, to: "\(name).draft")
        guard unsafe rename(draft, directory.file("\(name).yaml")) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    // MARK: - Resources

    static func endpoints(_ version: String = "1", port: UInt16, name: String = "a") -> String {
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

    static func clusters(
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

    static func routes(_ version: String = "1", to cluster: String, more: String = "") -> String {
        """
        version_info: "\(version)"
        resources:
        - \(type).route.v3.RouteConfiguration
          name: r
        \(more)  virtual_hosts:
          - {name: v, domains: ["*"], routes: [{match: {prefix: /}, route: {cluster: \(cluster)}}]}

        """
    }

    static func listener(
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

    private static func laterEndpoints(
        _ version: String, _ subject: Subject, closed: Socket, stale: String = ""
    ) -> String {
        func address(_ port: UInt16) -> String {
            "{socket_address: {address: 127.0.0.1, port_value: \(port)}}"
        }
        return """
            version_info: "\(version)"
            resources:
            - \(type).endpoint.v3.ClusterLoadAssignment
              cluster_name: a
              named_endpoints: {x: {address: \(address(1))}}
              \(stale)
              endpoints:
              - lb_endpoints:
                - endpoint:
                    address: \(address(closed.port))
                    additional_addresses: [{address: \(address(subject.upstreams[1].port))}]

            """
    }

    @Test(
        "Endpoints have further addresses, and end when they are stale",
        arguments: [ProxyBinary.apus, .envoy].filter { $0.path != nil })
    func staleEndpoints(_ binary: ProxyBinary) throws {
        let subject = try Subject(binary)
        func take(_ text: String) throws {
            let before = Int(subject.statistic("cluster.a.update_success")) ?? 0
            try subject.move("eds", text)
            #expect(Deadline(seconds: 30).reached { Int(subject.statistic("cluster.a.update_success")) ?? 0 > before })
        }
        let closed = try #require(Socket.bound())
        defer { closed.close() }
        try take(Self.laterEndpoints("2", subject, closed: closed))
        #expect(Deadline(seconds: 30).reached { subject.answer() == "200 b" })
        #expect(subject.statistic("cluster.a.assignment_timeout_received") == "0")
        try take(Self.laterEndpoints("3", subject, closed: closed, stale: "policy: {endpoint_stale_after: 0.3s}"))
        #expect(Deadline(seconds: 30).reached { subject.statistic("cluster.a.membership_total") == "0" })
        #expect(Deadline(seconds: 30).reached { subject.answer().hasPrefix("503") })
        #expect(subject.statistic("cluster.a.assignment_timeout_received") == "1")
        #expect(subject.statistic("cluster.a.assignment_stale") == "1")
        try take(Self.endpoints("4", port: subject.upstreams[0].port))
        #expect(Deadline(seconds: 30).reached { subject.answer() == "200 a" })
        #expect(subject.statistic("cluster.a.assignment_stale") == "1")
    }

    @Test("A file that is written anew where it lies is followed too")
    func inPlace() throws {
        let subject = try Subject(.apus)
        #expect(subject.answer() == "200 a")
        _ = try subject.directory.write(Self.routes("2", to: "b"), to: "rds.yaml")
        let isFollowed = Deadline(seconds: 30).reached { subject.answer() == "200 b" }
        #expect(isFollowed)
    }

    @Test("A file that goes and comes back as a link is followed")
    func link() throws {
        let subject = try Subject(.apus)
        #expect(subject.answer() == "200 a")
        let file = subject.directory.file("rds.yaml")
        unsafe unlink(file)
        #expect(Deadline(seconds: 30).reached { subject.statistic("http.in.rds.r.update_failure") == "1" })
        let target = try subject.directory.write(Self.routes("2", to: "b"), to: "elsewhere.yaml")
        let result = unsafe symlink(target, file)
        #expect(result == 0)
        #expect(Deadline(seconds: 30).reached { subject.answer() == "200 b" })
        #expect(subject.statistic("http.in.rds.r.update_attempt") == "3")
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
        let isTold = Deadline(seconds: 60).reached {
            subject.proxy.errors.contains("resources[2].eds_cluster_config.eds_config.ads")
        }
        #expect(isTold, "\(subject.proxy.errors)")
    }

    @Test("A cluster with keys that is as it was goes on while its neighbour changes")
    func keysAreCompared() throws {
        let subject = try Subject(.apus)
        func more(_ pair: (certificate: String, key: String)) -> String {
            """
            - \(Self.type).cluster.v3.Cluster
              name: safe
              transport_socket:
                name: tls
                typed_config:
                  "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
                  common_tls_context:
                    tls_certificates:
                    - certificate_chain: {inline_string: "\(pair.certificate)"}
                      private_key: {inline_string: "\(pair.key)"}

            """
        }
        let files = try TLSFiles.shared.get()
        func content(_ file: String) -> String {
            ByteString(readFile(files.path(file)) ?? []).text.replacing("\n", with: "\\n")
        }
        func move(_ version: String, _ key: String, timeout: String) throws {
            let pair = (content("server.crt"), content("\(key).key"))
            let text = Self.clusters(
                subject.directory, version, port: subject.upstreams[1].port, more: more(pair), timeout: timeout)
            try subject.move("cds", text)
        }
        func becomes(_ value: String) -> Bool {
            Deadline(seconds: 30).reached { subject.statistic("cluster_manager.cds.version_text") == "\"\(value)\"" }
        }
        try move("2", "server", timeout: "1s")
        #expect(becomes("2"))
        #expect(subject.statistic("cluster_manager.cluster_modified") == "0")
        try move("3", "server", timeout: "2s")
        #expect(becomes("3"))
        #expect(subject.statistic("cluster_manager.cluster_modified") == "1")
        // A key that does not belong to the certificate: the change is noticed, and refused.
        try move("4", "second", timeout: "2s")
        let isRefused = Deadline(seconds: 30).reached {
            subject.statistic("cluster_manager.cds.update_rejected") == "1"
        }
        #expect(isRefused)
        #expect(subject.answer() == "200 a")
        #expect(subject.proxy.admin.get("/config_dump")?.body.text.contains("PRIVATE KEY") == false)
    }

    @Test("The limit of a listener's connections goes on with those that it keeps", arguments: ProxyBinary.present)
    func limit(_ binary: ProxyBinary) throws {
        let layer: JSON = ["envoy": ["resource_limits": ["listener": ["l": ["connection_limit": 2]]]]]
        let subject = try Subject(
            binary, with: ["layered_runtime": ["layers": [["name": "s", "static_layer": layer]]]])
        func other(_ version: String) -> String {
            let echo = "type.googleapis.com/envoy.extensions.filters.network.echo.v3.Echo"
            return Self.listener(subject.directory, version, port: subject.port)
                + "  - filter_chain_match: {destination_port: \(version)}\n"
                + "    filters: [{name: e, typed_config: {\"@type\": \(echo)}}]\n"
        }
        try subject.move("lds", other("2"))
        #expect(
            Deadline(seconds: 30).reached { subject.statistic("listener_manager.listener_in_place_updated") == "1" })
        /// A connection that stays; the place of one that has just gone may be free a little later.
        func held() throws -> Socket {
            var last: Socket?
            let isServed = Deadline(seconds: 30).reached {
                last = Socket.connected(to: subject.port)
                last?.send(ByteString(get("/", host: "h")), until: Deadline(seconds: 30))
                guard case .bytes? = last?.receive(until: Deadline(seconds: 30)) else { return false }
                return true
            }
            #expect(isServed)
            return try #require(last)
        }
        let sockets = try [held(), held()]
        #expect(subject.answer() == "closed")
        try subject.move("lds", other("3"))
        #expect(
            Deadline(seconds: 30).reached { subject.statistic("listener_manager.listener_in_place_updated") == "2" })
        #expect(subject.answer() == "closed")
        for socket in sockets { socket.close() }
        #expect(Deadline(seconds: 30).reached { subject.answer() == "200 a" })
        let others = try [held(), held()]
        #expect(subject.answer() == "closed")
        for socket in others { socket.close() }
    }

    @Test("Endpoints are followed as long as requests are served")
    func draining() throws {
        let subject = try Subject(.apus, arguments: ["--drain-time-s", "600"])
        #expect(subject.answer() == "200 a")
        subject.proxy.process.signal(SIGTERM)
        #expect(Deadline(seconds: 30).reached { subject.statistic("server.state") == "1" })
        try subject.move("eds", Self.endpoints("2", port: subject.upstreams[1].port))
        #expect(Deadline(seconds: 30).reached { subject.answer() == "200 b" })
        // Listeners do not come and go any more.
        try subject.move("lds", Self.listener(subject.directory, "2", name: "other"))
        try subject.move("eds", Self.endpoints("3", port: subject.upstreams[0].port))
        #expect(Deadline(seconds: 30).reached { subject.answer() == "200 a" })
        #expect(subject.statistic("listener_manager.total_listeners_active") == "1")
    }

    @Test("One listener that cannot be made holds nobody else up, and is told", arguments: ProxyBinary.present)
    func wrong(_ binary: ProxyBinary) throws {
        let subject = try Subject(binary)
        func three(_ version: String, to cluster: String) -> String {
            func another(_ name: String, to cluster: String) -> String {
                let lines = Self.listener(subject.directory, name: name).split(separator: "\n").dropFirst(2)
                let source = "rds:\n          route_config_name: r\n"
                let own =
                    "route_config:\n          virtual_hosts: [{name: v, domains: [\"*\"], "
                    + "routes: [{match: {prefix: /}, route: {cluster: \(cluster)}}]}]\n"
                return lines.filter { !$0.contains("config_source:") }.joined(separator: "\n")
                    .replacing(source, with: own) + "\n"
            }
            return Self.listener(subject.directory, version, port: subject.port)
                + another("bad", to: cluster) + another("good", to: "b")
        }
        func dump() -> String { subject.proxy.admin.get("/config_dump?resource=dynamic_listeners")?.body.text ?? "" }
        try subject.move("lds", three("2", to: "nowhere"))
        #expect(Deadline(seconds: 30).reached { subject.answer("good") == "200 b" })
        #expect(subject.statistic("listener_manager.lds.update_rejected") == "1")
        #expect(dump().contains("error_state"))
        try subject.move("lds", Self.listener(subject.directory, "3", port: subject.port))
        #expect(Deadline(seconds: 30).reached { subject.statistic("listener_manager.total_listeners_active") == "1" })
        #expect(!dump().contains("error_state"))
        #expect(subject.answer() == "200 a")
    }

    @Test("A listener of another name takes over the socket of one that goes", arguments: ProxyBinary.present)
    func renamed(_ binary: ProxyBinary) throws {
        let subject = try Subject(binary)
        let alone = "  enable_reuse_port: false\n"
        func move(_ version: String, _ name: String, _ more: String = "") throws {
            try subject.move(
                "lds", Self.listener(subject.directory, version, port: subject.port, name: name, more: alone + more))
            let isThere = Deadline(seconds: 30).reached {
                subject.statistic("listener_manager.lds.version_text") == "\"\(version)\""
                    || subject.statistic("listener_manager.lds.version_text") == version
            }
            #expect(isThere)
        }
        try subject.move("lds", "version_info: \"1\"\nresources: []\n")
        #expect(Deadline(seconds: 30).reached { subject.answer() == "refused" })
        try move("2", "l")
        #expect(subject.answer() == "200 a")
        try move("3", "l", "  tcp_backlog_size: 64\n")
        #expect(subject.answer() == "200 a")
        try move("4", "m")
        #expect(subject.answer() == "200 a")
        #expect(subject.statistic("listener_manager.lds.update_rejected") == "0")
        #expect(subject.statistic("listener_manager.listener_create_failure") == "0")
    }

    @Test("A file that is being written is not read because its neighbour is there")
    func unfinished() throws {
        let subject = try Subject(.apus)
        #expect(subject.answer() == "200 a")
        let whole = Self.clusters(subject.directory, "2", port: subject.upstreams[1].port)
        let file = try #require(FileHandle(forWritingAtPath: subject.directory.file("cds.yaml")))
        try file.truncate(atOffset: 0)
        try file.write(contentsOf: Data("version_info: \"2\"\n".utf8))
        try subject.move("eds", Self.endpoints("2", port: subject.upstreams[1].port))
        #expect(Deadline(seconds: 30).reached { subject.answer() == "200 b" })
        #expect(subject.statistic("cluster_manager.cds.update_attempt") == "1")
        try file.truncate(atOffset: 0)
        try file.write(contentsOf: Data(whole.utf8))
        try file.close()
        #expect(subject.waitForAttempt("cluster_manager.cds.update_attempt", after: 1))
        #expect(subject.answer() == "200 b")
    }

    @Test("A listener that goes takes along who has not said anything yet")
    func silent() throws {
        let subject = try Subject(.apus, arguments: ["--drain-time-s", "1"])
        let inspector = "type.googleapis.com/envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector"
        let more = """
              listener_filters_timeout: 0s
              listener_filters: [{name: i, typed_config: {"@type": \(inspector)}}]

            """
        try subject.move("lds", Self.listener(subject.directory, "2", port: subject.port, more: more))
        #expect(Deadline(seconds: 30).reached { subject.statistic("listener_manager.listener_modified") == "1" })
        let waiting = "listener.127.0.0.1_\(subject.port).downstream_pre_cx_active"
        var socket: Socket?
        // Who comes before the worker has heard of the change is served as before.
        let isHeld = Deadline(seconds: 60).reached {
            socket = Socket.connected(to: subject.port)
            return Deadline(seconds: 5).reached { subject.statistic(waiting) == "1" }
        }
        #expect(isHeld)
        try subject.move("lds", "version_info: \"3\"\nresources: []\n")
        guard case .end? = socket?.receive(until: Deadline(seconds: 60)) else {
            Issue.record("it is still there")
            return
        }
    }

    @Test(
        "A listener that drains for updates only keeps its connections while the proxy is out of service",
        arguments: [ProxyBinary.apus, .envoy].filter { $0.path != nil })
    func drainType(_ binary: ProxyBinary) throws {
        let subject = try Subject(binary)
        let changed = Self.listener(
            subject.directory, "2", port: subject.port, prefix: "other", more: "  drain_type: MODIFY_ONLY\n")
        try subject.move("lds", changed)
        #expect(Deadline(seconds: 30).reached { subject.statistic("listener_manager.listener_modified") == "1" })
        _ = subject.proxy.admin.post("/healthcheck/fail")
        /// Whether a request is answered, and its connection may go on.
        func goesOn(_ socket: Socket) -> Bool {
            let deadline = Deadline(seconds: 60)
            socket.send(ByteString(get("/", host: "h")), until: deadline)
            var reader = HTTPMessageReader()
            while case .bytes(let bytes) = socket.receive(until: deadline) {
                reader.append(bytes)
                if let answer = reader.take() { return answer.status == 200 && !answer.announcesClose }
            }
            return false
        }
        var socket: Socket?
        // Who comes before the worker has heard of the change is served as before.
        let isKept = Deadline(seconds: 60).reached {
            socket = Socket.connected(to: subject.port)
            return socket.map { goesOn($0) } ?? false
        }
        #expect(isKept)
        let kept = try #require(socket)
        #expect(goesOn(kept))
    }

    @Test("Listeners that come while the proxy is out of service are so too")
    func outOfService() throws {
        let subject = try Subject(.apus)
        _ = subject.proxy.admin.post("/healthcheck/fail")
        try subject.move("lds", Self.listener(subject.directory, "2", port: subject.port, prefix: "other"))
        #expect(Deadline(seconds: 30).reached { subject.statistic("listener_manager.listener_modified") == "1" })
        let socket = try #require(Socket.connected(to: subject.port))
        let deadline = Deadline(seconds: 60)
        socket.send(ByteString(get("/", host: "h")), until: deadline)
        var reader = HTTPMessageReader()
        while case .bytes(let bytes) = socket.receive(until: deadline) {
            reader.append(bytes)
            guard let answer = reader.take() else { continue }
            #expect(answer.head.contains { $0.text.lowercased() == "connection: close" })
            break
        }
        _ = subject.proxy.admin.post("/drain_listeners")
        try subject.move("lds", Self.listener(subject.directory, "3", port: subject.port, name: "m"))
        #expect(Deadline(seconds: 30).reached { subject.statistic("listener_manager.listener_added") == "2" })
        #expect(Deadline(seconds: 30).reached { subject.answer() == "refused" })
    }

    @Test("What HTTP/2 is counted by, which only traffic calls for, goes on behind other routes")
    func lateStatistics() throws {
        let subject = try Subject(.apus)
        let client = try #require(HTTP2Client(port: subject.port))
        var answers: [String] = []
        func ask() {
            client.send(get2(), body: nil, trailers: nil, ends: true)
            client.wait { $0.exchanges.allSatisfy(\.isOver) }
            answers.append(client.exchanges.last?.lines.last ?? "")
        }
        ask()
        for (version, cluster) in [("2", "b"), ("3", "a"), ("4", "b")] {
            try subject.move("rds", Self.routes(version, to: cluster))
            #expect(Deadline(seconds: 60).reached { subject.answer() == "200 \(cluster)" })
            ask()
        }
        #expect(answers == ["a", "b", "a", "b"].map { "body: \($0)" })
        #expect(subject.statistic("http2.nghttp2_downstream_connections") == "1")
        #expect(subject.statistic("http2.streams_active") == "0")
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
        let names = (subject.proxy.admin.get("/stats")?.body.text ?? "").split(separator: "\n")
            .compactMap { $0.split(separator: ":").first }
        #expect(Set(names).count == names.count, "a statistic stands twice")
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
        // When the drain time is over connections are closed, answered or not.
        let subject = try Subject(.apus, arguments: ["--concurrency", "2", "--drain-time-s", "15"])
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
            let told: String
            switch Int.random(in: 0..<4) {
            case 0:
                told = ".rds.r.version_text"
                try subject.move("rds", Self.routes(version, to: number % 2 == 0 ? "a" : "b"))
            case 1:
                told = "cluster.a.version_text"
                try subject.move("eds", Self.endpoints(version, port: echo.port))
            case 2:
                told = "cluster_manager.cds.version_text"
                try subject.move(
                    "cds", Self.clusters(subject.directory, version, port: echo.port, timeout: "\(1 + number % 3)s"))
            default:
                told = "listener_manager.lds.version_text"
                let limit = "  per_connection_buffer_limit_bytes: \(65536 + number)\n"
                try subject.move(
                    "lds",
                    Self.listener(
                        subject.directory, version, port: subject.port, prefix: number % 3 == 0 ? "in" : "other",
                        more: number % 2 == 0 ? limit : ""))
            }
            // Changes that come faster than they are read are taken as one.
            let isApplied = Deadline(seconds: 30).reached {
                subject.proxy.admin.statistics().contains { name, value in
                    name.hasSuffix(told) && (value == version || value == "\"\(version)\"")
                }
            }
            #expect(isApplied, "\(told) \(version)")
            let goesOn = load.waitForAnswers(10)
            #expect(goesOn)
        }
        let tally = load.stop()
        #expect(tally.lost.isEmpty && tally.refused == 0, "\(tally)")
        #expect(subject.statistic("cluster_manager.cds.update_rejected") == "0")
        #expect(subject.statistic("listener_manager.lds.update_rejected") == "0")
    }
}
