import Testing

@testable import Cryptography

@Suite("Keys that signatures are checked with")
struct VerificationKeyTests {
    private func bytes(_ hex: String) -> [UInt8] {
        let digits = Array(hex.utf8.filter { $0 != 0x20 && $0 != 0x0a })
        return stride(from: 0, to: digits.count, by: 2).map { place in
            UInt8(String(decoding: digits[place..<(place + 2)], as: UTF8.self), radix: 16) ?? 0
        }
    }

    @Test("RFC 4231's test case 2, for all hashes")
    func authenticationCodes() {
        let key = VerificationKey(secret: Array("Jefe".utf8))
        let message = Array("what do ya want for nothing?".utf8)
        let code = bytes("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        #expect(key.verifies(.hs256, message: message, signature: code))
        #expect(!key.verifies(.hs256, message: message + [0], signature: code))
        #expect(!key.verifies(.hs256, message: message, signature: Array(code.dropLast())))
        #expect(!key.verifies(.hs256, message: message, signature: []))
        #expect(!key.verifies(.hs384, message: message, signature: code))
        #expect(
            key.verifies(
                .hs512, message: message,
                signature: bytes(
                    """
                    164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554
                    9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737
                    """)))
    }

    @Test("RFC 8032's tests 1 and 2 of Ed25519")
    func ed25519() throws {
        let empty = try #require(
            VerificationKey(ed25519: bytes("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")))
        let signature = bytes(
            """
            e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155
            5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b
            """)
        #expect(empty.verifies(.edDSA, message: [], signature: signature))
        #expect(!empty.verifies(.edDSA, message: [0], signature: signature))
        #expect(!empty.verifies(.edDSA, message: [], signature: Array(signature.dropFirst())))
        #expect(VerificationKey(ed25519: [1, 2, 3]) == nil)
    }

    @Test("Keys of one family check no signatures of another")
    func families() {
        let key = VerificationKey(secret: [1])
        for algorithm in SignatureAlgorithm.allCases where algorithm.family != .secret {
            #expect(!key.verifies(algorithm, message: [1], signature: [UInt8](repeating: 1, count: 64)))
        }
    }

    @Test("A point has to be on its curve, and leading zeros do not matter")
    func points() throws {
        // RFC 6979 §A.2.5.
        let x = bytes("60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6")
        let y = bytes("7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299")
        let key = try #require(VerificationKey(curve: .p256, x: [0, 0] + x, y: y))
        let signature = bytes(
            """
            EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716
            F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8
            """)
        #expect(key.verifies(.es256, message: Array("sample".utf8), signature: signature))
        #expect(!key.verifies(.es256, message: Array("sampled".utf8), signature: signature))
        #expect(!key.verifies(.es256, message: Array("sample".utf8), signature: Array(signature.dropLast())))
        #expect(!key.verifies(.es256, message: Array("sample".utf8), signature: [UInt8](repeating: 0, count: 64)))
        #expect(VerificationKey(curve: .p256, x: x, y: x) == nil)
        #expect(VerificationKey(curve: .p256, x: [1] + x, y: y) == nil)
        #expect(VerificationKey(curve: .p384, x: x, y: y) == nil)
    }

    @Test("The halves of a signature become numbers without a sign")
    func encoding() {
        let high = [0x80] + [UInt8](repeating: 0, count: 31)
        let low = [UInt8](repeating: 0, count: 31) + [1]
        #expect(
            VerificationKey.encoded(high + low, .p256) == [0x30, 38, 0x02, 33, 0] + high + [0x02, 1, 1])
        #expect(VerificationKey.encoded(high, .p256) == nil)
        let wide = [UInt8](repeating: 0xff, count: 132)
        #expect(VerificationKey.encoded(wide, .p521)?.prefix(3) == [0x30, 0x81, 138])
    }

    @Test("What cannot be an RSA key is none")
    func rsa() {
        #expect(VerificationKey(rsaModulus: [], exponent: [1, 0, 1]) == nil)
        #expect(VerificationKey(rsaModulus: [1], exponent: []) == nil)
        #expect(VerificationKey(rsaModulus: [UInt8](repeating: 1, count: 4096), exponent: [1, 0, 1]) == nil)
    }
}
