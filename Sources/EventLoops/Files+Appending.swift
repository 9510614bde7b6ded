internal import Glibc

extension Files {
    /// Writes behind what a file holds, which is made for us alone where there is none, and waits until the bytes are
    /// on the disk; what went wrong, or nil. A crash may leave a part of them.
    public static func append(_ bytes: [UInt8], path: String) -> String? {
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        if file < 0 { return SystemError.text(of: errno) }
        defer { close(file) }
        if let problem = writeAll(bytes, to: file) { return problem }
        return fdatasync(file) == 0 ? nil : SystemError.text(of: errno)
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
