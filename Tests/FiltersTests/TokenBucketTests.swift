import Configuration
import Testing

@testable import Filters

@Suite("Token bucket")
struct TokenBucketTests {
    private static let second: UInt64 = 1_000_000_000

    private func bucket(_ most: UInt32, perFill: UInt32 = 1, fill: UInt64 = TokenBucketTests.second) -> TokenBucket {
        TokenBucket(TokenBucketConfiguration(maxTokens: most, tokensPerFill: perFill, fillInterval: fill))
    }

    private func taken(_ bucket: TokenBucket, at now: UInt64) -> Int {
        var count = 0
        while count < 100, bucket.take(now: now) { count += 1 }
        return count
    }

    @Test("A bucket is full at first, and fills again with time")
    func fills() {
        let bucket = self.bucket(3)
        #expect(taken(bucket, at: 10 * Self.second) == 3)
        #expect(taken(bucket, at: 10 * Self.second + Self.second / 2) == 0)
        #expect(taken(bucket, at: 11 * Self.second) == 1)
        #expect(taken(bucket, at: 13 * Self.second) == 2)
    }

    @Test("What runs over is lost")
    func runsOver() {
        let bucket = self.bucket(2)
        #expect(taken(bucket, at: 1000 * Self.second) == 2)
    }

    @Test("Several tokens come with each interval")
    func several() {
        let bucket = self.bucket(10, perFill: 5)
        #expect(taken(bucket, at: 10 * Self.second) == 10)
        #expect(taken(bucket, at: 11 * Self.second) == 5)
    }

    @Test("A bucket of nothing gives nothing")
    func empty() { #expect(taken(bucket(0), at: 1000 * Self.second) == 0) }

    @Test("Numbers that run over do no harm")
    func largest() {
        let bucket = self.bucket(.max, perFill: .max, fill: .max)
        #expect(bucket.take(now: .max))
        #expect(taken(self.bucket(1, fill: .max), at: 5) == 1)
    }

    @Test("It tells what is left, and when there will be something")
    func tells() {
        let bucket = self.bucket(3)
        let start = 100 * Self.second
        #expect(bucket.remaining(now: start) == 3 && bucket.secondsToNext(now: start) == 0)
        #expect(taken(bucket, at: start) == 3)
        #expect(bucket.remaining(now: start) == 0 && bucket.secondsToNext(now: start) == 1)
        #expect(bucket.remaining(now: start + 2 * Self.second + 1) == 2)
        #expect(bucket.remaining(now: start - Self.second) == 0 && bucket.secondsToNext(now: start - Self.second) == 2)
        #expect(self.bucket(0).secondsToNext(now: start) == 1)
    }

    @Test("A clock that stands a little behind takes nothing that is not there")
    func clocks() {
        let bucket = self.bucket(1)
        #expect(bucket.take(now: 10 * Self.second))
        #expect(!bucket.take(now: 9 * Self.second))
        #expect(bucket.take(now: 11 * Self.second))
    }

    @Test("Tokens agree with a model that counts them, at any moments")
    func model() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            let most = UInt32.random(in: 1...5, using: &random)
            let bucket = self.bucket(most)
            var tokens = Double(most)
            var now = Self.second
            for _ in 0..<50 {
                // Quarters of seconds, so that sums are exact.
                let step = UInt64.random(in: 0...8, using: &random)
                now += step * Self.second / 4
                tokens = min(tokens + Double(step) / 4, Double(most))
                let taken = bucket.take(now: now)
                #expect(taken == (tokens >= 1))
                if taken { tokens -= 1 }
            }
        }
    }

    @Test("Threads together take no more than there is")
    func threads() async {
        let bucket = self.bucket(1_000)
        let taken = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<4 {
                group.addTask { (0..<1_000).count { _ in bucket.take(now: 7 * Self.second) } }
            }
            return await group.reduce(0, +)
        }
        #expect(taken == 1_000)
    }
}
