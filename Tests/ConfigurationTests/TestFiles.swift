import Foundation

/// The repository's files, found from where this source stands.
enum TestFiles {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The configurations that ship with the project: names and bytes, by name.
    static func configurations() -> [(name: String, bytes: [UInt8])] {
        let folder = root.appending(path: "configs")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
        return names.filter { $0.hasSuffix(".json") }.sorted().compactMap { name in
            FileManager.default.contents(atPath: folder.appending(path: name).path()).map { (name, Array($0)) }
        }
    }
}
