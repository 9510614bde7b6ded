/// A histogram's bins at one moment, merged over all threads.
public struct HistogramSnapshot: Sendable, Equatable {
    struct Bin: Sendable, Equatable {
        let index: Int
        let count: UInt64
    }
    /// The bins that hold something, lowest first.
    let bins: [Bin]
    /// The number of recorded values.
    public let count: UInt64

    /// The quantiles that are rendered, in the order of `quantiles`.
    static let quantiles: [Double] = [0, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.995, 0.999, 1]
    /// The upper bounds of the buckets that are rendered unless others are configured.
    static let bounds: [Double] = [
        0.5, 1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000, 600_000,
        1_800_000, 3_600_000,
    ]

    init() {
        bins = []
        count = 0
    }

    init(counts: [Int: UInt64]) {
        bins = counts.filter { $0.value != 0 }.map { Bin(index: $0.key, count: $0.value) }
            .sorted { $0.index < $1.index }
        count = bins.reduce(0) { $0 &+ $1.count }
    }

    /// The sum of the values, each standing for its bin (at most 5 % off), as Envoy computes it.
    public var sum: Double { bins.reduce(0) { $0 + HistogramBins.representative($1.index) * Double($1.count) } }

    /// The value below which the part `quantile` (0 to 1) of the values lies; nil while nothing is recorded.
    ///
    /// The smallest rank that covers the part is taken, and the values of a bin are assumed to lie evenly inside it.
    public func value(at quantile: Double) -> Double? {
        if count == 0 { return nil }
        let rank = max(1, (Double(count) * quantile).rounded(.up))
        var below: Double = 0
        for bin in bins {
            let here = Double(bin.count)
            if below + here >= rank || bin.index == bins[bins.count - 1].index {
                let part = min(rank - below, here) / (here + 1)
                return HistogramBins.lowerBound(bin.index) + part * HistogramBins.width(bin.index)
            }
            below += here
        }
        return nil
    }

    /// For each bound, how many values lie at or below it. A value in the bin that a bound opens counts.
    func cumulativeCounts(_ bounds: [Double] = Self.bounds) -> [UInt64] {
        var result: [UInt64] = []
        result.reserveCapacity(bounds.count)
        var sum: UInt64 = 0
        var next = 0
        for bound in bounds {
            while next < bins.count, HistogramBins.lowerBound(bins[next].index) <= bound {
                sum &+= bins[next].count
                next += 1
            }
            result.append(sum)
        }
        return result
    }

    /// For each bound, how many values lie at or below it and above the bound before.
    func disjointCounts(_ bounds: [Double] = Self.bounds) -> [UInt64] {
        var counts = cumulativeCounts(bounds)
        for place in counts.indices.dropFirst().reversed() { counts[place] &-= counts[place - 1] }
        return counts
    }

    /// What was recorded since `earlier`.
    func subtracting(_ earlier: HistogramSnapshot) -> HistogramSnapshot {
        var counts: [Int: UInt64] = [:]
        for bin in bins { counts[bin.index] = bin.count }
        for bin in earlier.bins { counts[bin.index, default: 0] &-= bin.count }
        return HistogramSnapshot(counts: counts)
    }
}
