import Testing

/// Envoy and Apus follow the same changes of files, side by side.
extension FileDiscoveryTests {
    /// One change of one file.
    private struct Step {
        let file: String
        /// Whether what the file says is used from then on.
        let isGood: Bool
        let text: (Subject) -> String
        init(_ file: String, isGood: Bool = true, _ text: @escaping (Subject) -> String) {
            (self.file, self.isGood, self.text) = (file, isGood, text)
        }
    }

    private static let attempts = [
        "cds": "cluster_manager.cds.update_attempt", "lds": "listener_manager.lds.update_attempt",
        "rds": "http.in.rds.r.update_attempt", "eds": "cluster.a.update_attempt",
        "sds": "sds.server.update_attempt", "rtds": "runtime.update_attempt",
    ]

    private static let told: [String] = {
        let outcomes = [
            "update_attempt", "update_success", "update_rejected", "update_failure", "version", "version_text",
        ]
        let managers = [
            "cluster_manager.cds.", "listener_manager.lds.", "http.in.rds.r.", "cluster.a.", "sds.server.", "runtime.",
        ]
        return managers.flatMap { manager in outcomes.map { manager + $0 } } + [
            "cluster_manager.cds.config_reload", "http.in.rds.r.config_reload", "http.in.rds.r.update_empty",
            "cluster_manager.active_clusters", "cluster_manager.warming_clusters", "cluster_manager.cluster_added",
            "cluster_manager.cluster_modified", "cluster_manager.cluster_removed", "cluster_manager.cluster_updated",
            "cluster.a.membership_total", "cluster.a.membership_change", "cluster.b.membership_total",
            "listener_manager.listener_added", "listener_manager.listener_modified",
            "listener_manager.listener_removed",
            "listener_manager.listener_in_place_updated", "listener_manager.listener_create_success",
            "listener_manager.total_listeners_active", "listener_manager.total_listeners_warming",
            "server.dynamic_unknown_fields", "runtime.num_keys", "runtime.load_success", "runtime.load_error",
        ]
    }()

    // MARK: - Secrets and runtime values

    private static func secret(_ version: String, _ certificate: String, key: String? = nil) throws -> String {
        let files = try TLSFiles.shared.get()
        func content(_ file: String) -> String {
            ByteString(readFile(files.path(file)) ?? []).text.replacing("\n", with: "\\n")
        }
        return """
            version_info: "\(version)"
            resources:
            - "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret
              name: server
              tls_certificate:
                certificate_chain: {inline_string: "\(content(certificate + ".crt"))"}
                private_key: {inline_string: "\(content((key ?? certificate) + ".key"))"}

            """
    }

    private static func layer(_ version: String, share: Int, name: String = "some") -> String {
        """
        version_info: "\(version)"
        resources:
        - "@type": type.googleapis.com/envoy.service.runtime.v3.Runtime
          name: \(name)
          layer: {share: {numerator: \(share), denominator: HUNDRED}, version: \(version)}

        """
    }

    /// Listeners of the bootstrap: the certificate of one comes from a file, and what the other answers depends on
    /// runtime values that do.
    private static func fixedListeners(_ directory: TemporaryDirectory) throws -> JSON {
        try write("sds", secret("1", "server"), in: directory)
        try write("rtds", layer("1", share: 0), in: directory)
        func listener(_ name: String, _ more: JSON = [:]) -> JSON {
            let fraction: JSON = ["default_value": ["numerator": 0], "runtime_key": "share"]
            let route: JSON = [
                "match": ["prefix": "/", "runtime_fraction": fraction],
                "direct_response": ["status": 200, "body": ["inline_string": "yes"]],
            ]
            let manager: JSON = [
                "@type": .string(TypeName.manager), "stat_prefix": .string(name),
                "route_config": ["virtual_hosts": [["name": "v", "domains": ["*"], "routes": [route]]]],
                "http_filters": [["name": "r", "typed_config": ["@type": .string(TypeName.router)]]],
            ]
            let chain: JSON = ["filters": [["name": "m", "typed_config": manager]]]
            return [
                "name": .string(name), "address": Theme.address(port: 0), "filter_chains": [chain.merged(with: more)],
            ]
        }
        let certificate: JSON = ["name": "server", "sds_config": source("sds", in: directory)]
        let context: JSON = [
            "@type": .string(TLSCase.context + "DownstreamTlsContext"),
            "common_tls_context": ["tls_certificate_sds_secret_configs": [certificate]],
        ]
        let runtime: JSON = ["name": "some", "rtds_config": source("rtds", in: directory)]
        return [
            "layered_runtime": ["layers": [["name": "dynamic", "rtds_layer": runtime]]],
            "static_resources": [
                "listeners": [
                    listener("shared"),
                    listener("safe", ["transport_socket": ["name": "tls", "typed_config": context]]),
                ]
            ],
        ]
    }

    // MARK: - Following

    /// Envoy and Apus, each with files of its own that say the same: after each change, an answer and what was counted
    /// have to be the same.
    private final class Pair {
        let subjects: [Subject]
        /// What had been counted before a proxy was started anew, for each.
        private var earlier: [[String: Int]] = [[:], [:]]

        /// - Parameter others: laid over the configuration of each.
        init(others: (TemporaryDirectory) throws -> JSON = { _ in [:] }) throws {
            subjects = try [ProxyBinary.apus, .envoy].map { try Subject($0, others: others) }
            compare("start")
        }

        private static let states = [
            "version", "version_text", "active_clusters", "warming_clusters", "membership_total",
            "total_listeners_active", "total_listeners_warming", "num_keys",
        ]

        /// Whether a statistic says how often something happened.
        private static func counts(_ name: String) -> Bool { !states.contains { name.hasSuffix(".\($0)") } }

        private func numbers(_ index: Int, _ names: [String]) -> [String: String] {
            let statistics = subjects[index].proxy.admin.statistics()
            var numbers: [String: String] = [:]
            for name in names {
                guard let text = statistics[name] else { continue }
                let before = earlier[index][name] ?? 0
                numbers[name] = before == 0 ? text : Int(text).map { String($0 + before) }
            }
            return numbers
        }

        private func facts(_ index: Int, _ names: [String]) -> [String] {
            let numbers = numbers(index, names)
            let subject = subjects[index]
            return [subject.answer(), subject.answer("shared")]
                + names.compactMap { name in numbers[name].map { "\(name): \($0)" } }
        }

        private func compareCertificates(_ what: String) {
            var shown: [String?] = []
            let areEqual = Deadline(seconds: 30).reached {
                shown = subjects.map {
                    TLSProgramTests.shownCertificate($0.proxy.port(of: "safe") ?? 0, in: $0.directory)
                }
                return shown[0] != nil && shown[0] == shown[1]
            }
            #expect(areEqual, "\(what): \(shown)")
        }

        /// Compares what holds once nothing moves any more: other threads hear of a change after it is counted.
        private func compare(_ what: String, _ names: [String] = FileDiscoveryTests.told) {
            var last: [[String]] = []
            _ = Deadline(seconds: 30).reached {
                let next = subjects.indices.map { facts($0, names) }
                defer { last = next }
                if next == last { return true }
                Deadline.pause(milliseconds: 100)
                return false
            }
            let (apus, envoy) = (last[0], last[1])
            #expect(
                apus == envoy,
                "\(what): apus \(apus.filter { !envoy.contains($0) }), envoy \(envoy.filter { !apus.contains($0) })")
        }

        /// Moves a file of each into its place, and waits until those that run have taken it.
        private func move(_ what: String, _ step: Step, without absent: Int? = nil) throws {
            let attempts = try #require(FileDiscoveryTests.attempts[step.file])
            for (index, subject) in subjects.enumerated() {
                let before = index == absent ? nil : Int(subject.statistic(attempts)) ?? 0
                try subject.move(step.file, step.text(subject))
                guard let before else { continue }
                let isTaken = subject.waitForAttempt(attempts, after: before)
                #expect(isTaken, "\(subject.binary) does not take \(what)")
            }
        }

        func follow(_ number: Int, _ step: Step) throws {
            let what = "\(number) \(step.file)"
            try move(what, step)
            // How long those of a listener that drains are there is each proxy's own affair.
            let told = FileDiscoveryTests.told
            compare(what, step.file == "lds" ? told.filter { !$0.hasPrefix("http.") } : told)
            if step.file == "sds" { compareCertificates(what) }
        }

        /// As above, while one of the two is ended and started anew. All files have to be good: who begins with one
        /// that is not has nothing to go on with. Requests to the other are answered all the time.
        func follow(_ number: Int, _ step: Step, restarting index: Int) throws {
            let (subject, other) = (subjects[index], subjects[1 - index])
            let what = "\(number) \(step.file), \(subject.binary) anew"
            let before = other.answer()
            let port = other.port
            let answers = Watched<[String: Int]>([:])
            let asks = Watched(true)
            detachThread {
                while asks.value {
                    let answer = ProxyHarness.answer(at: port)
                    answers.change { $0[answer, default: 0] += 1 }
                }
                asks.change { $0 = true }
            }
            subject.proxy.stop()
            #expect(subject.answer() == "refused")
            try move(what, step, without: index)
            try subject.startAgain()
            asks.change { $0 = false }
            asks.wait(seconds: 60) { $0 }
            let seen = answers.value
            #expect(Set(seen.keys).isSubset(of: [before, other.answer()]), "\(what): \(seen)")
            #expect(seen.values.reduce(0, +) > 1, "\(what): nobody was asked")
            compare(what, FileDiscoveryTests.told.filter { !Self.counts($0) })
            compareCertificates(what)
            // From now on it counts as the other does.
            earlier[index] = [:]
            let names = FileDiscoveryTests.told.filter(Self.counts)
            let (own, others) = (numbers(index, names), numbers(1 - index, names))
            for name in names {
                guard let own = own[name].flatMap({ Int($0) }), let theirs = others[name].flatMap({ Int($0) }) else {
                    continue
                }
                earlier[index][name] = theirs - own
            }
        }
    }

    /// The same changes for everybody who asks with the same seed.
    private static func changes(_ count: Int, seed: UInt64) throws -> [Step] {
        var choices = SeededChoices(seed: seed)
        return try (0..<count).map { number in
            let version = "\(number + 2)"
            let choice = choices.pick(8)
            let place = choices.pick(2)
            switch choices.pick(6) {
            case 0:
                let target = ["a", "b", "a", "b", "a", "b", "nowhere", "a"][choice]
                let more = choice == 7 ? "  foo: bar\n" : ""
                return Step("rds", isGood: choice != 3) { _ in
                    choice == 3 ? "{\(version)" : Self.routes(version, to: target, more: more)
                }
            case 1:
                return Step("eds", isGood: choice != 5) {
                    Self.endpoints(version, port: $0.upstreams[place].port, name: choice == 5 ? "z" : "a")
                }
            case 2:
                return Step("cds", isGood: choice != 2) {
                    let whole = Self.clusters(
                        $0.directory, version, port: $0.upstreams[place].port, timeout: "\(1 + choice)s",
                        withB: choice != 6)
                    return choice == 2 ? whole.replacing("name: a", with: "name: \"\"") : whole
                }
            case 3:
                let (one, other) = place == 0 ? ("server", "second") : ("second", "server")
                let text = try secret(version, one, key: choice == 4 ? other : nil)
                return Step("sds", isGood: choice != 4) { _ in text }
            case 4:
                let name = choice == 6 ? "other" : "some"
                return Step("rtds", isGood: choice != 6) { _ in layer(version, share: place * 100, name: name) }
            default:
                return Step("lds", isGood: choice != 1) {
                    let limit = "  per_connection_buffer_limit_bytes: \(choice > 4 ? 65_536 : 8_192 + choice)\n"
                    let whole = Self.listener($0.directory, version, port: $0.port, more: limit)
                    return choice == 1 ? whole.replacing("port_value: \($0.port)", with: "port_value: 99999") : whole
                }
            }
        }
    }

    // MARK: - Tests

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
        let pair = try Pair()
        for (number, step) in steps.enumerated() { try pair.follow(number, step) }
    }

    @Test(
        "Envoy and Apus follow a hundred changes of all kinds alike, through restarts of both",
        .enabled(if: ProxyBinary.envoy.path != nil, "no Envoy"))
    func hundredChanges() throws {
        let pair = try Pair(others: Self.fixedListeners)
        var bad: Set<String> = []
        // From these numbers on, at the first change that finds all files good, each is ended and started anew.
        var restarts = [(25, 0), (45, 1), (60, 0), (80, 1)][...]
        for (number, step) in try Self.changes(100, seed: 93).enumerated() {
            if step.isGood { bad.remove(step.file) } else { bad.insert(step.file) }
            if bad.isEmpty, step.file != "lds", let (earliest, index) = restarts.first, number >= earliest {
                try pair.follow(number, step, restarting: index)
                restarts.removeFirst()
            } else {
                try pair.follow(number, step)
            }
        }
        #expect(restarts.isEmpty)
    }
}
