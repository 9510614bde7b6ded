import Testing

@testable import Upstreams

@Suite("The load of priorities")
struct PriorityLoadTests {
    private typealias Counts = (healthy: Int, degraded: Int, all: Int)

    private func load(_ priorities: [Counts], panicThreshold: UInt32 = 50, excluded: Int = 0) -> PriorityLoad {
        PriorityLoad(
            priorities.map {
                PriorityLoad.Census(all: $0.all, excluded: excluded, healthy: $0.healthy, degraded: $0.degraded)
            }, panicThreshold: panicThreshold, overprovisioning: 140)
    }

    @Test("Degraded endpoints take what healthy ones of all priorities leave")
    func degraded() {
        let one = load([(5, 5, 10)])
        #expect(one.healthy == [70] && one.degraded == [30] && one.panics == [false])
        // Envoy's own example: 10 % / 20 % / 10 % healthy and 20 % / 10 % / 0 % degraded, before the factor of 1.4.
        let three = load([(1, 2, 10), (2, 1, 10), (1, 0, 10)], panicThreshold: 0)
        #expect(three.healthy == [16, 28, 14] && three.degraded == [28, 14, 0])
        #expect(load([(0, 4, 4)]).degraded == [100])
        #expect(load([(0, 1, 1), (1, 0, 1)]).healthy == [0, 100])
    }

    @Test("A priority panics below the threshold, unless all together can take everything")
    func panics() {
        #expect(load([(1, 0, 3)]).panics == [true])
        #expect(load([(1, 0, 3), (3, 0, 3)]).panics == [false, false])
        #expect(load([(1, 0, 3)], panicThreshold: 33).panics == [false])
        #expect(load([(1, 1, 4)]).panics == [false])
        #expect(load([(0, 0, 3)], panicThreshold: 0).panics == [false])
        #expect(load([(0, 0, 3), (0, 0, 3)], panicThreshold: 0).healthy == [100, 0])
        #expect(load([(0, 0, 0)]).panics == [true])
    }

    @Test("Endpoints that wait for their first check count for nothing")
    func excluded() {
        #expect(load([(2, 0, 10)], excluded: 8).panics == [false])
        #expect(load([(2, 0, 10)]).panics == [true])
    }

    @Test("A retry leaves out the priorities that were tried, as long as others are available")
    func excluding() throws {
        let load = load([(1, 0, 1), (1, 0, 1), (0, 0, 1)])
        #expect(try #require(load.excluding([0])).healthy == [0, 100, 0])
        #expect(load.excluding([0, 1]) == nil)
        #expect(load.excluding([]) == load)
    }

    @Test("Every number below 100 has a priority, in proportion to the loads")
    func choice() {
        let load = load([(5, 0, 10), (0, 3, 10), (1, 0, 10)])
        var healthy = [UInt32](repeating: 0, count: 3)
        var degraded = healthy
        for draw in 0..<100 as Range<UInt32> {
            let (priority, isDegraded) = load.choose(draw)
            if isDegraded { degraded[priority] += 1 } else { healthy[priority] += 1 }
        }
        #expect(healthy == load.healthy && degraded == load.degraded)
    }
}
