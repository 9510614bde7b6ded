/// How often each identity may have a certificate: a bucket of tokens each, for as many identities as are busy. A
/// value; the clock is given in, in seconds.
struct IssuingRate {
    private struct Bucket {
        var left: Double
        var at: Int64
    }

    private let burst: Double
    private let perSecond: Double
    private var buckets: [String: Bucket] = [:]

    /// Buckets at most; a full one is as good as none.
    private static let mostBuckets = 50_000

    init(burst: Double, perSecond: Double) {
        self.burst = burst
        self.perSecond = perSecond
    }

    /// Takes a token of an identity; nil when there was one, else how many seconds it should wait.
    mutating func take(_ identity: String, at now: Int64) -> Int64? {
        var bucket = buckets[identity] ?? Bucket(left: burst, at: now)
        bucket.left = level(of: bucket, at: now)
        bucket.at = max(bucket.at, now)
        defer {
            if buckets.count >= Self.mostBuckets { dropFull(at: now) }
            buckets[identity] = bucket
        }
        if bucket.left < 1 { return Int64(((1 - bucket.left) / perSecond).rounded(.up)) }
        bucket.left -= 1
        return nil
    }

    private func level(of bucket: Bucket, at now: Int64) -> Double {
        min(burst, bucket.left + Double(max(0, now - bucket.at)) * perSecond)
    }

    private mutating func dropFull(at now: Int64) {
        buckets = buckets.filter { level(of: $0.value, at: now) < burst }
        // So many are busy that nobody can be told from others: they begin anew.
        if buckets.count >= Self.mostBuckets { buckets = [:] }
    }
}
