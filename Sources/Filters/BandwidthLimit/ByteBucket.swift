internal import Synchronization

/// A bucket of bytes that is filled steadily, holds a second's worth, and is shared by all workers.
///
/// It keeps the moment at which it would have been empty, as `TokenBucket` does, but gives many bytes at once, and as
/// many as there are. Times are nanoseconds of the loops' clock.
final class ByteBucket: Sendable {
    /// May lie before the clock began.
    private let emptySince: Atomic<Int64>
    /// Bytes a nanosecond.
    private let rate: Double

    private static let second: Int64 = 1_000_000_000

    /// A bucket of so many KiB a second that has been filled since some moment, as if it had been empty then.
    init(kilobytes: UInt64, since start: UInt64) {
        rate = Double(kilobytes) * 1024 / Double(Self.second)
        emptySince = Atomic(Int64(clamping: start))
    }

    /// Takes up to so many bytes; how many there were.
    func take(_ wanted: Int, now: UInt64) -> Int {
        if rate == 0 || wanted <= 0 { return 0 }
        let now = min(Int64(clamping: now), .max / 4)
        var seen = emptySince.load(ordering: .relaxed)
        while true {
            // What would run over is lost.
            let start = max(seen, now &- Self.second)
            let there = Double(max(0, now &- start)) * rate
            // The least time is a nanosecond, so that a byte is never free.
            let taken = there >= Double(wanted) ? wanted : Int(there)
            if taken == 0 { return 0 }
            let next = start &+ min(max(1, Int64((Double(taken) / rate).rounded(.up))), Self.second)
            let (isDone, found) = emptySince.weakCompareExchange(expected: seen, desired: next, ordering: .relaxed)
            if isDone { return taken }
            seen = found
        }
    }
}
