import Foundation
import Testing

/// Apus and Envoy behind a control plane that others wrote.
@Suite(.serialized) struct SovereignTests {
    private static let source = DiscoveredResource.rest("0.1s", timeout: "20s")

    /// What a proxy looks like from outside, by name; of counters, what came since a moment before.
    private typealias Facts = [String: String]

    // MARK: - A proxy

    /// A proxy whose every resource comes from sovereign.
    private final class Subject {
        let binary: ProxyBinary
        private let plane: UInt16
        private let kept: TemporaryDirectory
        private let directory: TemporaryDirectory
        /// Keep the ports of the listeners from others while nobody listens there.
        private let places: [Socket]
        private(set) var proxy: ProxyHarness

        /// The ports of the listeners `l` and `t`.
        private var ports: [UInt16] { places.map(\.port) }

        /// Who asks.
        var node: JSON { Self.node(binary, ports) }

        private static func node(_ binary: ProxyBinary, _ ports: [UInt16]) -> JSON {
            [
                "id": .string(binary.rawValue), "cluster": "c",
                "metadata": ["l": .string("\(ports[0])"), "t": .string("\(ports[1])")],
            ]
        }

        init(_ binary: ProxyBinary, plane: UInt16) throws {
            self.binary = binary
            self.plane = plane
            kept = try TemporaryDirectory()
            directory = try TemporaryDirectory()
            places = try [#require(Socket.bound()), #require(Socket.bound())]
            proxy = try Self.started(binary, plane, places.map(\.port), kept)
        }

        deinit { proxy.process.signal(SIGKILL) }

        private static func started(
            _ binary: ProxyBinary, _ plane: UInt16, _ ports: [UInt16], _ kept: TemporaryDirectory
        ) throws -> ProxyHarness {
            let runtime: JSON = ["name": "some", "rtds_config": SovereignTests.source]
            let configuration: JSON = [
                "node": node(binary, ports),
                "admin": ["address": Theme.address(port: 0)],
                "layered_runtime": ["layers": [["name": "dynamic", "rtds_layer": runtime]]],
                "dynamic_resources": ["cds_config": SovereignTests.source, "lds_config": SovereignTests.source],
                "static_resources": ["clusters": [DiscoveredResource.plane(port: plane)]],
            ]
            return try ProxyHarness(
                binary, configuration: configuration, directory: try TemporaryDirectory(),
                arguments: binary == .apus ? ["--last-good-path", kept.path] : [])
        }

        /// Ends the proxy and starts it anew.
        func restart() throws {
            proxy.stop()
            proxy = try Self.started(binary, plane, ports, kept)
        }

        // MARK: - What is seen

        func statistics() -> [String: String] { proxy.admin.statistics() }

        /// The subscriptions of a kind that there are, by the first part of their statistics.
        static func subscriptions(_ kind: String, _ statistics: [String: String]) -> [String] {
            let all = [
                "clusters": ["cluster_manager.cds"], "listeners": ["listener_manager.lds"],
                "routes": ["http.in.rds.r"], "endpoints": ["cluster.a", "cluster.b"], "secrets": ["sds.server"],
                "runtime": ["runtime"],
            ][kind]
            return (all ?? []).filter { statistics[$0 + ".update_attempt"] != nil }
        }

        /// Answers, and which certificate is shown.
        func answers() -> Facts {
            let shown = TLSProgramTests.shownCertificate(ports[1], in: directory)
            return [
                "GET /": ProxyHarness.answer(at: ports[0]), "GET /share": ProxyHarness.answer(at: ports[0], "/share"),
                "certificate": shown ?? "none",
            ]
        }

        /// What the configuration dump has, by kind and name. Without the versions of its parts: who is new hears of
        /// what never changed with the version of today.
        func dump() -> Facts {
            let page = proxy.admin.get("/config_dump?include_eds")?.body ?? []
            let whole = try? JSONSerialization.jsonObject(with: Data(page)) as? [String: Any]
            var facts: Facts = [:]
            for part in whole?["configs"] as? [[String: Any]] ?? [] {
                for (kind, entries) in part where kind.hasPrefix("dynamic_") || kind.hasPrefix("static_") {
                    for entry in entries as? [[String: Any]] ?? [] {
                        let inner = entry.values.lazy.compactMap { $0 as? [String: Any] }
                            .compactMap { $0["name"] ?? $0["cluster_name"] }.first
                        let name = entry["name"] ?? inner ?? "?"
                        // How long what goes is there is each proxy's own affair.
                        let states = entry.keys.filter { $0.hasSuffix("_state") && $0 != "draining_state" }.sorted()
                        facts["\(kind) \(name)"] = states.joined(separator: ",")
                    }
                }
            }
            return facts
        }

        private static let gauges = [
            "cluster_manager.active_clusters", "cluster_manager.warming_clusters", "cluster.a.membership_total",
            "cluster.b.membership_total", "listener_manager.total_listeners_active",
            "listener_manager.total_listeners_warming", "runtime.num_keys", "runtime.num_layers",
        ]

        private static let counters =
            [
                "cluster_manager.cds", "listener_manager.lds", "http.in.rds.r", "cluster.a", "cluster.b", "sds.server",
                "runtime",
            ].map { $0 + ".update_success" } + [
                "cluster_manager.cluster_added", "cluster_manager.cluster_modified", "cluster_manager.cluster_removed",
                "listener_manager.listener_added", "listener_manager.listener_modified",
                "listener_manager.listener_removed", "listener_manager.listener_in_place_updated",
                "listener_manager.listener_create_success", "cluster_manager.cds.config_reload",
                "http.in.rds.r.config_reload", "runtime.load_success", "runtime.load_error",
            ]

        /// Counters and gauges; the counters as what came since `before`.
        static func counts(_ statistics: [String: String], since before: [String: String]) -> Facts {
            var facts: Facts = [:]
            for name in gauges { facts[name] = statistics[name] }
            for name in counters {
                facts[name] = statistics[name].flatMap { Int($0) }.map { "+\($0 - (Int(before[name] ?? "") ?? 0))" }
            }
            return facts
        }

        /// What became of an update: whether each subscription took, refused or missed it; nil while that is open.
        /// - Parameter since: the statistics when it stood there. One answer more may be to a question from before, and
        ///   what was refused then is refused until something else comes; the next one is to this update.
        func outcome(
            _ kind: String, version: String?, _ now: [String: String], since: [String: String]
        ) -> Facts? {
            var facts: Facts = [:]
            for subscription in Self.subscriptions(kind, now) {
                func hasGrown(_ name: String) -> Bool {
                    func value(_ statistics: [String: String]) -> Int {
                        Int(statistics["\(subscription).\(name)"] ?? "") ?? 0
                    }
                    return value(now) >= value(since) + 2
                }
                if let version, now["\(subscription).version_text"] == "\"\(version)\"" {
                    facts[subscription] = "taken"
                } else if hasGrown("update_rejected") {
                    facts[subscription] = "refused"
                } else if hasGrown("update_failure") {
                    facts[subscription] = "missed"
                } else {
                    return nil
                }
            }
            return facts
        }
    }

    // MARK: - Changes

    /// One change of one kind of resources.
    private struct Change {
        let kind: String
        let resources: [JSON]
    }

    private static func clusters(timeout: Int = 1, hasB: Bool = true, isWrong: Bool = false) -> [JSON] {
        let a = DiscoveredResource.cluster(isWrong ? "" : "a", from: source, timeout: "\(timeout)s")
        return hasB ? [a, DiscoveredResource.cluster("b", from: source)] : [a]
    }

    private static func routes(to cluster: String, more: JSON = [:]) -> [JSON] {
        let share: JSON = [
            "match": [
                "prefix": "/share",
                "runtime_fraction": ["default_value": ["numerator": 0], "runtime_key": "share"],
            ],
            "direct_response": ["status": 200, "body": ["inline_string": "yes"]],
        ]
        return [DiscoveredResource.routes(to: cluster, after: [share]).merged(with: more)]
    }

    private static func listeners(limit: Int = 65_536, isWrong: Bool = false) -> [JSON] {
        let context: JSON = [
            "@type": .string(TLSCase.context + "DownstreamTlsContext"),
            "common_tls_context": [
                "tls_certificate_sds_secret_configs": [["name": "server", "sds_config": source]]
            ],
        ]
        func listener(_ name: String, port: JSON, _ chain: JSON = [:]) -> JSON {
            let address: JSON = ["socket_address": ["address": "127.0.0.1", "port_value": port]]
            return DiscoveredResource.listener(name, routes: source, chain: chain).merged(with: ["address": address])
        }
        return [
            listener("l", port: isWrong ? 99_999 : "{l}").merged(with: [
                "per_connection_buffer_limit_bytes": .integer(limit)
            ]),
            listener("t", port: "{t}", ["transport_socket": ["name": "tls", "typed_config": context]]),
        ]
    }

    /// Each cluster has some: Apus asks for those of all clusters at once, Envoy one by one, and to a question for what is
    /// not there sovereign answers 404, to one for several what there is.
    private static func endpoints(_ ports: [UInt16]) -> [JSON] {
        zip(["a", "b"], ports).map { DiscoveredResource.endpoints($0, ports: [$1]) }
    }

    private static func secrets(_ certificate: String, key: String? = nil) throws -> [JSON] {
        [try DiscoveredResource.certificate("server", certificate, key: key)]
    }

    private static func runtime(_ share: Int, more: Int) -> [JSON] {
        let fraction: JSON = ["numerator": .integer(share), "denominator": "HUNDRED"]
        return [DiscoveredResource.runtime("some", ["share": fraction, "more": .integer(more)])]
    }

    /// What stands at first.
    private static func first(_ ports: [UInt16]) throws -> [Change] {
        [
            Change(kind: "clusters", resources: clusters()), Change(kind: "endpoints", resources: endpoints(ports)),
            Change(kind: "routes", resources: routes(to: "a")), Change(kind: "listeners", resources: listeners()),
            Change(kind: "secrets", resources: try secrets("server")),
            Change(kind: "runtime", resources: runtime(0, more: 0)),
        ]
    }

    /// Changes of every kind in turn, each of a sort that chance says: most good, some not.
    private static func changes(_ count: Int, seed: UInt64, ports: [UInt16]) throws -> [Change] {
        var choices = SeededChoices(seed: seed)
        return try (0..<count).map { number in
            let sort = choices.pick(8)
            let kind = ["clusters", "endpoints", "routes", "listeners", "secrets", "runtime"][number % 6]
            let resources: [JSON]
            switch kind {
            case "clusters":
                resources = clusters(timeout: number + 2, hasB: sort != 6, isWrong: sort == 2)
            case "endpoints":
                resources = endpoints(sort % 2 == 0 ? ports : ports.reversed())
            case "routes":
                let limit: JSON = ["max_direct_response_body_size_bytes": .integer(4_096 + number)]
                let twice: JSON = ["virtual_hosts": [["name": "v", "domains": ["*", "*"]]]]
                resources = routes(
                    to: ["a", "b", "a", "b", "a", "b", "nowhere", "a"][sort], more: sort == 3 ? twice : limit)
            case "listeners": resources = listeners(limit: 8_192 + number, isWrong: sort == 1)
            case "secrets":
                let (one, other) = number % 12 < 6 ? ("second", "server") : ("server", "second")
                resources = try secrets(one, key: sort == 4 ? other : nil)
            default: resources = runtime(sort % 2 * 100, more: number)
            }
            return Change(kind: kind, resources: resources)
        }
    }

    // MARK: - Following

    /// Both proxies and what they follow.
    private final class Pair {
        let sovereign: Sovereign
        let upstreams: [ScriptedUpstream]
        let subjects: [Subject]
        /// How often they differed; who has waited once for nothing does not wait as long again.
        private(set) var differences = 0

        init() throws {
            upstreams = try ["a", "b"].map {
                try #require(ScriptedUpstream(.serving("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n\($0)")))
            }
            let sovereign = try Sovereign()
            self.sovereign = sovereign
            for change in try SovereignTests.first(upstreams.map(\.port)) {
                try sovereign.set(change.kind, change.resources)
            }
            try sovereign.start()
            subjects = try [ProxyBinary.apus, .envoy].map { try Subject($0, plane: sovereign.port) }
        }

        deinit {
            sovereign.kill()
            for upstream in upstreams { upstream.stop() }
        }

        /// Waits until both tell the same.
        func areEqual(_ what: String, _ facts: (Int) -> Facts?) -> Bool {
            var both: [Facts?] = []
            let areEqual = Deadline(seconds: differences == 0 ? 60 : 5).reached {
                both = [facts(0), facts(1)]
                return both[0] != nil && both[0] == both[1]
            }
            let (apus, envoy) = (both[0] ?? [:], both[1] ?? [:])
            #expect(
                areEqual,
                """
                \(what): apus \(apus.filter { envoy[$0.key] != $0.value }), \
                envoy \(envoy.filter { apus[$0.key] != $0.value })
                \(areEqual ? "" : subjects.map { String($0.proxy.errors.suffix(1_500)) }.joined(separator: "\n"))
                """)
            if !areEqual { differences += 1 }
            return areEqual
        }

        /// Waits until both use what sovereign gives of every kind, and are equal.
        func areLevel(_ what: String) -> Bool {
            for subject in subjects {
                for kind in ["clusters", "endpoints", "routes", "listeners", "secrets", "runtime"] {
                    let isThere = Deadline(seconds: 60).reached {
                        guard let version = sovereign.version(kind, for: subject.node) else { return false }
                        let statistics = subject.statistics()
                        let places = Subject.subscriptions(kind, statistics)
                        return !places.isEmpty
                            && places.allSatisfy { statistics[$0 + ".version_text"] == "\"\(version)\"" }
                    }
                    #expect(isThere, "\(what): \(subject.binary) has not the \(kind)")
                    if !isThere { return false }
                }
            }
            return areEqual(what) { seen($0) }
        }

        /// Answers and the dump.
        func seen(_ place: Int) -> Facts {
            // The versions of listeners differ, since their ports do.
            let dump = subjects[place].dump().map { key, value in
                key.hasPrefix("dynamic_listeners") ? (key, String(value.drop { $0 != " " })) : (key, value)
            }
            return subjects[place].answers().merging(dump) { one, _ in one }
        }

        /// Waits until both have made of a change what they make of it, and expects that it is the same.
        /// - Parameter act: makes the change.
        func follow(_ what: String, _ kind: String, _ act: () throws -> Void) throws -> Bool {
            let before = subjects.map { $0.statistics() }
            try act()
            let since = subjects.map { $0.statistics() }
            let versions = subjects.map { sovereign.version(kind, for: $0.node) }
            return areEqual(what) { place in
                let now = subjects[place].statistics()
                guard
                    let outcome = subjects[place].outcome(
                        kind, version: versions[place], now, since: since[place])
                else { return nil }
                return outcome.merging(Subject.counts(now, since: before[place])) { one, _ in one }
                    .merging(seen(place)) { one, _ in one }
            }
        }

        /// Waits until both have asked in vain.
        func haveMissed() -> Bool {
            func failures(_ subject: Subject) -> Int {
                Int(subject.statistics()["cluster_manager.cds.update_failure"] ?? "") ?? 0
            }
            let before = subjects.map { failures($0) }
            return Deadline(seconds: 60).reached {
                zip(subjects, before).allSatisfy { failures($0) > $1 }
            }
        }
    }

    @Test(
        "Envoy and Apus follow a hundred changes of sovereign alike, through restarts of all three",
        .enabled(if: ProxyBinary.envoy.path != nil, "no Envoy"),
        .enabled(if: Sovereign.isAvailable, "python3 has no sovereign"))
    func hundredChanges() throws {
        let pair = try Pair()
        guard pair.areLevel("at the start") else { return }
        let changes = try Self.changes(100, seed: 7, ports: pair.upstreams.map(\.port))
        for (number, change) in changes.enumerated() {
            let what = "change \(number), \(change.kind)"
            _ = try pair.follow(what, change.kind) {
                // What changes while nobody gives it is heard of later.
                if number == 24 {
                    pair.sovereign.kill()
                    #expect(pair.haveMissed())
                }
                try pair.sovereign.set(change.kind, change.resources)
                if number == 24 { try pair.sovereign.start() }
            }
            // What follows would only say the same again.
            guard pair.differences < 6 else { return }
            // Nothing that was refused stands at these two moments: what is refused has no version.
            if number == 60 {
                let served = pair.subjects[0].answers()
                pair.sovereign.kill()
                try pair.subjects[0].restart()
                #expect(pair.areEqual("Apus started alone") { $0 == 0 ? pair.subjects[0].answers() : served })
                try pair.sovereign.start()
                guard pair.areLevel("after Apus started alone") else { return }
            }
            if number == 72 {
                try pair.subjects[1].restart()
                guard pair.areLevel("after Envoy started anew") else { return }
            }
        }
    }
}
