import EventLoops
import Testing

@Suite("Who keeps something for a loop")
struct SpareKeeperTests {
    private final class Keeper: SpareKeeper {
        private(set) var shrinks = 0
        private(set) var frees = 0

        func shrink() { shrinks += 1 }
        func freeUnused() { frees += 1 }
    }

    @Test("Each is asked when storage is freed, as long as it lives")
    func asked() throws {
        let loop = try EventLoop(name: "test", clock: .manual(start: 0))
        let keeper = Keeper()
        weak var gone: Keeper?
        do {
            let other = Keeper()
            gone = other
            loop.addSpares(of: other)
            loop.addSpares(of: keeper)
        }
        #expect(gone == nil)
        loop.freeUnusedStorage()
        #expect(keeper.frees == 1 && keeper.shrinks == 0)
        loop.freeIdleStorage()
        #expect(keeper.frees == 1 && keeper.shrinks == 1)
    }
}
