import ControlPlane
import Testing

@Suite("Any bytes as mesh documents")
struct MeshFuzzTests {
    /// Right documents that edits begin with.
    private static let seeds: [String] = [
        MeshText.service("one") + MeshText.gateway()
            + MeshText.route(
                "r",
                "hostnames: [a.com]\nrules: [{matches: [{path: {value: /a}}], backendRefs: [{name: one, port: "
                    + "80}]}]"),
        MeshText.service("one")
            + MeshText.workload(
                "web", "dependsOn: [{service: one}]\ninbound: [{port: 1, targetPort: 2, mutualTLS: Strict}]"),
        BrokenDocumentTests.all.map(\.text).joined(separator: "\n---\n"),
    ]

    @Test("Documents cut short at any byte never trap")
    func prefixes() {
        for seed in Self.seeds {
            let bytes = Array(seed.utf8)
            for count in stride(from: 0, to: min(bytes.count, 1500), by: 11) { MeshFuzz.run(Array(bytes[..<count])) }
        }
    }

    @Test("Random edits of documents never trap", arguments: 0..<4)
    func edits(_ seed: Int) {
        var numbers = SeededNumbers(seed: UInt64(seed) &+ 3)
        let files = Self.seeds.map { Array($0.utf8) } + BrokenDocumentTests.all.map { Array($0.text.utf8) }
        for _ in 0..<150 {
            var bytes = files[Int.random(in: 0..<files.count, using: &numbers)]
            for _ in 0..<Int.random(in: 1...4, using: &numbers) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &numbers)
                switch Int.random(in: 0..<4, using: &numbers) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &numbers)
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(Array("{}[],:\"'\\01-\n ".utf8).randomElement(using: &numbers) ?? 0, at: place)
                default:
                    let end = min(bytes.count, place + Int.random(in: 1...40, using: &numbers))
                    bytes.removeSubrange(place..<end)
                }
            }
            MeshFuzz.run(bytes)
        }
    }
}
