internal import Buffers
internal import Configuration
internal import Synchronization

/// The buckets of one level: one of all requests, and one for each configured descriptor.
final class LocalRateLimiter: Sendable {
    /// A bucket, and the descriptor that it is for.
    struct Special: Sendable {
        let text: [UInt8]
        let bucket: TokenBucket
        let isShadow: Bool
    }

    /// What came of a request.
    struct Result {
        var isAllowed: Bool
        /// The bucket that clients are told of; nil: none.
        var bucket: TokenBucket?
        /// Whether the bucket that had nothing left only counts.
        var isShadow = false
    }

    let bucket: TokenBucket?
    /// The slowest first.
    private let specials: [Special]
    private let alwaysTakesDefault: Bool

    init(_ configuration: LocalRateLimitConfiguration) {
        bucket = configuration.bucket.map { TokenBucket($0) }
        specials = configuration.descriptors.map {
            Special(text: DescriptorText.make($0.entries), bucket: TokenBucket($0.bucket), isShadow: $0.isShadow)
        }.sorted { $0.bucket.tokenTime > $1.bucket.tokenTime }
        alwaysTakesDefault = configuration.alwaysTakesDefault
    }

    /// Takes tokens for a request whose descriptors `isMatched` knows by their places.
    func take(at now: UInt64, _ isMatched: (Int) -> Bool) -> Result {
        var first: TokenBucket?
        for place in specials.indices where isMatched(place) {
            let special = specials[place]
            if first == nil { first = special.bucket }
            if special.bucket.take(now: now) { continue }
            return Result(isAllowed: false, bucket: special.bucket, isShadow: special.isShadow)
        }
        if first == nil || alwaysTakesDefault, let bucket, !bucket.take(now: now) {
            return Result(isAllowed: false, bucket: bucket)
        }
        return Result(isAllowed: true, bucket: first ?? bucket)
    }

    /// Notes the place of the bucket for a descriptor, where there is one.
    func find(_ text: borrowing DescriptorText, _ note: (Int) -> Void) {
        for place in specials.indices {
            let wanted = specials[place].text
            if Bytes.equal(text.bytes.readable, wanted.span) { note(place) }
        }
    }

    /// Whether descriptors matter.
    var hasDescriptors: Bool { !specials.isEmpty }
}
