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

/// Whole files, read as bytes; nil when there is none.
func readFile(_ path: String) -> ByteString? {
    FileManager.default.contents(atPath: path).map { ByteString($0) }
}
