import Testing

/// Statistics that are sent to statsd and its kin, beside Envoy.
@Suite struct StatisticsSinkTests {
    /// What a receiver has got: by what was sent, with its kind and tags, what counters have gained, what gauges are,
    /// and how many values histograms have.
    private struct Tally: Sendable {
        var numbers: [String: Int] = [:]
        /// How often the number of requests was told.
        var flushes = 0
        /// The largest datagram, and whether one had several lines.
        var longest = 0
        var isShared = false

        mutating func take(_ bytes: ByteString) {
            let text = bytes.text
            longest = max(longest, bytes.count)
            if text.contains("\n") { isShared = true }
            for line in text.split(separator: "\n") {
                let parts = line.split(separator: "|", omittingEmptySubsequences: false)
                guard parts.count > 1, let colon = parts[0].lastIndex(of: ":"),
                    let value = Int(parts[0][parts[0].index(after: colon)...])
                else {
                    numbers["what is no line: \(line)"] = 1
                    continue
                }
                let key = "\(parts[0][..<colon])|\(parts.dropFirst().joined(separator: "|"))"
                switch parts[1] {
                case "c": numbers[key, default: 0] += value
                case "g": numbers[key] = value
                default: numbers[key, default: 0] += 1
                }
                if parts[0].contains("downstream_rq_total") { flushes += 1 }
            }
        }

        /// Whether the request, and what came of it, must have been told.
        var isEnough: Bool { flushes >= 2 }
    }

    private static func sink(_ type: String, _ fields: JSON) -> JSON {
        let base: JSON = ["@type": .string("type.googleapis.com/envoy." + type)]
        return ["name": "s", "typed_config": base.merged(with: fields)]
    }

    private static func place(_ peer: DatagramPeer) -> JSON { ["address": Theme.address(port: peer.port)] }

    /// What each kind of receiver gets of a proxy that has answered one request.
    private static func tallies(_ binary: ProxyBinary) throws -> [String: Tally] {
        let upstream = try #require(ScriptedUpstream(.plain))
        defer { upstream.stop() }
        let directory = try TemporaryDirectory()
        let peers = try (0..<4).map { _ in try #require(DatagramPeer()) }
        let listener = try #require(Socket.listening())
        let stream = Watched(Tally())
        detachThread {
            while let connection = listener.accepted() {
                detachThread {
                    var rest = ByteString()
                    while case .bytes(let bytes) = connection.receive(until: Deadline(seconds: 60)) {
                        rest += bytes
                        guard let end = rest.lastIndex(of: 0x0A) else { continue }
                        let lines = ByteString(rest[...end])
                        rest.removeSubrange(...end)
                        stream.change { $0.take(lines) }
                    }
                }
            }
        }
        defer { listener.interrupt() }
        let endpoint: JSON = ["endpoint": ["address": Theme.address(port: listener.port)]]
        let receivers: JSON = [
            "name": "receivers", "type": "STATIC",
            "load_assignment": ["cluster_name": "receivers", "endpoints": [["lb_endpoints": [endpoint]]]],
        ]
        let testCase = ProxyCase("served", get()).with { $0.members = [receivers] }
        let dog = "config.metrics.v3.DogStatsdSink"
        let own: JSON = ["tcp_cluster_name": "receivers", "prefix": "mine"]
        let sinks: [JSON] = [
            sink("config.metrics.v3.StatsdSink", place(peers[0])), sink("config.metrics.v3.StatsdSink", own),
            sink(dog, place(peers[1]).merged(with: ["prefix": "dog"])),
            sink(dog, place(peers[2]).merged(with: ["max_bytes_per_datagram": 300])),
            sink("extensions.stat_sinks.graphite_statsd.v3.GraphiteStatsdSink", place(peers[3])),
        ]
        let prefixes = ["http.served.downstream_rq", "cluster.served.upstream_rq", "statsd."]
        let patterns = prefixes.map { prefix -> JSON in ["prefix": .string(prefix)] }
        let changes: JSON = [
            "stats_flush_interval": "0.2s", "stats_sinks": .array(sinks),
            "stats_config": [
                "stats_tags": [["tag_name": "my.tag", "fixed_value": "v"]],
                "stats_matcher": ["inclusion_list": ["patterns": .array(patterns)]],
            ],
        ]
        let configuration = Theme(name: "served", cases: [testCase]).configuration(
            upstreams: ["served": upstream.port], log: directory.file("access.log")
        ).merged(with: changes)
        let proxy = try ProxyHarness(binary, configuration: configuration, directory: directory)
        defer { proxy.stop() }
        var client = try #require(RawClient(port: proxy.port(of: "served") ?? 0, delivery: .whole))
        let answers = client.run([.text(get()), .answers(1)], upstream: nil, probes: false).answers
        #expect(answers.map(\.status) == [200])
        var tallies: [String: Tally] = [:]
        for (name, peer) in zip(["statsd", "dogstatsd", "dogstatsd in large datagrams", "graphite"], peers) {
            var tally = Tally()
            let deadline = Deadline(seconds: 60)
            while !tally.isEnough, !deadline.hasPassed, let bytes = peer.receive() { tally.take(bytes) }
            tallies[name] = tally
        }
        stream.wait(seconds: 60) { $0.isEnough }
        tallies["a connection"] = stream.value
        #expect(proxy.admin.numbers(filter: "^statsd") == ["statsd.cx_overflow": 0])
        return tallies
    }

    @Test("Receivers get what Envoy sends them", .enabled(if: ParityTests.hasEnvoy, "no Envoy here"))
    func alike() throws {
        let (ours, theirs) = (try Self.tallies(.apus), try Self.tallies(.envoy))
        for (name, tally) in theirs {
            let own = try #require(ours[name])
            #expect(own.isEnough && tally.isEnough, "\(name)")
            #expect(own.numbers == tally.numbers, "\(name)")
            #expect(own.isShared == tally.isShared, "\(name)")
            if name == "dogstatsd in large datagrams" { #expect(own.longest <= 300 && own.isShared) }
            #expect(own.numbers.keys.contains { $0.contains("rq_time") && $0.contains("|ms") }, "\(name)")
        }
        #expect(ours.count == 5 && theirs.count == 5)
    }

    @Test("A sink with a connection wants a node with names, as in Envoy")
    func nameless() throws {
        let directory = try TemporaryDirectory()
        let configuration: JSON = [
            "stats_sinks": [Self.sink("config.metrics.v3.StatsdSink", ["tcp_cluster_name": "c"])],
            "static_resources": ["clusters": [["name": "c"]]],
        ]
        #expect(throws: ProxyHarness.StartError.self) {
            try ProxyHarness(.apus, configuration: configuration, directory: directory)
        }
    }
}
