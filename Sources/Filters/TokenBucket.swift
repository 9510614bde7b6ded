public import Configuration
internal import Synchronization

/// A bucket of tokens that is filled steadily and shared by all workers.
///
/// It keeps one number: the moment at which it would have been empty, had it been filled since then only. A token moves
/// that moment on by the time that a token takes; when it would pass the present, there is none. So a bucket costs one
/// atomic exchange for a token, and nothing while nobody asks.
public final class TokenBucket: Sendable {
    /// May lie before the clock began.
    private let emptySince = Atomic<Int64>(-longest)
    /// Nanoseconds for a token; at least 1.
    private let tokenTime: Int64
    /// Nanoseconds for a full bucket.
    private let fullTime: Int64

    /// Longer than any process lives, and short enough for sums.
    private static let longest = Int64.max / 4

    /// A full bucket.
    public init(_ configuration: TokenBucketConfiguration) {
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
}
