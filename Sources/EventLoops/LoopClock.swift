internal import CLinux
internal import Glibc

/// Where a loop takes its monotonic time from.
public enum LoopClock: Sendable {
    /// The kernel's monotonic clock.
    case system
    /// A clock that stands still until `EventLoop.advanceClock(by:)`; it starts at the given nanoseconds. For tests.
    case manual(start: UInt64)

    /// The time now, in nanoseconds; a clock that stands still tells its start.
    var reading: UInt64 {
        switch self {
        case .system: Self.monotonic()
        case .manual(let start): start
        }
    }

    /// The kernel's monotonic clock in nanoseconds. Inside a loop use `EventLoop.now`.
    public static func monotonic() -> UInt64 {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(truncatingIfNeeded: time.tv_sec) &* 1_000_000_000 &+ UInt64(truncatingIfNeeded: time.tv_nsec)
    }
}

/// A moment of the calendar clock: seconds since 1970 and the nanoseconds behind them.
public struct WallTime: Hashable, Sendable {
    /// Whole seconds since 1970-01-01 00:00:00 UTC.
    public var seconds: Int64
    /// 0 to 999,999,999.
    public var nanoseconds: Int32

    /// Makes a moment from its parts.
    public init(seconds: Int64, nanoseconds: Int32) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    /// The present moment; reads the clock. Inside a loop use `EventLoop.wallClock`.
    public static func now() -> WallTime {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
        return WallTime(seconds: Int64(time.tv_sec), nanoseconds: Int32(truncatingIfNeeded: time.tv_nsec))
    }
}
