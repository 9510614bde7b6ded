public import EventLoops

extension EventLoop {
    /// Turns until the condition holds; false when it did not within a minute of the clock that no test moves. A number
    /// of turns says nothing of time: a loop that always finds something to do makes thousands in a few milliseconds.
    ///
    /// - Parameters:
    ///   - wait: what a turn that finds nothing to do takes at most, in nanoseconds.
    ///   - before: runs before each turn.
    @discardableResult
    public func turn(upTo wait: UInt64 = 5_000_000, before: () -> Void = {}, until condition: () -> Bool) -> Bool {
        let end = LoopClock.monotonic() + 60_000_000_000
        while !condition() {
            if LoopClock.monotonic() > end { return false }
            before()
            runOnce(maximumWait: wait)
        }
        return true
    }

    /// Turns until nothing has come for some of the kernel's ticks. A busy kernel carries the second and third packet of
    /// a handshake over loopback no earlier than at its next tick.
    ///
    /// - Parameter before: runs before each turn.
    public func settle(before: () -> Void) {
        let wait: UInt64 = 10_000_000
        var quiet = 0
        for _ in 0..<1_000 where quiet < 4 {
            before()
            let start = LoopClock.monotonic()
            runOnce(maximumWait: wait)
            quiet = LoopClock.monotonic() - start < wait ? 0 : quiet + 1
        }
    }
}
