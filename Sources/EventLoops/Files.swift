internal import CLinux
internal import Glibc

/// Whole files and the standard streams, blocking; for start-up and the command line, never for a loop that serves.
public enum Files {
    /// Why a file could not be read.
    public struct ReadError: Error, Sendable {
        /// For the operator.
        public let text: String
    }

    /// The standard streams that are written to.
    public enum Stream: Int32, Sendable {
        /// Standard output.
        case output = 1
        /// Standard error.
        case error = 2
    }

    /// Bytes that a file may have; more is no configuration.
    public static let sizeLimit = 256 << 20

    /// The bytes of a file.
    public static func read(_ path: String) -> Result<[UInt8], ReadError> {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        if file < 0 { return .failure(ReadError(text: SystemError.text(of: errno))) }
        defer { close(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= sizeLimit {
            let count = unsafe Glibc.read(file, &chunk, chunk.count)
            if count == 0 { return .success(bytes) }
            if count < 0 {
                if errno == EINTR { continue }
                return .failure(ReadError(text: SystemError.text(of: errno)))
            }
            bytes.append(contentsOf: chunk[..<count])
        }
        return .failure(ReadError(text: "larger than \(sizeLimit >> 20) MiB"))
    }

    /// Whether a path leads on to another one.
    public static func isLink(_ path: String) -> Bool {
        var status = stat()
        return unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }

    /// Why a file cannot be read; nil when it can.
    public static func problem(reading path: String) -> ReadError? {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        if file < 0 { return ReadError(text: SystemError.text(of: errno)) }
        defer { close(file) }
        // Directories can be opened.
        var byte: UInt8 = 0
        return unsafe Glibc.read(file, &byte, 1) < 0 ? ReadError(text: SystemError.text(of: errno)) : nil
    }

    /// Why the changes of a directory cannot be watched; nil when they can.
    public static func problem(watching directory: String) -> ReadError? {
        let file = unsafe open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if file < 0 { return ReadError(text: SystemError.text(of: errno)) }
        close(file)
        return nil
    }

    /// Replaces a file's contents; what went wrong, or nil.
    public static func write(_ text: String, path: String) -> String? {
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        if file < 0 { return SystemError.text(of: errno) }
        defer { close(file) }
        return writeAll(Array(text.utf8), to: file)
    }

    /// Puts a file with these bytes in the place of another, or of none; what went wrong, or nil. Who reads it
    /// meanwhile reads either of them.
    public static func replace(_ path: String, with bytes: [UInt8]) -> String? {
        let draft = path + ".draft"
        let file = unsafe open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        if file < 0 { return SystemError.text(of: errno) }
        let problem = writeAll(bytes, to: file)
        close(file)
        if let problem { return problem }
        return unsafe rename(draft, path) == 0 ? nil : SystemError.text(of: errno)
    }

    /// Writes to a standard stream; a reader that has gone is no error.
    public static func write(_ text: String, to stream: Stream) {
        _ = writeAll(Array(text.utf8), to: stream.rawValue)
    }

    static func writeAll(_ bytes: [UInt8], to file: Int32) -> String? {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                return SystemError.text(of: errno)
            }
            rest = rest.dropFirst(count)
        }
        return nil
    }

    /// Ends the process as if it had crashed, so that whoever watches it takes notice.
    public static func abort() -> Never { Glibc.abort() }

    /// Ends the process.
    public static func exit(_ code: Int32) -> Never { Glibc.exit(code) }
}
