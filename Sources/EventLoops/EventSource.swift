/// An object with a descriptor that a loop watches. Subclasses override the events that they need.
///
/// Confined to the loop's thread. The loop retains an attached source. A source that is detached during a turn gets no
/// further event and stays alive until the turn's end, so that a method may detach its own object.
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

    /// Makes a source that is not attached yet.
    public init(loop: EventLoop) {
        self.loop = loop
        super.init()
    }

    /// Whether the loop watches the source.
    public final var isAttached: Bool { slot >= 0 }

    /// Runs for events of the descriptor. Default: nothing.
    open func handle(_ events: EventSet) {}

    /// Runs once after `scheduleFlush()`: after the current event and perhaps some others of the turn. Default:
    /// nothing.
    open func flush() {}

    /// Runs once after `scheduleEndOfTurn()`: after all events of the turn. Default: nothing.
    open func endOfTurn() {}

    /// Runs once after `scheduleReady()`, without a new event; other sources get their turn in between. Default:
    /// nothing.
    open func ready() {}

    /// Runs at the end of the turn in which the source was detached, as the loop's last call. Default: nothing.
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
