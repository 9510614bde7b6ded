import Configuration
import Testing

@testable import Filters

@Suite("Buckets of tokens")
struct TokenBucketTests {
    private static let second: UInt64 = 1_000_000_000

    private func bucket(_ most: UInt32, _ count: UInt32 = 1, every seconds: UInt64 = 1) -> TokenBucket {
        TokenBucket(
            TokenBucketConfiguration(maxTokens: most, tokensPerFill: count, fillInterval: seconds * Self.second))
    }

    @Test("It is full in the beginning, and tokens come evenly")
    func filling() {
        let bucket = bucket(3)
        let start = 100 * Self.second
        #expect((0..<5).map { _ in bucket.take(at: start) } == [true, true, true, false, false])
        #expect(bucket.secondsToNext(at: start) == 1 && bucket.remaining(at: start) == 0)
        #expect(!bucket.take(at: start + Self.second / 2))
        #expect(bucket.take(at: start + Self.second) && !bucket.take(at: start + Self.second))
        #expect(bucket.remaining(at: start + 3 * Self.second) == 2)
    }

    @Test("It never holds more than its most")
    func most() {
        let bucket = bucket(2, 5)
        #expect(bucket.take(at: Self.second))
        #expect(bucket.remaining(at: 1_000 * Self.second) == 2)
        #expect((0..<3).map { _ in bucket.take(at: 1_000 * Self.second) } == [true, true, false])
    }

    @Test("Several tokens an interval come one after another")
    func pace() {
        let bucket = bucket(1, 4, every: 2)
        #expect(bucket.take(at: 0) && !bucket.take(at: Self.second / 4))
        #expect(bucket.take(at: Self.second / 2))
    }

    @Test("An empty one gives nothing, ever")
    func empty() {
        let bucket = bucket(0)
        #expect(!bucket.take(at: 5) && !bucket.take(at: 1_000 * Self.second))
        #expect(bucket.secondsToNext(at: 5) == 1)
    }

    @Test("A clock that stands a little behind takes nothing that is not there")
    func clocks() {
        let bucket = bucket(1)
        #expect(bucket.take(at: 10 * Self.second))
        #expect(!bucket.take(at: 9 * Self.second))
        #expect(bucket.take(at: 11 * Self.second))
    }

    @Test("Tokens agree with a model that counts them, at any moments")
    func model() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            let most = UInt32.random(in: 1...5, using: &random)
            let bucket = bucket(most)
            var tokens = Double(most)
            var now = Self.second
            for _ in 0..<50 {
                // Quarters of seconds, so that sums are exact.
                let step = UInt64.random(in: 0...8, using: &random)
                now += step * Self.second / 4
                tokens = min(tokens + Double(step) / 4, Double(most))
                let taken = bucket.take(at: now)
                #expect(taken == (tokens >= 1))
                if taken { tokens -= 1 }
            }
        }
    }

    @Test("Threads together take no more than there is")
    func threads() async {
        let bucket = bucket(1_000)
        let taken = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<4 {
                group.addTask { (0..<1_000).count { _ in bucket.take(at: 7 * Self.second) } }
            }
            return await group.reduce(0, +)
        }
        #expect(taken == 1_000)
    }
}
