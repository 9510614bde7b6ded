internal import Configuration

/// Which of what has become other in a cluster is held as it was.
extension ObservedDocuments {
    /// Holds as little as is enough for people's documents to be right.
    ///
    /// What was held before is held first, then what is other, what is new, and what is gone. It is found by halves.
    ///
    /// - Returns: the compilation where it was made on the way; a failure when nothing that is held would be enough.
    func hold(
        in attempt: inout Attempt, _ own: [MeshDocument], _ previous: MeshCompilation?
    ) -> Result<MeshCompilation?, MeshProblems> {
        let rest = differences(from: attempt)
        var made: (names: [String], compilation: MeshCompilation)?
        var problems = MeshProblems([])
        /// Whether all of people's documents are right when these are held too.
        func isEnough(_ names: [String], _ attempt: inout Attempt) -> Bool {
            attempt.trialsLeft -= 1
            switch MeshCompilation.compile(own + standing(holding: names, in: attempt).values, after: previous) {
            case .success(let compilation):
                made = (names, compilation)
                return true
            case .failure(let found):
                let blamed = found.complaints.filter { !$0.file.hasPrefix(MeshDocument.observedPrefix) }
                if !blamed.isEmpty { problems = found }
                return blamed.isEmpty
            }
        }
        // A beginning that is enough: each try is of twice as many.
        var (low, high) = (0, min(rest.count, max(1, held.count)))
        while high > 0, attempt.trialsLeft > 0, !isEnough(Array(rest[..<high]), &attempt) {
            if high == rest.count { return .failure(problems) }
            (low, high) = (high, min(rest.count, high * 2))
        }
        if high == 0 || attempt.trialsLeft <= 0 { return .failure(problems) }
        // The last one of the shortest such beginning is needed; of those before it perhaps none.
        var needed: [String] = []
        while attempt.trialsLeft > 0 {
            while high - low > 1, attempt.trialsLeft > 0 {
                let middle = low + (high - low) / 2
                if isEnough(rest[..<middle] + needed, &attempt) { high = middle } else { low = middle }
            }
            if high - low > 1 { break }
            needed.append(rest[high - 1])
            (low, high) = (0, high - 1)
            if high == 0 || isEnough(needed, &attempt) {
                high = 0
                break
            }
        }
        let names = rest[..<high] + needed
        attempt.standing = standing(holding: Array(names), in: attempt)
        attempt.held.formUnion(names)
        return .success(made.flatMap { Set($0.names) == Set(names) ? $0.compilation : nil })
    }

    private func standing(holding names: [String], in attempt: Attempt) -> [String: MeshDocument] {
        var standing = attempt.standing
        for name in names { standing[name] = good[name] }
        return standing
    }

    /// What may be held, in that order: who may call is never left as it was for others' sake.
    private func differences(from attempt: Attempt) -> [String] {
        let names = Set(attempt.standing.keys).union(good.keys).filter { name in
            attempt.standing[name] != good[name] && attempt.places[name] == nil && !PolicyDenial.isPolicy(name)
                // What an earlier process kept is not all that was good.
                && (hasCompiled || good[name] != nil)
        }
        func order(_ name: String) -> Int {
            if held.contains(name) { return 0 }
            if attempt.standing[name] == nil { return 3 }
            return good[name] == nil ? 2 : 1
        }
        return names.sorted { (order($0), $0) < (order($1), $1) }
    }
}
