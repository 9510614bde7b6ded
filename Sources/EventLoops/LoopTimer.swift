/// A deadline that can be set, moved and dropped for a few instructions each.
///
/// Make it once, together with its owner, and keep it in a stored property of the owner. It does not retain the owner,
/// and leaves the wheel when it is freed. Confined to the loop's thread.
///
/// Moving is lazy. A timer that is in the wheel for an earlier or equal moment only stores the new deadline, and is
/// moved when that moment comes. Cancelling only clears the deadline.
@safe
public final class LoopTimer {
    /// The deadline of a timer that is not armed.
    @usableFromInline static var never: UInt64 { @inlinable get { .max } }

    /// The loop that fires it.
    public let loop: EventLoop
    /// Passed to the owner, which can tell several timers apart by it.
    public let kind: UInt8
    /// Gets `timerFired` when the deadline passes. Without an owner nothing happens.
    public unowned var owner: TimerOwner?

    /// The kind of its timeouts, by which overload may shorten them; see `armTimeout`.
    public let timeoutKind: TimeoutKind
    /// The last argument of `armTimeout`, in nanoseconds.
    @inlinable public var timeout: UInt64 { storedTimeout }
    @usableFromInline var storedTimeout: UInt64 = 0

    /// When it fires on the loop's clock; `UInt64.max` while not armed.
    @inlinable public var deadline: UInt64 { storedDeadline }
    @usableFromInline var storedDeadline: UInt64 = .max
    // When the wheel will look at this timer; `never` while it is not in the wheel.
    // Invariant: wheelTime is at most one tick behind the deadline whenever the timer is armed.
    @usableFromInline var wheelTime: UInt64 = .max
    var slot: Int32 = -1
    var next: Unmanaged<LoopTimer>?
    var previous: Unmanaged<LoopTimer>?

    /// Makes a timer that is not armed. `owner` may be set after its own initialiser has finished.
    public init(loop: EventLoop, owner: TimerOwner? = nil, kind: UInt8 = 0, timeoutKind: TimeoutKind = .fixed) {
        self.timeoutKind = timeoutKind
        self.loop = loop
        self.owner = owner
        self.kind = kind
        unsafe next = nil
        unsafe previous = nil
    }

    deinit { if slot >= 0 { loop.wheel.remove(self) } }

    /// Whether it will fire.
    @inlinable public var isArmed: Bool { storedDeadline != LoopTimer.never }

    /// Fires at `deadline` on the loop's clock, instead of any earlier deadline. A past one fires in the next tick.
    @inlinable public func arm(at deadline: UInt64) {
        storedDeadline = deadline
        if deadline < wheelTime { place() }
    }

    /// Fires `nanoseconds` after the loop's `now`.
    @inlinable public func arm(after nanoseconds: UInt64) {
        let (sum, overflow) = loop.now.addingReportingOverflow(nanoseconds)
        arm(at: overflow ? UInt64.max &- 1 : sum)
    }

    /// Fires `nanoseconds` after a past `moment`, unless that time has passed too; whether it is armed. For owners that
    /// note activity and look at it only when the timer fires.
    public func arm(after nanoseconds: UInt64, since moment: UInt64) -> Bool {
        let (sum, overflow) = moment.addingReportingOverflow(nanoseconds)
        guard overflow || sum > loop.now else { return false }
        arm(at: overflow ? UInt64.max &- 1 : sum)
        return true
    }

    /// As `arm(after:)`, or earlier while the loop reduces timeouts of this timer's kind. Arm a timer of such a kind
    /// only by this method.
    @inlinable public func armTimeout(_ nanoseconds: UInt64) {
        storedTimeout = nanoseconds
        if loop.reducesTimeouts { return armReduced() }
        arm(after: nanoseconds)
    }

    @usableFromInline func armReduced() { arm(after: loop.timeoutReduction.reduced(timeout, timeoutKind)) }

    /// Disarms the timer.
    @inlinable public func cancel() { storedDeadline = LoopTimer.never }

    @usableFromInline func place() {
        loop.preconditionInEventLoop()
        if slot >= 0 { loop.wheel.remove(self) }
        loop.wheel.insert(self)
    }
}
