internal import Glibc

/// A directory whose files are changed in steps that a crash leaves whole. Blocking: never on a loop that serves.
///
/// A file that was written and synchronised, renamed, and whose directory was synchronised then, is there after a loss
/// of power, under its new name and with all its bytes; after a crash in between, the old one is.
public final class DurableDirectory: Sendable {
    /// Where it is.
    public let path: String
    private let lockFile: Int32

    /// What went wrong, for the operator.
    public struct Problem: Error, Sendable, Equatable {
        /// In words, with the path.
        public let text: String

        /// Makes a problem.
        public init(text: String) { self.text = text }
    }

    /// Opens a directory, made where there is none, for this process alone.
    ///
    /// - Throws: when it cannot be made, or another process has it open.
    public init(_ path: String) throws(Problem) {
        self.path = path
        if unsafe mkdir(path, 0o700) != 0, errno != EEXIST { throw Self.problem(path, errno) }
        let lock = unsafe open("\(path)/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        if lock < 0 { throw Self.problem(path, errno) }
        if flock(lock, LOCK_EX | LOCK_NB) != 0 {
            close(lock)
            throw Problem(text: "\(path): another process uses it")
        }
        lockFile = lock
    }

    deinit { close(lockFile) }

    /// The names of its files.
    public func list() throws(Problem) -> [String] {
        switch Files.entries(of: path) {
        case .success(let entries): return entries.map(\.name).filter { $0 != "lock" }
        case .failure(let error): throw Problem(text: "\(path): \(error.text)")
        }
    }

    /// The bytes of a file.
    public func read(_ name: String) throws(Problem) -> [UInt8] {
        switch Files.read("\(path)/\(name)") {
        case .success(let bytes): return bytes
        case .failure(let error): throw Problem(text: "\(path)/\(name): \(error.text)")
        }
    }

    /// Writes a file anew and waits until its bytes are on the disk.
    public func write(_ name: String, _ bytes: [UInt8]) throws(Problem) {
        let full = "\(path)/\(name)"
        let file = unsafe open(full, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        if file < 0 { throw Self.problem(full, errno) }
        defer { close(file) }
        if let text = Files.writeAll(bytes, to: file) { throw Problem(text: "\(full): \(text)") }
        if fsync(file) != 0 { throw Self.problem(full, errno) }
    }

    /// Puts a file in the place of another, or of none.
    public func rename(_ old: String, to new: String) throws(Problem) {
        if unsafe Glibc.rename("\(path)/\(old)", "\(path)/\(new)") != 0 {
            throw Self.problem("\(path)/\(new)", errno)
        }
    }

    /// Takes a file away; one that is not there is no problem.
    public func remove(_ name: String) throws(Problem) {
        if unsafe unlink("\(path)/\(name)") != 0, errno != ENOENT { throw Self.problem("\(path)/\(name)", errno) }
    }

    /// Waits until the names of its files are on the disk.
    public func synchronise() throws(Problem) {
        if let text = Files.synchronise(directory: path) { throw Problem(text: "\(path): \(text)") }
    }

    private static func problem(_ path: String, _ code: Int32) -> Problem {
        Problem(text: "\(path): \(SystemError.text(of: code))")
    }
}
