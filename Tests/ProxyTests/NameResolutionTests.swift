import Glibc
import Testing

/// Clusters whose endpoints are names, with a DNS server of their own.
@Suite(.enabled(if: NameServer.isPossible, "no mount namespace, or no port 53, for this process"))
struct NameResolutionTests {
    /// A proxy that resolves names with a server of its own; its listener `in` leads to the cluster `c`.
    private final class Subject {
        let server: NameServer
        let upstream: ScriptedUpstream
        let proxy: ProxyHarness

        /// - Parameters:
        ///   - endpoints: names and ports; port 0 stands for the upstream's.
        ///   - patience: seconds that the resolver waits for an answer.
        init(
            _ binary: ProxyBinary = .apus, server: NameServer, upstream script: UpstreamScript = .plain,
            type: String = "STRICT_DNS", endpoints: [(String, UInt16)], patience: Int = 5, _ fields: JSON = [:]
        ) throws {
            self.server = server
            let upstream = try #require(ScriptedUpstream(script))
            self.upstream = upstream
            let directory = try TemporaryDirectory()
            var fixed = ProxyCase("fixed", get())
            fixed.cluster = ["connect_timeout": "1s"]
            var named = ProxyCase("c", get())
            named.action = ["timeout": "0s"]
            let list: [JSON] = endpoints.map { name, port in
                let address: JSON = [
                    "address": .string(name), "port_value": .integer(Int(port == 0 ? upstream.port : port)),
                ]
                return ["endpoint": ["address": ["socket_address": address]]]
            }
            let base: JSON = [
                "type": .string(type), "dns_refresh_rate": "0.05s", "dns_lookup_family": "V4_ONLY",
                "load_assignment": ["endpoints": [["lb_endpoints": .array(list)]]],
            ]
            named.cluster = base.merged(with: fields)
            let configuration = Theme(name: "names", cases: [fixed, named]).configuration(
                upstreams: ["fixed": upstream.port], log: directory.file("access.log"))
            let resolver = (readFile(server.configuration) ?? []).text
                .replacing("timeout:1", with: "timeout:\(patience)")
            proxy = try ProxyHarness(
                binary, configuration: configuration, directory: directory,
                resolver: try directory.write(resolver, to: "resolv.conf"))
        }

        deinit {
            proxy.process.signal(SIGKILL)
            upstream.stop()
        }

        /// The status of a request to the listener of a cluster.
        func status(_ cluster: String = "c") -> Int? {
            guard let port = proxy.port(of: cluster), let socket = Socket.connected(to: port) else { return nil }
            let deadline = Deadline(seconds: 60)
            socket.send(ByteString(get("/", host: "a", "connection: close")), until: deadline)
            var reader = HTTPMessageReader()
            while true {
                if let answer = reader.take() { return answer.status }
                guard case .bytes(let bytes) = socket.receive(until: deadline) else { return nil }
                reader.append(bytes)
            }
        }

        func statistic(_ name: String) -> Int? { proxy.admin.statistics()["cluster.c.\(name)"].flatMap { Int($0) } }

        /// Waits until a statistic has at least a value.
        func reaches(_ name: String, _ value: Int) -> Bool {
            Deadline(seconds: 60).reached { statistic(name).map { $0 >= value } ?? false }
        }

        /// The addresses of the cluster with their host names, sorted.
        var hosts: [String] {
            let page = proxy.admin.get("/clusters")?.body.text ?? ""
            return page.split(separator: "\n").filter { $0.hasPrefix("c::") && $0.contains("::hostname::") }
                .map(String.init).sorted()
        }

        /// What moved when the names were resolved once.
        var facts: [String] {
            let names = [
                "update_attempt", "update_success", "update_failure", "update_empty", "update_no_rebuild",
                "membership_total", "membership_healthy", "membership_change", "max_host_weight",
            ]
            let statistics = proxy.admin.statistics()
            return names.map { "\($0): \(statistics["cluster.c.\($0)"] ?? "-")" } + hosts
        }
    }

    private static let once: JSON = ["dns_refresh_rate": "1000s"]

    @Test(
        "Names are resolved as Envoy resolves them", .enabled(if: ProxyBinary.envoy.path != nil, "no Envoy here"),
        arguments: ["STRICT_DNS", "LOGICAL_DNS"], ["many.test", "none.test", "failing.test", "127.0.0.1", "localhost"])
    func likeEnvoy(type: String, name: String) throws {
        let server = try NameServer()
        server.set("many.test", .addresses(["127.0.0.1", "127.0.0.2", "127.0.0.1"]))
        server.set("failing.test", .code(2))
        let facts = try ProxyBinary.allCases.map { binary in
            try Subject(binary, server: server, type: type, endpoints: [(name, 80)], Self.once).facts
        }
        // The C library sorts addresses, so that a logical endpoint may be another one of them.
        let isChoice = type == "LOGICAL_DNS" && name == "many.test"
        #expect(facts[0].dropLast(isChoice ? 1 : 0) == facts[1].dropLast(isChoice ? 1 : 0))
    }

    @Test("Several names, an address among them, make one cluster, as in Envoy")
    func severalNames() throws {
        let server = try NameServer()
        server.set("a.test", .addresses(["127.0.0.1", "127.0.0.2"]))
        server.set("b.test", .addresses(["127.0.0.2"]))
        let facts = try ProxyBinary.present.map { binary in
            let names: [(String, UInt16)] = [("a.test", 81), ("127.0.0.9", 82), ("b.test", 81), ("no.test", 81)]
            return try Subject(binary, server: server, endpoints: names, Self.once).hosts
        }
        #expect(facts[0].count == 4 && facts.allSatisfy { $0 == facts[0] }, "\(facts)")
    }

    @Test("A logical endpoint is reached at whichever of its addresses answers, as in Envoy")
    func furtherAddresses() throws {
        let server = try NameServer()
        server.set("many.test", .addresses(["127.0.0.3", "127.0.0.4", "127.0.0.1", "127.0.0.5"]))
        server.set("nobody.test", .addresses(["127.0.0.3", "127.0.0.4"]))
        let facts = try ProxyBinary.present.map { binary in
            let many = try Subject(
                binary, server: server, type: "LOGICAL_DNS", endpoints: [("many.test", 0)], Self.once)
            let nobody = try Subject(
                binary, server: server, type: "LOGICAL_DNS", endpoints: [("nobody.test", 0)], Self.once)
            let statuses = [many.status(), many.status(), nobody.status()]
            return statuses.map { "\($0 ?? 0)" }
                + ["upstream_cx_connect_fail", "membership_total"].flatMap { name in
                    [many, nobody].map { "\(name): \($0.statistic(name) ?? -1)" }
                }
                // The C library may sort the addresses, but fails with both of them in any order.
                + ["upstream_cx_total: \(nobody.statistic("upstream_cx_total") ?? -1)"]
        }
        #expect(facts[0].prefix(3) == ["200", "200", "503"] && facts.allSatisfy { $0 == facts[0] }, "\(facts)")
    }

    @Test("Requests follow a name to its new address, and what is under way finishes")
    func changes() throws {
        let server = try NameServer()
        server.set("moving.test", .addresses(["127.0.0.1"]))
        let script = UpstreamScript(
            [.request, .awaitConnection(2), .send(UpstreamScript.okAnswer)], [.serve([UpstreamScript.okAnswer])])
        let subject = try Subject(server: server, upstream: script, endpoints: [("moving.test", 0)])
        let port = try #require(subject.proxy.port(of: "c"))
        let slow = try #require(Socket.connected(to: port))
        let deadline = Deadline(seconds: 100)
        slow.send(ByteString(get("/slow")), until: deadline)
        subject.upstream.waitUntilReceived("/slow")
        // Nobody listens there.
        server.set("moving.test", .addresses(["127.0.0.3"]))
        #expect(
            Deadline(seconds: 60).reached {
                subject.hosts == ["c::127.0.0.3:\(subject.upstream.port)::hostname::moving.test"]
            })
        #expect(Deadline(seconds: 60).reached { subject.status() == 503 })
        #expect(subject.status("fixed") == 200)
        var reader = HTTPMessageReader()
        var answer: HTTPMessage?
        while answer == nil, case .bytes(let bytes) = slow.receive(until: deadline) {
            reader.append(bytes)
            answer = reader.take()
        }
        #expect(answer?.status == 200)
        server.set("moving.test", .addresses(["127.0.0.1"]))
        #expect(Deadline(seconds: 60).reached { subject.status() == 200 })
        #expect(subject.statistic("membership_total") == 1)
    }

    @Test("No failure of the resolver takes the last addresses away")
    func keepsTheLast() throws {
        let server = try NameServer()
        server.set("a.test", .addresses(["127.0.0.1"]))
        let subject = try Subject(server: server, endpoints: [("a.test", 0)])
        #expect(subject.status() == 200)
        server.remove("a.test")
        #expect(subject.reaches("update_empty", 2), "a name that does not exist any more")
        server.set("a.test", .addresses([]))
        #expect(subject.reaches("update_empty", (subject.statistic("update_empty") ?? 0) + 2), "no address")
        #expect(subject.statistic("update_failure") == 0)
        server.set("a.test", .code(2))
        #expect(subject.reaches("update_failure", 2), "a failing server")
        server.set("a.test", .silence)
        #expect(subject.reaches("update_failure", (subject.statistic("update_failure") ?? 0) + 2), "a dead server")
        #expect(subject.status() == 200)
        #expect(subject.statistic("membership_total") == 1 && subject.statistic("membership_change") == 1)
        let successes = subject.statistic("update_success") ?? 0
        server.set("a.test", .addresses(["127.0.0.1"]))
        #expect(subject.reaches("update_success", successes + 1))
        let warnings = subject.proxy.errors.split(separator: "\n").filter { $0.contains("cannot be resolved") }
        #expect(warnings.count == 1, "told once, not at every refresh")
    }

    @Test("A dead resolver delays the start by a bounded time, and then only its own cluster is missing")
    func deadAtStart() throws {
        let server = try NameServer()
        // A second each, on two threads: longer than the start may take.
        for number in 0..<20 { server.set("dead\(number).test", .silence) }
        let names = (0..<20).map { ("dead\($0).test", UInt16(0)) }
        let start = Deadline(seconds: 60)
        let subject = try Subject(server: server, endpoints: names, patience: 1)
        #expect(!start.hasPassed)
        let told = "serving begins although the names of 1 clusters are not resolved yet: c"
        #expect(Deadline(seconds: 60).reached { subject.proxy.errors.contains(told) })
        #expect(subject.status("fixed") == 200)
        #expect(subject.status() == 503)
        // Two threads for names, and no more for more names.
        let tasks = try #require(readFile("/proc/\(subject.proxy.process.pid)/status")?.text)
        let threads = tasks.split(separator: "\n").first { $0.hasPrefix("Threads:") }.flatMap { line in
            line.split(separator: "\t").last.flatMap { Int($0) }
        }
        #expect(threads.map { $0 <= 7 } == true, "\(threads ?? 0) threads")
        server.set("dead5.test", .addresses(["127.0.0.1"]))
        #expect(Deadline(seconds: 60).reached { subject.status() == 200 })
    }

    @Test("A cluster that need not be warm delays nothing")
    func noWarmUp() throws {
        let server = try NameServer()
        for number in 0..<20 { server.set("dead\(number).test", .silence) }
        let names = (0..<20).map { ("dead\($0).test", UInt16(0)) }
        let subject = try Subject(server: server, endpoints: names, patience: 1, ["wait_for_warm_on_init": false])
        #expect(!subject.proxy.errors.contains("serving begins although"))
        #expect(subject.status("fixed") == 200 && subject.status() == 503)
    }

    @Test("A thousand addresses are a thousand endpoints")
    func thousand() throws {
        let server = try NameServer()
        server.set("many.test", .addresses((0..<1000).map { "127.1.\($0 / 250).\($0 % 250 + 1)" }))
        let subject = try Subject(server: server, endpoints: [("many.test", 80)])
        #expect(subject.reaches("membership_total", 1000))
        #expect(subject.reaches("update_no_rebuild", 1))
        #expect(subject.statistic("membership_change") == 1)
        server.set("many.test", .addresses(["127.0.0.1"]))
        #expect(Deadline(seconds: 60).reached { subject.statistic("membership_total") == 1 })
    }

    @Test("The time to live of an answer replaces the refresh rate where that is asked for")
    func timeToLive() throws {
        let server = try NameServer()
        server.set("a.test", .addresses(["127.0.0.1"], timeToLive: 1))
        let respecting = try Subject(
            server: server, endpoints: [("a.test", 0)], ["dns_refresh_rate": "1000s", "respect_dns_ttl": true])
        #expect(respecting.reaches("update_attempt", 3))
        #expect(respecting.status() == 200)
    }

    @Test("A logical endpoint moves; its connections are used until they end")
    func logical() throws {
        let server = try NameServer()
        server.set("moving.test", .addresses(["127.0.0.1"]))
        let subject = try Subject(server: server, type: "LOGICAL_DNS", endpoints: [("moving.test", 0)])
        #expect(subject.status() == 200)
        server.set("moving.test", .addresses(["127.0.0.3"]))
        #expect(Deadline(seconds: 60).reached { subject.hosts.first?.contains("127.0.0.3") == true })
        #expect(subject.status() == 200, "over the connection that is open")
        #expect(subject.statistic("upstream_cx_total") == 1)
        #expect(subject.statistic("membership_change") == 2 && subject.statistic("membership_total") == 1)
    }
}
