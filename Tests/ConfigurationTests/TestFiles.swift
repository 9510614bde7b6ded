import Foundation

/// The repository's files, found from where this source stands.
enum TestFiles {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The configurations in JSON that ship with the project: names and bytes, by name.
    static func configurations(_ end: String = ".json") -> [(name: String, bytes: [UInt8])] {
        let folder = root.appending(path: "configs")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
        return names.filter { $0.hasSuffix(end) }.sorted().compactMap { name in
            FileManager.default.contents(atPath: folder.appending(path: name).path()).map { (name, Array($0)) }
        }
    }

    /// A file beside the sources of these tests.
    static func data(_ path: String) -> [UInt8]? {
        FileManager.default.contents(atPath: root.appending(path: "Tests/ConfigurationTests/\(path)").path()).map(
            Array.init)
    }
}
