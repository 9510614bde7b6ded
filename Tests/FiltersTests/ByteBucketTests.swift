import Testing

@testable import Filters

@Suite("Buckets of bytes")
struct ByteBucketTests {
    private static let second: UInt64 = 1_000_000_000

    @Test("A full bucket has a second's worth, and gives what it has")
    func full() {
        let bucket = ByteBucket(kilobytes: 1, since: 5)
        let time = 5 + Self.second
        #expect(bucket.take(1000, now: time) == 1000)
        let rest = bucket.take(1000, now: time)
        #expect((23...24).contains(rest))
        #expect(bucket.take(1000, now: time) == 0)
    }

    @Test("It begins with what came in since its moment")
    func beginning() {
        let bucket = ByteBucket(kilobytes: 1, since: Self.second)
        let quarter = bucket.take(1 << 30, now: Self.second + Self.second / 4)
        #expect((255...256).contains(quarter))
    }

    @Test("It is filled steadily, and no more than full")
    func filling() {
        let bucket = ByteBucket(kilobytes: 1, since: 0)
        _ = bucket.take(1024, now: Self.second)
        let half = bucket.take(1 << 30, now: Self.second + Self.second / 2)
        #expect((510...512).contains(half))
        let whole = bucket.take(1 << 30, now: 100 * Self.second)
        #expect((1022...1024).contains(whole))
    }

    @Test("A bucket of nothing gives nothing, a vast one everything")
    func extremes() {
        #expect(ByteBucket(kilobytes: 0, since: 0).take(1, now: Self.second) == 0)
        let vast = ByteBucket(kilobytes: .max, since: 0)
        for time in 0..<100 { #expect(vast.take(1 << 30, now: Self.second + UInt64(time)) == 1 << 30) }
        #expect(ByteBucket(kilobytes: 1, since: 0).take(0, now: 0) == 0)
        #expect(ByteBucket(kilobytes: 1, since: 0).take(1, now: .max) == 1)
    }

    @Test("Over a long time no more goes through than the rate allows")
    func rate() {
        let bucket = ByteBucket(kilobytes: 10, since: 0)
        var total = 0
        for tick in 0..<1000 { total += bucket.take(10_000, now: Self.second + UInt64(tick) * 10_000_000) }
        // Ten seconds, and what was in it at the beginning.
        #expect(total <= 11 * 10_240 && total > 10 * 10_240)
    }
}
