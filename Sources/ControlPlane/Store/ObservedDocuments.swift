internal import Configuration

/// What a cluster says, as documents, beside those that people wrote.
///
/// What was observed last is the wish, and stays it until something else is observed. An object that makes no mesh is
/// left out alone, or stands as it was when it last was good. Where what people wrote would be wrong, what has become
/// other in the cluster is held as it was: no more of it than that takes.
struct ObservedDocuments: Sendable {
    /// All, as they were observed last.
    private(set) var documents: [MeshDocument] = []
    /// What is wrong with those that are not taken as they are, and with what people wrote if it needs what is gone.
    private(set) var refused: [ConfigurationComplaint] = []
    /// Those that were observed last, by name.
    private var wish: [String: MeshDocument] = [:]
    /// What is wrong with some of them by themselves.
    private var misread: [String: [ConfigurationComplaint]] = [:]
    /// What the last compilation was made of, by name; before the first one what is kept of an earlier process.
    private(set) var good: [String: MeshDocument] = [:]
    /// What stands as it was since people's documents would be wrong otherwise.
    private(set) var held: Set<String> = []
    private(set) var hasCompiled = false
    /// What was compiled last, and what was wrong then that is not wrong by itself.
    private var last = Last()
    /// How often something was compiled.
    private(set) var compilations = 0

    /// How often what is left is compiled again without what was wrong.
    private static let mostRounds = 24
    /// How often something is compiled to find out what is to be held.
    private static let mostTrials = 48

    private struct Last {
        var own: [MeshDocument] = []
        var wish: [String: MeshDocument] = [:]
        var complaints: [String: [ConfigurationComplaint]] = [:]
        /// What was wrong by itself.
        var misread: Set<String> = []
    }

    /// What stands in one attempt to compile.
    struct Attempt {
        var standing: [String: MeshDocument]
        /// What is wrong, by document.
        var complaints: [String: [ConfigurationComplaint]] = [:]
        /// In the place of what was refused, how often there was something else.
        var places: [String: Substitute] = [:]
        var held: Set<String> = []
        var trialsLeft = ObservedDocuments.mostTrials

        enum Substitute { case good, denial, nothing }

        /// What only denies calls.
        var denials: [String: MeshDocument] { standing.filter { places[$0.key] == .denial } }
    }

    /// Notes what is observed now.
    mutating func observe(_ documents: [MeshDocument]) {
        self.documents = documents
        var next: [String: MeshDocument] = [:]
        var wrong: [String: [ConfigurationComplaint]] = [:]
        for document in documents where next[document.name] == nil {
            next[document.name] = document
            let found = wish[document.name] == document ? misread[document.name] ?? [] : Self.complaints(document)
            if !found.isEmpty { wrong[document.name] = found }
        }
        (wish, misread) = (next, wrong)
    }

    /// What is wrong with a document whatever stands beside it.
    private static func complaints(_ document: MeshDocument) -> [ConfigurationComplaint] {
        let complaints = ComplaintList()
        var reader = MeshDocumentReader(complaints)
        reader.read(document)
        return complaints.isEmpty ? [] : complaints.finish()
    }

    /// Compiles it with documents of people's. They go before: what has a name of theirs is wrong.
    mutating func compile(
        with own: [MeshDocument], after previous: MeshCompilation?
    ) -> Result<MeshCompilation, MeshProblems> {
        // Where not even the workloads of a policy can be read nobody can be denied: without it they would be open.
        let unguarded = misread.filter { good[$0.key] == nil && isUndeniable($0.key) }
        if !unguarded.isEmpty { return .failure(MeshProblems(unguarded.sorted { $0.key < $1.key }.flatMap(\.value))) }
        var attempt = Attempt(standing: wish)
        for (name, found) in misread { refuse(name, found, in: &attempt) }
        if wrongStays(own) {
            for (name, found) in last.complaints where attempt.complaints[name] == nil && wish[name] == last.wish[name]
            {
                refuse(name, found, in: &attempt)
            }
        }
        for _ in 0..<Self.mostRounds {
            let problems: MeshProblems
            compilations += 1
            switch MeshCompilation.compile(own + attempt.standing.values, after: previous) {
            case .success(let compilation): return .success(take(compilation, attempt, own))
            case .failure(let found): problems = found
            }
            let blamed = Dictionary(grouping: problems.complaints, by: \.file)
            let names = blamed.keys.filter { attempt.standing[$0] != nil }
            for name in names { refuse(name, blamed[name] ?? [], in: &attempt) }
            if !names.isEmpty { continue }
            // People's documents are wrong by themselves, or because of what is other now.
            for (name, found) in blamed where attempt.complaints[name] == nil {
                attempt.complaints[name] = Array(found.prefix(5))
            }
            switch hold(in: &attempt, own, previous) {
            case .success(let compilation?): return .success(take(compilation, attempt, own))
            case .success(nil): continue
            case .failure(let others): return .failure(others.complaints.isEmpty ? problems : others)
            }
        }
        // More is wrong than can be told apart: nothing new is taken, but that nobody may call.
        attempt.standing = good.merging(attempt.denials) { _, denial in denial }
        let last = MeshCompilation.compile(own + attempt.standing.values, after: previous)
        guard hasCompiled, case .success(let compilation) = last else {
            return .failure(MeshProblems(attempt.complaints.sorted { $0.key < $1.key }.flatMap(\.value)))
        }
        return .success(take(compilation, attempt, own))
    }

    /// Whether what was wrong beside others is so still, since nothing but places has become other: it need not be
    /// compiled to be found wrong again.
    private func wrongStays(_ own: [MeshDocument]) -> Bool {
        guard hasCompiled, held.isEmpty, !last.complaints.isEmpty, last.own == own, last.wish.count == wish.count
        else { return false }
        return wish.allSatisfy { name, document in
            guard let old = last.wish[name] else { return false }
            if old == document { return true }
            // What was left out, or will be, may be what others refer to.
            return last.complaints[name] == nil && !last.misread.contains(name) && misread[name] == nil
                && ClusterTranslation.sayTheSameButPlaces(old, document)
        }
    }

    private mutating func take(
        _ compilation: MeshCompilation, _ attempt: Attempt, _ own: [MeshDocument]
    ) -> MeshCompilation {
        last = Last(
            own: own, wish: wish,
            complaints: attempt.complaints.filter { wish[$0.key] != nil && misread[$0.key] == nil },
            misread: Set(misread.keys))
        // What only denies calls is no version of a policy.
        good = attempt.standing.filter { attempt.places[$0.key] != .denial }
        held = attempt.held
        hasCompiled = true
        var complaints = attempt.complaints
        for name in held where complaints[name] == nil { complaints[name] = [Self.holding(name)] }
        refused = complaints.sorted { $0.key < $1.key }.flatMap(\.value)
        return compilation
    }

    /// Whether it is a policy of which nothing can be read.
    private func isUndeniable(_ name: String) -> Bool {
        PolicyDenial.isPolicy(name) && wish[name].flatMap(PolicyDenial.init) == nil
    }

    private static func holding(_ name: String) -> ConfigurationComplaint {
        ConfigurationComplaint(
            file: name, line: 1, column: 1, path: "", kind: .wrongValue,
            message: "it stays as it was, since documents beside the cluster would be wrong otherwise")
    }

    /// Puts what was good in the place of a document, or leaves it out. Of a policy that says who may call no part may
    /// be missing: without a good version its workloads are called by nobody.
    private func refuse(_ name: String, _ found: [ConfigurationComplaint], in attempt: inout Attempt) {
        if attempt.complaints[name] == nil { attempt.complaints[name] = Array(found.prefix(5)) }
        attempt.held.remove(name)
        let policy = wish[name].flatMap(PolicyDenial.init)
        if attempt.places[name] == nil, let old = good[name], old != attempt.standing[name] {
            if policy == nil || policy?.isCovered(by: old) == true {
                attempt.places[name] = .good
                attempt.standing[name] = old
                return
            }
        }
        if attempt.places[name] != .denial, attempt.places[name] != .nothing, let policy, !policy.targets.isEmpty {
            attempt.places[name] = .denial
            attempt.standing[name] = policy.document
            let end = "; until it is right nobody may call \(policy.summary)"
            if var first = attempt.complaints[name]?.first, !first.message.hasSuffix(end) {
                first.message += end
                attempt.complaints[name]?[0] = first
            }
            return
        }
        attempt.places[name] = .nothing
        attempt.standing[name] = nil
    }

    // MARK: - Kept beyond the process

    /// What stands otherwise than it was observed, for the next process; empty means nothing.
    var kept: [MeshDocument] {
        good.values.filter { wish[$0.name] != $0 }.sorted { $0.name < $1.name }
    }

    /// Takes over what stood so with the process before.
    mutating func adopt(_ kept: [MeshDocument]) {
        if hasCompiled { return }
        good = Dictionary(kept.filter(\.isObserved).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
