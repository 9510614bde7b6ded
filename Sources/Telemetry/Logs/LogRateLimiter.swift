internal import Synchronization

/// Lets a warning of a hot place through now and then, and counts those it held back.
///
/// One a call site, usually a `static let`. Any thread may ask.
public final class LogRateLimiter: Sendable {
    private let interval: UInt64
    private let nextAllowed = Atomic<UInt64>(0)
    private let suppressed = Atomic<UInt64>(0)

    /// Lets one line through every `milliseconds`.
    public init(everyMilliseconds milliseconds: Int = 1_000) {
        interval = UInt64(max(0, min(milliseconds, 86_400_000))) * 1_000_000
    }

    /// Asks for a line at `now` (monotonic nanoseconds).
    /// - Returns: how many were held back since the last one, or nil when this one is.
    public func admit(now: UInt64) -> UInt64? {
        let allowed = nextAllowed.load(ordering: .relaxed)
        let mayPass = now >= allowed
        guard mayPass,
            nextAllowed.compareExchange(expected: allowed, desired: now &+ interval, ordering: .relaxed).exchanged
        else {
            suppressed.wrappingAdd(1, ordering: .relaxed)
            return nil
        }
        return suppressed.exchange(0, ordering: .relaxed)
    }
}
