internal import EventLoops

/// Follows a directory of documents: reads it again when something in it has changed, and all is quiet for a moment.
/// Confined to its loop.
final class DirectoryFollower: TimerOwner {
    private let directory: DocumentDirectory
    private let watcher: FileWatcher
    private let timer: LoopTimer
    private var quiet: QuietPeriod
    private let read: (DocumentDirectory, @escaping ([String]) -> Void) -> Void
    private var watched: [String: Int] = [:]
    /// Whether the directory's own name may lead to another one than before.
    private var mayBeAnother = false
    /// Whether there is a change that was not read yet.
    private var hasChanged = false
    private var isReading = false

    /// - Parameter read: reads the directory, and then tells which directories are to be watched; none where it cannot
    ///   be read.
    init(
        _ directory: DocumentDirectory, watching directories: [String], loop: EventLoop,
        read: @escaping (DocumentDirectory, @escaping ([String]) -> Void) -> Void
    ) throws(SystemError) {
        self.directory = directory
        self.read = read
        watcher = FileWatcher(on: loop)
        timer = LoopTimer(loop: loop)
        quiet = QuietPeriod(timer, quiet: 100_000_000)
        super.init()
        timer.owner = self
        // Careful writers make a directory anew, and lead a link to it.
        let name = String(directory.path.split(separator: "/").last ?? "")
        _ = try watcher.watch(directory: FileWatcher.directory(of: directory.path)) { [unowned self] names in
            guard names?.contains(name) ?? true else { return }
            mayBeAnother = true
            changed()
        }
        for path in directories { try watch(path) }
    }

    /// Watches what a path leads to now.
    private func watch(_ path: String) throws(SystemError) {
        let before = watched[path]
        watched[path] = try watcher.watch(directory: path) { [unowned self] in changed() }
        if let before { watcher.unwatch(before) }
    }

    /// Something may have changed.
    func changed() {
        hasChanged = true
        quiet.noteChange()
    }

    override func timerFired(_ kind: UInt8) {
        // What changes while it is read is read once more afterwards.
        guard hasChanged, !isReading else { return }
        hasChanged = false
        isReading = true
        read(directory) { [weak self] directories in self?.hasRead(directories) }
    }

    private func hasRead(_ directories: [String]) {
        isReading = false
        // A directory of that name may be another one than before; one that is new may have got files before it was
        // watched.
        if !directories.isEmpty {
            let isMore = mayBeAnother || directories.contains { watched[$0] == nil }
            mayBeAnother = false
            for (path, token) in watched where !directories.contains(path) {
                watcher.unwatch(token)
                watched[path] = nil
            }
            for path in directories { try? watch(path) }
            if isMore { changed() }
        }
        if hasChanged { quiet.noteChange() }
    }

    /// Follows it no more.
    func stop() {
        timer.cancel()
        watcher.close()
    }
}
