internal import CLinux
internal import Glibc

extension EventLoop {
    /// Watches `descriptor` for `source`, and retains the source until it is detached. A source attaches once.
    ///
    /// The source keeps owning the descriptor. Detach before closing it.
    public func attach(_ source: EventSource, descriptor: Int32, mode: WatchMode = .edgeTriggered)
        throws(SystemError)
    {
        preconditionInEventLoop()
        precondition(source.loop === self && source.slot < 0, "a source attaches once, to its own loop")
        if freeSlots.isEmpty { growSlots() }
        guard let slot = freeSlots.popLast() else { preconditionFailure("slots were just grown") }
        let generation = unsafe slots[Int(slot)].generation
        let tag = UInt64(generation) << 32 | UInt64(UInt32(bitPattern: slot))
        if clinux_epoll_ctl(poll.rawValue, EPOLL_CTL_ADD, descriptor, mode.bits, tag) < 0 {
            let error = SystemError.last("epoll_ctl")
            freeSlots.append(slot)
            throw error
        }
        unsafe slots[Int(slot)].source = Unmanaged.passRetained(source)
        source.slot = slot
        attachedCount += 1
    }

    /// Changes which events a level-triggered source gets; the empty set pauses it.
    public func watch(_ source: EventSource, descriptor: Int32, for events: EventSet) throws(SystemError) {
        guard source.slot >= 0 else { return }
        let generation = unsafe slots[Int(source.slot)].generation
        let tag = UInt64(generation) << 32 | UInt64(UInt32(bitPattern: source.slot))
        if clinux_epoll_ctl(poll.rawValue, EPOLL_CTL_MOD, descriptor, events.rawValue, tag) < 0 {
            throw SystemError.last("epoll_ctl")
        }
    }

    /// Stops watching. The source gets no further call but `detached()` at the end of the turn. Idempotent.
    ///
    /// - Parameter descriptorCloses: whether the caller closes the file's only descriptor right after, which ends the
    ///   kernel's watch without another system call.
    public func detach(_ source: EventSource, descriptor: Int32, descriptorCloses: Bool) {
        preconditionInEventLoop()
        guard source.slot >= 0 else { return }
        if !descriptorCloses { _ = clinux_epoll_ctl(poll.rawValue, EPOLL_CTL_DEL, descriptor, 0, 0) }
        let slot = Int(source.slot)
        unsafe slots[slot].generation &+= 1
        if let held = unsafe slots[slot].source {
            unsafe slots[slot].source = nil
            graveyard.append(unsafe held.takeRetainedValue())
        }
        freeSlots.append(source.slot)
        source.slot = -1
        attachedCount -= 1
    }

    private func growSlots() {
        let capacity = slotCapacity * 2
        let grown = UnsafeMutablePointer<Slot>.allocate(capacity: capacity)
        unsafe grown.moveInitialize(from: slots, count: slotCapacity)
        unsafe (grown + slotCapacity).initialize(repeating: Slot(source: nil, generation: 0), count: slotCapacity)
        unsafe slots.deallocate()
        unsafe slots = grown
        freeSlots.append(contentsOf: (Int32(slotCapacity)..<Int32(capacity)).reversed())
        slotCapacity = capacity
    }

    // MARK: - Lists of a turn

    @usableFromInline func enqueueFlush(_ source: EventSource) {
        preconditionInEventLoop()
        if source.slot < 0 { return }
        source.scheduled.insert(.flush)
        flushList.append(source)
    }

    @usableFromInline func enqueueEndOfTurn(_ source: EventSource) {
        preconditionInEventLoop()
        if source.slot < 0 { return }
        source.scheduled.insert(.endOfTurn)
        endOfTurnList.append(source)
    }

    @usableFromInline func enqueueReady(_ source: EventSource) {
        preconditionInEventLoop()
        if source.slot < 0 { return }
        source.scheduled.insert(.ready)
        readyList.append(source)
    }
}
