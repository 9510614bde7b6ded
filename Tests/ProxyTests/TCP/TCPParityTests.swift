import Testing

/// Conversations without HTTP against the golden transcripts that Envoy wrote.
@Suite struct TCPParityTests {
    private static let theme = Theme(name: "tcp", cases: TCPCases.all.map { ProxyCase($0.name, steps: []) })

    @Test("Apus does with bytes what Envoy did")
    func apus() async throws {
        if GoldenFile.isRecording { return }
        try await compare(.apus)
    }

    @Test("Envoy still does with bytes what was recorded", .enabled(if: ParityTests.hasEnvoy, "no Envoy here"))
    func envoy() async throws {
        if GoldenFile.isRecording {
            return try GoldenFile.write(Self.theme, try await run(.envoy))
        }
        try await compare(.envoy)
    }

    private func run(_ binary: ProxyBinary) async throws -> [String: String] {
        try await onThread { Result { try TCPRun(cases: TCPCases.all, binary: binary).transcripts() } }.get()
    }

    private func compare(_ binary: ProxyBinary) async throws {
        let golden = GoldenFile.read(Self.theme.name)
        let transcripts = try await run(binary)
        for item in TCPCases.all {
            let expected = try #require(golden[item.name], "\(item.name) was never recorded")
            let found = transcripts[item.name] ?? "(the case was not run)"
            if expected != found {
                Issue.record("\(item.name):\n\(LineDifference.text(from: expected, to: found))")
            }
        }
    }
}
