import EventLoops
import Synchronization
import Testing

@Suite struct MailboxTests {
    @Test("Tasks of four threads all run on the loop, each thread's in its order")
    func fourThreads() throws {
        let loop = try EventLoop(name: "mail")
        let seen = Shared(Mutex<[[Int]]>([[], [], [], []]))
        let strangers = Shared(Atomic<Int>(0))
        for number in 0..<4 {
            _ = try Threads.start(name: "poster-\(number)") {
                for value in 0..<2_000 {
                    loop.execute {
                        if !loop.isCurrent { strangers.value.add(1, ordering: .relaxed) }
                        seen.value.withLock { $0[number].append(value) }
                    }
                }
            }
        }
        while seen.value.withLock({ $0.map(\.count).reduce(0, +) }) < 8_000 {
            loop.runOnce(maximumWait: 60_000_000_000)
        }
        #expect(seen.value.withLock { $0 } == Array(repeating: Array(0..<2_000), count: 4))
        #expect(strangers.value.load(ordering: .relaxed) == 0)
    }

    @Test("A task that leaves another one for its own loop sees it run in the next turn")
    func ownMail() throws {
        let loop = try EventLoop(name: "mail")
        let count = Shared(Mutex(0))
        loop.execute {
            count.value.withLock { $0 += 1 }
            loop.execute { count.value.withLock { $0 += 10 } }
        }
        loop.runOnce(maximumWait: 60_000_000_000)
        #expect(count.value.withLock { $0 } == 1)
        loop.runOnce(maximumWait: 60_000_000_000)
        #expect(count.value.withLock { $0 } == 11)
    }

    @Test("stop() from another thread ends run(), and one given early ends the next run")
    func stop() throws {
        let loop = try EventLoop(name: "mail")
        loop.stop()
        loop.run()
        let thread = try Threads.start(name: "stopper", cpu: 0) {
            loop.execute { loop.stop() }
        }
        loop.run()
        thread.join()
    }

    @Test("A loop-bound value is readable on its loop")
    func loopBound() throws {
        let loop = try EventLoop(name: "mail")
        let bound = LoopBound(41, loop: loop)
        let sum = Shared(Mutex(0))
        loop.execute { sum.value.withLock { $0 = bound.value + 1 } }
        loop.runOnce(maximumWait: 60_000_000_000)
        #expect(sum.value.withLock { $0 } == 42)
    }
}

/// Lets closures share something that cannot be copied.
private final class Shared<Value: ~Copyable & Sendable>: Sendable {
    let value: Value
    init(_ value: consuming Value) { self.value = value }
}
