import EventLoops
import Testing

/// Work that waits until changes have stopped.
@Suite struct QuietPeriodTests {
    private final class Owner: TimerOwner {
        var fired: [UInt64] = []
        let timer: LoopTimer
        var quiet: QuietPeriod

        init(_ loop: EventLoop) {
            timer = LoopTimer(loop: loop)
            quiet = QuietPeriod(timer, quiet: 100 * QuietPeriodTests.millisecond)
            super.init()
            timer.owner = self
        }

        override func timerFired(_ kind: UInt8) { fired.append(timer.loop.now) }
    }

    private static let millisecond: UInt64 = 1_000_000
    private let loop: EventLoop
    private let owner: Owner

    init() throws {
        loop = try EventLoop(name: "test", clock: .manual(start: 5_000_000_000))
        owner = Owner(loop)
    }

    private func pass(_ milliseconds: UInt64) {
        loop.advanceClock(by: milliseconds * Self.millisecond)
        loop.runOnce(maximumWait: 0)
    }

    @Test func `changes one behind the other are one piece of work, once they have stopped`() {
        for _ in 0..<5 {
            owner.quiet.noteChange()
            pass(50)
        }
        #expect(owner.fired.isEmpty)
        pass(60)
        #expect(owner.fired.count == 1)
        pass(5_000)
        #expect(owner.fired.count == 1)
    }

    @Test func `changes without end do not keep the work away`() {
        for _ in 0..<1_000 {
            owner.quiet.noteChange()
            pass(10)
        }
        // Ten seconds, one of them at most from the first change to the work.
        #expect((9...10).contains(owner.fired.count), "\(owner.fired)")
    }
}
