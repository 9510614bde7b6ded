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
}
