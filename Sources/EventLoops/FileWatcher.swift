internal import CLinux
internal import Glibc

/// Tells when files change, by watching the directories that hold them.
///
/// Directories are watched rather than files, because careful writers move a finished file into place, and Kubernetes
/// swaps a symbolic link (`..data`) beside it. So one change may be told several times, or for a neighbour: compare
/// content. The kernel is asked for nothing before there is something to watch. Confined to its loop.
public final class FileWatcher: EventSource {
    /// One who wants to know of one directory.
    private struct Watch {
        let number: Int32
        let changed: (_ names: Set<String>?) -> Void
    }

    private var descriptor = FileDescriptor(owning: -1)
    /// By token; thousands may watch one directory.
    private var watches: [Int: Watch] = [:]
    private var nextToken = 0

    /// Makes a watcher that watches nothing yet.
    public init(on loop: EventLoop) { super.init(loop: loop) }

    /// Calls `changed` on the loop after anything in `directory` was written and closed, moved or deleted; once for all
    /// changes that arrive together. Several callers may watch one directory.
    ///
    /// - Returns: what `unwatch` takes.
    @discardableResult
    public func watch(directory: String, changed: @escaping () -> Void) throws(SystemError) -> Int {
        try watch(directory: directory) { _ in changed() }
    }

    /// As above, with the names of what was written and closed, moved or deleted; nil means it may be anything. What
    /// was only made so far is not among them: somebody may be writing it.
    public func watch(
        directory: String, named changed: @escaping (_ names: Set<String>?) -> Void
    ) throws(SystemError) -> Int {
        if !descriptor.isOpen { try open() }
        let number = unsafe inotify_add_watch(descriptor.rawValue, directory, clinux_IN_CHANGES)
        if number < 0 { throw SystemError.last("watch \(directory)") }
        nextToken += 1
        watches[nextToken] = Watch(number: number, changed: changed)
        return nextToken
    }

    /// Calls the one of this token no more.
    public func unwatch(_ token: Int) {
        guard let gone = watches.removeValue(forKey: token) else { return }
        if !watches.values.contains(where: { $0.number == gone.number }) {
            _ = inotify_rm_watch(descriptor.rawValue, gone.number)
        }
    }

    private func open() throws(SystemError) {
        let number = inotify_init1(clinux_IN_FLAGS)
        if number < 0 { throw SystemError.last("inotify_init1") }
        descriptor = FileDescriptor(owning: number)
        try loop.attach(self, descriptor: number, mode: .levelTriggered(.readable))
    }

    /// The directory that holds `path`: what to watch for it.
    public static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Stops watching everything.
    public func close() {
        if !descriptor.isOpen { return }
        loop.detach(self, descriptor: descriptor.rawValue, descriptorCloses: false)
        descriptor.close()
        watches = [:]
    }

    public override func handle(_ events: EventSet) {
        var bytes = [UInt8](repeating: 0, count: 16 << 10)
        var names: [Int32: Set<String>] = [:]
        while isAttached {
            let count = unsafe read(descriptor.rawValue, &bytes, bytes.count)
            if count <= 0 { break }
            FileWatcher.collect(bytes.span.extracting(first: count), into: &names)
        }
        // An overflow (-1) may concern anything.
        let isLost = names[-1] != nil
        let concerned = watches.filter { isLost || names[$0.value.number] != nil }.sorted { $0.key < $1.key }
        // Who hears of it may end the watches of others.
        for (token, watch) in concerned where watches[token] != nil {
            watch.changed(isLost ? nil : names[watch.number])
        }
    }

    /// Reads `inotify(7)` events: number, mask, cookie and length of a name, each 32 bits in the order of this machine,
    /// which is little endian on all that Swift knows on Linux; then the name, filled up with NUL.
    private static func collect(_ bytes: Span<UInt8>, into names: inout [Int32: Set<String>]) {
        func word(_ offset: Int) -> UInt32 {
            var value: UInt32 = 0
            for index in 0..<4 { value |= UInt32(bytes[offset + index]) << UInt32(8 * index) }
            return value
        }
        var offset = 0
        while offset <= bytes.count - 16 {
            let number = Int32(bitPattern: word(offset))
            let end = min(offset + 16 + Int(word(offset + 12)), bytes.count)
            if word(offset + 4) & clinux_IN_CREATE == 0 {
                var name: [UInt8] = []
                for place in offset + 16..<end where bytes[place] != 0 { name.append(bytes[place]) }
                names[number, default: []].insert(String(decoding: name, as: UTF8.self))
            } else {
                names[number] = names[number] ?? []
            }
            offset = end
        }
    }
}
