import Testing

@testable import Telemetry

@Suite("Histograms")
struct HistogramTests {
    /// Two significant digits, by way of the decimal text.
    private func naiveBin(_ value: UInt64) -> Int {
        let digits = value.description
        if digits.count <= 2 { return Int(value) }
        return 100 + (digits.count - 3) * 90 + (Int(digits.prefix(2)) ?? 0) - 10
    }

    private func snapshot(_ values: [UInt64]) -> HistogramSnapshot {
        var counts: [Int: UInt64] = [:]
        for value in values { counts[HistogramBins.index(of: value), default: 0] += 1 }
        return HistogramSnapshot(counts: counts)
    }

    @Test("A value falls into the bin of its two leading digits")
    func bins() {
        var generator = SeededGenerator(seed: 1)
        var values: [UInt64] = [.max, 0, 9, 10, 99, 100, 999_999, 1_000_000, 9_999_999_999]
        for power in 1..<20 {
            var value: UInt64 = 1
            for _ in 0..<power { value *= 10 }
            values += [value - 1, value, value + 1]
        }
        for _ in 0..<20_000 { values.append(generator.next() >> UInt64.random(in: 0...63, using: &generator)) }
        for value in values {
            let bin = HistogramBins.index(of: value)
            #expect(bin == naiveBin(value))
            #expect(HistogramBins.lowerBound(bin) <= Double(value))
            if value >= 10 { #expect(Double(value) <= HistogramBins.lowerBound(bin) + HistogramBins.width(bin)) }
        }
        #expect(HistogramBins.index(of: .max) < SparseCounters.keyLimit)
    }

    @Test("Quantiles lie in the bin of the value that sorting finds", arguments: [1, 2, 3, 10, 99, 314, 5_000])
    func quantiles(count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        for spread in [3, 7, 14, 40] {
            let values = (0..<count).map { _ in generator.next() >> UInt64(64 - spread) }
            let sorted = values.sorted()
            let histogram = snapshot(values)
            #expect(histogram.count == UInt64(count))
            for quantile in HistogramSnapshot.quantiles {
                let rank = max(1, Int((Double(count) * quantile).rounded(.up)))
                let bin = HistogramBins.index(of: sorted[rank - 1])
                let value = histogram.value(at: quantile) ?? .nan
                #expect(value >= HistogramBins.lowerBound(bin))
                #expect(value <= HistogramBins.lowerBound(bin) + HistogramBins.width(bin))
            }
            let exact = values.reduce(0.0) { $0 + Double($1) }
            #expect(abs(histogram.sum - exact) <= exact * 0.06)
        }
    }

    @Test("An empty histogram has no quantile")
    func empty() {
        let histogram = HistogramSnapshot()
        #expect(histogram.value(at: 0.5) == nil)
        #expect(histogram.sum == 0)
        #expect(histogram.cumulativeCounts() == Array(repeating: 0, count: 19))
    }

    /// Bins, quantiles and sums that Envoy 1.40 showed for them.
    private static let recorded: [(bins: [(UInt64, Int)], quantiles: [Double], sum: Double)] = [
        (
            [(0, 2), (1, 1), (40, 1), (120, 1), (1300, 1)],
            [0, 0, 1.05, 125, 1350, 1350, 1350, 1350, 1350, 1350], 1514.4895943562610227672848850489
        ),
        (
            [
                (0, 298), (1, 2), (2, 1), (3, 1), (4, 1), (5, 1), (8, 1), (13, 1), (21, 1), (34, 1), (55, 1), (89, 1),
                (100, 1), (140, 1), (250, 1), (370, 1),
            ],
            [0, 0, 0, 0, 0, 1.0333333333333334, 105, 255, 375, 375], 1118.2218705019977278425358235836
        ),
        (
            [(0, 7), (1, 8), (2, 1), (3, 1)],
            [0, 0, 1.0222222222222221, 1.0666666666666667, 2.05, 3.05, 3.05, 3.05, 3.05, 3.05],
            13.478913196626111314913032401819
        ),
        (
            [
                (2, 1), (3, 1), (4, 1), (8, 1), (11, 1), (16, 1), (23, 1), (35, 1), (57, 1), (92, 1), (100, 1),
                (120, 1), (140, 1), (250, 1), (380, 1),
            ],
            [2.05, 8.05, 35.5, 125, 255, 385, 385, 385, 385, 385], 1268.3619279351273689826484769583
        ),
        (
            [(1, 1), (2, 1), (5, 2), (42, 1), (120, 1), (1300, 1)],
            [1.05, 2.05, 5.066666666666666, 125, 1350, 1350, 1350, 1350, 1350, 1350], 1528.6376752316209604032337665558
        ),
        ([(30, 1)], Array(repeating: 30.5, count: 10), 30.491803278688525580264467862435),
        (
            [(1, 7)], [1.0125, 1.025, 1.05, 1.075, 1.0875, 1.0875, 1.0875, 1.0875, 1.0875, 1.0875],
            7.3333333333333339254522798000835
        ),
    ]

    @Test("Quantiles and sums are bit for bit what Envoy computes", arguments: recorded.indices)
    func envoy(place: Int) {
        let sample = Self.recorded[place]
        let histogram = snapshot(sample.bins.flatMap { Array(repeating: $0.0, count: $0.1) })
        #expect(HistogramSnapshot.quantiles.map { histogram.value(at: $0) } == sample.quantiles)
        #expect(histogram.sum == sample.sum)
    }

    @Test("A value counts as at or below the bound that opens its bin, as in Envoy")
    func buckets() {
        #expect(snapshot([0, 1, 1, 2]).cumulativeCounts().prefix(3) == [1, 3, 4])
        #expect(snapshot([2, 3, 3, 5]).cumulativeCounts().prefix(4) == [0, 0, 4, 4])
        #expect(snapshot([2_549, 2_600]).cumulativeCounts()[9...11] == [0, 1, 2])
        #expect(snapshot([5_000_000]).cumulativeCounts().last == 0)
        #expect(snapshot([0, 7, 40]).disjointCounts().prefix(6) == [1, 0, 0, 1, 0, 1])
    }
}
