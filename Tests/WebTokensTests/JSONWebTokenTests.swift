import Buffers
import Configuration
import Cryptography
import HTTPSemantics
import Testing

@testable import WebTokens

@Suite("Tokens")
struct JSONWebTokenTests {
    /// RFC 7515 §A.1: an HS256 token and the key that it was signed with.
    private static let token =
        "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9."
        + "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ."
        + "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    private static let key =
        "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"

    private func read(_ text: String) -> Result<JSONWebToken, JWTProblem> { JSONWebToken.read(Array(text.utf8)) }

    private func status(_ text: String) -> JWTStatus {
        switch read(text) {
        case .success: .ok
        case .failure(let problem): problem.status
        }
    }

    private func keys(_ more: String = "") throws -> JSONWebKeySet {
        let text = #"{"keys":[{"kty":"oct","k":"\#(Self.key)"\#(more)}]}"#
        return try #require(JSONWebKeySet(Array(text.utf8)))
    }

    @Test("RFC 7515's example is taken apart, and its signature is good")
    func example() throws {
        let token = try read(Self.token).get()
        #expect(token.algorithm == .hs256 && token.issuer == "joe" && token.expiration == 1_300_819_380)
        #expect(token.audiences.isEmpty && token.keyID.isEmpty && token.notBefore == nil)
        #expect(token.payload.value(at: ["http://example.com/is_root"]) == .bool(true))
        #expect(try keys().check(token) == .ok)
    }

    @Test("A changed byte anywhere is no good token")
    func tampering() throws {
        let keys = try keys()
        let bytes = Array(Self.token.utf8)
        for place in bytes.indices {
            var changed = bytes
            changed[place] = changed[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            if case .success(let token) = JSONWebToken.read(changed) { #expect(keys.check(token) != .ok, "\(place)") }
        }
    }

    @Test("Every part of a token that is cut short says what is wrong")
    func prefixes() {
        let bytes = Array(Self.token.utf8)
        for count in 0..<bytes.count {
            if case .success(let token) = JSONWebToken.read(Array(bytes.prefix(count))) {
                #expect(token.signature.count < 32)
            }
        }
    }

    @Test(
        "Keys are chosen by number, algorithm and kind",
        arguments: [
            ("", JWTStatus.ok), (#","kid":"other""#, .ok), (#","alg":"HS256""#, .ok),
            (#","alg":"HS384""#, .noMatchingKey),
        ])
    func choice(more: String, expected: JWTStatus) throws {
        #expect(try keys(more).check(try read(Self.token).get()) == expected)
    }

    @Test(
        "What is no set of keys is refused",
        arguments: [
            "", "x", "[]", "{}", #"{"keys":[]}"#, #"{"keys":{}}"#, #"{"keys":[1]}"#, #"{"keys":[{"kty":"oct"}]}"#,
            #"{"keys":[{"kty":"oct","k":"!"}]}"#, #"{"keys":[{"kty":"RSA","n":"AQAB"}]}"#,
            #"{"keys":[{"kty":"EC","crv":"P-256","x":"AQ","y":"AQ"}]}"#, #"{"keys":[{"kty":"new"}]}"#,
            #"{"keys":[{"kty":"oct","k":""}]}"#, #"{"keys":[{"kty":"oct","k":"AQ","alg":"none"}]}"#,
            #"{"keys":[{"kty":"oct","k":"AQ","alg":"RS256"}]}"#, #"{"keys":[{"kty":"RSA","n":"AA","e":"AA"}]}"#,
            #"{"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB"}]}"#,
        ])
    func badKeys(text: String) {
        #expect(JSONWebKeySet(Array(text.utf8)) == nil)
    }

    /// A modulus of that many bits, with these bits at its end, in base64.
    private static func modulus(bits: Int, end: UInt8 = 1) -> String {
        var bytes = [UInt8](repeating: 0, count: bits / 8)
        bytes[0] = 0x80
        bytes[bytes.count - 1] = end
        var coded = ByteBuffer()
        Base64Coding.encode(bytes.span, .url, to: &coded)
        return String(decoding: coded.bytes, as: UTF8.self)
    }

    @Test(
        "RSA keys that Envoy drops are dropped",
        arguments: [
            (modulus(bits: 512), "AQAB", true), (modulus(bits: 512), "Aw", true), (modulus(bits: 512), "AAEAAQ", true),
            (modulus(bits: 504), "AQAB", false), (modulus(bits: 2048), "BQ", false),
            (modulus(bits: 2048, end: 2), "AQAB", false), (modulus(bits: 2048), "", false),
        ])
    func rsaKeys(modulus: String, exponent: String, isKept: Bool) {
        let text = #"{"keys":[{"kty":"RSA","n":"\#(modulus)","e":"\#(exponent)"}]}"#
        #expect((JSONWebKeySet(Array(text.utf8)) != nil) == isKept)
    }

    @Test(
        "A token's base64 may be padded in full, hold white space and bits that mean nothing",
        arguments: [
            ("", [UInt8]()), ("TQ", [77]), ("TQ==", [77]), ("TR", [77]), ("T Q\t=\n=", [77]), ("TWE", [77, 97]),
            ("TWE=", [77, 97]), ("TWFu", [77, 97, 110]), ("__-_", [255, 255, 191]),
        ] as [(String, [UInt8]?)]
            + ["T", "TQ=", "TQ===", "TWE==", "TWFu=", "T=Q=", "TWFuT", "+/", "TQ==TQ==", "T\u{e9}"].map { ($0, nil) })
    func tokenText(text: String, expected: [UInt8]?) {
        #expect(TokenText.bytes(of: text.utf8) == expected)
    }

    @Test("Lists nested deeper than anybody needs are no JSON")
    func depth() {
        let deep = String(repeating: "[", count: 60) + String(repeating: "]", count: 60)
        #expect(JSONWebKeySet(Array(#"{"keys":\#(deep)}"#.utf8)) == nil)
    }

    @Test("The oracle of fuzzing holds for tokens and their parts")
    func oracle() {
        for count in 0...Self.token.utf8.count { WebTokenFuzz.run(Array(Self.token.utf8.prefix(count))) }
        WebTokenFuzz.run(Array(#"{"keys":[{"kty":"oct","k":"AQ"}]}"#.utf8))
    }
}
