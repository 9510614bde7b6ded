import Testing

/// Requests that a proxy sends by itself, and how it counts them.
@Suite struct OwnRequestTests {
    @Test("Copies of requests count as the proxy's own, whatever becomes of them", arguments: ProxyBinary.present)
    func copies(_ binary: ProxyBinary) throws {
        let upstream = try #require(ScriptedUpstream(.plain))
        defer { upstream.stop() }
        let copied = ProxyCase("c", get()).with {
            $0.action = [
                "request_mirror_policies": [["cluster": "CLUSTER"], ["cluster": "nobody"], ["cluster": "still"]]
            ]
            $0.members = [
                ["name": "nobody", "load_assignment": ["cluster_name": "nobody"]],
                ["name": "still", "load_assignment": ["cluster_name": "still"]],
            ]
            $0.runtime = ["upstream.maintenance_mode.still": 100]
        }
        let directory = try TemporaryDirectory()
        let proxy = try ProxyHarness(
            binary,
            configuration: Theme(name: "copies", cases: [copied]).configuration(
                upstreams: ["c": upstream.port], log: directory.file("access.log")),
            directory: directory)
        var client = try #require(RawClient(port: proxy.port(of: "c") ?? 0, delivery: .whole))
        let steps = (0..<4).flatMap { _ in [ClientStep.text(get()), .answers(1)] }
        #expect(client.run(steps, upstream: nil, probes: false).answers.map(\.status) == [200, 200, 200, 200])
        let wanted = [
            "http.async-client.rq_total": "12", "cluster.c.upstream_rq_total": "8",
            "cluster.nobody.upstream_cx_none_healthy": "4", "cluster.nobody.upstream_rq_503": "4",
            "cluster.still.upstream_rq_maintenance_mode": "4", "cluster.still.internal.upstream_rq_503": "4",
        ]
        var found: [String: String] = [:]
        let isReached = Deadline(seconds: 30).reached {
            let statistics = proxy.admin.statistics()
            found = statistics.filter { wanted[$0.key] != nil }
            return found == wanted
        }
        #expect(isReached, "\(found)")
        proxy.stop()
    }
}
