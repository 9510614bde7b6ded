public import Buffers

extension MetricRegistry {
    /// Appends the page of `/stats`: a line `name: value` for each text readout, then each counter and gauge, then each
    /// histogram, as `P50(interval,cumulative)` and so on.
    public func renderText(into buffer: inout ByteBuffer, _ query: MetricQuery = MetricQuery()) {
        let listing = MetricListing(self, query)
        var page = ByteBuffer()
        swap(&page, &buffer)
        listing.forEachText { name, value in
            page.append(name)
            page.append(": \"")
            page.append(value)
            page.append("\"\n")
        }
        listing.forEachNumber { name, value in
            page.append(name)
            page.append(": " as StaticString)
            page.append(decimal: value)
            page.append(UInt8(ascii: "\n"))
        }
        let form = query.histograms ?? .summary
        listing.forEachHistogram { name, whole, interval, bounds in
            page.append(name)
            page.append(UInt8(ascii: ":"))
            if whole.count == 0 {
                page.append(" No recorded values\n" as StaticString)
                return
            }
            switch form {
            case .summary:
                page.append(UInt8(ascii: " "))
                Self.appendQuantiles(whole, interval, to: &page)
            case .cumulative:
                Self.appendBuckets(
                    bounds, whole.cumulativeCounts(bounds), interval.cumulativeCounts(bounds), to: &page)
            case .disjoint:
                Self.appendBuckets(bounds, whole.disjointCounts(bounds), interval.disjointCounts(bounds), to: &page)
            case .detailed:
                page.append("\n  totals=" as StaticString)
                Self.appendBins(whole, to: &page)
                page.append("\n  intervals=" as StaticString)
                Self.appendBins(interval, to: &page)
                page.append("\n  summary=" as StaticString)
                Self.appendQuantiles(whole, interval, to: &page)
            }
            page.append(UInt8(ascii: "\n"))
        }
        swap(&page, &buffer)
    }

    private static func appendQuantiles(
        _ whole: HistogramSnapshot, _ interval: HistogramSnapshot, to page: inout ByteBuffer
    ) {
        for (place, quantile) in HistogramSnapshot.quantiles.enumerated() {
            page.append(place == 0 ? "P" : " P" as StaticString)
            page.append(plain: quantile * 100)
            page.append(UInt8(ascii: "("))
            page.append(plain: interval.value(at: quantile) ?? .nan)
            page.append(UInt8(ascii: ","))
            page.append(plain: whole.value(at: quantile) ?? .nan)
            page.append(UInt8(ascii: ")"))
        }
    }

    private static func appendBuckets(
        _ bounds: [Double], _ whole: [UInt64], _ interval: [UInt64], to page: inout ByteBuffer
    ) {
        for place in bounds.indices {
            page.append(" B" as StaticString)
            page.append(bounds[place], digits: 6)
            page.append(UInt8(ascii: "("))
            page.append(decimal: interval[place])
            page.append(UInt8(ascii: ","))
            page.append(decimal: whole[place])
            page.append(UInt8(ascii: ")"))
        }
    }

    private static func appendBins(_ histogram: HistogramSnapshot, to page: inout ByteBuffer) {
        for (place, bin) in histogram.bins.enumerated() {
            if place > 0 { page.append(", " as StaticString) }
            page.append(plain: HistogramBins.lowerBound(bin.index))
            page.append(UInt8(ascii: ","))
            page.append(plain: HistogramBins.width(bin.index))
            page.append(UInt8(ascii: ":"))
            page.append(decimal: bin.count)
        }
    }
}
