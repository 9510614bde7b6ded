import Testing

@testable import Buffers

@Suite("Hashes that are the same everywhere")
struct HashesTests {
    private static let long = String(repeating: "abcdefgh", count: 5)

    @Test(
        "xxHash64 has the values of its specification",
        arguments: [
            ("", 0xef46_db37_51d8_e999, 0xd5af_ba13_36a3_be4b), ("a", 0xd24e_c4f1_a98c_6e5b, 0xdec2_bc81_c3cd_46c6),
            ("abc", 0x44bc_2cf5_ad77_0999, 0xbea9_ca81_9932_8908),
            ("0123456", 0x97ee_4fe4_a0ff_4dfa, 0xca9d_1203_dff5_ce00),
            ("Nobody inspects the spammish repetition", 0xfbce_a83c_8a37_8bf1, 0x43f4_2544_8d95_4db6),
            (long, 0xfd98_83f0_1a0a_794a, 0xd27d_33c7_8ec2_4234),
        ] as [(String, UInt64, UInt64)])
    func xxHash64(text: String, hash: UInt64, seeded: UInt64) {
        #expect(Bytes.xxHash64(text.utf8.span) == hash)
        #expect(Bytes.xxHash64(text.utf8.span, seed: 1) == seeded)
    }

    @Test(
        "MurmurHash2 has the values of GNU's std::hash",
        arguments: [
            ("", 0x553e_9390_1e46_2a6e), ("a", 0x454d_dee4_88c1_ed6b), ("ab", 0x4c4d_a6cd_289c_737b),
            ("abcdefg", 0xdeee_6830_a3af_82af), ("abcdefgh", 0x783d_b3e3_8db8_98bb),
            ("127.0.0.1:8080_0", 0xde6d_9b15_4853_8b53),
            ("Nobody inspects the spammish repetition", 0xc3b2_3f50_33ad_e0d1),
        ] as [(String, UInt64)])
    func murmurHash2(text: String, hash: UInt64) {
        #expect(Bytes.murmurHash2(text.utf8.span) == hash)
    }
}
