/// Whatever a `LoopTimer` calls when its time has come. Event sources and connection handlers are timer owners.
open class TimerOwner {
    /// Makes an owner without timers.
    public init() {}

    /// Runs on the loop once the deadline of an armed timer has passed, within about a millisecond.
    ///
    /// The timer is no longer armed; you may arm it again, cancel others, and close connections. Default: nothing.
    open func timerFired(_ kind: UInt8) {}
}
