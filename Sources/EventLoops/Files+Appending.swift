internal import Glibc

extension Files {
    /// Writes behind what a file holds, which is made for us alone where there is none, and waits until the bytes, and
    /// the name of a new file, are on the disk; what went wrong, or nil. A crash may leave a part of them.
    public static func append(_ bytes: [UInt8], path: String) -> String? {
        let flags = O_WRONLY | O_APPEND | O_CLOEXEC
        var file = unsafe open(path, flags)
        let isNew = file < 0 && errno == ENOENT
        if isNew { file = unsafe open(path, flags | O_CREAT, 0o600) }
        if file < 0 { return SystemError.text(of: errno) }
        defer { close(file) }
        if let problem = writeAll(bytes, to: file) { return problem }
        if fdatasync(file) != 0 { return SystemError.text(of: errno) }
        return isNew ? synchronise(directory: FileWatcher.directory(of: path)) : nil
    }

    /// Waits until the names of a directory's files are on the disk; what went wrong, or nil.
    static func synchronise(directory path: String) -> String? {
        let directory = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if directory < 0 { return SystemError.text(of: errno) }
        defer { close(directory) }
        return fsync(directory) == 0 ? nil : SystemError.text(of: errno)
    }
}

extension DurableDirectory {
    /// Writes behind what a file holds, as `Files.append` does.
    public func append(_ name: String, _ bytes: [UInt8]) throws(Problem) {
        if let problem = Files.append(bytes, path: "\(path)/\(name)") {
            throw Problem(text: "\(path)/\(name): \(problem)")
        }
    }
}
