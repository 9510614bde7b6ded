import Foundation

/// The `openssl` program in a directory of its own, as a second opinion.
final class OpenSSLProgram {
    private let directory: URL

    init() throws {
        directory = FileManager.default.temporaryDirectory.appendingPathComponent("apus-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    /// Puts a file there.
    func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: directory.appendingPathComponent(name))
    }

    /// The bytes of a file.
    func read(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: directory.appendingPathComponent(name)))
    }

    /// Runs a line of a shell; what it wrote, and whether it was content.
    @discardableResult
    func run(_ line: String) throws -> (isGood: Bool, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "cd '\(directory.path)' && { \(line); } >out 2>&1 </dev/null"]
        try process.run()
        process.waitUntilExit()
        return (process.terminationStatus == 0, String(decoding: try read("out"), as: UTF8.self))
    }
}
