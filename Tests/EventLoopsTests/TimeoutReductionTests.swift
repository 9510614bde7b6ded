import EventLoops
import Testing

private let second: UInt64 = 1_000_000_000

/// Writes down which of its timers fired.
private final class Bell: TimerOwner {
    var rung: [UInt8] = []
    override func timerFired(_ kind: UInt8) { rung.append(kind) }
}

@Suite("Timeouts that overload makes shorter")
struct TimeoutReductionTests {
    private let loop: EventLoop
    private let bell = Bell()

    init() throws { loop = try EventLoop(name: "test", clock: .manual(start: 5 * second)) }

    private func reduction(_ minimum: TimeoutReduction.Minimum, _ strength: Double) -> TimeoutReduction {
        var reduction = TimeoutReduction()
        reduction.set(minimum, for: .streamIdle)
        reduction.strength = strength
        return reduction
    }

    private func timer(_ kind: UInt8, of timeoutKind: TimeoutKind = .streamIdle) -> LoopTimer {
        LoopTimer(loop: loop, owner: bell, kind: kind, timeoutKind: timeoutKind)
    }

    private func pass(_ nanoseconds: UInt64) {
        loop.advanceClock(by: nanoseconds)
        loop.runOnce(maximumWait: 0)
    }

    @Test("A timeout lies between itself and its least one, by strength")
    func arithmetic() {
        #expect(reduction(.time(2 * second), 0).reduced(10 * second, .streamIdle) == 10 * second)
        #expect(reduction(.time(2 * second), 0.5).reduced(10 * second, .streamIdle) == 6 * second)
        #expect(reduction(.time(2 * second), 1).reduced(10 * second, .streamIdle) == 2 * second)
        #expect(reduction(.time(20 * second), 1).reduced(10 * second, .streamIdle) == 10 * second)
        #expect(reduction(.percent(10), 1).reduced(10 * second, .streamIdle) == second)
        #expect(reduction(.percent(0), 1).reduced(10 * second, .streamIdle) == 0)
        #expect(reduction(.percent(100), 1).reduced(UInt64.max, .streamIdle) >= UInt64.max / 2)
        #expect(reduction(.time(0), 0.001).reduced(UInt64.max, .streamIdle) >= UInt64.max / 2)
        #expect(reduction(.time(0), 1).reduced(10 * second, .connectionIdle) == 10 * second)
    }

    @Test("Timers that run already are moved, back too; others stay")
    func running() {
        let reduced = timer(1)
        let other = timer(2, of: .connectionIdle)
        let fixed = timer(3, of: .fixed)
        reduced.armTimeout(10 * second)
        other.armTimeout(10 * second)
        fixed.arm(after: 10 * second)
        loop.setTimeoutReduction(reduction(.time(4 * second), 1))
        #expect(reduced.deadline == loop.now + 4 * second && other.deadline == loop.now + 10 * second)
        loop.setTimeoutReduction(reduction(.time(4 * second), 0))
        #expect(reduced.deadline == loop.now + 10 * second)
        pass(6 * second)
        loop.setTimeoutReduction(reduction(.time(4 * second), 1))
        pass(second / 100)
        #expect(bell.rung == [1])
        pass(4 * second)
        #expect(bell.rung.sorted() == [1, 2, 3])
    }

    @Test("Timers that are armed meanwhile are shorter from the start, and cancelled ones stay so")
    func meanwhile() {
        loop.setTimeoutReduction(reduction(.percent(50), 1))
        let first = timer(1)
        let second = timer(2)
        first.armTimeout(10_000_000_000)
        second.armTimeout(10_000_000_000)
        second.cancel()
        #expect(first.deadline == loop.now + 5_000_000_000)
        loop.setTimeoutReduction(TimeoutReduction())
        #expect(first.deadline == loop.now + 10_000_000_000 && !second.isArmed)
        // Moved lazily: it stands in the wheel for an earlier moment.
        first.armTimeout(20_000_000_000)
        loop.setTimeoutReduction(reduction(.percent(10), 1))
        pass(2_100_000_000)
        #expect(bell.rung == [1])
    }
}
