public import EventLoops

/// A file with resources: read at the start, and again when its directory says that it may have changed. Confined to
/// its loop.
///
/// Envoy reads such a file again only when another is moved into its place. Here a file that was written anew where it
/// lies, and a symbolic link on the way that was swapped (`..data`), are changes too: content is compared, not events.
public final class ResourceFile {
    /// What was found.
    public enum Reading: Sendable {
        /// The content.
        case content([UInt8])
        /// It could not be read, for the operator.
        case failure(String)
    }

    /// The file.
    public let path: String
    /// Its name in its directory.
    private let name: String
    private let watcher: FileWatcher
    /// Whether it was a symbolic link when it was last read. What makes it one goes by its name.
    private var isLink = false
    private var last: Reading?
    private var watch: Int?
    private var onReading: ((Reading) -> Void)?

    /// Makes a file whose changes `watcher` is to tell.
    public init(path: String, watcher: FileWatcher) {
        self.path = path
        name = path.split(separator: "/").last.map(String.init) ?? path
        self.watcher = watcher
    }

    /// Reads the file now and after each change; what is as before is not told again.
    ///
    /// - Parameter directory: whose changes count; empty means those of the directory that holds the file.
    /// - Throws: when the directory cannot be watched.
    public func start(watching directory: String, _ onReading: @escaping (Reading) -> Void) throws(SystemError) {
        self.onReading = onReading
        let watched = directory.isEmpty ? FileWatcher.directory(of: path) : directory
        watch = try watcher.watch(
            directory: watched,
            named: { [weak self] names in
                self?.changed(names, inOwnDirectory: directory.isEmpty)
            })
        read()
    }

    /// What somebody writes is not read before it is closed, since the beginning of a text may have a sense of its own:
    /// so a neighbour is nobody's business, unless it may be a link on the way. A directory may hold a thousand such
    /// files: a neighbour's change asks the kernel nothing.
    private func changed(_ names: Set<String>?, inOwnDirectory isOwn: Bool) {
        if isOwn, let names, !names.contains(name) {
            // One that was not there may have come as a link, whose making is told without a name.
            if case .failure? = last { isLink = Files.isLink(path) }
            if !isLink { return }
        }
        read()
    }

    /// Tells nothing any more.
    public func stop() {
        onReading = nil
        if let watch { watcher.unwatch(watch) }
        watch = nil
    }

    private func read() {
        guard let onReading else { return }
        isLink = Files.isLink(path)
        switch Files.read(path) {
        case .success(let bytes):
            if case .content(bytes)? = last { return }
            last = .content(bytes)
            onReading(.content(bytes))
        case .failure(let error):
            // While a file is being replaced there may be none for a moment.
            if case .failure? = last { return }
            last = .failure(error.text)
            onReading(.failure(error.text))
        }
    }
}
