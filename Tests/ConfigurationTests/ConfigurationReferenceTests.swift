import Configuration
import Foundation
import Testing

/// The pages of `configs/reference`.
@Suite struct ConfigurationReferenceTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "configs/reference")

    @Test("They say what the reader does, and of every field that is read what it means")
    func pages() throws {
        let reference = ConfigurationReference()
        #expect(reference.gaps() == [])
        let pages = reference.pages()
        for page in pages {
            let kept = try? String(contentsOf: Self.folder.appending(path: page.name), encoding: .utf8)
            let isSame = kept == page.text
            #expect(isSame, "\(page.name) is old: write it by apus explain --reference configs/reference")
        }
        let kept = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path())
        #expect(Set(kept) == Set(pages.map(\.name)))
    }
}
