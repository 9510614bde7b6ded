import Buffers
import Configuration
import Testing

@testable import Filters

@Suite("Buckets of values that are left open")
struct RecentBucketsTests {
    private static let one = TokenBucketConfiguration(maxTokens: 1, tokensPerFill: 1, fillInterval: 1_000_000_000_000)

    /// A model: buckets in a plain list, the one that was used last first.
    private struct Model {
        var known: [(text: String, isEmpty: Bool)] = []

        /// Whether a token could be taken.
        mutating func take(_ text: String, most: Int) -> Bool {
            let place = known.firstIndex { $0.text == text }
            let entry = place.map { known.remove(at: $0) } ?? (text: text, isEmpty: false)
            if known.count == most { known.removeLast() }
            known.insert((text: text, isEmpty: true), at: 0)
            return !entry.isEmpty
        }
    }

    @Test("Of too many, those that were used last stay", arguments: [1, 2, 3, 7])
    func model(most: Int) {
        var buckets = RecentBuckets()
        var model = Model()
        var random = SystemRandomNumberGenerator()
        for _ in 0..<2_000 {
            let text = String(Int.random(in: 0..<10, using: &random))
            let bytes = Array(text.utf8)
            let bucket = buckets.bucket(for: bytes.span, hash: Bytes.xxHash64(bytes.span), most: most, Self.one)
            let wasTaken = bucket.take(now: 1)
            let isExpected = model.take(text, most: most)
            #expect(wasTaken == isExpected)
        }
    }

    @Test("Two texts with one hash take each other's place")
    func collision() {
        var buckets = RecentBuckets()
        var taken: [Bool] = []
        for text in ["a", "a", "b", "b", "a"] {
            let bytes = Array(text.utf8)
            taken.append(buckets.bucket(for: bytes.span, hash: 7, most: 3, Self.one).take(now: 1))
        }
        #expect(taken == [true, false, true, false, true])
    }
}
