import Foundation

/// The repository these tests stand in.
enum Repository {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path()

    /// The Swift sources of all rooms.
    static let sources = files(under: "Sources")
    /// The Swift sources of all tests.
    static let tests = files(under: "Tests")
    static let manifest = PackageManifest(text(of: "Package.swift"))
    static let plan = HousePlan(text(of: "ARCHITECTURE.md"))

    static func text(of path: String) -> String {
        String(decoding: FileManager.default.contents(atPath: "\(root)/\(path)") ?? Data(), as: UTF8.self)
    }

    /// What lies in a folder, in order; nothing when there is none.
    static func names(in folder: String = "") -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)")) ?? []).sorted()
    }

    private static func files(under folder: String) -> [SourceFile] {
        let paths = (try? FileManager.default.subpathsOfDirectory(atPath: "\(root)/\(folder)")) ?? []
        return paths.filter { $0.hasSuffix(".swift") }.sorted().map {
            SourceFile(path: "\(folder)/\($0)", source: text(of: "\(folder)/\($0)"))
        }
    }
}
