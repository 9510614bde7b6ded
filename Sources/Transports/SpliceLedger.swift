/// What is known about a flow through a pipe: how much is in it, what is still to come, and whether it is too full. The
/// calls to the kernel are made by `SplicedFlow`.
///
/// ```
///  flowing ──the last of `left` came in──▶ complete
///     └────────the source ended──────────▶ ended
/// ```
/// A flow that was counted is over for its source in both states: what waits in the pipe is its target's then. Above
/// three quarters of the pipe the flow counts as full once the target takes nothing, and at half of it no longer.
struct SpliceLedger {
    enum State {
        /// Bytes come in.
        case flowing
        /// All bytes of a counted flow have come in.
        case complete
        /// The source ended first.
        case ended
    }

    private(set) var state = State.flowing
    /// Bytes in the pipe; never more than have come in.
    private(set) var waiting = 0
    /// Bytes of a counted flow that are still to come in; nil means all until the source ends.
    private(set) var left: UInt64?
    /// Whether the target is too slow for what is in the pipe.
    private(set) var isFull = false
    private let high: Int
    private let low: Int

    /// A flow of so many bytes, more than none, through a pipe; nil means of all bytes until the source ends.
    init(count: UInt64?, capacity: Int) {
        left = count
        high = capacity / 4 &* 3
        low = capacity / 2
    }

    /// Whether the end of the flow was told beforehand.
    var isCounted: Bool { left != nil }

    /// Bytes to ask the source for, at most `most`: never one of those behind a counted flow.
    func room(atMost most: Int) -> Int {
        guard let left else { return most }
        return Int(truncatingIfNeeded: min(left, UInt64(most)))
    }

    /// Bytes came into the pipe, no more than there was `room` for.
    mutating func filled(_ count: Int) {
        waiting &+= count
        guard let before = left else { return }
        let now = before &- UInt64(truncatingIfNeeded: count)
        left = now
        if now == 0 { state = .complete }
    }

    /// The source has ended.
    mutating func sourceEnded() { state = .ended }

    /// Bytes left the pipe; with `isBlocked` the target takes no more for now.
    mutating func drained(_ count: Int, isBlocked: Bool) {
        waiting &-= count
        if waiting <= low {
            isFull = false
        } else if isBlocked && waiting > high {
            isFull = true
        }
    }
}
