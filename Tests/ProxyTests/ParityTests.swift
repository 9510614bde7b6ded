import Testing

/// Every case against the golden transcripts that Envoy wrote.
@Suite struct ParityTests {
    /// One case in its theme.
    struct Item: Sendable, CustomTestStringConvertible {
        var theme: Theme
        var testCase: ProxyCase
        var testDescription: String { testCase.name }
    }

    static let items = Catalogue.themes.flatMap { theme in theme.cases.map { Item(theme: theme, testCase: $0) } }
    static let bytewiseItems = items.filter { !$0.testCase.omitting.contains(.bytewise) }
    /// What Envoy does with bytes that come one by one changes with its version alone: every fourth theme is enough, and
    /// `make soak` runs all.
    static let envoyBytewiseItems: [Item] = {
        let themes = Catalogue.themes.enumerated().filter { Rounds.areMany || $0.offset % 4 == 0 }
        let names = Set(themes.map(\.element.name))
        return bytewiseItems.filter { names.contains($0.theme.name) }
    }()
    static let hasEnvoy = ProxyBinary.envoy.path != nil

    @Test("Apus does what Envoy did", arguments: items)
    func apus(_ item: Item) async throws {
        try await compare(item, .apus, .whole)
    }

    @Test("Apus does the same when bytes come one by one", arguments: bytewiseItems)
    func apusBytewise(_ item: Item) async throws {
        try await compare(item, .apus, .bytewise)
    }

    @Test("Envoy still does what was recorded", .enabled(if: hasEnvoy, "no Envoy here"), arguments: items)
    func envoy(_ item: Item) async throws {
        if GoldenFile.isRecording { return try await record(item) }
        try await compare(item, .envoy, .whole)
    }

    @Test(
        "Envoy does the same when bytes come one by one", .enabled(if: hasEnvoy, "no Envoy here"),
        arguments: envoyBytewiseItems)
    func envoyBytewise(_ item: Item) async throws {
        try await compare(item, .envoy, .bytewise)
    }

    @Test("Every chosen difference is one", arguments: ChosenDifference.allCases)
    func chosenDifferences(_ difference: ChosenDifference) async throws {
        if GoldenFile.isRecordingDifferences { return try await recordDifferences() }
        let chosen = GoldenFile.read(GoldenFile.differences)
        for name in difference.cases {
            let found = Self.items.first { $0.testCase.name == name }
            if found == nil && !Catalogue.isWhole { continue }
            let item = try #require(found, "no case is called \(name)")
            let ours = try #require(chosen[name], "\(name) was never recorded")
            #expect(ours != GoldenFile.read(item.theme.name)[name], "\(name) is no difference")
        }
    }

    @Test("Apus lives through every theme and leaves in order", arguments: Catalogue.themes)
    func survival(_ theme: Theme) async throws {
        for delivery in Delivery.allCases {
            let outcome = try await Recordings.shared.outcome(theme, .apus, delivery)
            if let death = outcome.death { Issue.record("\(death)") }
        }
    }

    /// Writes the golden file of a theme, at its first case.
    private func record(_ item: Item) async throws {
        guard item.theme.cases.first?.name == item.testCase.name else { return }
        try GoldenFile.write(item.theme, try await Recordings.shared.outcome(item.theme, .envoy, .whole).transcripts)
    }

    /// Writes the golden file of all chosen differences.
    private func recordDifferences() async throws {
        var cases: [ProxyCase] = []
        var transcripts: [String: String] = [:]
        for theme in Catalogue.themes where theme.cases.contains(where: { ChosenDifference.names.contains($0.name) }) {
            cases += theme.cases.filter { ChosenDifference.names.contains($0.name) }
            let outcome = try await Recordings.shared.outcome(theme, .apus, .whole)
            transcripts.merge(outcome.transcripts) { first, _ in first }
        }
        try GoldenFile.write(Theme(name: GoldenFile.differences, cases: cases), transcripts, from: "Apus")
    }

    private func compare(_ item: Item, _ binary: ProxyBinary, _ delivery: Delivery) async throws {
        if GoldenFile.isRecording { return }
        let isChosen = binary == .apus && ChosenDifference.names.contains(item.testCase.name)
        let golden = try #require(
            GoldenFile.read(isChosen ? GoldenFile.differences : item.theme.name)[item.testCase.name],
            "\(item.testCase.name) was never recorded")
        let outcome = try await Recordings.shared.outcome(item.theme, binary, delivery)
        var transcript = outcome.transcripts[item.testCase.name] ?? "(the case was not run)"
        let strictness = binary == .envoy ? delivery : .whole
        if binary == .envoy || delivery == .bytewise {
            // Some of what Envoy does is decided by a race between threads or events, which a busy machine turns: the
            // recording is good as long as Envoy still does what it says. Byte by byte that holds for both: whether the
            // upstream is connected by the last byte is decided by how long the client takes to send it.
            for _ in 0..<2 where !Self.isSame(transcript, golden, strictness) {
                let alone = Theme(name: item.theme.name, cases: [item.testCase])
                let again = try await Recordings.run(alone, binary, delivery)
                transcript = again.transcripts[item.testCase.name] ?? transcript
            }
        }
        if !Self.isSame(transcript, golden, strictness) {
            Issue.record("\(LineDifference.text(from: golden, to: transcript))")
        }
    }

    private static func isSame(_ transcript: String, _ golden: String, _ delivery: Delivery) -> Bool {
        guard delivery == .bytewise else { return transcript == golden }
        // Envoy names a bad byte of the request line by where its read ended.
        func masked(_ text: String) -> String { text.replacing("http1.invalid_characters", with: "http1.codec_error") }
        return masked(transcript) == masked(golden)
    }
}

/// The lines in which two texts differ.
enum LineDifference {
    /// Common lines plain, what is missing with `-`, what is too much with `+`.
    static func text(from expected: String, to found: String) -> String {
        let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
        let new = found.split(separator: "\n", omittingEmptySubsequences: false)
        let difference = new.difference(from: old)
        var removed = Set<Int>()
        var inserted = Set<Int>()
        for change in difference {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        var lines: [String] = []
        var oldIndex = 0
        var newIndex = 0
        while oldIndex < old.count || newIndex < new.count {
            if oldIndex < old.count, removed.contains(oldIndex) {
                lines.append("- \(old[oldIndex])")
                oldIndex += 1
            } else if newIndex < new.count, inserted.contains(newIndex) {
                lines.append("+ \(new[newIndex])")
                newIndex += 1
            } else {
                if oldIndex < old.count { lines.append("  \(old[oldIndex])") }
                oldIndex += 1
                newIndex += 1
            }
        }
        return lines.joined(separator: "\n")
    }
}
