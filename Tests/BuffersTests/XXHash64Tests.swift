import Buffers
import Testing

@Suite("XXH64")
struct XXHash64Tests {
    private static func hash(_ text: String, seed: UInt64 = 0) -> UInt64 {
        Bytes.xxHash64(Array(text.utf8).span, seed: seed)
    }

    @Test(
        "Known texts have their known hashes",
        arguments: [
            ("", 0xef46_db37_51d8_e999), ("a", 0xd24e_c4f1_a98c_6e5b), ("abc", 0x44bc_2cf5_ad77_0999),
            ("1", 13_237_225_503_670_494_420), ("v7", 7_308_050_424_466_892_544),
            ("Nobody inspects the spammish repetition", 0xfbce_a83c_8a37_8bf1),
        ])
    func known(_ text: String, _ expected: UInt64) {
        #expect(Self.hash(text) == expected)
    }

    @Test("The seed counts, and every byte does")
    func sensitivity() {
        let text = String(repeating: "0123456789", count: 10)
        #expect(Self.hash(text) != Self.hash(text, seed: 1))
        var hashes: Set<UInt64> = []
        for count in 0...100 { hashes.insert(Self.hash(String(text.prefix(count)))) }
        #expect(hashes.count == 101)
    }
}
