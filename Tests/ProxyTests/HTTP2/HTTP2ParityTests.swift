import Testing

/// Conversations over HTTP/2 against the golden transcripts that Envoy wrote.
@Suite struct HTTP2ParityTests {
    /// Cases that share a golden file and a proxy process.
    struct Group: Sendable, CustomTestStringConvertible {
        var name: String
        var cases: [HTTP2Case]
        var theme: Theme { Theme(name: name, cases: cases.map(\.base)) }
        var testDescription: String { name }
    }

    private static let groups = [
        Group(name: "http2", cases: HTTP2Cases.all), Group(name: "http2-turns", cases: HTTP2Cases.turns),
        Group(name: "http2-early-resets", cases: HTTP2Cases.earlyResets),
        Group(name: "http2-retries", cases: HTTP2Cases.retries),
    ]

    @Test("Apus does over HTTP/2 what Envoy did", arguments: groups)
    func apus(_ group: Group) async throws {
        if GoldenFile.isRecording { return }
        try await compare(group, .apus)
    }

    @Test(
        "Envoy still does over HTTP/2 what was recorded", .enabled(if: ParityTests.hasEnvoy, "no Envoy here"),
        arguments: groups)
    func envoy(_ group: Group) async throws {
        if GoldenFile.isRecording {
            let transcripts = try await run(group, .envoy)
            return try GoldenFile.write(group.theme, transcripts)
        }
        try await compare(group, .envoy)
    }

    private func run(_ group: Group, _ binary: ProxyBinary) async throws -> [String: String] {
        try await onThread { Result { try HTTP2Run.transcripts(group.cases, binary) } }.get()
    }

    private func compare(_ group: Group, _ binary: ProxyBinary) async throws {
        let golden = GoldenFile.read(group.name)
        let transcripts = try await run(group, binary)
        for item in group.cases {
            let expected = try #require(golden[item.base.name], "\(item.base.name) was never recorded")
            let found = transcripts[item.base.name] ?? "(the case was not run)"
            if expected != found {
                Issue.record("\(item.base.name):\n\(LineDifference.text(from: expected, to: found))")
            }
        }
    }
}
