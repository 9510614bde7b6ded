import Foundation

/// A directory of its own that goes with its last reference.
final class TemporaryDirectory: Sendable {
    /// The absolute path.
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("apus-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The absolute path of a file inside.
    func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes a file and returns its path.
    func write(_ text: String, to name: String) throws -> String {
        try text.write(toFile: file(name), atomically: false, encoding: .utf8)
        return file(name)
    }
}

/// Whole files, read as bytes; nil when there is none. Also those of `/proc`, which do not tell their length.
func readFile(_ path: String) -> ByteString? {
    guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
    do { return ByteString(try handle.readToEnd() ?? Data()) } catch { return nil }
}
