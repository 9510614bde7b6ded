public import Configuration
internal import Synchronization

/// A bucket of tokens that is filled steadily and shared by all workers.
///
/// It keeps one number: the moment at which it would have been empty, had it been filled since then only. A token moves
/// that moment on by the time that a token takes; when it would pass the present, there is none. So a bucket costs one
/// atomic exchange for a token, and nothing while nobody asks.
public final class TokenBucket: Sendable {
    /// Tokens at most.
    public let maxTokens: UInt64
    /// May lie before the clock began.
    private let emptySince = Atomic<Int64>(-longest)
    /// Nanoseconds for a token; at least 1.
    let tokenTime: Int64
    /// Nanoseconds for a full bucket.
    private let fullTime: Int64

    /// Longer than any process lives, and short enough for sums.
    private static let longest = Int64.max / 4

    /// Makes a full bucket.
    public init(_ configuration: TokenBucketConfiguration) {
        maxTokens = UInt64(configuration.maxTokens)
        let time = configuration.fillInterval / UInt64(max(1, configuration.tokensPerFill))
        tokenTime = min(max(1, Int64(clamping: time)), Self.longest)
        let (full, overflow) = tokenTime.multipliedReportingOverflow(by: Int64(configuration.maxTokens))
        fullTime = overflow ? Self.longest : min(full, Self.longest)
    }

    /// Takes a token, at a moment of the loops' clock; false when there is none.
    public func take(now: UInt64) -> Bool {
        let now = min(Int64(clamping: now), Self.longest)
        var seen = emptySince.load(ordering: .relaxed)
        while true {
            // What would run over is lost.
            let next = max(seen, now &- fullTime) &+ tokenTime
            if next > now { return false }
            let (isDone, found) = emptySince.weakCompareExchange(expected: seen, desired: next, ordering: .relaxed)
            if isDone { return true }
            seen = found
        }
    }

    /// Whole tokens that there are at a moment.
    public func remaining(now: UInt64) -> UInt64 { UInt64(max(0, filled(now)) / tokenTime) }

    /// Seconds until there is a token, rounded up; 0 when there is one.
    public func secondsToNext(now: UInt64) -> UInt64 {
        let missing = tokenTime &- filled(now)
        return missing <= 0 ? 0 : (UInt64(missing) + 999_999_999) / 1_000_000_000
    }

    /// Nanoseconds of filling that are in it; below 0 where another thread's clock was ahead.
    private func filled(_ now: UInt64) -> Int64 {
        let now = min(Int64(clamping: now), Self.longest)
        return now &- max(emptySince.load(ordering: .relaxed), now &- fullTime)
    }
}
