internal import EventLoops

/// Waits on a loop of its own.
enum LoopPause {
    private final class Waker: TimerOwner {
        unowned let loop: EventLoop
        init(_ loop: EventLoop) { self.loop = loop }
        override func timerFired(_ kind: UInt8) { loop.stop() }
    }

    static func wait(seconds: Int) throws(SystemError) {
        let loop = try EventLoop(name: "pause")
        let waker = Waker(loop)
        let timer = LoopTimer(loop: loop, owner: waker)
        timer.arm(after: UInt64(seconds) * 1_000_000_000)
        loop.run()
        timer.cancel()
    }
}
