import Testing

@testable import ControlPlane

@Suite("Join tokens")
struct JoinTokenTests {
    @Test("A token is known by its text, and by nothing else of it")
    func known() throws {
        let (token, text) = JoinToken.make(namespace: "shop", account: "cart", uses: 3, expires: 1_800_000_000)
        #expect(text.hasPrefix("join-\(token.id)-") && text.utf8.count == 5 + 16 + 1 + 64)
        #expect(token.line.hasSuffix("  shop/cart  uses=3  expires=2027-01-15T08:00:00Z\n"))
        #expect(!token.line.contains(text.suffix(64)))
        let tokens = try JoinTokens.read(Array(("# who joins\n\n" + token.line).utf8), file: "f").get()
        #expect(tokens.token(of: Array(text.utf8)) == token && tokens.count == 1)
        var wrong = Array(text.utf8)
        for place in wrong.indices {
            wrong[place] ^= 1
            #expect(tokens.token(of: wrong) == nil)
            #expect(tokens.token(of: Array(wrong.prefix(place))) == nil)
            wrong[place] ^= 1
        }
        #expect(tokens.token(of: Array((text + "0").utf8)) == nil)
        let (other, _) = JoinToken.make(namespace: "shop", account: "cart")
        #expect(other.id != token.id && other.hash != token.hash)
    }

    private static let good = "0123456789abcdef \(String(repeating: "0", count: 64)) shop/cart"

    @Test(
        "A file that is wrong says where",
        arguments: [
            ("x", "expected a token's number, its hash and <namespace>/<account>"),
            ("0123 00 shop/cart", "expected a token's number of 16 hexadecimal digits, found '0123'"),
            ("0123456789abcdef 00 shop/cart", "expected a hash of 64 hexadecimal digits, found '00'"),
            (good.replacing("shop/cart", with: "cart"), "expected <namespace>/<account>, found 'cart'"),
            (good.replacing("shop/cart", with: "a/b/c"), "expected <namespace>/<account>, found 'a/b/c'"),
            (good.replacing("shop/cart", with: "a/b,DNS:c"), "expected <namespace>/<account>, found 'a/b,DNS:c'"),
            (good + " uses=0", "expected uses=<n> or expires=2026-12-01T00:00:00Z, found 'uses=0'"),
            (good + " expires=soon", "expected uses=<n> or expires=2026-12-01T00:00:00Z, found 'expires=soon'"),
            (good + "\n" + good, "expected each token once"),
        ])
    func wrong(text: String, reason: String) {
        let line = text.contains("\n") ? 2 : 1
        #expect(
            JoinTokens.read(Array(text.utf8), file: "tokens")
                == .failure(JoinTokens.Problem(text: "tokens:\(line): \(reason)")))
    }

    @Test("A file may have remarks, tabs and the line ends of other systems")
    func lax() throws {
        let text = "\t\(Self.good)\tuses=1 # one\r\n#\n"
        let tokens = try JoinTokens.read(Array(text.utf8), file: "f").get()
        #expect(tokens.count == 1)
    }

    // MARK: - Who has joined

    private static let day: Int64 = 86_400

    @Test("As many may join as a token says, and whoever has joined comes again")
    func uses() {
        let (token, _) = JoinToken.make(namespace: "a", account: "b", uses: 2)
        var ledger = JoinLedger()
        guard case .joins(let line) = ledger.admit(token, key: "k1", at: 0) else {
            Issue.record("k1 does not join")
            return
        }
        #expect(line == "\(token.id) k1 0 .\n")
        #expect(ledger.admit(token, key: "k1", at: 60) == .known(line: nil))
        // A line a day says that it is still there.
        #expect(ledger.admit(token, key: "k1", at: Self.day) == .known(line: "\(token.id) k1 \(Self.day) .\n"))
        #expect(ledger.admit(token, key: "k2", at: 60) == .joins(line: "\(token.id) k2 60 .\n"))
        #expect(ledger.admit(token, key: "k3", at: 60) == .exhausted)
        ledger.withdraw(token, key: "k2")
        #expect(ledger.admit(token, key: "k3", at: 60) == .joins(line: "\(token.id) k3 60 .\n"))
    }

    @Test("Behind its end a token lets nobody join, and whoever has joined comes again")
    func expiry() {
        let (token, _) = JoinToken.make(namespace: "a", account: "b", expires: 1_000)
        var ledger = JoinLedger()
        #expect(ledger.admit(token, key: "k1", at: 999) == .joins(line: "\(token.id) k1 999 .\n"))
        #expect(ledger.admit(token, key: "k2", at: 1_000) == .expired)
        #expect(ledger.admit(token, key: "k1", at: 5_000) == .known(line: nil))
    }

    @Test("A token without limits leaves no trace")
    func unlimited() {
        let (token, _) = JoinToken.make(namespace: "a", account: "b")
        var ledger = JoinLedger()
        for key in 0..<1_000 { #expect(ledger.admit(token, key: "\(key)", at: 0) == .known(line: nil)) }
        #expect(ledger.text.isEmpty && ledger.keyCount == 0)
    }

    @Test("What is kept comes back, also what was cut off by a crash; uses are not given back by forgetting")
    func kept() {
        let (token, _) = JoinToken.make(namespace: "a", account: "b", uses: 2)
        var ledger = JoinLedger()
        var lines = ""
        for (key, now) in [("k1", Int64(0)), ("k2", 10 * Self.day), ("k1", 20 * Self.day)] {
            switch ledger.admit(token, key: key, at: now) {
            case .joins(let line), .known(let line?): lines += line
            default: Issue.record("\(key) is refused")
            }
        }
        let bytes = Array(lines.utf8)
        for count in 0...bytes.count {
            let cut = JoinLedger(Array(bytes.prefix(count)), at: 20 * Self.day)
            #expect(cut.keyCount == bytes.prefix(count).count { $0 == UInt8(ascii: ".") }.clamped(to: 0...2))
        }
        for text in [bytes, Array(ledger.text.utf8)] {
            var soon = JoinLedger(text, at: 20 * Self.day)
            #expect(soon.admit(token, key: "k3", at: 20 * Self.day) == .exhausted)
            #expect(soon.admit(token, key: "k1", at: 20 * Self.day) == .known(line: nil))
            // k2 was last seen more than 30 days ago.
            var late = JoinLedger(text, at: 45 * Self.day)
            #expect(late.keyCount == 1 && late.admit(token, key: "k2", at: 45 * Self.day) == .exhausted)
            // Through the text once more.
            var later = JoinLedger(Array(late.text.utf8), at: 45 * Self.day)
            #expect(later.admit(token, key: "k2", at: 45 * Self.day) == .exhausted)
            #expect(later.admit(token, key: "k1", at: 45 * Self.day) != .exhausted)
        }
    }

    @Test("One token does not fill the memory of all, and what is over makes room")
    func shares() {
        let (greedy, _) = JoinToken.make(namespace: "a", account: "b", uses: 1_000_000)
        let (other, _) = JoinToken.make(namespace: "a", account: "c", uses: 1)
        var ledger = JoinLedger()
        for key in 0..<JoinLedger.mostKeysOfToken { _ = ledger.admit(greedy, key: "\(key)", at: 0) }
        #expect(ledger.admit(greedy, key: "more", at: 0) == .full)
        #expect(ledger.admit(greedy, key: "0", at: 0) == .known(line: nil))
        #expect(ledger.admit(other, key: "k", at: 0) == .joins(line: "\(other.id) k 0 .\n"))
        #expect(ledger.admit(greedy, key: "more", at: 29 * Self.day) == .full)
        let late = 31 * Self.day
        #expect(ledger.admit(greedy, key: "more", at: late) == .joins(line: "\(greedy.id) more \(late) .\n"))
        #expect(ledger.keyCount == 1)
        // The uses of the other one do not come back with the room.
        #expect(ledger.admit(other, key: "k2", at: late) == .exhausted)
    }

    @Test("What is no line of ours is passed over")
    func garbage() {
        let (token, _) = JoinToken.make(namespace: "a", account: "b", uses: 1)
        let text =
            "x\n\n\(token.id) k1\n\(token.id) k1 x .\n\(token.id) joined -5 .\n\(token.id) k1 9999999999999999999 .\n"
        var ledger = JoinLedger(Array(text.utf8), at: 0)
        #expect(ledger.keyCount == 0 && ledger.admit(token, key: "k9", at: 0) != .exhausted)
    }
}

extension Int {
    fileprivate func clamped(to range: ClosedRange<Int>) -> Int {
        Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
    }
}
