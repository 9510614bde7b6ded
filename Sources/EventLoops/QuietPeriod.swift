/// Puts work off until changes have stopped for a moment, and never longer than ten such moments: what changes without
/// end, such as a log in the directory that is watched, must not keep the work away for ever.
///
/// The owner of the timer does the work when it fires. Confined to the loop of the timer.
public struct QuietPeriod {
    private let timer: LoopTimer
    private let quiet: UInt64
    /// When the first change came that the timer has not fired for; means nothing while it is not armed.
    private var began: UInt64 = 0

    /// - Parameters:
    ///   - timer: fires when the period is over. Nothing else arms it.
    ///   - quiet: without a change, in nanoseconds.
    public init(_ timer: LoopTimer, quiet: UInt64) {
        self.timer = timer
        self.quiet = quiet
    }

    /// Something has changed.
    public mutating func noteChange() {
        let now = timer.loop.now
        if !timer.isArmed { began = now }
        timer.arm(at: min(now &+ quiet, began &+ 10 &* quiet))
    }
}
