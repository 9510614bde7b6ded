import Glibc
import Testing

/// Random configurations and requests to Envoy and to Apus: what client, upstream and logs saw and what was counted has
/// to be the same. Cases are the same in every run, unless `APUS_RANDOM_SEED` is set; `APUS_TEST_ROUNDS` says how many.
@Suite(.enabled(if: ProxyBinary.envoy.path != nil, "no Envoy here"))
struct RandomParityTests {
    /// Cases of one round, which share a process.
    private static let casesPerRound = 40

    private static let firstSeed: UInt64 = {
        guard let text = unsafe getenv("APUS_RANDOM_SEED") else { return 1 }
        return unsafe UInt64(String(cString: text)) ?? 1
    }()

    @Test("Apus does what Envoy does", arguments: 0..<UInt64(Rounds.count))
    func agrees(_ round: UInt64) async throws {
        let seed = Self.firstSeed &+ round
        var generator = RandomCaseGenerator(seed: seed)
        let cases = (0..<Self.casesPerRound).map { generator.next(named: "random-\(seed)-\($0)") }
        let theme = Theme(name: "random-\(seed)", cases: cases)
        async let theirs = Recordings.run(theme, .envoy, .whole)
        let ours = try await Recordings.run(theme, .apus, .whole)
        if let death = ours.death { Issue.record("seed \(seed): \(death)") }
        let expected = try await theirs.transcripts
        for testCase in cases where expected[testCase.name] != ours.transcripts[testCase.name] {
            await explain(testCase, seed)
        }
    }

    @Test("Apus does over HTTP/2 what Envoy does", arguments: 0..<UInt64(Rounds.count))
    func agreesOverHTTP2(_ round: UInt64) async throws {
        let seed = Self.firstSeed &+ round
        var generator = RandomCaseGenerator(seed: seed &+ 1 << 32)
        let cases = (0..<Self.casesPerRound).map { generator.nextOverHTTP2(named: "random-\(seed)-\($0)") }
        async let theirs = Self.transcripts(cases, .envoy)
        let ours = try await Self.transcripts(cases, .apus)
        let expected = try await theirs
        for testCase in cases where expected[testCase.base.name] != ours[testCase.base.name] {
            await explain(testCase.base, seed, over: testCase.steps)
        }
    }

    /// Tells of a difference by the smallest case that shows it; races between threads of a busy machine show it once.
    private func explain(_ testCase: ProxyCase, _ seed: UInt64, over steps: [HTTP2Case.Step]? = nil) async {
        for _ in 0..<2 {
            if await Self.difference(testCase, steps) == nil { return }
        }
        let reduction = CaseReduction { await Self.difference($0, steps) != nil }
        let smallest = await reduction.smallest(testCase, seconds: 60)
        guard let difference = await Self.difference(smallest, steps) else { return }
        Issue.record(
            """
            APUS_RANDOM_SEED=\(seed) differs in \(testCase.name):
            listener \(smallest.listener.text)
            manager \(smallest.manager.text)
            table \(smallest.routeConfiguration.text)
            hosts \((smallest.virtualHosts ?? []).text)
            cluster \(smallest.cluster.text)
            upstream \(smallest.upstream)
            steps \(steps.map { "\($0)" } ?? "below")
            \(difference)
            """)
    }

    private static func transcripts(_ cases: [HTTP2Case], _ binary: ProxyBinary) async throws -> [String: String] {
        try await onThread { Result { try HTTP2Run.transcripts(cases, binary) } }.get()
    }

    /// The lines in which the two differ, when a case is alone; nil when they do not, or one refuses it.
    private static func difference(_ testCase: ProxyCase, _ steps: [HTTP2Case.Step]?) async -> String? {
        async let theirs = transcript(testCase, steps, .envoy)
        async let ours = transcript(testCase, steps, .apus)
        guard let expected = await theirs, let found = await ours, expected != found else { return nil }
        return LineDifference.text(from: expected, to: found)
    }

    private static func transcript(
        _ testCase: ProxyCase, _ steps: [HTTP2Case.Step]?, _ binary: ProxyBinary
    ) async -> String? {
        guard let steps else {
            let theme = Theme(name: testCase.name, cases: [testCase])
            return try? await Recordings.run(theme, binary, .whole).transcripts[testCase.name]
        }
        let case2 = HTTP2Case(testCase.name, steps, upstream: testCase.upstream) { $0 = testCase }
        return try? await transcripts([case2], binary)[testCase.name]
    }
}
