internal import Configuration
internal import EventLoops
internal import ProxyRuntime
internal import Telemetry

/// What a control plane finds when it starts: the store, the directory, and what of both is served.
struct ControlPlaneStart {
    /// The history, with what the directory says now.
    private(set) var history: PublicationHistory
    let store: any PublicationStore
    /// The directories that documents stand in.
    private(set) var directories: [String] = []
    /// What is published, compiled; nil means nothing.
    private(set) var current: (set: PublishedSet, compilation: MeshCompilation)?
    /// The number of the newest set if the process before has given it to all nodes; else 0.
    private(set) var reached = 0
    /// What all nodes had before, compiled; nil means nothing, or no longer good.
    private(set) var before: NodeTable.Publication?
    /// What keeps the directory's documents from being published; nil means nothing.
    private(set) var problem: String?

    /// Opens the store, reads the directory and compiles; blocks.
    init(_ options: ControlPlaneOptions, log: Log) throws(StartupError) {
        do throws(DurableDirectory.Problem) {
            if options.store.isEmpty {
                store = MemoryStore()
            } else {
                store = DirectoryStore(try DurableDirectory(options.store)) { [log] name in
                    log.error(.config, "the file \(name) of the store is damaged, and is passed over")
                }
            }
            history = try PublicationHistory(store: store, stages: options.stages)
        } catch { throw StartupError(.resource, [error.text]) }
        // How far the newest had come says what the next one leaves the other nodes with.
        if let newest = history.newest, rollout(of: newest, now: 0).state == .complete { reached = newest.number }
        if options.followsCluster {
            // Nothing can be judged before it is known what the cluster says.
            history.adopt(
                registered: registry(now: 0).documents, kept: store.note(ControlPlaneServer.observedNote))
            return
        }
        _ = history.apply(
            .registered(registry(now: 0).documents), author: "registry", time: WallTime.now().seconds,
            reached: reached)
        if !options.documents.isEmpty { try read(DocumentDirectory(options.documents), log) }
        if current == nil, let newest = history.newest {
            switch history.compile(newest) {
            case .success(let compilation): current = (newest, compilation)
            case .failure(let problems): throw Self.failure(problems)
            }
        }
        guard let current else { return }
        if let set = history.set(current.set.base), case .success(let compilation) = history.compile(set) {
            before = NodeTable.Publication(number: set.number, version: set.version, source: compilation)
        }
    }

    /// The directory's documents are published if they are others than before. Where that cannot be, what the store has
    /// is served on.
    private mutating func read(_ directory: DocumentDirectory, _ log: Log) throws(StartupError) {
        let hasOlder = history.newest != nil
        switch directory.read() {
        case .failure(let failure):
            guard hasOlder else { throw StartupError(.resource, [failure.text]) }
            problem = failure.text
        case .success(let reading):
            directories = reading.directories
            let outcome = history.apply(
                .directory(reading.documents), author: "directory", time: WallTime.now().seconds, reached: reached)
            switch outcome {
            case .published(let set, let compilation): current = (set, compilation)
            case .invalid(let problems):
                guard hasOlder else { throw Self.failure(problems) }
                for complaint in problems.complaints { log.error(.config, complaint.text.oneLine) }
                problem = problems.complaints.first?.text
            case .failed(let reason): throw StartupError(.resource, ["nothing can be kept: \(reason)"])
            case .conflict(let reason):
                guard hasOlder else { throw StartupError(.configuration, [reason]) }
                problem = reason
            case .recompiled, .unchanged, .conditionFailed, .notFound: break
            }
        }
        if let problem {
            log.error(.config, "the documents are not published, the last good ones are served on: \(problem.oneLine)")
        }
    }

    private static func failure(_ problems: MeshProblems) -> StartupError {
        StartupError(.configuration, problems.complaints.map(\.text))
    }

    /// The endpoints that were registered with the process before.
    func registry(now: UInt64) -> EndpointRegistry {
        store.note(ControlPlaneServer.endpointsNote).map { EndpointRegistry(encoded: $0, now: now) }
            ?? EndpointRegistry()
    }

    /// How far a set had come with the process before.
    func rollout(of set: PublishedSet, now: UInt64) -> Rollout {
        guard let note = store.note(ControlPlaneServer.rolloutNote),
            case .success(let document) = JSONReader(dialect: .strict).read(note, file: ""),
            document.root["publication"]?.numberText == String(set.number)
        else { return Rollout(publication: set.number, stages: set.stages, now: now) }
        let stage = document.root["stage"]?.numberText.flatMap { Int($0) } ?? 0
        var rollout = Rollout(publication: set.number, stages: set.stages, stage: stage, now: now)
        if document.root["state"]?.string == "paused" { rollout.pause(document.root["reason"]?.string ?? "") }
        return rollout
    }
}
