internal import Buffers
internal import Configuration
internal import Synchronization

/// A configured descriptor that leaves values open: each value that comes has a bucket of its own, and of many the
/// buckets are kept that were used last.
final class OpenDescriptor: Sendable {
    let rank: Int
    let isShadow: Bool
    private let entries: [(key: [UInt8], value: [UInt8])]
    private let configuration: TokenBucketConfiguration
    private let most: Int
    // The one lock that a request may wait for, where a limit is configured so: what is behind it takes a few hundred
    // nanoseconds.
    private let buckets = Mutex(RecentBuckets())

    init(_ descriptor: LocalRateLimitConfiguration.Descriptor, rank: Int, most: Int) {
        self.rank = rank
        self.most = max(1, most)
        isShadow = descriptor.isShadow
        configuration = descriptor.bucket
        entries = descriptor.entries.map { (Array($0.key.utf8), Array($0.value.utf8)) }
    }

    /// The bucket for a request's descriptor; nil when the descriptor is not meant.
    func bucket(for text: borrowing DescriptorText) -> TokenBucket? {
        let bytes = text.bytes.readable
        guard isMeant(bytes) else { return nil }
        let hash = Bytes.xxHash64(bytes)
        return buckets.withLock { $0.bucket(for: bytes, hash: hash, most: most, configuration) }
    }

    private func isMeant(_ text: Span<UInt8>) -> Bool {
        var place = 0
        for entry in entries {
            guard let key = DescriptorText.read(text, at: &place), let value = DescriptorText.read(text, at: &place),
                Bytes.equal(key, entry.key.span), entry.value.isEmpty || Bytes.equal(value, entry.value.span)
            else { return false }
        }
        return place == text.count
    }
}

/// Buckets by texts, the one that was used last first; of too many the last one goes.
struct RecentBuckets {
    private struct Entry {
        var text: [UInt8]
        var hash: UInt64
        var bucket: TokenBucket
        var previous: Int
        var next: Int
    }

    private var entries: [Entry] = []
    private var places: [UInt64: Int] = [:]
    private var first = -1
    private var last = -1

    /// The bucket of a text, a full one if there is none.
    mutating func bucket(
        for text: Span<UInt8>, hash: UInt64, most: Int, _ configuration: TokenBucketConfiguration
    ) -> TokenBucket {
        if let place = places[hash] {
            let known = entries[place].text
            if Bytes.equal(known.span, text) {
                moveToFront(place)
                return entries[place].bucket
            }
        }
        let bucket = TokenBucket(configuration)
        // Two texts with one hash, which hardly ever are, take each other's place.
        var place = places[hash] ?? (entries.count < most ? entries.count : last)
        var copy: [UInt8] = []
        copy.reserveCapacity(text.count)
        for index in text.indices { copy.append(text[index]) }
        if place == entries.count {
            entries.append(Entry(text: copy, hash: hash, bucket: bucket, previous: -1, next: -1))
            linkFirst(place)
        } else {
            place = max(place, 0)
            places[entries[place].hash] = nil
            entries[place].text = copy
            entries[place].hash = hash
            entries[place].bucket = bucket
            moveToFront(place)
        }
        places[hash] = place
        return bucket
    }

    private mutating func linkFirst(_ place: Int) {
        entries[place].previous = -1
        entries[place].next = first
        if first >= 0 { entries[first].previous = place }
        first = place
        if last < 0 { last = place }
    }

    private mutating func moveToFront(_ place: Int) {
        if place == first { return }
        let (previous, next) = (entries[place].previous, entries[place].next)
        if previous >= 0 { entries[previous].next = next }
        if next >= 0 { entries[next].previous = previous }
        if last == place { last = previous }
        linkFirst(place)
    }
}
