/// Carries a loop-confined value through a `@Sendable` closure and back onto its loop.
///
/// Guard: `value` checks, in every build, that the reader stands on the loop's thread. The box must also die there,
/// or hold something that may be freed anywhere.
public struct LoopBound<Value>: @unchecked Sendable {  // Guarded by the thread check in `value`.
    private let stored: Value
    private let loop: EventLoop

    /// Binds `value` to `loop`. Call it on the loop.
    public init(_ value: Value, loop: EventLoop) {
        stored = value
        self.loop = loop
    }

    /// The value. Traps off the loop's thread.
    public var value: Value {
        precondition(loop.isCurrent, "a loop-bound value was touched off its loop")
        return stored
    }
}
