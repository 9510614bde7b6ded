internal import WebTokens

/// The tokens that were found good last, on one worker: they need not be taken apart, nor their signatures checked,
/// again.
struct TokenCache {
    private struct Entry {
        let token: JSONWebToken
        /// When it was last asked for, by a count of questions.
        var usedAt: UInt64
    }

    private var entries: [[UInt8]: Entry] = [:]
    private var clock: UInt64 = 0
    private let mostTokens: Int
    private let longestToken: Int

    init(mostTokens: Int, longestToken: Int) {
        self.mostTokens = mostTokens
        self.longestToken = longestToken
    }

    /// The token of that text, if it is remembered and has not expired at `now`, in seconds since 1970.
    mutating func token(of text: [UInt8], at now: UInt64) -> JSONWebToken? {
        guard let entry = entries[text] else { return nil }
        if let expiration = entry.token.expiration, now > expiration {
            entries[text] = nil
            return nil
        }
        clock += 1
        entries[text]?.usedAt = clock
        return entry.token
    }

    /// Remembers a token, in the place of the one that nobody has asked for longest when there are too many.
    mutating func insert(_ token: JSONWebToken, of text: [UInt8]) {
        if text.count > longestToken || mostTokens <= 0 { return }
        clock += 1
        if entries[text] == nil && entries.count >= mostTokens {
            // As many go at once as make the search worth its while.
            let leaving = max(1, mostTokens / 64)
            let oldest = entries.map { (text: $0.key, usedAt: $0.value.usedAt) }.sorted { $0.usedAt < $1.usedAt }
            for entry in oldest.prefix(leaving) { entries[entry.text] = nil }
        }
        entries[text] = Entry(token: token, usedAt: clock)
    }

    /// How many are remembered.
    var count: Int { entries.count }
}
