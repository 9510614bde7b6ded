internal import Buffers
internal import Configuration
internal import Synchronization

/// The buckets of one level: one of all requests, one for each configured descriptor, and one for each value of those
/// that leave values open.
final class LocalRateLimiter: Sendable {
    /// A bucket that is meant for a request.
    struct Match {
        /// Its place among those of the level; the slowest comes first.
        let rank: Int
        let bucket: TokenBucket
        let isShadow: Bool
    }

    /// The outcome of a request; says where a bucket stands, so that nothing is retained.
    enum Outcome: Equatable {
        case allowed
        /// This one of the request's own buckets had nothing left.
        case refused(match: Int)
        /// The level's bucket had nothing left.
        case refusedByDefault
    }

    private struct Special: Sendable {
        let text: [UInt8]
        let rank: Int
        let bucket: TokenBucket
        let isShadow: Bool
    }

    let bucket: TokenBucket?
    private let specials: [Special]
    private let openSpecials: [OpenDescriptor]
    private let alwaysTakesDefault: Bool

    init(_ configuration: LocalRateLimitConfiguration) {
        bucket = configuration.bucket.map { TokenBucket($0) }
        let ranked = configuration.descriptors.map { ($0, TokenBucket($0.bucket)) }
            .sorted { $0.1.tokenTime > $1.1.tokenTime }
        var specials: [Special] = []
        var open: [OpenDescriptor] = []
        for (rank, (descriptor, bucket)) in ranked.enumerated() {
            if descriptor.entries.contains(where: \.value.isEmpty) {
                open.append(OpenDescriptor(descriptor, rank: rank, most: Int(clamping: configuration.mostValues)))
            } else {
                specials.append(
                    Special(
                        text: DescriptorText.make(descriptor.entries), rank: rank, bucket: bucket,
                        isShadow: descriptor.isShadow))
            }
        }
        self.specials = specials
        openSpecials = open
        alwaysTakesDefault = configuration.alwaysTakesDefault
    }

    /// Takes tokens for a request whose descriptors have these buckets, by their ranks.
    func take(at now: UInt64, _ matches: [Match]) -> Outcome {
        for index in matches.indices where !matches[index].bucket.take(now: now) { return .refused(match: index) }
        if matches.isEmpty || alwaysTakesDefault, bucket?.take(now: now) == false { return .refusedByDefault }
        return .allowed
    }

    /// The bucket that clients are told of; nil means none.
    func bucket(toldAfter outcome: Outcome, _ matches: [Match]) -> TokenBucket? {
        switch outcome {
        case .allowed: matches.first?.bucket ?? bucket
        case .refused(let index): matches[index].bucket
        case .refusedByDefault: bucket
        }
    }

    /// Notes the buckets for a descriptor: that of just these values, or else those for any.
    func find(_ text: borrowing DescriptorText, _ matches: inout [Match]) {
        var isExact = false
        for special in specials where Bytes.equal(text.bytes.readable, special.text.span) {
            isExact = true
            Self.insert(Match(rank: special.rank, bucket: special.bucket, isShadow: special.isShadow), &matches)
        }
        if isExact { return }
        for special in openSpecials {
            if let bucket = special.bucket(for: text) {
                Self.insert(Match(rank: special.rank, bucket: bucket, isShadow: special.isShadow), &matches)
            }
        }
    }

    private static func insert(_ match: Match, _ matches: inout [Match]) {
        if matches.contains(where: { $0.bucket === match.bucket }) { return }
        let place = matches.firstIndex { $0.rank > match.rank } ?? matches.count
        matches.insert(match, at: place)
    }

    /// Whether descriptors matter.
    var hasDescriptors: Bool { !specials.isEmpty || !openSpecials.isEmpty }
}
