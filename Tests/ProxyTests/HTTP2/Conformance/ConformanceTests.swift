import Testing

/// RFC 9113 and RFC 7541 against a running proxy, by raw frames.
@Suite struct ConformanceTests {
    private static let proxy = Result { try Subject() }

    /// A proxy in front of an upstream of HTTP/1.1 that answers everything.
    private final class Subject: Sendable {
        let upstream: ScriptedUpstream
        let harness: ProxyHarness

        init() throws {
            upstream = try #require(ScriptedUpstream(.plain))
            let directory = try TemporaryDirectory()
            let forward = ProxyCase("c", steps: []).with {
                $0.manager = ["http2_protocol_options": ["max_concurrent_streams": 100]]
            }
            harness = try ProxyHarness(
                .apus,
                configuration: Theme(name: "conformance", cases: [forward]).configuration(
                    upstreams: ["c": upstream.port], log: directory.file("access.log")),
                directory: directory)
        }
    }

    @Test("Each demand on a server is met", arguments: ConformanceCases.all)
    func demand(_ item: ConformanceCase) async throws {
        let port = try Self.proxy.get().harness.port(of: "c") ?? 0
        let problem = await onThread {
            guard var client = ConformanceClient(port: port) else { return "no connection" as String? }
            return client.run(item)
        }
        if let problem { Issue.record("\(item.testDescription): \(problem)") }
    }
}
