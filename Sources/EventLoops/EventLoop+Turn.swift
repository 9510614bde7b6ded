internal import CLinux
internal import Glibc
internal import Synchronization

extension EventLoop {
    // How often ready sources may continue in a turn before the kernel is asked again.
    private static let readyRounds = 4
    // Nanoseconds that they may take of a turn before events of others come first again. The rest keep their order.
    private static let readyTime: UInt64 = 2_000_000
    // How many sources are flushed together. Several sends in a row wake a sleeping peer only once, which saves 5 to 8
    // percent of the CPU time of a request. With larger batches the waiting bytes fall out of the nearest caches.
    private static let flushBatch = 32
    // A list that held more detached sources than this gives its storage back.
    private static let keptGraves = 256

    func turn(maximumWait: UInt64) {
        turns &+= 1
        // Sources that were scheduled between two turns.
        flushScheduled()
        turnStart.store(0, ordering: .relaxed)
        let count = waitForEvents(maximumWait: maximumWait)
        refreshClock()
        turnStart.store(now, ordering: .relaxed)
        var index = 0
        while index < count {
            dispatch(index)
            index &+= 1
            if flushList.count >= EventLoop.flushBatch { flushScheduled() }
        }
        if flushList.count > 0 { flushScheduled() }
        fireTimers()
        if !mailbox.isEmpty { runMail() }
        if readyList.count > 0 { continueReady() }
        while endOfTurnList.count > 0 { endTurn() }
        buryDetached()
    }

    private func waitForEvents(maximumWait: UInt64) -> Int {
        let capacity = Int32(EventLoop.eventCapacity)
        let wait = readyList.count > 0 || !mailbox.isEmpty ? 0 : min(maximumWait, waitForTimers())
        var count: Int32
        if wait == .max {
            count = unsafe epoll_wait(poll.rawValue, events, capacity, -1)
        } else if wait == 0 {
            count = unsafe epoll_wait(poll.rawValue, events, capacity, 0)
        } else {
            count = unsafe clinux_epoll_wait(poll.rawValue, events, capacity, Int64(min(wait, 1 << 61)))
            if count < 0 && errno != EINTR {
                // Kernels before 5.11, and sandboxes that do not know the call, count in milliseconds.
                let milliseconds = min(wait / 1_000_000 + 1, 1 << 30)
                count = unsafe epoll_wait(poll.rawValue, events, capacity, Int32(milliseconds))
            }
        }
        // A signal handler ran; the next turn waits again.
        return max(0, Int(count))
    }

    private func waitForTimers() -> UInt64 {
        let moment = wheel.nextMoment
        if moment == .max { return .max }
        // Time that stands still never brings the moment nearer.
        if case .manual = clock { return moment <= now ? 0 : .max }
        return moment <= now ? 0 : moment &- now
    }

    private func dispatch(_ index: Int) {
        let tag = unsafe events[index].data.u64
        let slot = Int(truncatingIfNeeded: tag & 0xffff_ffff)
        guard tag != EventLoop.bellTag, slot < slotCapacity else { return }
        let entry = unsafe slots[slot]
        guard entry.generation == UInt32(truncatingIfNeeded: tag >> 32), let source = unsafe entry.source else {
            return
        }
        // Not retained: a source that detaches itself lies in the graveyard until the turn ends.
        let announced = unsafe EventSet(rawValue: events[index].events)
        unsafe source._withUnsafeGuaranteedRef { $0.handle(announced) }
    }

    /// Flushes until no source asks for it: a flush may close a connection, whose neighbour then has output.
    private func flushScheduled() {
        var index = 0
        while index < flushList.count {
            unsafe flushList[index]._withUnsafeGuaranteedRef { source in
                source.scheduled.remove(.flush)
                if source.slot >= 0 { source.flush() }
            }
            index &+= 1
        }
        flushList.removeFirst(index)
    }

    private func fireTimers() {
        // Most turns end within one tick and find no timer.
        if wheel.nextMoment > now {
            wheel.catchUp(with: now)
            return
        }
        while let timer = wheel.popExpired(at: now) {
            timer.owner?.timerFired(timer.kind)
            if flushList.count > 0 { flushScheduled() }
        }
    }

    private func runMail() {
        for task in mailbox.takeAll() {
            task()
            if flushList.count > 0 { flushScheduled() }
        }
    }

    private func continueReady() {
        let start = clock.reading
        var round = 0
        while readyList.count > 0 && round < EventLoop.readyRounds {
            let count = readyList.count
            var index = 0
            while index < count {
                unsafe readyList[index]._withUnsafeGuaranteedRef { source in
                    source.scheduled.remove(.ready)
                    if source.slot >= 0 { source.ready() }
                }
                if flushList.count > 0 { flushScheduled() }
                index &+= 1
                if clock.reading &- start > EventLoop.readyTime {
                    readyList.removeFirst(index)
                    return
                }
            }
            readyList.removeFirst(count)
            round &+= 1
        }
    }

    private func endTurn() {
        let count = endOfTurnList.count
        var index = 0
        while index < count {
            unsafe endOfTurnList[index]._withUnsafeGuaranteedRef { source in
                source.scheduled.remove(.endOfTurn)
                if source.slot >= 0 { source.endOfTurn() }
            }
            index &+= 1
        }
        endOfTurnList.removeFirst(count)
        flushScheduled()
    }

    /// Frees detached sources. One that is still in a list waits for the next turn.
    private func buryDetached() {
        while !graveyard.isEmpty || !releasedLater.isEmpty {
            // The list is swapped out first, because a `deinit` may add further objects. Both lists keep their storage.
            swap(&releasedLater, &doomed)
            doomed.removeAll(keepingCapacity: doomed.count <= EventLoop.keptGraves)
            swap(&graveyard, &dead)
            var waiting: [EventSource] = []
            for source in dead {
                if source.scheduled.isEmpty { source.detached() } else { waiting.append(source) }
            }
            dead.removeAll(keepingCapacity: dead.count <= EventLoop.keptGraves)
            if !waiting.isEmpty {
                graveyard.append(contentsOf: waiting)
                if waiting.count == graveyard.count { return }
            }
        }
    }
}
