public import Configuration
public import EventLoops

/// What was published, and the rules by which something new is: a value machine over a store, without threads.
///
/// A publication is checked whole before it is kept, and kept before anybody is given it. What is wrong, or cannot be
/// kept, changes nothing.
public struct PublicationHistory {
    /// One wish to change what is published.
    public enum Change: Sendable {
        /// The directory holds these documents now.
        case directory([MeshDocument])
        /// A document is to be there, if the condition holds.
        case put(MeshDocument, Condition)
        /// A document is to go, if the condition holds.
        case delete(String, Condition)
        /// All is to be as it was in that set.
        case rollback(Int)
        /// What registers itself is this now; kept by itself, not in the history.
        case registered([MeshDocument])
        /// A cluster says this now; kept by itself as well, since the cluster is where it is kept.
        case observed([MeshDocument])
    }

    /// What a change asks of what is there (`if-match`, `if-none-match`, RFC 9110 §13.1).
    public enum Condition: Sendable, Equatable {
        /// Nothing.
        case none
        /// A document of one of these versions.
        case version([String])
        /// Any document.
        case exists
        /// None.
        case absent
        /// None, or one of another version than these.
        case otherThan([String])
        /// All of these, in this order.
        indirect case all([Condition])

        /// Whether it holds where a document of a version is, or none.
        public func holds(for current: String?) -> Bool {
            switch self {
            case .none: true
            case .exists: current != nil
            case .absent: current == nil
            case .version(let versions): current.map { versions.contains($0) } ?? false
            case .otherThan(let versions): current.map { !versions.contains($0) } ?? true
            case .all(let conditions): conditions.allSatisfy { $0.holds(for: current) }
            }
        }
    }

    /// The outcome of a wish.
    public enum Outcome: Sendable {
        /// It is published, as this set.
        case published(PublishedSet, MeshCompilation)
        /// The same documents with what registers itself are compiled anew, and so are those that nodes outside of the
        /// share go on with.
        case recompiled(PublishedSet, MeshCompilation, base: (PublishedSet, MeshCompilation)?)
        /// All is so already.
        case unchanged
        /// The documents make no mesh.
        case invalid(MeshProblems)
        /// What is there is not what the wish expects; the version of what is, if anything.
        case conditionFailed(current: String?)
        /// The wish contradicts where a document comes from.
        case conflict(String)
        /// It is about something that is not there.
        case notFound(String)
        /// It cannot be kept.
        case failed(String)
    }

    /// The sets that are remembered, oldest first.
    public private(set) var sets: [PublishedSet] = []
    private let store: any PublicationStore
    private let limit: Int
    /// The shares of nodes by which publications are given out.
    private let stages: [Int]
    private var registered: [MeshDocument] = []
    private var observed = ObservedDocuments()
    /// What became other in a cluster.
    private(set) var observations = ObservationHistory()
    /// The note of what is observed that was kept last.
    private var noted = Self.emptyNote
    /// The last compilation: what is the same in the next one is not checked again.
    private var latest: MeshCompilation?

    /// What the names of documents that register themselves begin with.
    public static let registeredPrefix = "registered/"

    /// Reads what is kept; blocks.
    public init(
        store: any PublicationStore, limit: Int = 50, stages: [Int] = []
    ) throws(DurableDirectory.Problem) {
        self.store = store
        self.limit = limit
        self.stages = stages
        sets = Self.interned(try store.load())
    }

    /// What is published; nil means nothing was ever.
    public var newest: PublishedSet? { sets.last }

    /// A set by its number.
    public func set(_ number: Int) -> PublishedSet? { sets.last { $0.number == number } }

    /// Equal texts of several sets are kept once.
    private static func interned(_ sets: [PublishedSet]) -> [PublishedSet] {
        var known: [String: MeshDocument] = [:]
        return sets.map { set in
            var copy = PublishedSet(
                number: set.number, time: set.time, author: set.author, reason: set.reason,
                documents: set.documents.map { document in
                    let key = document.content.name + "\n" + document.version
                    if let content = known[key], content == document.content { return .init(content, document.origin) }
                    known[key] = document.content
                    return document
                })
            (copy.directory, copy.stages, copy.base) = (set.directory, set.stages, set.base)
            return copy
        }
    }

    // MARK: - Compiling

    /// Compiles a set with what registers itself and what is observed.
    public mutating func compile(_ set: PublishedSet) -> Result<MeshCompilation, MeshProblems> {
        let result = observed.compile(with: set.documents.map(\.content) + registered, after: latest)
        if case .success(let compilation) = result { latest = compilation }
        return result
    }

    /// What is wrong with what is observed: it is left out, or as it was before.
    public var refused: [ConfigurationComplaint] { observed.refused }

    /// Notes what is registered, and what an earlier process kept of what it observed, before anything is compiled.
    mutating func adopt(registered: [MeshDocument], kept: [UInt8]? = nil) {
        self.registered = registered
        noted = kept ?? noted
        guard let kept, case .success(let tree) = Self.noteReader.read(kept, file: "") else { return }
        var documents: [MeshDocument] = []
        tree.root.forEachMember { name, text in
            guard let name = name.string, let text = text.string else { return }
            documents.append(MeshDocument(name: name, bytes: Array(text.utf8)))
        }
        observed.adopt(documents)
    }

    private static let noteReader = JSONReader(dialect: .strict, maximumBytes: MeshDocumentReader.mostBytesTogether * 2)
    private static let emptyNote = Array("{}".utf8)

    /// What the next process has to know of what is observed: versions that are served on although the cluster says
    /// something else. Nil when it is the same as the last time.
    mutating func takeNote() -> [UInt8]? {
        let note = JSONOutput.object { json in
            for document in observed.kept {
                json.member(document.name, String(decoding: document.bytes, as: UTF8.self))
            }
        }
        if note == noted { return nil }
        noted = note
        return note
    }

    /// The newest set, compiled with what is observed for the first time.
    mutating func begin(observing documents: [MeshDocument], time: Int64, reached: Int) -> Outcome {
        observe(documents, time)
        guard let newest else { return .unchanged }
        return recompile(newest, reached)
    }

    /// What would come of documents beside those that are published: of one, in its place.
    public func validate(_ document: MeshDocument) -> Result<SetDifference, MeshProblems> {
        let current = newest?.documents.map(\.content) ?? []
        let next = current.filter { $0.name != document.name } + [document]
        var trial = observed
        return trial.compile(with: next + registered, after: latest).map { _ in
            SetDifference(from: current, to: next)
        }
    }

    // MARK: - Changing

    /// Follows a wish, if it can be followed.
    ///
    /// - Parameters:
    ///   - author: who wishes.
    ///   - time: now, in seconds since 1970.
    ///   - reached: the newest set that all nodes were given, as far as is known.
    public mutating func apply(_ change: Change, author: String, time: Int64, reached: Int = 0) -> Outcome {
        let current = newest?.documents ?? []
        switch change {
        case .directory(let documents):
            if let problem = Self.unreadable(documents) { return .conflict(problem) }
            let digest = PublishedSet.digest(documents)
            if let newest, newest.directory == digest { return .unchanged }
            let others = current.filter { $0.origin == .interface }
            if let twice = documents.first(where: { new in others.contains { $0.content.name == new.name } }) {
                return .conflict("\(twice.name) stands in the directory, and was put through the interface too")
            }
            return publish(
                others + documents.map { PublishedSet.Document($0, .directory) }, author, "the directory changed", time,
                reached, directory: digest)
        case .put(let document, let condition):
            if let problem = Self.unreadable([document]) { return .conflict(problem) }
            let known = current.first { $0.content.name == document.name }
            if let failure = check(condition, known) { return failure }
            if known?.origin == .directory {
                return .conflict("\(document.name) comes from the directory of documents: change it there")
            }
            if known?.content == document { return .unchanged }
            return publish(
                current.filter { $0.content.name != document.name } + [.init(document, .interface)], author,
                "put \(document.name)", time, reached)
        case .delete(let name, let condition):
            let known = current.first { $0.content.name == name }
            if let failure = check(condition, known) { return failure }
            guard let known else { return .notFound("there is no document \(name)") }
            if known.origin == .directory {
                return .conflict("\(name) comes from the directory of documents: remove it there")
            }
            return publish(current.filter { $0.content.name != name }, author, "delete \(name)", time, reached)
        case .rollback(let number):
            guard let old = set(number) else { return .notFound("there is no set \(number) in the history") }
            if old.documents == current { return .unchanged }
            return publish(old.documents, author, "rollback to \(number)", time, reached, isStaged: false)
        case .registered(let documents):
            if documents == registered { return .unchanged }
            let before = registered
            registered = documents
            let outcome = recompile(newest, reached)
            if case .invalid = outcome { registered = before }
            return outcome
        case .observed(let documents):
            if documents == observed.documents { return .unchanged }
            // It stays the wish where it makes no mesh: what people change next is compiled with it.
            observe(documents, time)
            return recompile(newest, reached)
        }
    }

    private mutating func observe(_ documents: [MeshDocument], _ time: Int64) {
        observations.note(documents, after: observed.documents, at: time)
        observed.observe(documents)
    }

    private func check(_ condition: Condition, _ document: PublishedSet.Document?) -> Outcome? {
        let current = document?.version
        return condition.holds(for: current) ? nil : .conditionFailed(current: current)
    }

    /// The set that all nodes have, or had before the newest. One that never came to all is nobody's past.
    private func base(_ newest: PublishedSet, _ reached: Int) -> Int {
        let isComplete = newest.stages.isEmpty || reached >= newest.number || set(newest.base) == nil
        return isComplete ? newest.number : newest.base
    }

    /// The same documents with others beside them.
    private mutating func recompile(_ newest: PublishedSet?, _ reached: Int) -> Outcome {
        guard let newest else { return .unchanged }
        let number = base(newest, reached)
        // The newest comes last: what is refused is told of it.
        var base: (PublishedSet, MeshCompilation)?
        if number != newest.number, let set = set(number), case .success(let older) = compile(set) {
            base = (set, older)
        }
        switch compile(newest) {
        case .success(let compilation): return .recompiled(newest, compilation, base: base)
        case .failure(let problems): return .invalid(problems)
        }
    }

    private mutating func publish(
        _ documents: [PublishedSet.Document], _ author: String, _ reason: String, _ time: Int64, _ reached: Int,
        directory: String? = nil, isStaged: Bool = true
    ) -> Outcome {
        let newest = newest
        let set = PublishedSet(
            number: (newest?.number ?? 0) + 1, time: time, author: author, reason: reason,
            directory: directory ?? newest?.directory ?? "", stages: isStaged && newest != nil ? stages : [],
            base: newest.map { base($0, reached) } ?? 0, documents: documents)
        switch compile(set) {
        case .failure(let problems): return .invalid(problems)
        case .success(let compilation):
            do throws(DurableDirectory.Problem) { try store.publish(set) } catch { return .failed(error.text) }
            sets.append(set)
            if sets.count > limit {
                // Nodes outside of the share still have the base, however many sets ago it was.
                let base = self.set(set.base)
                sets.removeFirst(sets.count - limit)
                if let base, self.set(base.number) == nil { sets.insert(base, at: 0) }
            }
            return .published(set, compilation)
        }
    }

    /// Why documents cannot be taken as they stand; nil when they can.
    private static func unreadable(_ documents: [MeshDocument]) -> String? {
        for document in documents {
            if String(validating: document.bytes, as: UTF8.self) == nil { return "\(document.name) is not UTF-8" }
            if document.isObserved {
                return "\(document.name): names that begin with \(MeshDocument.observedPrefix) are those of a cluster"
            }
            if document.name.hasPrefix(registeredPrefix) {
                return "\(document.name): names that begin with \(registeredPrefix) are those of registered endpoints"
            }
        }
        return nil
    }
}
