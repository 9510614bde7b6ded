/// Runs all cases of a theme against one proxy process and writes their transcripts.
struct ThemeRun {
    let theme: Theme
    let binary: ProxyBinary
    let delivery: Delivery

    /// What a run brought.
    struct Outcome: Sendable {
        /// By case name.
        var transcripts: [String: String] = [:]
        /// How the proxy ended and what it said, if it did not live to the end or did not leave in order.
        var death: String?
    }

    /// Runs the cases.
    func outcome() throws -> Outcome {
        let directory = try TemporaryDirectory()
        let delivery = self.delivery
        let log = directory.file("access.log")
        let cases = theme.cases.filter { delivery == .whole || !$0.omitting.contains(.bytewise) }
        var upstreams: [String: ScriptedUpstream] = [:]
        for testCase in cases { upstreams[testCase.name] = ScriptedUpstream(testCase.upstream) }
        defer { for upstream in upstreams.values { upstream.stop() } }
        // Envoy counts the samples of histograms only when it merges those of its workers.
        let configuration = Theme(name: theme.name, cases: cases).configuration(
            upstreams: upstreams.mapValues(\.port), log: log
        ).merged(with: ["stats_flush_interval": "0.2s"])
        let proxy = try ProxyHarness(binary, configuration: configuration, directory: directory)
        let started = upstreams
        let records = concurrently(cases, width: 24) { testCase in
            Self.converse(testCase, proxy: proxy, upstream: started[testCase.name], delivery: delivery)
        }
        var outcome = Outcome()
        var ending = proxy.process.ending(within: 0)
        let statistics = ending == nil ? CaseStatistics(settled: proxy.admin, cases: cases) : CaseStatistics()
        if ending == nil {
            ending = proxy.stop()
            if ending != .exit(0) { outcome.death = "ended with" }
        } else {
            outcome.death = "died with"
        }
        if let word = outcome.death {
            let how = ending.map { "\($0)" } ?? "nothing but SIGKILL"
            outcome.death = "\(binary) \(word) \(how) in the theme \(theme.name):\n\(proxy.errors.prefix(9000))"
        }
        let lines = Self.logLines(log)
        for (testCase, record) in zip(cases, records) {
            let masks = Masks(
                listenerPort: proxy.port(of: testCase.name) ?? 0, upstreamPort: started[testCase.name]?.port ?? 0)
            outcome.transcripts[testCase.name] = Transcript.text(
                testCase, client: record.client, upstream: record.upstream, log: lines[testCase.name] ?? [],
                ownLogs: testCase.ownLogs(log).map { Self.allLines($0.file) },
                statistics: statistics.lines(of: testCase),
                masks: masks)
        }
        return outcome
    }

    private struct Record: Sendable {
        var client = ClientRecord()
        var upstream: [UpstreamConnectionRecord] = []
    }

    private static func converse(
        _ testCase: ProxyCase, proxy: ProxyHarness, upstream: ScriptedUpstream?, delivery: Delivery
    ) -> Record {
        var record = Record()
        guard let port = proxy.port(of: testCase.name), var client = RawClient(port: port, delivery: delivery) else {
            record.client.ending = .unanswered
            return record
        }
        let probes = !testCase.omitting.contains(.probe)
        record.client = client.run(testCase.steps, upstream: upstream, probes: probes)
        // What nobody compares need not end.
        if !TranscriptMask.hides(.upstream, of: testCase.name) { record.upstream = upstream?.settledRecords() ?? [] }
        return record
    }

    /// The lines of a case's own log.
    private static func allLines(_ path: String) -> [String] {
        (readFile(path) ?? []).split(separator: 0x0a).map { ByteString($0).escaped }
    }

    /// The lines of the access log by case, without those of the probes.
    private static func logLines(_ path: String) -> [String: [String]] {
        var lines: [String: [String]] = [:]
        for line in (readFile(path) ?? []).split(separator: 0x0a) {
            guard let space = line.firstIndex(of: 0x20) else { continue }
            let rest = ByteString(line[(space + 1)...]).escaped
            if rest.contains("\"probe.invalid\"") { continue }
            lines[ByteString(line[..<space]).text, default: []].append(rest)
        }
        return lines
    }
}

/// The runs of all themes; each happens once, when the first test asks for it.
actor Recordings {
    static let shared = Recordings()

    private struct Key: Hashable {
        var theme: String
        var binary: ProxyBinary
        var delivery: Delivery
    }

    private var runs: [Key: Task<Result<ThemeRun.Outcome, any Error>, Never>] = [:]
    /// Two cores: more processes at a time would only make timers late.
    private static let turnstile = Turnstile(3)

    /// What came of a theme.
    func outcome(
        _ theme: Theme, _ binary: ProxyBinary, _ delivery: Delivery
    ) async throws -> ThemeRun.Outcome {
        let key = Key(theme: theme.name, binary: binary, delivery: delivery)
        let run: Task<Result<ThemeRun.Outcome, any Error>, Never>
        if let known = runs[key] {
            run = known
        } else {
            run = Task {
                do { return .success(try await Self.run(theme, binary, delivery)) } catch { return .failure(error) }
            }
            runs[key] = run
        }
        return try await run.value.get()
    }

    /// Runs a theme in any case.
    static func run(_ theme: Theme, _ binary: ProxyBinary, _ delivery: Delivery) async throws -> ThemeRun.Outcome {
        let result = await onThread {
            turnstile.pass { Result { try ThemeRun(theme: theme, binary: binary, delivery: delivery).outcome() } }
        }
        return try result.get()
    }
}
