import EventLoops
import Testing

@testable import ProxyRuntime
@testable import Telemetry

/// What a burst has left, by a clock that is moved and memory that is told.
@Suite struct MemoryKeeperTests {
    private static let mebibyte: UInt64 = 1 << 20

    /// A keeper whose allocator gives back at most so much each time that it is asked.
    private final class Fixture {
        let loop: EventLoop
        var memory = ProcessMemory(
            allocated: 4 << 20, heap: 4 << 20, resident: 12 << 20, anonymous: 6 << 20)
        var gives: UInt64 = .max
        var trims = 0
        private var keeper: MemoryKeeper?

        init() throws {
            loop = try EventLoop(name: "test", clock: .manual(start: 0))
            keeper = MemoryKeeper(loop: loop, workers: [], read: { [unowned self] in memory }) { [unowned self] in
                trims += 1
                let excess = memory.anonymous - memory.allocated - 2 * MemoryKeeperTests.mebibyte
                change(-Int64(min(excess, gives)))
            }
        }

        func change(_ bytes: Int64, allocated: Int64 = 0) {
            memory.anonymous = UInt64(Int64(memory.anonymous) + bytes)
            memory.resident = UInt64(Int64(memory.resident) + bytes)
            memory.allocated = UInt64(Int64(memory.allocated) + allocated)
        }

        func look(_ times: Int = 1) {
            for _ in 0..<times {
                loop.advanceClock(by: MemoryKeeper.interval + 100_000_000)
                loop.runOnce(maximumWait: 0)
            }
        }
    }

    @Test func `what a burst has left is given back, what is in use is left alone`() throws {
        let fixture = try Fixture()
        fixture.look(3)
        #expect(fixture.trims == 0)
        fixture.change(40 << 20, allocated: 40 << 20)
        fixture.look(3)
        #expect(fixture.trims == 0)
        fixture.change(0, allocated: -40 << 20)
        fixture.look(2)
        #expect(fixture.trims == 1)
        #expect(fixture.memory.anonymous == 6 << 20)
        fixture.look(5)
        #expect(fixture.trims == 1)
    }

    @Test func `an allocator that has nothing to give is asked less often, at last once a minute`() throws {
        let fixture = try Fixture()
        fixture.look()
        fixture.change(40 << 20)
        fixture.gives = 0
        fixture.look(20)
        #expect(fixture.trims == 4)
        fixture.gives = .max
        fixture.look(12)
        #expect(fixture.memory.anonymous == 6 << 20)
    }

    @Test func `a look that failed says nothing, and what lasts becomes the usual`() throws {
        let fixture = try Fixture()
        fixture.look()
        let before = fixture.memory
        fixture.memory = ProcessMemory(allocated: 0, heap: 0, resident: 0, anonymous: 0)
        fixture.look()
        fixture.memory = before
        fixture.look(4)
        #expect(fixture.trims == 0)
        fixture.gives = 0
        fixture.change(40 << 20)
        fixture.look(2 * MemoryKeeper.period)
        let trims = fixture.trims
        fixture.look(MemoryKeeper.period)
        #expect(fixture.trims == trims)
    }
}
