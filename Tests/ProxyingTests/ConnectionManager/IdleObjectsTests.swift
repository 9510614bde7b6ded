import Testing

@testable import Proxying

@Suite("Objects that wait for the next requests")
struct IdleObjectsTests {
    private final class Thing: IdleObject {
        var nextIdle: Thing?
        private(set) var isDismantled = false

        func dismantle() { isDismantled = true }
    }

    private let things = [Thing(), Thing(), Thing()]

    @Test("The one used last comes first")
    func order() {
        var idle = IdleObjects<Thing>(most: 4)
        for thing in things { _ = idle.keep(thing) }
        let taken = [idle.take(), idle.take(), idle.take()]
        #expect(taken[0] === things[2] && taken[1] === things[1] && taken[2] === things[0])
        #expect(things.allSatisfy { $0.nextIdle == nil })
        let none = idle.take()
        #expect(none == nil)
    }

    @Test("No more are kept than may be")
    func limit() {
        var idle = IdleObjects<Thing>(most: 2)
        let kept = [idle.keep(things[0]), idle.keep(things[1]), idle.keep(things[2])]
        #expect(kept == [true, true, false])
        #expect(things[2].nextIdle == nil)
    }

    @Test("Those that nobody has needed are taken apart at the second asking")
    func unused() {
        var idle = IdleObjects<Thing>(most: 4)
        for thing in things { _ = idle.keep(thing) }
        idle.freeUnused()
        #expect(things.allSatisfy { !$0.isDismantled })
        // One is needed and comes back, so two were not.
        if let needed = idle.take() { _ = idle.keep(needed) }
        idle.freeUnused()
        #expect(things.map(\.isDismantled) == [false, true, true])
        idle.freeUnused()
        #expect(things[0].isDismantled)
    }

    @Test("All are taken apart when memory is short")
    func shrink() {
        var idle = IdleObjects<Thing>(most: 4)
        for thing in things.dropLast() { _ = idle.keep(thing) }
        idle.freeUnused()
        idle.shrink()
        #expect(things.map(\.isDismantled) == [true, true, false])
        // Nothing is left over that would pass for unused.
        _ = idle.keep(things[2])
        idle.freeUnused()
        #expect(!things[2].isDismantled)
    }
}
