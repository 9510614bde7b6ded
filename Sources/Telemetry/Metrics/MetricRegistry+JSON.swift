public import Buffers

extension MetricRegistry {
    /// Appends the page of `/stats?format=json`: one object whose `stats` hold a name and a value each, and last the
    /// histograms, if there are any.
    public func renderJSON(into buffer: inout ByteBuffer, _ query: MetricQuery = MetricQuery()) {
        let listing = MetricListing(self, query)
        var page = ByteBuffer()
        swap(&page, &buffer)
        var isFirst = true
        page.append("{\"stats\":[" as StaticString)
        listing.forEachText { name, value in
            Self.begin(name, &isFirst, in: &page)
            page.append(",\"value\":\"" as StaticString)
            page.append(escapingJSON: value.utf8Span.span)
            page.append("\"}" as StaticString)
        }
        listing.forEachNumber { name, value in
            Self.begin(name, &isFirst, in: &page)
            page.append(",\"value\":" as StaticString)
            page.append(decimal: value)
            page.append(UInt8(ascii: "}"))
        }
        Self.appendHistograms(listing, query.histograms ?? .summary, isFirst: isFirst, to: &page)
        page.append("]}" as StaticString)
        swap(&page, &buffer)
    }

    /// Begins an element of a list, an object, by its name.
    private static func begin(_ name: Span<UInt8>, _ isFirst: inout Bool, in page: inout ByteBuffer) {
        page.append(isFirst ? "{\"name\":\"" : ",{\"name\":\"" as StaticString)
        isFirst = false
        page.append(escapingJSON: name)
        page.append(UInt8(ascii: "\""))
    }

    // MARK: - Histograms

    /// One more element, with all histograms; nothing where there are none.
    private static func appendHistograms(
        _ listing: MetricListing, _ form: MetricQuery.HistogramForm, isFirst: Bool, to page: inout ByteBuffer
    ) {
        var isFirstHistogram = true
        listing.forEachHistogram { name, whole, interval, bounds in
            if isFirstHistogram {
                if !isFirst { page.append(UInt8(ascii: ",")) }
                appendHead(form, to: &page)
            }
            begin(name, &isFirstHistogram, in: &page)
            switch form {
            case .summary:
                page.append(",\"values\":" as StaticString)
                appendQuantiles(whole, interval, to: &page)
            case .cumulative:
                appendBuckets(bounds, whole.cumulativeCounts(bounds), interval.cumulativeCounts(bounds), to: &page)
            case .disjoint:
                appendBuckets(bounds, whole.disjointCounts(bounds), interval.disjointCounts(bounds), to: &page)
            case .detailed: appendDetails(whole, interval, to: &page)
            }
            page.append(UInt8(ascii: "}"))
        }
        if isFirstHistogram { return }
        switch form {
        case .summary, .detailed: page.append("]}}" as StaticString)
        case .cumulative, .disjoint: page.append("]}" as StaticString)
        }
    }

    private static func appendHead(_ form: MetricQuery.HistogramForm, to page: inout ByteBuffer) {
        switch form {
        case .summary: page.append("{\"histograms\":{\"supported_quantiles\":[" as StaticString)
        case .detailed: page.append("{\"histograms\":{\"supported_percentiles\":[" as StaticString)
        case .cumulative, .disjoint:
            page.append("{\"histograms\":[" as StaticString)
            return
        }
        for (place, quantile) in HistogramSnapshot.quantiles.enumerated() {
            if place > 0 { page.append(UInt8(ascii: ",")) }
            page.append(json: quantile * 100)
        }
        page.append(form == .summary ? "],\"computed_quantiles\":[" : "],\"details\":[" as StaticString)
    }

    private static func appendQuantiles(
        _ whole: HistogramSnapshot, _ interval: HistogramSnapshot, to page: inout ByteBuffer
    ) {
        for (place, quantile) in HistogramSnapshot.quantiles.enumerated() {
            page.append(place == 0 ? "[{\"cumulative\":" : ",{\"cumulative\":" as StaticString)
            page.append(json: whole.value(at: quantile) ?? .nan)
            page.append(",\"interval\":" as StaticString)
            page.append(json: interval.value(at: quantile) ?? .nan)
            page.append(UInt8(ascii: "}"))
        }
        page.append(UInt8(ascii: "]"))
    }

    private static func appendBuckets(
        _ bounds: [Double], _ whole: [UInt64], _ interval: [UInt64], to page: inout ByteBuffer
    ) {
        page.append(",\"buckets\":[" as StaticString)
        for (place, bound) in bounds.enumerated() {
            page.append(place == 0 ? "{\"upper_bound\":" : ",{\"upper_bound\":" as StaticString)
            page.append(json: bound)
            page.append(",\"interval\":" as StaticString)
            page.append(decimal: interval[place])
            page.append(",\"cumulative\":" as StaticString)
            page.append(decimal: whole[place])
            page.append(UInt8(ascii: "}"))
        }
        page.append(UInt8(ascii: "]"))
    }

    private static func appendDetails(
        _ whole: HistogramSnapshot, _ interval: HistogramSnapshot, to page: inout ByteBuffer
    ) {
        page.append(",\"totals\":" as StaticString)
        appendBins(whole, to: &page)
        page.append(",\"intervals\":" as StaticString)
        appendBins(interval, to: &page)
        page.append(",\"percentiles\":" as StaticString)
        appendQuantiles(whole, interval, to: &page)
    }

    private static func appendBins(_ histogram: HistogramSnapshot, to page: inout ByteBuffer) {
        page.append(UInt8(ascii: "["))
        for (place, bin) in histogram.bins.enumerated() {
            page.append(place == 0 ? "{\"lower_bound\":" : ",{\"lower_bound\":" as StaticString)
            page.append(json: HistogramBins.lowerBound(bin.index))
            page.append(",\"width\":" as StaticString)
            page.append(json: HistogramBins.width(bin.index))
            page.append(",\"count\":" as StaticString)
            page.append(decimal: bin.count)
            page.append(UInt8(ascii: "}"))
        }
        page.append(UInt8(ascii: "]"))
    }
}
