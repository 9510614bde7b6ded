import Configuration
import Foundation
import Testing

/// The real Envoy, when it is installed.
private enum RealEnvoy {
    static let path: String? = {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.map { "\($0)/envoy" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    /// Whether Envoy takes a text; nil when it could not be asked.
    static func accepts(_ text: String) throws -> Bool? {
        guard let path else { return nil }
        let folder = FileManager.default.temporaryDirectory.appending(path: "apus-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "t.json")
        try Data(text.utf8).write(to: file)
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = ["--mode", "validate", "-c", file.path(), "--log-level", "off"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}

/// The cases that Envoy is asked about: each takes a process of its own, so without `APUS_TEST_ALL` in the environment
/// only every fifth.
private let askedCases: [LaxnessCase] = {
    if ProcessInfo.processInfo.environment["APUS_TEST_ALL"] != nil { return LaxnessCases.all }
    return LaxnessCases.all.enumerated().filter { $0.offset % 5 == 0 }.map(\.element)
}()

@Suite("Agreement with Envoy", .enabled(if: RealEnvoy.path != nil, "envoy is not installed"))
struct EnvoyAgreementTests {
    @Test("Envoy judges each text as the table says", arguments: askedCases)
    func verdict(_ item: LaxnessCase) throws {
        let accepts = try RealEnvoy.accepts(item.text)
        #expect(accepts == (item.verdict != .refused))
    }

    @Test("Envoy takes the configurations of the project")
    func files() throws {
        for (name, bytes) in TestFiles.configurations() {
            #expect(try RealEnvoy.accepts(String(decoding: bytes, as: UTF8.self)) == true, "\(name)")
        }
    }
}
