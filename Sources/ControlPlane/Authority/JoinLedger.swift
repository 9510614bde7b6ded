/// Who has joined by tokens that not everybody may join by: keys, by their hashes. A value; the clock is given in, in
/// seconds since 1970.
///
/// A key that has joined may have certificates for as long as it comes back for them, whatever becomes of its token's
/// limits: a token is for joining. What must not be forgotten is a line of text, to be kept before a certificate is
/// given.
///
/// ```
///   a key comes ──known──▶ renewed (a line a day)
///               └─new──▶ token's time over? all used? ──no──▶ joined (a line)
///                                               └──yes──▶ refused
/// ```
/// Each token has a share of what can be remembered, so that no holder of one keeps those of others out.
struct JoinLedger {
    /// The outcome of a key.
    enum Admission: Equatable {
        /// It has joined before, and may have a certificate, once the line, if there is one, is kept.
        case known(line: String?)
        /// It joins, once the line is kept.
        case joins(line: String)
        /// Nobody may join by the token any more.
        case expired
        /// As many have joined by the token as may.
        case exhausted
        /// More keys than can be remembered, of the token or of all.
        case full
    }

    private struct Record {
        /// When it came last, as it is kept.
        var seenAt: Int64
    }

    private struct Account {
        /// How many have joined, of whom some may be forgotten.
        var joined = 0
        var keys: [String: Record] = [:]
    }

    private var accounts: [String: Account] = [:]
    private(set) var keyCount = 0
    /// Before that moment nothing more can be forgotten for want of room.
    private var nextSweep = Int64.min

    /// How long a key is remembered that does not come back, in seconds: 30 days.
    static let memory: Int64 = 30 * 86_400
    /// How old a line may be before there is another one, in seconds: a day.
    private static let lineAge: Int64 = 86_400
    /// Keys that are remembered, and those of one token.
    static let mostKeys = 100_000
    static let mostKeysOfToken = 10_000
    /// How long is waited between two times of making room, in seconds: an hour.
    private static let sweepPause: Int64 = 3_600

    init() {}

    /// What is known from lines that were kept; one that was cut off is passed over. Nobody has to know the token: one
    /// that comes back later has not got its uses anew.
    init(_ text: [UInt8], at now: Int64) {
        for line in text.split(separator: UInt8(ascii: "\n")) {
            let words = String(decoding: line, as: UTF8.self).split(separator: " ").map(String.init)
            guard words.count == 4, words[3] == ".", JoinToken.isID(words[0]), let number = Int64(words[2]),
                number >= 0
            else { continue }
            if words[1] == Self.joined {
                accounts[words[0], default: Account()].joined = Int(number)
            } else {
                note(words[0], words[1], at: number)
            }
        }
        forget(at: now)
    }

    /// Lets go of keys that have not come back in time; how many have joined stays.
    private mutating func forget(at now: Int64) {
        for (id, account) in accounts {
            accounts[id]?.keys = account.keys.filter { now - $0.value.seenAt < Self.memory }
        }
        keyCount = accounts.values.reduce(0) { $0 + $1.keys.count }
    }

    /// Whether one more key of a token can be remembered. What is over goes for it, once in a while.
    private mutating func hasRoom(for id: String, at now: Int64) -> Bool {
        func isFull() -> Bool {
            keyCount >= Self.mostKeys || accounts[id]?.keys.count ?? 0 >= Self.mostKeysOfToken
        }
        if isFull(), now >= nextSweep {
            forget(at: now)
            nextSweep = now + Self.sweepPause
        }
        return !isFull()
    }

    private mutating func note(_ id: String, _ key: String, at now: Int64) {
        // In place: a copy of a token's keys for each that joins would be felt.
        if accounts[id, default: Account()].keys.updateValue(Record(seenAt: now), forKey: key) == nil {
            accounts[id]?.joined += 1
            keyCount += 1
        }
    }

    /// Everything as text, from which it comes back.
    var text: String {
        var text = ""
        for (id, account) in accounts.sorted(by: { $0.key < $1.key }) {
            for (key, record) in account.keys.sorted(by: { $0.key < $1.key }) {
                text += Self.line(id, key, record.seenAt)
            }
            // Behind the keys, which count by themselves when they are read.
            text += Self.line(id, Self.joined, Int64(account.joined))
        }
        return text
    }

    /// Stands in the place of a key where all are counted.
    private static let joined = "joined"

    /// The point says that the line is whole.
    private static func line(_ id: String, _ key: String, _ number: Int64) -> String { "\(id) \(key) \(number) .\n" }

    /// Lets a key have a certificate by a token, or does not.
    mutating func admit(_ token: JoinToken, key: String, at now: Int64) -> Admission {
        if token.uses == nil && token.expires == nil { return .known(line: nil) }
        if let record = accounts[token.id]?.keys[key] {
            if now - record.seenAt < Self.lineAge { return .known(line: nil) }
            accounts[token.id]?.keys[key]?.seenAt = now
            return .known(line: Self.line(token.id, key, now))
        }
        if let expires = token.expires, now >= expires { return .expired }
        if let uses = token.uses, accounts[token.id]?.joined ?? 0 >= uses { return .exhausted }
        if !hasRoom(for: token.id, at: now) { return .full }
        note(token.id, key, at: now)
        return .joins(line: Self.line(token.id, key, now))
    }

    /// Takes a key back that joined, and whose line could not be kept.
    mutating func withdraw(_ token: JoinToken, key: String) {
        guard accounts[token.id]?.keys.removeValue(forKey: key) != nil else { return }
        accounts[token.id]?.joined -= 1
        keyCount -= 1
    }
}
