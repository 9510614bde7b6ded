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
        /// How often the allocator was asked what is in use.
        var questions = 0
        var releases = 0
        private var keeper: MemoryKeeper?

        init() throws {
            loop = try EventLoop(name: "test", clock: .manual(start: 0))
            keeper = MemoryKeeper(
                loop: loop, workers: [],
                readPages: { [unowned self] in
                    ProcessMemory(allocated: 0, heap: 0, resident: memory.resident, anonymous: memory.anonymous)
                },
                read: { [unowned self] in
                    questions += 1
                    return memory
                },
                trim: { [unowned self] in
                    trims += 1
                    let excess = memory.anonymous - memory.allocated - 2 * MemoryKeeperTests.mebibyte
                    change(-Int64(min(excess, gives)))
                },
                releaseCode: { [unowned self] in
                    releases += 1
                    memory.resident = memory.anonymous + MemoryKeeperTests.mebibyte
                })
        }

        func change(_ bytes: Int64, allocated: Int64 = 0) {
            memory.anonymous = UInt64(Int64(memory.anonymous) + bytes)
            memory.resident = UInt64(Int64(memory.resident) + bytes)
            memory.allocated = UInt64(Int64(memory.allocated) + allocated)
        }

        func touchCode(_ bytes: UInt64) { memory.resident += bytes }

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

    @Test func `the allocator is asked only when the number of pages has changed, and once in a period`() throws {
        let fixture = try Fixture()
        fixture.look(20)
        #expect(fixture.questions == 1)
        fixture.change(200 << 10)
        fixture.look(20)
        #expect(fixture.questions == 1)
        fixture.change(200 << 10)
        fixture.look(5)
        #expect(fixture.questions == 2)
        fixture.look(2 * MemoryKeeper.period)
        #expect(fixture.questions == 4)
        #expect(fixture.trims == 0)
    }

    @Test func `code that was touched goes at the next look, and the more seldom the more often that was`() throws {
        let fixture = try Fixture()
        fixture.look()
        #expect(fixture.releases == 1)
        fixture.look(100)
        #expect(fixture.releases == 1)
        fixture.touchCode(2 << 20)
        fixture.look()
        #expect(fixture.releases == 2)
        for _ in 0..<200 {
            fixture.touchCode(2 << 20)
            fixture.look()
        }
        // Behind 2, 4, 8, 16, 32 looks and then every 60.
        #expect(fixture.releases == 9)
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
