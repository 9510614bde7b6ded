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

    /// Tells of a difference by the smallest case that shows it; races between threads of a busy machine show it once.
    private func explain(_ testCase: ProxyCase, _ seed: UInt64) async {
        for _ in 0..<2 {
            if await Self.difference(testCase) == nil { return }
        }
        let reduction = CaseReduction { await Self.difference($0) != nil }
        let smallest = await reduction.smallest(testCase, seconds: 60)
        guard let difference = await Self.difference(smallest) else { return }
        Issue.record(
            """
            APUS_RANDOM_SEED=\(seed) differs in \(testCase.name):
            manager \(smallest.manager.text)
            table \(smallest.routeConfiguration.text)
            hosts \((smallest.virtualHosts ?? []).text)
            cluster \(smallest.cluster.text)
            upstream \(smallest.upstream)
            \(difference)
            """)
    }

    /// The lines in which the two differ, when a case is alone; nil when they do not, or one refuses it.
    private static func difference(_ testCase: ProxyCase) async -> String? {
        let theme = Theme(name: testCase.name, cases: [testCase])
        async let theirs = Recordings.run(theme, .envoy, .whole)
        async let ours = Recordings.run(theme, .apus, .whole)
        guard let expected = try? await theirs.transcripts[testCase.name],
            let found = try? await ours.transcripts[testCase.name], expected != found
        else { return nil }
        return LineDifference.text(from: expected, to: found)
    }
}
