import Foundation
import Testing

/// Our own control plane and the proxies that it drives: Apus, and Envoy as it is.
@Suite(.serialized) struct ControlDeliveryTests {
    private static let source = DiscoveredResource.rest("0.05s", timeout: "30s")

    /// What a mesh says at one moment.
    private struct Mesh {
        var timeout = 1
        var hasB = true
        var target = "a"
        var isSwapped = false
        var limit = 65_536
        var certificate = "server"
        var share = 0
        var listenerPort: UInt16?

        /// Its resources of every kind.
        func resources(_ ports: [UInt16]) throws -> [JSON] {
            let names = hasB ? ["a", "b"] : ["a"]
            let endpoints = zip(names, isSwapped ? ports.reversed() : ports).map {
                DiscoveredResource.endpoints($0, ports: [$1])
            }
            let runtime: JSON = ["numerator": .integer(share), "denominator": "HUNDRED"]
            let some: JSON = [
                "match": [
                    "prefix": "/share",
                    "runtime_fraction": ["default_value": ["numerator": 0], "runtime_key": "share"],
                ],
                "direct_response": ["status": 200, "body": ["inline_string": "yes"]],
            ]
            let context: JSON = [
                "@type": .string(TLSCase.context + "DownstreamTlsContext"),
                "common_tls_context": [
                    "tls_certificate_sds_secret_configs": [["name": "server", "sds_config": source]]
                ],
            ]
            let secured: JSON = ["transport_socket": ["name": "tls", "typed_config": context]]
            var plain = DiscoveredResource.listener("l", routes: source).merged(with: [
                "per_connection_buffer_limit_bytes": .integer(limit)
            ])
            if let listenerPort { plain = plain.merged(with: ["address": Theme.address(port: listenerPort)]) }
            return names.map { DiscoveredResource.cluster($0, from: source, timeout: "\(timeout)s") } + endpoints + [
                DiscoveredResource.routes(to: target, after: [some]), plain,
                DiscoveredResource.listener("t", routes: source, chain: secured),
                try DiscoveredResource.certificate("server", certificate),
                DiscoveredResource.runtime("some", ["share": runtime]),
            ]
        }

        /// What a proxy that runs it answers.
        func answers() -> [String] {
            let index = (target == "a") != isSwapped ? "a" : "b"
            return ["200 \(index)", share == 100 ? "200 yes" : "200 \(index)"]
        }

        /// One more change, of a sort that follows from its number.
        mutating func change(_ number: Int, _ choices: inout SeededChoices) {
            switch number % 6 {
            case 0:
                timeout += 1
                // What no route leads to may go.
                if choices.pick(2) == 0 || target == "b" { hasB = true } else { hasB = false }
            case 1: isSwapped.toggle()
            case 2:
                hasB = true
                target = target == "a" ? "b" : "a"
                // A route and its cluster go in one step.
                if target == "a", choices.pick(2) == 0 { hasB = false }
            case 3: limit += 1
            case 4: certificate = certificate == "server" ? "second" : "server"
            default: share = 100 - share
            }
            if isSwapped && !hasB { hasB = true }
        }
    }

    /// A proxy whose every resource comes from the control plane.
    private final class Subject {
        let name: String
        private let binary: ProxyBinary
        private let control: UInt16
        private(set) var proxy: ProxyHarness

        init(_ binary: ProxyBinary, name: String? = nil, control: UInt16) throws {
            self.binary = binary
            self.control = control
            self.name = name ?? binary.rawValue
            proxy = try Self.started(binary, self.name, control)
        }

        deinit { proxy.process.signal(SIGKILL) }

        private static func started(_ binary: ProxyBinary, _ name: String, _ port: UInt16) throws -> ProxyHarness {
            let layer: JSON = ["name": "some", "rtds_config": ControlDeliveryTests.source]
            let configuration: JSON = [
                "node": ["id": .string(name), "cluster": "c"], "admin": ["address": Theme.address(port: 0)],
                "layered_runtime": ["layers": [["name": "dynamic", "rtds_layer": layer]]],
                "dynamic_resources": [
                    "cds_config": ControlDeliveryTests.source, "lds_config": ControlDeliveryTests.source,
                ],
                "static_resources": ["clusters": [DiscoveredResource.plane(port: port)]],
            ]
            return try ProxyHarness(binary, configuration: configuration, directory: try TemporaryDirectory())
        }

        func restart() throws {
            proxy.stop()
            proxy = try Self.started(binary, name, control)
        }

        var port: UInt16 { proxy.port(of: "l") ?? 0 }

        func answers() -> [String] {
            [ProxyHarness.answer(at: proxy.port(of: "l")), ProxyHarness.answer(at: proxy.port(of: "l"), "/share")]
        }

        func certificate(in directory: TemporaryDirectory) -> String? {
            TLSProgramTests.shownCertificate(proxy.port(of: "t") ?? 0, in: directory)
        }
    }

    private static func upstreams() throws -> [ScriptedUpstream] {
        try ["a", "b"].map {
            try #require(ScriptedUpstream(.serving("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n\($0)")))
        }
    }

    @Test(
        "Envoy and Apus follow a hundred changes of every kind, through restarts of all three",
        .enabled(if: ProxyBinary.envoy.path != nil, "no Envoy"))
    func hundredChanges() throws {
        let upstreams = try Self.upstreams()
        defer { for upstream in upstreams { upstream.stop() } }
        let control = try ControlHarness()
        var mesh = Mesh()
        func write() throws {
            let text = ControlHarness.document("mesh", try mesh.resources(upstreams.map(\.port)))
            try control.write(text, to: "mesh.json")
        }
        try write()
        try control.start()
        let subjects = try [ProxyBinary.apus, .envoy].map { try Subject($0, control: control.port) }
        var choices = SeededChoices(seed: 11)
        var publication = 1
        func areEqual(_ what: String) -> Bool {
            guard control.areLevel(publication, nodes: 2) else {
                Issue.record("\(what): not level: \(control.ask("GET", "/v1/nodes")?.body.text ?? "")")
                return false
            }
            for subject in subjects {
                let expected = mesh.answers()
                // What was acknowledged a moment ago may be in use a moment later.
                let isRight = Deadline(seconds: 60).reached { subject.answers() == expected }
                let shown = subject.certificate(in: control.directory)
                #expect(
                    isRight && shown?.hasSuffix(mesh.certificate) == true,
                    "\(what): \(subject.name) \(subject.answers()) \(shown ?? "")")
                if !isRight { return false }
            }
            return true
        }
        guard areEqual("at the start") else { return }
        for number in 0..<100 {
            mesh.change(number, &choices)
            // What changes while nobody serves is found at the start.
            if number == 30 { control.kill() }
            try write()
            if number == 30 { try control.start() }
            if number == 50 { try subjects[0].restart() }
            if number == 70 { try subjects[1].restart() }
            guard let next = control.waitForPublication(after: publication) else {
                Issue.record("change \(number) is not published: \(control.errors.suffix(2_000))")
                return
            }
            publication = next
            guard areEqual("change \(number)") else { return }
        }
        let statistics = subjects.map { $0.proxy.admin.statistics() }
        for name in ["cluster_manager.cds.update_rejected", "listener_manager.lds.update_rejected"] {
            #expect(statistics.map { $0[name] } == ["0", "0"])
        }
        #expect(control.stop() == .exit(0))
    }

    @Test(
        "What a proxy refuses is told, is not sent again in a loop, and pauses a rollout",
        .enabled(if: ProxyBinary.envoy.path != nil, "no Envoy"))
    func refusals() throws {
        let upstreams = try Self.upstreams()
        defer { for upstream in upstreams { upstream.stop() } }
        let control = try ControlHarness(arguments: ["--stages", "99"])
        var mesh = Mesh()
        func write() throws {
            let text = ControlHarness.document("mesh", try mesh.resources(upstreams.map(\.port)))
            try control.write(text, to: "mesh.json")
        }
        try write()
        try control.start()
        let subjects = try [ProxyBinary.apus, .envoy].map { try Subject($0, control: control.port) }
        #expect(control.areLevel(1, nodes: 2))
        // Nobody else can listen there.
        let taken = try #require(Socket.listening())
        defer { taken.interrupt() }
        mesh.listenerPort = taken.port
        try write()
        let second = try #require(control.waitForPublication(after: 1))
        for subject in subjects {
            let isRefused = Deadline(seconds: 60).reached {
                control.fact("state", of: subject.name, "listeners") == "refused"
            }
            #expect(isRefused, "\(subject.name): \(control.ask("GET", "/v1/nodes")?.body.text ?? "")")
        }
        #expect(control.fact("reason", of: "apus", "listeners").contains("\(taken.port)"))
        #expect(control.fact("reason", of: "envoy", "listeners").isEmpty)
        let rollout = control.object("GET", "/v1/status")["rollout"] as? [String: Any]
        #expect(rollout?["state"] as? String == "paused")
        // Envoy asks twenty times a second; what it refuses it is given every few seconds.
        let rejected = subjects[1].proxy.admin.statistics()["listener_manager.lds.update_rejected"] ?? ""
        #expect(["1", "2", "3"].contains(rejected), "\(rejected)")
        for subject in subjects { #expect(subject.answers() == mesh.answers()) }
        // Back to what was there before: it is in use at once.
        #expect(control.ask("POST", "/v1/rollback")?.status == 200)
        #expect(control.areLevel(second + 1, nodes: 2))
        for subject in subjects { #expect(subject.answers() == mesh.answers()) }
    }

    @Test("Control planes are killed at publishing, and no request is lost")
    func killedUnderLoad() throws {
        let echoes = try (0..<2).map { _ in try EchoUpstream() }
        let control = try ControlHarness()
        var mesh = Mesh()
        func write() throws {
            let text = ControlHarness.document("mesh", try mesh.resources(echoes.map(\.port)))
            try control.write(text, to: "mesh.json")
        }
        try write()
        try control.start()
        let subjects = try ProxyBinary.present.map { try Subject($0, control: control.port) }
        #expect(control.areLevel(1, nodes: subjects.count))
        let loads = subjects.map { Load(port: $0.port, habits: Load.crowd, survivesRefusal: false) }
        var publication = 1
        for round in 0..<Rounds.count * 4 {
            mesh.target = mesh.target == "a" ? "b" : "a"
            mesh.hasB = mesh.target == "b"
            try write()
            // Somewhere between seeing the file and telling the proxies.
            Deadline.pause(milliseconds: Int32(90 + round * 7))
            control.kill()
            try control.start()
            guard let next = control.waitForPublication(after: publication) else {
                Issue.record("it is not published: \(control.errors.suffix(2_000))")
                break
            }
            publication = next
            #expect(control.areLevel(publication, nodes: subjects.count))
            for load in loads { #expect(load.waitForAnswers(20)) }
        }
        for (subject, load) in zip(subjects, loads) {
            let tally = load.stop()
            #expect(tally.lost.isEmpty && tally.refused == 0, "\(subject.name): \(tally)")
        }
    }

    @Test("A bad document, a rollout that pauses and a rollback lose no request")
    func mistakesUnderLoad() throws {
        let echoes = try (0..<2).map { _ in try EchoUpstream() }
        let control = try ControlHarness(arguments: ["--stages", "99"])
        var mesh = Mesh()
        func write() throws {
            let text = ControlHarness.document("mesh", try mesh.resources(echoes.map(\.port)))
            try control.write(text, to: "mesh.json")
        }
        try write()
        try control.start()
        let subjects = try ProxyBinary.present.map { try Subject($0, control: control.port) }
        #expect(control.areLevel(1, nodes: subjects.count))
        let loads = subjects.map { Load(port: $0.port, habits: Load.crowd, survivesRefusal: false) }
        func goesOn() -> Bool { loads.allSatisfy { $0.waitForAnswers(20) } }
        func status(_ name: String) -> String { control.object("GET", "/v1/status")[name] as? String ?? "" }
        #expect(goesOn())
        try control.write("kind: Nothing\n", to: "bad.yaml")
        #expect(Deadline(seconds: 60).reached { status("problem").contains("bad.yaml") })
        #expect(control.publication == 1 && goesOn())
        try FileManager.default.removeItem(atPath: control.directory.file("documents/bad.yaml"))
        #expect(Deadline(seconds: 60).reached { status("problem").isEmpty })
        // Nobody else can listen there.
        let taken = try #require(Socket.listening())
        defer { taken.interrupt() }
        mesh.listenerPort = taken.port
        mesh.target = "b"
        mesh.hasB = true
        try write()
        let second = try #require(control.waitForPublication(after: 1))
        let isPaused = Deadline(seconds: 60).reached {
            (control.object("GET", "/v1/status")["rollout"] as? [String: Any])?["state"] as? String == "paused"
        }
        #expect(isPaused && goesOn())
        #expect(control.ask("POST", "/v1/rollback")?.status == 200)
        #expect(control.areLevel(second + 1, nodes: subjects.count) && goesOn())
        for (subject, load) in zip(subjects, loads) {
            let tally = load.stop()
            #expect(tally.lost.isEmpty && tally.refused == 0, "\(subject.name): \(tally)")
        }
    }

    @Test("Endpoints register, keep alive and go, and proxies follow")
    func registrations() throws {
        let control = try ControlHarness()
        try control.write(
            "apiVersion: apus.dev/v1\nkind: Service\nmetadata: {name: cart, namespace: shop}\n"
                + "spec: {ports: [{port: 80}]}\n---\n"
                + "apiVersion: apus.dev/v1\nkind: Workload\nmetadata: {name: w, namespace: shop}\n"
                + "spec: {selector: {id: hand}, dependsOn: [{service: cart}]}\n", to: "mesh.yaml")
        try control.start()
        let path = "/v1/endpoints/shop/cart/pod-1"
        #expect(control.ask("POST", path + "/heartbeat")?.status == 404)
        let one = "{\"address\":\"10.1.2.3\",\"port\":8080}"
        #expect(control.ask("PUT", path, one, token: ControlHarness.readToken)?.status == 403)
        #expect(control.ask("PUT", path, "{\"address\":\"nobody\"}")?.status == 400)
        #expect(control.ask("PUT", path, "{\"address\":\"10.1.2.3\",\"port\":8080,\"ttl\":3600}")?.status == 200)
        #expect(control.ask("PUT", "/v1/endpoints/shop/user/pod-1", "{\"address\":\"10.1.2.3\"}")?.status == 422)
        #expect(control.ask("POST", path + "/heartbeat")?.status == 200)
        func endpoints() -> String {
            let clusters = control.question("clusters")?.body.text ?? ""
            let names = (try? JSONSerialization.jsonObject(with: Data(clusters.utf8)) as? [String: Any])?["resources"]
            let all = (names as? [[String: Any]] ?? []).compactMap { $0["name"] as? String }
            return control.question("endpoints", node: "hand", names: all)?.body.text ?? ""
        }
        #expect(endpoints().contains("10.1.2.3"))
        // They outlive the process, and a publication does not make them anew.
        control.kill()
        try control.start()
        #expect(endpoints().contains("10.1.2.3"))
        #expect(control.publication == 1)
        #expect(control.ask("PUT", path, "{\"address\":\"10.1.2.4\",\"port\":8080,\"ttl\":1}")?.status == 200)
        #expect(Deadline(seconds: 60).reached { control.ask("GET", "/v1/endpoints")?.body.text == "[]\n" })
        #expect(Deadline(seconds: 60).reached { !endpoints().contains("10.1.2.4") })
    }
}
