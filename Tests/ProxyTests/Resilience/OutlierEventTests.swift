import Testing

/// The log of what outlier detection does, beside Envoy's.
@Suite struct OutlierEventTests {
    /// The lines of an ejection and of its end, and the page of the cluster while it lasts.
    private static func events(_ binary: ProxyBinary, enforced: Bool) throws -> [String] {
        let upstream = try #require(
            ScriptedUpstream(.serving(answer("500 Internal Server Error", "content-length: 0"))))
        defer { upstream.stop() }
        let directory = try TemporaryDirectory()
        let log = directory.file("events.log")
        let served = ProxyCase("served", get()).with {
            $0.cluster = [
                "outlier_detection": [
                    "consecutive_5xx": 2, "max_ejection_percent": 100, "interval": "0.3s", "base_ejection_time": "0.2s",
                    "enforcing_consecutive_5xx": .integer(enforced ? 100 : 0),
                ]
            ]
        }
        let proxy = try ProxyHarness(
            binary,
            configuration: Theme(name: "events", cases: [served]).configuration(
                upstreams: ["served": upstream.port], log: directory.file("access.log")
            ).merged(with: ["cluster_manager": ["outlier_detection": ["event_log_path": .string(log)]]]),
            directory: directory)
        let client = AdminClient(port: try #require(proxy.port(of: "served")))
        for _ in 0..<2 { #expect(client.get("/")?.status == 500) }
        let lines = enforced ? 2 : 1
        _ = Deadline(seconds: 20).reached { (readFile(log) ?? []).filter { $0 == 0x0a }.count >= lines }
        proxy.stop()
        return (readFile(log) ?? []).text.split(separator: "\n").map {
            String($0).masked(behind: "\"timestamp\":\"") { $0 != "\"" }.replacing(":\(upstream.port)", with: ":{port}")
        }
    }

    @Test(
        "An ejection and its end are written as Envoy writes them", .enabled(if: ParityTests.hasEnvoy, "no Envoy here"),
        arguments: [true, false])
    func alike(enforced: Bool) throws {
        let ours = try Self.events(.apus, enforced: enforced)
        #expect(ours == (try Self.events(.envoy, enforced: enforced)))
        #expect(ours.count == (enforced ? 2 : 1))
    }

    /// The pages of a cluster whose only endpoint is ejected.
    private static func pages(_ binary: ProxyBinary) throws -> [String] {
        let upstream = try #require(
            ScriptedUpstream(.serving(answer("500 Internal Server Error", "content-length: 0"))))
        defer { upstream.stop() }
        let directory = try TemporaryDirectory()
        let served = ProxyCase("served", get()).with {
            $0.cluster = [
                "outlier_detection": ["consecutive_5xx": 2, "max_ejection_percent": 100],
                "circuit_breakers": ["thresholds": [["retry_budget": ["min_retry_concurrency": 7]]]],
            ]
        }
        let proxy = try ProxyHarness(
            binary,
            configuration: Theme(name: "pages", cases: [served]).configuration(
                upstreams: ["served": upstream.port], log: directory.file("access.log")),
            directory: directory)
        let client = AdminClient(port: try #require(proxy.port(of: "served")))
        for _ in 0..<2 { #expect(client.get("/")?.status == 500) }
        let isEjected = Deadline(seconds: 20).reached {
            proxy.admin.statistics()["cluster.served.outlier_detection.ejections_active"] == "1"
        }
        #expect(isEjected)
        let pages = ["/clusters", "/clusters?format=json", "/stats/prometheus?filter=outlier_detection"].map {
            (proxy.admin.get($0)?.body.text ?? "").replacing("\(upstream.port)", with: "{port}")
        }
        proxy.stop()
        return pages
    }

    @Test("The pages of an ejected endpoint are Envoy's", .enabled(if: ParityTests.hasEnvoy, "no Envoy here"))
    func pagesAlike() throws {
        for (ours, theirs) in zip(try Self.pages(.apus), try Self.pages(.envoy)) where ours != theirs {
            Issue.record("\(LineDifference.text(from: theirs, to: ours))")
        }
    }
}
