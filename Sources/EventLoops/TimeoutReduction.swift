/// Which timeouts become shorter while the process is overloaded.
public enum TimeoutKind: UInt8, Sendable, CaseIterable {
    /// It stays as it is.
    case fixed
    /// Of a downstream connection without streams.
    case connectionIdle
    /// Of a downstream stream in which nothing moves.
    case streamIdle
    /// The greatest age of a downstream connection.
    case connectionAge
    /// Of a handshake on a downstream connection.
    case transportConnect
    /// Of the rest of a downstream answer that flow control holds back.
    case streamFlush
}

/// How much shorter timeouts become: between what they are otherwise and a least one for each kind.
public struct TimeoutReduction: Sendable, Equatable {
    /// What is left of a timeout at full strength.
    public enum Minimum: Sendable, Equatable {
        /// So many nanoseconds, or the timeout itself where that is less.
        case time(UInt64)
        /// So many hundredths of it.
        case percent(Double)
    }

    /// From 0 (timeouts stay) to 1 (the least ones).
    public var strength = 0.0
    private var minimums: [Minimum?] = TimeoutKind.allCases.map { _ in nil }

    /// Nothing is shorter.
    public init() {}

    /// Sets the least timeout of a kind; kinds without one stay as they are.
    public mutating func set(_ minimum: Minimum, for kind: TimeoutKind) { minimums[Int(kind.rawValue)] = minimum }

    private static func share(_ share: Double, of time: UInt64) -> UInt64 {
        // The greatest times have no exact counterpart, and the nearest one is too great.
        min(UInt64(min(Double(time) * share, 1.8e19)), time)
    }

    /// What becomes of a timeout.
    public func reduced(_ timeout: UInt64, _ kind: TimeoutKind) -> UInt64 {
        guard strength > 0, let minimum = minimums[Int(kind.rawValue)] else { return timeout }
        let least: UInt64 =
            switch minimum {
            case .time(let time): min(time, timeout)
            case .percent(let percent): Self.share(min(max(percent, 0), 100) / 100, of: timeout)
            }
        return least &+ Self.share(1 - min(strength, 1), of: timeout &- least)
    }
}

extension EventLoop {
    /// Makes timeouts shorter, or no longer so. Those that run already are moved; where less time is left than has gone
    /// by, they are over in the next tick.
    public func setTimeoutReduction(_ reduction: TimeoutReduction) {
        preconditionInEventLoop()
        let old = timeoutReduction
        if reduction == old { return }
        timeoutReduction = reduction
        reducesTimeouts = reduction.strength > 0
        for timer in wheel.timers(where: { $0.timeoutKind != .fixed && $0.isArmed }) {
            let begun = timer.deadline &- old.reduced(timer.timeout, timer.timeoutKind)
            timer.arm(at: begun &+ reduction.reduced(timer.timeout, timer.timeoutKind))
        }
    }
}
