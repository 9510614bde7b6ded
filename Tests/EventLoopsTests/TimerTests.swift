import EventLoops
import Testing

private let millisecond: UInt64 = 1_000_000
private let tick: UInt64 = 1 << 20

/// Records when its timers fired.
private final class Recorder: TimerOwner {
    var fired: [(kind: UInt8, now: UInt64)] = []
    var onFire: ((UInt8) -> Void)?
    let loop: EventLoop

    init(_ loop: EventLoop) { self.loop = loop }

    override func timerFired(_ kind: UInt8) {
        fired.append((kind, loop.now))
        onFire?(kind)
    }
}

private final class Alarm: TimerOwner {
    let deadline: UInt64
    let log: AlarmLog
    let timer: LoopTimer

    init(_ loop: EventLoop, deadline: UInt64, log: AlarmLog) {
        self.deadline = deadline
        self.log = log
        timer = LoopTimer(loop: loop)
        super.init()
        timer.owner = self
        timer.arm(at: deadline)
    }

    override func timerFired(_ kind: UInt8) { log.entries.append((deadline, timer.loop.now)) }
}

private final class AlarmLog {
    var entries: [(deadline: UInt64, now: UInt64)] = []
}

private func manualLoop(start: UInt64 = 5_000_000_000) throws -> EventLoop {
    try EventLoop(name: "test", clock: .manual(start: start))
}

private func advance(_ loop: EventLoop, by nanoseconds: UInt64) {
    loop.advanceClock(by: nanoseconds)
    loop.runOnce(maximumWait: 0)
}

@Suite struct TimerTests {
    @Test("Ten thousand random timers fire in order, never early and at most one tick late", arguments: [0, 1, 2])
    func randomTimers(scale: Int) throws {
        // The start lies right before a carry through several wheels.
        let loop = try manualLoop(start: (1 << 36 - 3) << 20)
        let log = AlarmLog()
        let span = [2_000 * millisecond, 600_000 * millisecond, 90_000_000 * millisecond][scale]
        let step = [millisecond / 2, 100 * millisecond, 20_000 * millisecond][scale]
        let alarms = (0..<10_000).map { _ in
            Alarm(loop, deadline: loop.now + UInt64.random(in: 0...span), log: log)
        }
        var passed: UInt64 = 0
        while passed <= span + 2 * tick {
            let moved = UInt64.random(in: 1...step)
            let before = log.entries.count
            advance(loop, by: moved)
            passed += moved
            for entry in log.entries[before...] {
                #expect(entry.now >= entry.deadline)
                #expect(entry.now < entry.deadline + 2 * tick + moved)
            }
        }
        #expect(log.entries.count == 10_000)
        #expect(alarms.allSatisfy { !$0.timer.isArmed })
        // Deadlines rise, up to the order inside one tick.
        let deadlines = log.entries.map { ($0.deadline + tick - 1) / tick }
        #expect(deadlines == deadlines.sorted())
    }

    @Test("A timer fires once, and not again until it is armed again")
    func once() throws {
        let loop = try manualLoop()
        let recorder = Recorder(loop)
        let timer = LoopTimer(loop: loop, owner: recorder, kind: 7)
        #expect(!timer.isArmed)
        timer.arm(after: 10 * millisecond)
        #expect(timer.isArmed && timer.deadline == loop.now + 10 * millisecond)
        advance(loop, by: 9 * millisecond)
        #expect(recorder.fired.isEmpty)
        advance(loop, by: 2 * tick)
        #expect(recorder.fired.map(\.kind) == [7])
        #expect(!timer.isArmed)
        advance(loop, by: 1000 * millisecond)
        #expect(recorder.fired.count == 1)
        timer.arm(after: 0)
        advance(loop, by: tick)
        #expect(recorder.fired.count == 2)
    }

    @Test("Moving a timer later keeps it silent until the new deadline")
    func lazyMove() throws {
        let loop = try manualLoop()
        let recorder = Recorder(loop)
        let timer = LoopTimer(loop: loop, owner: recorder)
        for _ in 0..<50 {
            timer.arm(after: 100 * millisecond)
            advance(loop, by: 60 * millisecond)
        }
        #expect(recorder.fired.isEmpty)
        advance(loop, by: 42 * millisecond)
        #expect(recorder.fired.count == 1)
    }

    @Test("Moving a timer earlier makes it fire earlier")
    func earlier() throws {
        let loop = try manualLoop()
        let recorder = Recorder(loop)
        let timer = LoopTimer(loop: loop, owner: recorder)
        timer.arm(after: 3_600_000 * millisecond)
        timer.arm(after: 5 * millisecond)
        advance(loop, by: 5 * millisecond + tick)
        #expect(recorder.fired.count == 1)
        advance(loop, by: 7_200_000 * millisecond)
        #expect(recorder.fired.count == 1)
    }

    @Test("A cancelled timer does not fire, and may be armed again while it still stands in the wheel")
    func cancel() throws {
        let loop = try manualLoop()
        let recorder = Recorder(loop)
        let timer = LoopTimer(loop: loop, owner: recorder)
        timer.arm(after: 5 * millisecond)
        timer.cancel()
        #expect(!timer.isArmed)
        advance(loop, by: 20 * millisecond)
        #expect(recorder.fired.isEmpty)
        timer.arm(after: 50 * millisecond)
        timer.cancel()
        timer.arm(after: 10 * millisecond)
        advance(loop, by: 10 * millisecond + tick)
        #expect(recorder.fired.count == 1)
    }

    @Test("A callback may cancel, move, re-arm and free other timers of the same tick")
    func insideCallback() throws {
        let loop = try manualLoop()
        let recorder = Recorder(loop)
        var timers = (0..<8).map { LoopTimer(loop: loop, owner: recorder, kind: UInt8($0)) }
        for timer in timers { timer.arm(after: 3 * millisecond) }
        recorder.onFire = { kind in
            // Whoever comes first ends the others, each in its own way.
            guard recorder.fired.count == 1 else { return }
            for other in timers where other.kind != kind {
                switch other.kind % 3 {
                case 0: other.cancel()
                case 1: other.arm(after: 100 * millisecond)
                default: timers.removeAll { $0 === other }
                }
            }
            timers.first { $0.kind == kind }?.arm(after: 50 * millisecond)
        }
        advance(loop, by: 5 * millisecond)
        #expect(recorder.fired.count == 1)
        let first = recorder.fired[0].kind
        advance(loop, by: 51 * millisecond)
        #expect(recorder.fired.dropFirst().map(\.kind) == [first])
        advance(loop, by: 60 * millisecond)
        let moved = Set((0..<8).filter { $0 % 3 == 1 && $0 != first })
        #expect(Set(recorder.fired.dropFirst(2).map(\.kind)) == moved)
    }

    @Test("A timer that re-arms itself with no delay fires once a tick, not for ever in one turn")
    func selfArming() throws {
        let loop = try manualLoop()
        let recorder = Recorder(loop)
        let timer = LoopTimer(loop: loop, owner: recorder)
        recorder.onFire = { _ in timer.arm(after: 0) }
        timer.arm(after: 0)
        for _ in 0..<10 { advance(loop, by: tick) }
        #expect(recorder.fired.count == 10)
    }

    @Test("A timer without owner, or whose owner has freed it, fires into nothing")
    func ownerless() throws {
        let loop = try manualLoop()
        let orphan = LoopTimer(loop: loop)
        orphan.arm(after: 1)
        do {
            let log = AlarmLog()
            _ = (0..<100).map { Alarm(loop, deadline: loop.now + UInt64($0) * 1_000_000, log: log) }
        }
        advance(loop, by: 1000 * millisecond)
        #expect(!orphan.isArmed)
    }

    @Test("Deadlines beyond the wheels' reach still come")
    func farAway() throws {
        let loop = try manualLoop()
        let recorder = Recorder(loop)
        let timer = LoopTimer(loop: loop, owner: recorder)
        let years: UInt64 = 10 * 365 * 86_400 * 1_000_000_000
        timer.arm(after: years)
        for _ in 0..<9 { advance(loop, by: years / 10) }
        #expect(recorder.fired.isEmpty)
        advance(loop, by: years / 10 + tick)
        #expect(recorder.fired.count == 1)
        timer.arm(after: .max)
        #expect(timer.isArmed)
        advance(loop, by: years)
        #expect(recorder.fired.count == 1)
    }

    @Test("On the system clock a loop sleeps until the timer is due, and an idle loop does not wake")
    func systemClock() throws {
        let loop = try EventLoop(name: "test")
        let recorder = Recorder(loop)
        let timer = LoopTimer(loop: loop, owner: recorder)
        let deadline = loop.now + 3 * millisecond
        timer.arm(at: deadline)
        let before = loop.turns
        while recorder.fired.isEmpty { loop.runOnce(maximumWait: 60_000_000_000) }
        #expect(loop.turns - before <= 3)
        #expect(recorder.fired[0].now >= deadline)
    }
}
