/// The log-linear bins of Envoy's histograms: two significant decimal digits.
///
/// Bins 0 to 99 hold those integers; above, each power of ten has 90 bins (10 to 99 times that power), so bin 100
/// holds 100 to 109 and bin 190 holds 1,000 to 1,099. The largest integer falls into bin 1638.
enum HistogramBins {
    /// The bin of a value.
    @inline(__always) static func index(of value: UInt64) -> Int {
        if value < 100 { return Int(truncatingIfNeeded: value) }
        var value = value
        var offset = 90
        while value >= 1_000_000 {
            value /= 10_000
            offset &+= 360
        }
        if value < 1_000 { return offset &+ Int(truncatingIfNeeded: value / 10) }
        if value < 10_000 { return offset &+ 90 &+ Int(truncatingIfNeeded: value / 100) }
        if value < 100_000 { return offset &+ 180 &+ Int(truncatingIfNeeded: value / 1_000) }
        return offset &+ 270 &+ Int(truncatingIfNeeded: value / 10_000)
    }

    /// The smallest value of a bin.
    static func lowerBound(_ bin: Int) -> Double {
        if bin < 100 { return Double(bin) }
        let decade = (bin - 100) / 90
        return Double((bin - 100) % 90 + 10) * powersOfTen[decade + 1]
    }

    /// The width of a bin. An integer below ten stands for a tenth, as in Envoy, and zero for itself.
    static func width(_ bin: Int) -> Double {
        if bin == 0 { return 0 }
        if bin < 10 { return 0.1 }
        if bin < 100 { return 1 }
        return powersOfTen[(bin - 100) / 90 + 1]
    }

    /// The value that stands for a bin when values are summed: the harmonic mean of its bounds, as in Envoy.
    static func representative(_ bin: Int) -> Double {
        if bin == 0 { return 0 }
        let lower = lowerBound(bin)
        let width = width(bin)
        return lower + width * (lower / (lower + (lower + width)))
    }

    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    ]
}
