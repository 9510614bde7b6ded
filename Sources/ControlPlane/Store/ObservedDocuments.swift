internal import Configuration

/// What a cluster says, as documents, beside those that people wrote: one that makes no mesh is left out alone, or
/// stands as it was when it last was good.
struct ObservedDocuments: Sendable {
    /// All, as they were observed last.
    private(set) var documents: [MeshDocument] = []
    /// What is wrong with those that are not taken as they are, and with what people wrote if it needs what is gone.
    private(set) var refused: [ConfigurationComplaint] = []
    /// What the last compilation was made of, by name.
    private var good: [String: MeshDocument] = [:]

    /// How often what is left is compiled again without what was wrong, and how often what was good stands in before.
    private static let mostRounds = 24
    private static let roundsWithGood = 8

    /// Notes what is observed now.
    mutating func observe(_ documents: [MeshDocument]) { self.documents = documents }

    /// Compiles it with documents of people's. They go before: what has a name of theirs is wrong.
    mutating func compile(
        with own: [MeshDocument], after previous: MeshCompilation?
    ) -> Result<MeshCompilation, MeshProblems> {
        var standing = Dictionary(documents.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var complaints: [String: [ConfigurationComplaint]] = [:]
        var hasRestored = good.isEmpty
        for round in 0..<Self.mostRounds {
            switch MeshCompilation.compile(own + standing.values, after: previous) {
            case .success(let compilation):
                good = standing
                refused = complaints.sorted { $0.key < $1.key }.flatMap(\.value)
                return .success(compilation)
            case .failure(let problems):
                let blamed = Dictionary(grouping: problems.complaints, by: \.file)
                for (name, found) in blamed where complaints[name] == nil { complaints[name] = Array(found.prefix(5)) }
                let names = blamed.keys.filter { standing[$0] != nil }
                if names.isEmpty {
                    // People's documents are wrong by themselves, or need something that has gone.
                    if hasRestored { return .failure(problems) }
                    hasRestored = true
                    for (name, document) in good where standing[name] == nil && complaints[name] == nil {
                        standing[name] = document
                    }
                }
                for name in names {
                    let old = round < Self.roundsWithGood ? good[name] : nil
                    standing[name] = old == standing[name] ? nil : old
                }
            }
        }
        return .failure(MeshProblems(complaints.sorted { $0.key < $1.key }.flatMap(\.value)))
    }
}
