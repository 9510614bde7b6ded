import Testing

@testable import Upstreams

@Suite("Priorities that were tried")
struct TriedPrioritiesTests {
    private let usual = PriorityLoad(
        [.init(all: 2, healthy: 2), .init(all: 4, healthy: 1), .init(all: 1, healthy: 1)], panicThreshold: 50)

    @Test("After each try the next goes elsewhere, and anew when all were tried")
    func each() {
        let tried = TriedPriorities(frequency: 1)
        #expect(tried.load(insteadOf: usual) == usual)
        tried.note(0)
        #expect(tried.load(insteadOf: usual).healthy == [0, 35, 65])
        // It stays the same until the next try.
        #expect(tried.load(insteadOf: usual).healthy == [0, 35, 65])
        tried.note(2)
        #expect(tried.load(insteadOf: usual).healthy == [0, 100, 0])
        tried.note(1)
        #expect(tried.load(insteadOf: usual).healthy == usual.healthy)
        tried.note(0)
        #expect(tried.load(insteadOf: usual).healthy == [0, 35, 65])
    }

    @Test("With a greater frequency, tries keep to their priorities for longer")
    func rarely() {
        let tried = TriedPriorities(frequency: 2)
        tried.note(0)
        #expect(tried.load(insteadOf: usual) == usual)
        tried.note(0)
        #expect(tried.load(insteadOf: usual).healthy == [0, 35, 65])
        tried.note(2)
        #expect(tried.load(insteadOf: usual).healthy == [0, 35, 65])
    }

    @Test("An endpoint without a priority excludes none, and where nobody takes requests nothing changes")
    func nothing() {
        let tried = TriedPriorities(frequency: 1)
        tried.note(nil)
        #expect(tried.load(insteadOf: usual).healthy == usual.healthy)
        let down = PriorityLoad([.init(all: 2), .init(all: 1)], panicThreshold: 50)
        tried.note(0)
        #expect(tried.load(insteadOf: down) == down)
    }
}
