internal import Configuration
internal import EventLoops

/// Follows wishes to change what is published, one after the other, on a thread of its own: compiling and disks take
/// their time, and no proxy waits for them.
// Guard: confinement; `history` and `store` are touched on the publisher's loop alone, `thread` on the main loop.
final class Publisher: @unchecked Sendable {
    /// The outcome of a wish, with the history as it is then.
    struct Result: Sendable {
        let outcome: PublicationHistory.Outcome
        let sets: [PublishedSet]
        /// What is wrong with what is observed.
        let refused: [ConfigurationComplaint]
        /// What became other in a cluster.
        let observations: ObservationHistory
        /// From the wish to its end, in nanoseconds.
        let time: UInt64
        /// Why the next process will not know what is served on; nil means it will.
        let lapse: String?
    }

    private let loop: EventLoop
    private let mainLoop: EventLoop
    private let store: any PublicationStore
    private var history: PublicationHistory
    private var thread: ThreadHandle?

    init(_ history: PublicationHistory, store: any PublicationStore, mainLoop: EventLoop) throws(SystemError) {
        self.history = history
        self.store = store
        self.mainLoop = mainLoop
        loop = try EventLoop(name: "publisher")
        let loop = self.loop
        thread = try Threads.start(name: "publisher") { loop.run() }
    }

    /// Follows a wish and tells on the main loop what came of it.
    ///
    /// - Parameter reached: the newest set that all nodes were given.
    func apply(
        _ change: PublicationHistory.Change, author: String, reached: Int, done: @escaping (Result) -> Void
    ) {
        let door = LoopBound(done, loop: mainLoop)
        let start = LoopClock.monotonic()
        loop.execute { [self] in
            let outcome = history.apply(change, author: author, time: WallTime.now().seconds, reached: reached)
            let result = result(outcome, since: start)
            mainLoop.execute { door.value(result) }
        }
    }

    private func result(_ outcome: PublicationHistory.Outcome, since start: UInt64) -> Result {
        var lapse: String?
        if let note = history.takeNote() {
            do throws(DurableDirectory.Problem) { try store.note(ControlPlaneServer.observedNote, note) } catch {
                lapse = error.text
            }
        }
        return Result(
            outcome: outcome, sets: history.sets, refused: history.refused, observations: history.observations,
            time: LoopClock.monotonic() &- start,
            lapse: lapse)
    }

    /// Begins with what a cluster says: what is published already with it, or else what a directory says.
    ///
    /// - Parameters:
    ///   - directory: nil: there is none.
    ///   - reached: the newest set that all nodes were given.
    ///   - done: hears which directories are to be watched too.
    func begin(
        observing documents: [MeshDocument], _ directory: DocumentDirectory?, reached: Int,
        done: @escaping (DocumentDirectory.Problem?, Result?, [String]) -> Void
    ) {
        let door = LoopBound(done, loop: mainLoop)
        let start = LoopClock.monotonic()
        loop.execute { [self] in
            let outcome = history.begin(
                observing: documents, time: WallTime.now().seconds, reached: reached)
            // What was put through the interface is no directory's.
            var isOver = directory == nil && history.newest != nil
            if case .recompiled = outcome { isOver = true }
            if isOver {
                let result = result(outcome, since: start)
                return mainLoop.execute { door.value(nil, result, []) }
            }
            var reading = DocumentDirectory.Reading()
            if let directory {
                switch directory.read() {
                case .failure(let problem): return mainLoop.execute { door.value(problem, nil, []) }
                case .success(let found): reading = found
                }
            }
            let published = history.apply(
                .directory(reading.documents), author: directory == nil ? "kubernetes" : "directory",
                time: WallTime.now().seconds, reached: reached)
            var last = published
            // What the directory said before is as wrong now.
            if case .unchanged = published { last = outcome }
            let result = result(last, since: start)
            mainLoop.execute { [reading] in door.value(nil, result, reading.directories) }
        }
    }

    /// Reads a directory, and follows what it says.
    ///
    /// - Parameter reached: the newest set that all nodes were given.
    func read(
        _ directory: DocumentDirectory, reached: Int,
        done: @escaping (DocumentDirectory.Problem?, Result?, [String]) -> Void
    ) {
        let door = LoopBound(done, loop: mainLoop)
        let start = LoopClock.monotonic()
        loop.execute { [self] in
            switch directory.read() {
            case .failure(let problem): mainLoop.execute { door.value(problem, nil, []) }
            case .success(let reading):
                let outcome = history.apply(
                    .directory(reading.documents), author: "directory", time: WallTime.now().seconds,
                    reached: reached)
                let result = result(outcome, since: start)
                mainLoop.execute { door.value(nil, result, reading.directories) }
            }
        }
    }

    /// Says what would come of a document.
    func validate(
        _ document: MeshDocument, done: @escaping (Swift.Result<SetDifference, MeshProblems>) -> Void
    ) {
        let door = LoopBound(done, loop: mainLoop)
        loop.execute { [self] in
            let result = history.validate(document)
            mainLoop.execute { door.value(result) }
        }
    }

    /// Compares two sets.
    func compare(_ old: [MeshDocument], _ new: [MeshDocument], done: @escaping (SetDifference) -> Void) {
        let door = LoopBound(done, loop: mainLoop)
        loop.execute { [mainLoop] in
            let difference = SetDifference(from: old, to: new)
            mainLoop.execute { door.value(difference) }
        }
    }

    /// Renders a page and hands it over on the main loop.
    func render(_ make: @escaping @Sendable () -> [UInt8], done: @escaping ([UInt8]) -> Void) {
        let door = LoopBound(done, loop: mainLoop)
        loop.execute { [mainLoop] in
            let bytes = make()
            mainLoop.execute { door.value(bytes) }
        }
    }

    /// Keeps a note; what goes wrong is told on the main loop.
    func note(_ name: String, _ bytes: [UInt8], failed: @escaping (String) -> Void) {
        let door = LoopBound(failed, loop: mainLoop)
        loop.execute { [self] in
            do throws(DurableDirectory.Problem) { try store.note(name, bytes) } catch {
                mainLoop.execute { door.value(error.text) }
            }
        }
    }

    /// Follows what was wished so far, and ends.
    func stop() {
        let loop = self.loop
        loop.execute { loop.stop() }
        if let thread = thread.take() { thread.join() }
    }
}
