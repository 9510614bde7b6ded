import Testing

/// Conversations over HTTP/2 against the golden transcripts that Envoy wrote.
@Suite struct HTTP2ParityTests {
    private static let theme = Theme(name: "http2", cases: HTTP2Cases.all.map(\.base))

    @Test("Apus does over HTTP/2 what Envoy did")
    func apus() async throws {
        if GoldenFile.isRecording { return }
        try await compare(.apus)
    }

    @Test(
        "Envoy still does over HTTP/2 what was recorded", .enabled(if: ParityTests.hasEnvoy, "no Envoy here"))
    func envoy() async throws {
        if GoldenFile.isRecording {
            let transcripts = try await run(.envoy)
            return try GoldenFile.write(Self.theme, transcripts)
        }
        try await compare(.envoy)
    }

    private func run(_ binary: ProxyBinary) async throws -> [String: String] {
        try await onThread { Result { try HTTP2Run.transcripts(HTTP2Cases.all, binary) } }.get()
    }

    private func compare(_ binary: ProxyBinary) async throws {
        let golden = GoldenFile.read(Self.theme.name)
        let transcripts = try await run(binary)
        for item in HTTP2Cases.all {
            let expected = try #require(golden[item.base.name], "\(item.base.name) was never recorded")
            let found = transcripts[item.base.name] ?? "(the case was not run)"
            if expected != found {
                Issue.record("\(item.base.name):\n\(LineDifference.text(from: expected, to: found))")
            }
        }
    }
}
