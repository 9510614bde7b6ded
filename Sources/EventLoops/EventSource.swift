/// Something with a descriptor that a loop watches. Subclasses override what they need.
///
/// Confined to the loop's thread. While attached, the loop keeps the source alive; a source that is detached during a
/// turn hears nothing more from that turn and stays alive until its end, so a method may detach its own object.
open class EventSource: TimerOwner {
    /// The loop that watches.
    public final let loop: EventLoop
    // Index into the loop's slots, -1 while not attached.
    final var slot: Int32 = -1
    @usableFromInline final var scheduled: Scheduled = []

    @usableFromInline struct Scheduled: OptionSet {
        @usableFromInline let rawValue: UInt8
        @inlinable init(rawValue: UInt8) { self.rawValue = rawValue }
        @inlinable static var flush: Scheduled { Scheduled(rawValue: 1) }
        @inlinable static var endOfTurn: Scheduled { Scheduled(rawValue: 2) }
        @inlinable static var ready: Scheduled { Scheduled(rawValue: 4) }
    }

    /// A source that is not attached.
    public init(loop: EventLoop) {
        self.loop = loop
        super.init()
    }

    /// Whether the loop watches this source.
    public final var isAttached: Bool { slot >= 0 }

    /// Runs when the kernel announced something. Default: nothing.
    open func handle(_ events: EventSet) {}

    /// Runs once, after the current event and perhaps some of its neighbours, when `scheduleFlush()` was called.
    /// Default: nothing.
    open func flush() {}

    /// Runs once after the whole batch of events when `scheduleEndOfTurn()` was called. Default: nothing.
    open func endOfTurn() {}

    /// Runs once, soon, without any new event, when `scheduleReady()` was called; other sources get their turn in
    /// between. Default: nothing.
    open func ready() {}

    /// Runs at the end of the turn in which the source was detached, as the loop's last word. Default: nothing.
    open func detached() {}

    /// Asks for `flush()` soon after the current event. Idempotent; ignored while not attached.
    @inlinable public final func scheduleFlush() {
        if !scheduled.contains(.flush) { loop.enqueueFlush(self) }
    }

    /// Asks for `endOfTurn()`. Idempotent; ignored while not attached.
    @inlinable public final func scheduleEndOfTurn() {
        if !scheduled.contains(.endOfTurn) { loop.enqueueEndOfTurn(self) }
    }

    /// Asks for `ready()`. Idempotent; ignored while not attached.
    @inlinable public final func scheduleReady() {
        if !scheduled.contains(.ready) { loop.enqueueReady(self) }
    }
}
