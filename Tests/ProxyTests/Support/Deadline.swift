import Glibc

/// A moment of the monotonic clock that a wait may not pass.
struct Deadline: Sendable {
    private let end: UInt64

    /// `seconds` from now.
    init(seconds: Double) {
        end = Self.now &+ UInt64(seconds * 1e9)
    }

    /// What is left, for `poll`; 0 when the moment has passed.
    var remainingMilliseconds: Int32 {
        let now = Self.now
        return end > now ? Int32(clamping: (end - now) / 1_000_000 + 1) : 0
    }

    /// Whether the moment has passed.
    var hasPassed: Bool { Self.now >= end }

    /// Nanoseconds of the monotonic clock.
    static var now: UInt64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
    }

    /// Waits a little between two looks at something that announces nothing.
    static func pause(milliseconds: Int32) { _ = poll(nil, 0, milliseconds) }

    /// Waits until `condition` holds; false when the moment passed first. Looks every few milliseconds, since what it
    /// looks at (a file, another process) announces nothing.
    func reached(_ condition: () -> Bool) -> Bool {
        while true {
            if condition() { return true }
            if hasPassed { return false }
            _ = poll(nil, 0, 3)
        }
    }
}
