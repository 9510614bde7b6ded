import Foundation
import Testing

@testable import Injection

/// Any bytes, as manifests and as questions.
@Suite struct FuzzTests {
    private static let review = Array(
        #"""
        {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u","kind":{"group":"",
        "kind":"Pod"},"operation":"CREATE","namespace":"n","object":{"metadata":{"annotations":
        {"prometheus.io/scrape":"true",
        "prometheus.io/port":"80"}},"spec":{"containers":[{"name":"a","livenessProbe":{"httpGet":{"port":80}}}]}}}}
        """#.utf8)

    /// A generator with a seed (SplitMix64).
    private struct Numbers: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var word = state
            word = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
            word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
            return word ^ word >> 31
        }
    }

    @Test("What is cut short at any byte never traps")
    func prefixes() {
        for count in stride(from: 0, to: Self.review.count, by: 3) {
            InjectionFuzz.review(Array(Self.review[..<count]))
            InjectionFuzz.manifests(Array(Self.review[..<count]))
        }
    }

    @Test("What fuzzing found holds", arguments: ["metadata-text", "lines-alone"])
    func findings(name: String) throws {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let file = tests.appending(path: "Fuzzing/corpus/InjectedManifests/\(name)").path()
        InjectionFuzz.manifests(Array(try #require(FileManager.default.contents(atPath: file))))
    }

    @Test("The forty inputs keep the oracles")
    func inputs() {
        for file in InputFiles.all {
            for document in file.documents { InjectionFuzz.manifests(ManifestWriter.json(document)) }
            InjectionFuzz.manifests(ManifestWriter.yaml(file.documents))
        }
    }

    @Test("Random edits never trap", arguments: 0..<2)
    func edits(_ seed: Int) {
        var numbers = Numbers(state: UInt64(seed) + 11)
        let files = InputFiles.all.map { ManifestWriter.yaml($0.documents) } + [Self.review]
        for _ in 0..<200 {
            var bytes = files[Int.random(in: 0..<files.count, using: &numbers)]
            for _ in 0..<Int.random(in: 1...4, using: &numbers) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &numbers)
                switch Int.random(in: 0..<4, using: &numbers) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &numbers)
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(Array("{}[],:\"'\\01-\n &*<".utf8).randomElement(using: &numbers) ?? 0, at: place)
                default: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...40, using: &numbers)))
                }
            }
            InjectionFuzz.manifests(bytes)
            InjectionFuzz.review(bytes)
        }
    }
}
