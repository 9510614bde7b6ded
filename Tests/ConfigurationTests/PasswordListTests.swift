import Configuration
import Testing

@Suite("Lists of users with their passwords' hashes")
struct PasswordListTests {
    private static let hash = "tESsBmE/yNY3lb6a0L6vVQEZNqw="

    private func line(ofProblemIn text: String) -> Int? {
        do {
            _ = try PasswordList(Array(text.utf8))
            return nil
        } catch {
            return error.line
        }
    }

    @Test("Names lead to hashes; empty lines and comments say nothing")
    func users() throws {
        let list = try PasswordList(Array("#a:b\n\nu:{SHA}\(Self.hash)\n v:{SHA}\(Self.hash)".utf8))
        #expect(list.hashes == [Array("u".utf8): Array(Self.hash.utf8), Array(" v".utf8): Array(Self.hash.utf8)])
        #expect(try PasswordList([]).hashes.isEmpty)
    }

    @Test(
        "A mistake is told with its line",
        arguments: [
            "u", "u:", ":{SHA}x", "u:plain", "u:{SHA}short", "u:a:{SHA}x", "ok:{SHA}tESsBmE/yNY3lb6a0L6vVQEZNqw=",
        ])
    func mistakes(line: String) {
        #expect(self.line(ofProblemIn: "ok:{SHA}\(Self.hash)\n#\n\(line)\n") == 3)
    }
}
