internal import Glibc

extension Files {
    /// What stands in a directory.
    public struct Entry: Sendable, Equatable {
        /// Its name there.
        public let name: String
        /// Whether it is a directory, or leads to one.
        public let isDirectory: Bool
    }

    /// The entries of a directory in the order of their names, without those whose names begin with a dot.
    public static func entries(of directory: String) -> Result<[Entry], ReadError> {
        guard let handle = unsafe opendir(directory) else {
            return .failure(ReadError(text: SystemError.text(of: errno)))
        }
        defer { unsafe _ = closedir(handle) }
        var entries: [Entry] = []
        while let entry = unsafe readdir(handle) {
            let name = unsafe withUnsafePointer(to: entry.pointee.d_name) { pointer in
                unsafe String(cString: UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self))
            }
            if name.hasPrefix(".") { continue }
            var status = stat()
            // What has gone meanwhile is not there.
            guard unsafe stat("\(directory)/\(name)", &status) == 0 else { continue }
            entries.append(Entry(name: name, isDirectory: status.st_mode & S_IFMT == S_IFDIR))
        }
        return .success(entries.sorted { $0.name < $1.name })
    }
}
