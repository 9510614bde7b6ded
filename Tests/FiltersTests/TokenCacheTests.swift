import Buffers
import Testing
import WebTokens

@testable import Filters

@Suite("Tokens that are remembered")
struct TokenCacheTests {
    /// A token that says when it expires; nobody has signed it.
    private func token(_ expiration: Int) throws -> (text: [UInt8], token: JSONWebToken) {
        func coded(_ text: String) -> String {
            var buffer = ByteBuffer()
            let bytes = Array(text.utf8)
            Base64Coding.encode(bytes.span, .url, to: &buffer)
            return FiltersTests.text(buffer)
        }
        let text = Array("\(coded(#"{"alg":"HS256"}"#)).\(coded(#"{"exp":\#(expiration)}"#)).AA".utf8)
        return (text, try JSONWebToken.read(text).get())
    }

    @Test("A token is known until it expires")
    func expiry() throws {
        var cache = TokenCache(mostTokens: 2, longestToken: 100)
        let one = try token(10)
        #expect(cache.token(of: one.text, at: 1) == nil)
        cache.insert(one.token, of: one.text)
        #expect(cache.token(of: one.text, at: 10)?.expiration == 10)
        #expect(cache.token(of: one.text, at: 11) == nil)
        #expect(cache.count == 0)
    }

    @Test("The one that nobody has asked for longest makes room")
    func room() throws {
        var cache = TokenCache(mostTokens: 2, longestToken: 100)
        let tokens = try (10..<13).map { try token($0) }
        cache.insert(tokens[0].token, of: tokens[0].text)
        cache.insert(tokens[1].token, of: tokens[1].text)
        #expect(cache.token(of: tokens[0].text, at: 0) != nil)
        cache.insert(tokens[2].token, of: tokens[2].text)
        #expect(cache.count == 2)
        #expect(cache.token(of: tokens[1].text, at: 0) == nil)
        #expect(cache.token(of: tokens[0].text, at: 0) != nil)
        cache.insert(tokens[2].token, of: tokens[2].text)
        #expect(cache.count == 2)
    }

    @Test("Tokens that are too long are not remembered")
    func length() throws {
        let one = try token(10)
        var cache = TokenCache(mostTokens: 2, longestToken: one.text.count - 1)
        cache.insert(one.token, of: one.text)
        #expect(cache.count == 0)
    }
}
