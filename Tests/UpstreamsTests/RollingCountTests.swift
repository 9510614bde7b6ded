import Testing

@testable import Upstreams

@Suite("Counts of the last while")
struct RollingCountTests {
    @Test("What is older than the interval does not count, whatever came or did not come since")
    func rolls() {
        let count = RollingCount(interval: 1600)
        #expect(count.sum(at: 0) == 0 && count.sum(at: .max) == 0)
        count.add(at: 0)
        count.add(at: 99)
        count.add(at: 1000)
        #expect(count.sum(at: 1000) == 3 && count.sum(at: 1599) == 3)
        #expect(count.sum(at: 1600) == 1)
        #expect(count.sum(at: 2600) == 0 && count.sum(at: 1_000_000) == 0)
        // The slices are used again.
        for time: UInt64 in stride(from: 1600, to: 5000, by: 10) { count.add(at: time) }
        #expect(count.sum(at: 4999) == 160)
        #expect(count.sum(at: 5000) == 150)
    }

    @Test("A tiny interval is some nanoseconds")
    func tiny() {
        let count = RollingCount(interval: 1)
        count.add(at: 5)
        #expect(count.sum(at: 5) == 1 && count.sum(at: 100) == 0)
    }
}
