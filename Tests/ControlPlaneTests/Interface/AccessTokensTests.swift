import Testing

@testable import ControlPlane

@Suite("Tokens of the interface")
struct AccessTokensTests {
    private func read(_ text: String) -> Result<AccessTokens, AccessTokens.Problem> {
        AccessTokens.read(Array(text.utf8), file: "t")
    }

    @Test func `a token says who it is and what is allowed`() throws {
        let tokens = try read(
            """
            # who may
            alice   0123456789abcdef

            graph\t\tfedcba9876543210 read  # only looks
            """
        ).get()
        #expect(tokens.holder(of: Array("0123456789abcdef".utf8)) == .init(name: "alice", mayChange: true))
        #expect(tokens.holder(of: Array("fedcba9876543210".utf8)) == .init(name: "graph", mayChange: false))
        for wrong in ["", "0123456789abcde", "0123456789abcdef0", "0123456789abcdeF"] {
            #expect(tokens.holder(of: Array(wrong.utf8)) == nil)
        }
    }

    @Test(arguments: [
        ("", "t: expected at least one token"), ("alice", "t:1: expected a name, a token and perhaps \"read\""),
        ("\na 0123456789abcdef write", "t:2: expected a name, a token and perhaps \"read\""),
        ("a short", "t:1: expected a token of at least 16 bytes"),
        ("a 0123456789abcdef\na 0123456789abcdee", "t:2: expected each name once, found \"a\" again"),
    ])
    func `a mistake is told with its line`(_ text: String, _ expected: String) {
        guard case .failure(let problem) = read(text) else {
            Issue.record("it was read")
            return
        }
        #expect(problem.text == expected)
    }

    @Test func `only bearers have a token`() {
        #expect(AccessTokens.bearer(Array("Bearer abc".utf8)) == Array("abc".utf8))
        #expect(AccessTokens.bearer(Array("bEARER  abc".utf8)) == Array("abc".utf8))
        for wrong in ["", "Bearer", "Bearer ", "Basic abc", "Bearerabc"] {
            #expect(AccessTokens.bearer(Array(wrong.utf8)) == nil)
        }
    }
}
