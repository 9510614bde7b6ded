import Foundation

@testable import Injection

/// Manifests as people write them.
enum InputFiles {
    /// What stands in each file, by its name.
    static let all: [(name: String, documents: [ManifestValue])] = {
        let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("InjectionTools/inputs")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
        return names.sorted().compactMap { name in
            guard let data = try? Data(contentsOf: directory.appendingPathComponent(name)),
                case .success(let content) = ManifestReader.read(Array(data), file: name)
            else { return nil }
            return (name, content.documents)
        }
    }()

    /// The documents of a file.
    static func documents(_ prefix: String) -> [ManifestValue] {
        all.first { $0.name.hasPrefix(prefix) }?.documents ?? []
    }
}
