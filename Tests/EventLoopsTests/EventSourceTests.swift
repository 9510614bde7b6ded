import EventLoops
import Glibc
import Testing

/// Watches one end of a socket pair and records what it hears.
private final class Probe: EventSource {
    var descriptor: FileDescriptor
    var heard: [String] = []
    var onHandle: ((EventSet) -> Void)?
    var onFlush: (() -> Void)?
    var onReady: (() -> Void)?
    let onDeinit: () -> Void

    init(loop: EventLoop, _ descriptor: consuming FileDescriptor, onDeinit: @escaping () -> Void = {}) throws {
        self.descriptor = descriptor
        self.onDeinit = onDeinit
        super.init(loop: loop)
        try loop.attach(self, descriptor: self.descriptor.rawValue)
    }

    deinit { onDeinit() }

    override func handle(_ events: EventSet) {
        if events.contains(.readable) { heard.append("handle") }
        onHandle?(events)
    }
    override func flush() {
        heard.append("flush")
        onFlush?()
    }
    override func endOfTurn() { heard.append("endOfTurn") }
    override func ready() {
        heard.append("ready")
        onReady?()
    }
    override func detached() { heard.append("detached") }

    func detach() { loop.detach(self, descriptor: descriptor.rawValue, descriptorCloses: false) }
}

private func send(_ descriptor: Int32) { _ = unsafe write(descriptor, "x", 1) }

@Suite struct EventSourceTests {
    @Test("A source detached by an earlier event of the same batch hears nothing more")
    func staleEvents() throws {
        let loop = try EventLoop(name: "test")
        let left = try Sockets.pair()
        let right = try Sockets.pair()
        let leftEnd = left.first.rawValue
        let rightEnd = right.first.rawValue
        let one = try Probe(loop: loop, left.second.duplicate())
        let two = try Probe(loop: loop, right.second.duplicate())
        loop.runOnce(maximumWait: 0)
        one.heard = []
        two.heard = []
        one.onHandle = { _ in two.detach() }
        two.onHandle = { _ in one.detach() }
        send(leftEnd)
        send(rightEnd)
        loop.runOnce(maximumWait: 0)
        // Whichever came first silenced the other.
        #expect(Set([one.heard, two.heard]) == [["handle"], ["detached"]])
        #expect(loop.attachedCount == 1)
    }

    @Test("A source that drops its last reference inside its own event lives until the end of the turn")
    func freedInside() throws {
        let loop = try EventLoop(name: "test")
        let pair = try Sockets.pair()
        let far = pair.first.rawValue
        var freed = false
        var probe: Probe? = try Probe(loop: loop, pair.second.duplicate(), onDeinit: { freed = true })
        loop.runOnce(maximumWait: 0)
        var aliveInside = false
        probe?.onHandle = { [unowned(unsafe) probe] _ in
            unsafe probe?.scheduleFlush()
            unsafe probe?.scheduleReady()
            unsafe probe?.detach()
            aliveInside = !freed
        }
        probe = nil
        send(far)
        loop.runOnce(maximumWait: 0)
        #expect(aliveInside)
        #expect(freed)
        #expect(loop.attachedCount == 0)
    }

    @Test("A source that is scheduled and detached between turns is not touched after it is freed")
    func freedWhileScheduled() throws {
        let loop = try EventLoop(name: "test")
        let pair = try Sockets.pair()
        var freed = false
        var probe: Probe? = try Probe(loop: loop, pair.second.duplicate(), onDeinit: { freed = true })
        probe?.scheduleFlush()
        probe?.scheduleReady()
        probe?.scheduleEndOfTurn()
        probe?.detach()
        probe?.scheduleFlush()
        probe = nil
        #expect(!freed)
        loop.runOnce(maximumWait: 0)
        #expect(freed)
    }

    @Test("A slot is used again without the old tenant's events reaching the new one")
    func slotReuse() throws {
        let loop = try EventLoop(name: "test")
        for _ in 0..<300 {
            let pair = try Sockets.pair()
            // The duplicate keeps the file, and with it the kernel's watch, alive behind the loop's back.
            let probe = try Probe(loop: loop, pair.second.duplicate())
            loop.detach(probe, descriptor: probe.descriptor.rawValue, descriptorCloses: true)
            probe.descriptor.close()
            let fresh = try Sockets.pair()
            let next = try Probe(loop: loop, fresh.second.duplicate())
            loop.runOnce(maximumWait: 0)
            next.heard = []
            send(pair.first.rawValue)
            loop.runOnce(maximumWait: 0)
            #expect(next.heard.isEmpty)
            next.detach()
            loop.runOnce(maximumWait: 0)
        }
    }

    @Test("Flush runs once after the event, end of turn once after the batch, ready once soon")
    func order() throws {
        let loop = try EventLoop(name: "test")
        let pair = try Sockets.pair()
        let far = pair.first.rawValue
        let probe = try Probe(loop: loop, pair.second.duplicate())
        loop.runOnce(maximumWait: 0)
        probe.heard = []
        probe.onHandle = { _ in
            for _ in 0..<3 {
                probe.scheduleEndOfTurn()
                probe.scheduleReady()
                probe.scheduleFlush()
            }
        }
        send(far)
        loop.runOnce(maximumWait: 0)
        #expect(probe.heard == ["handle", "flush", "ready", "endOfTurn"])
        probe.detach()
    }

    @Test("A source that is always ready does not keep the others from being heard")
    func fairness() throws {
        let loop = try EventLoop(name: "test")
        let greedy = try Sockets.pair()
        let modest = try Sockets.pair()
        let far = modest.first.rawValue
        let hog = try Probe(loop: loop, greedy.second.duplicate())
        let other = try Probe(loop: loop, modest.second.duplicate())
        hog.onReady = { hog.scheduleReady() }
        hog.scheduleReady()
        loop.runOnce(maximumWait: 0)
        send(far)
        loop.runOnce()
        #expect(other.heard.contains("handle"))
        hog.onReady = nil
        hog.detach()
        other.detach()
    }

    @Test("Work that goes on leaves the turn after a while, in its order, so that events come in between")
    func longWork() throws {
        let loop = try EventLoop(name: "test")
        let one = try Sockets.pair()
        let two = try Sockets.pair()
        let three = try Sockets.pair()
        let far = three.first.rawValue
        let first = try Probe(loop: loop, one.second.duplicate())
        let second = try Probe(loop: loop, two.second.duplicate())
        let other = try Probe(loop: loop, three.second.duplicate())
        loop.runOnce(maximumWait: 0)
        for probe in [first, second, other] { probe.heard = [] }
        first.onReady = {
            let end = LoopClock.monotonic() + 3_000_000
            while LoopClock.monotonic() < end {}
        }
        first.scheduleReady()
        second.scheduleReady()
        loop.runOnce(maximumWait: 0)
        #expect(first.heard == ["ready"] && second.heard.isEmpty)
        var order: [String] = []
        other.onHandle = { _ in order.append("event") }
        second.onReady = { order.append("ready") }
        send(far)
        loop.runOnce(maximumWait: 0)
        #expect(order == ["event", "ready"])
        for probe in [first, second, other] { probe.detach() }
    }

    @Test("Hundreds of sources attach, are heard and leave")
    func many() throws {
        let loop = try EventLoop(name: "test")
        var probes: [Probe] = []
        var far: [Int32] = []
        for _ in 0..<200 {
            let pair = try Sockets.pair()
            far.append(try pair.first.duplicate().release())
            let near = try pair.second.duplicate()
            probes.append(try Probe(loop: loop, near))
        }
        loop.runOnce(maximumWait: 0)
        for descriptor in far { send(descriptor) }
        loop.runOnce(maximumWait: 0)
        #expect(probes.allSatisfy { $0.heard == ["handle"] })
        for probe in probes { probe.detach() }
        #expect(loop.attachedCount == 0)
        for descriptor in far { close(descriptor) }
    }

    @Test("What is released at the end of the turn lives until then")
    func releasedLater() throws {
        final class Token {
            let onDeinit: () -> Void
            init(_ onDeinit: @escaping () -> Void) { self.onDeinit = onDeinit }
            deinit { onDeinit() }
        }
        let loop = try EventLoop(name: "test")
        var freed = false
        loop.releaseAtEndOfTurn(Token { freed = true })
        #expect(!freed)
        loop.runOnce(maximumWait: 0)
        #expect(freed)
    }
}
