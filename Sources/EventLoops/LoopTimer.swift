/// A deadline that can be set, moved and dropped for a few instructions each.
///
/// Make it once, together with its owner, and keep it in a stored property of the owner: it refers to the owner
/// without keeping it alive, and leaves the wheel by itself when it is freed. Confined to the loop's thread.
///
/// Moving is lazy: a timer that already waits in the wheel for an earlier or equal moment only stores the new
/// deadline, and is moved on when that moment comes; cancelling only clears the deadline.
@safe
public final class LoopTimer {
    /// The deadline of a timer that is not armed.
    @usableFromInline static var never: UInt64 { @inlinable get { .max } }

    /// The loop that fires it.
    public let loop: EventLoop
    /// Given to the owner, so that one owner can tell its timers apart.
    public let kind: UInt8
    /// Called when the deadline passes. A timer without owner fires into nothing.
    public unowned var owner: TimerOwner?

    /// What its timeouts are of; see `armTimeout`.
    public let timeoutKind: TimeoutKind
    /// What `armTimeout` was last asked for, in nanoseconds.
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

    /// A timer that is not armed. `owner` may be set after its own initialiser has finished.
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

    /// Fires at `deadline` on the loop's clock, in place of any earlier order. A past deadline fires in the next tick.
    @inlinable public func arm(at deadline: UInt64) {
        storedDeadline = deadline
        if deadline < wheelTime { place() }
    }

    /// Fires `nanoseconds` after the loop's `now`.
    @inlinable public func arm(after nanoseconds: UInt64) {
        let (sum, overflow) = loop.now.addingReportingOverflow(nanoseconds)
        arm(at: overflow ? UInt64.max &- 1 : sum)
    }

    /// Fires `nanoseconds` after a moment of the past, if that is still to come; whether it is. For owners that learn
    /// only when it fires that they had something to do meanwhile.
    public func arm(after nanoseconds: UInt64, since moment: UInt64) -> Bool {
        let (sum, overflow) = moment.addingReportingOverflow(nanoseconds)
        guard overflow || sum > loop.now else { return false }
        arm(at: overflow ? UInt64.max &- 1 : sum)
        return true
    }

    /// As `arm(after:)`, or earlier while the loop reduces timeouts of this timer's kind. A timer of such a kind is
    /// armed by nothing else.
    @inlinable public func armTimeout(_ nanoseconds: UInt64) {
        storedTimeout = nanoseconds
        if loop.reducesTimeouts { return armReduced() }
        arm(after: nanoseconds)
    }

    @usableFromInline func armReduced() { arm(after: loop.timeoutReduction.reduced(timeout, timeoutKind)) }

    /// Does not fire any more.
    @inlinable public func cancel() { storedDeadline = LoopTimer.never }

    @usableFromInline func place() {
        loop.preconditionInEventLoop()
        if slot >= 0 { loop.wheel.remove(self) }
        loop.wheel.insert(self)
    }
}
