import Configuration
import Testing

@Suite("Hostile bytes")
struct FuzzTests {
    @Test("Files cut short at any byte are refused, and never trap")
    func prefixes() {
        let bytes = Array(ConfigurationTemplate.make().utf8)
        let reader = ConfigurationReader()
        for count in stride(from: 0, to: bytes.count - 2, by: 7) {
            #expect(reader.bootstrap(Array(bytes[..<count]), file: "t.json").configuration == nil)
        }
    }

    @Test("Random edits of right files never trap", arguments: 0..<4)
    func edits(_ seed: Int) {
        var numbers = SeededNumbers(seed: UInt64(seed) &+ 99)
        let files = TestFiles.configurations().map(\.bytes) + [Array(ConfigurationTemplate.make().utf8)]
        for _ in 0..<150 {
            var bytes = files[Int.random(in: 0..<files.count, using: &numbers)]
            for _ in 0..<Int.random(in: 1...6, using: &numbers) {
                let place = Int.random(in: 0..<bytes.count, using: &numbers)
                switch Int.random(in: 0..<5, using: &numbers) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &numbers)
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(Array("{}[],:\"'\\01ne-.".utf8).randomElement(using: &numbers) ?? 0, at: place)
                case 3:
                    let end = min(bytes.count, place + Int.random(in: 1...40, using: &numbers))
                    bytes.insert(
                        contentsOf: Array(bytes[place..<end]), at: Int.random(in: 0..<bytes.count, using: &numbers))
                default:
                    let end = min(bytes.count - 1, place + Int.random(in: 1...40, using: &numbers))
                    if place < end { bytes.removeSubrange(place..<end) }
                }
            }
            ConfigurationFuzz.run(bytes)
        }
    }

    @Test("Random bytes never trap")
    func noise() {
        var numbers = SeededNumbers(seed: 5)
        let alphabet =
            Array("{}[],:\"'\\ \n0123456789.eE+-truefalsnic@type_x".utf8) + [0, 0x7F, 0x80, 0xC3, 0xA9, 0xFF]
        for _ in 0..<3_000 {
            let count = Int.random(in: 0..<200, using: &numbers)
            ConfigurationFuzz.run((0..<count).map { _ in alphabet.randomElement(using: &numbers) ?? 0 })
        }
    }

    @Test("A file of mistakes is cut off, and says so")
    func manyMistakes() {
        let keys = (0..<12_000).map { "\"x\($0)\":0" }.joined(separator: ",")
        let complaints = ConfigurationReader().bootstrap(Array("{\(keys)}".utf8), file: "t.json").complaints
        #expect(complaints.count == 10_001)
        #expect(complaints.last?.message == "and 2000 more mistakes, not shown")
    }
}
