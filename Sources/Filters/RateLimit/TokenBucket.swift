public import Configuration
internal import Synchronization

/// Tokens that come evenly in time, and that all workers take from without a lock.
///
/// One number is kept: the moment at which the bucket would have been empty. What has come since is what there is.
public final class TokenBucket: Sendable {
    /// Tokens at most.
    public let maxTokens: UInt64
    /// Nanoseconds in which one token comes.
    private let pace: Double
    /// In nanoseconds of the loops' clocks.
    private let emptyAt: Atomic<Int64>

    /// A full bucket.
    public init(_ configuration: TokenBucketConfiguration) {
        maxTokens = UInt64(configuration.maxTokens)
        pace = Double(configuration.fillInterval) / Double(max(configuration.tokensPerFill, 1))
        emptyAt = Atomic(.min)
    }

    /// Tokens a nanosecond: where several buckets fit, the slowest is asked first.
    public var rate: Double { 1 / pace }

    /// Takes a token; false when there is none.
    public func take(at now: UInt64) -> Bool {
        let now = Int64(truncatingIfNeeded: now)
        var old = emptyAt.load(ordering: .relaxed)
        while true {
            let tokens = self.tokens(since: old, now)
            if tokens < 1 { return false }
            let new = now &- Int64((tokens - 1) * pace)
            let (isExchanged, current) = emptyAt.weakCompareExchange(
                expected: old, desired: new, ordering: .relaxed)
            if isExchanged { return true }
            old = current
        }
    }

    /// Whole tokens that there are.
    public func remaining(at now: UInt64) -> UInt64 {
        UInt64(tokens(since: emptyAt.load(ordering: .relaxed), Int64(truncatingIfNeeded: now)))
    }

    /// Seconds until there is a token, rounded up; 0 when there is one.
    public func secondsToNext(at now: UInt64) -> UInt64 {
        let tokens = tokens(since: emptyAt.load(ordering: .relaxed), Int64(truncatingIfNeeded: now))
        return tokens >= 1 ? 0 : UInt64(((1 - tokens) * pace / 1_000_000_000).rounded(.up))
    }

    private func tokens(since empty: Int64, _ now: Int64) -> Double {
        // The clocks of workers stand a little apart; and at first the bucket is full.
        if empty == .min { return Double(maxTokens) }
        if now <= empty { return 0 }
        return min(Double(now &- empty) / pace, Double(maxTokens))
    }
}
