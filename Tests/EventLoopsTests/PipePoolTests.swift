import Glibc
import Testing

@testable import EventLoops

@Suite("The pipes of a loop")
struct PipePoolTests {
    @Test("A pipe that was taken back empty is lent again")
    func reuse() throws {
        let pool = PipePool()
        let first = try #require(pool.lend(Pipe.self, at: 0))
        #expect(first.capacity >= 64 << 10)
        #expect(pool.lent == 1)
        pool.takeBack(first, isEmpty: true)
        #expect(pool.lent == 0 && pool.idleCount == 1)
        let again = try #require(pool.lend(Pipe.self, at: 0))
        #expect(again === first)
    }

    private final class Own: Pipe {}

    @Test("Who has a class of its own for pipes gets no other")
    func kinds() throws {
        let pool = PipePool()
        pool.takeBack(try #require(pool.lend(Pipe.self, at: 0)), isEmpty: true)
        let own = try #require(pool.lend(Own.self, at: 0))
        #expect(pool.lent == 1 && pool.idleCount == 0)
        pool.takeBack(own, isEmpty: true)
        #expect(pool.lend(Own.self, at: 0) === own)
    }

    @Test("A pipe that holds bytes is not lent again")
    func full() throws {
        let pool = PipePool()
        pool.takeBack(try #require(pool.lend(Pipe.self, at: 0)), isEmpty: false)
        #expect(pool.lent == 0 && pool.idleCount == 0)
    }

    @Test("No more pipes are lent than may be, nor kept")
    func limits() throws {
        let pool = PipePool()
        pool.limit = pool.capacity + 1
        var lent: [Pipe] = []
        while let pipe = pool.lend(Pipe.self, at: 0) { lent.append(pipe) }
        // The system may have had fewer.
        try #require(lent.count == pool.limit)
        for pipe in lent { pool.takeBack(pipe, isEmpty: true) }
        #expect(pool.idleCount == pool.capacity)
    }

    @Test("Pipes that nobody needed are closed at the second asking")
    func unused() throws {
        let loop = try EventLoop(name: "test", clock: .manual(start: 0))
        let pool = loop.pipePool
        let pipes = [try #require(pool.lend(Pipe.self, at: 0)), try #require(pool.lend(Pipe.self, at: 0))]
        for pipe in pipes { pool.takeBack(pipe, isEmpty: true) }
        loop.freeUnusedStorage()
        #expect(pool.idleCount == 2)
        pool.takeBack(try #require(pool.lend(Pipe.self, at: 0)), isEmpty: true)
        loop.freeUnusedStorage()
        #expect(pool.idleCount == 1)
        loop.freeIdleStorage()
        #expect(pool.idleCount == 0)
    }
}
