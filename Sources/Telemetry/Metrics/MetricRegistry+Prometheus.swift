public import Buffers

extension MetricRegistry {
    /// Appends the page of `/stats/prometheus`, in the Prometheus text exposition format 0.0.4: counters, then gauges,
    /// then histograms, by name; each name is announced once by a `# TYPE` line, before its first sample.
    public func renderPrometheus(into buffer: inout ByteBuffer, _ query: MetricQuery = MetricQuery()) {
        let query = restricted(query)
        var page = PrometheusPage(query: query, tags: tags, buckets: buckets)
        swap(&page.buffer, &buffer)
        page.render(PrometheusRows(self, query).sorted)
        swap(&page.buffer, &buffer)
    }
}

/// A Prometheus page in the making.
private struct PrometheusPage: ~Copyable {
    let query: MetricQuery
    let tags: MetricTags
    let buckets: HistogramBuckets
    var buffer = ByteBuffer()
    private var announced: (kind: PrometheusFamily.Kind, name: [UInt8])?

    init(query: MetricQuery, tags: MetricTags, buckets: HistogramBuckets) {
        self.query = query
        self.tags = tags
        self.buckets = buckets
    }

    // MARK: - Samples

    mutating func render(_ rows: [PrometheusRows.Row]) {
        for row in rows {
            switch row.content {
            case .source(let source, let labels): render(source, row, labels)
            case .single(let reading, let member, _, let labels): render(member, row, reading, labels, .none)
            case .group(let group, let family):
                let tags = tagsInUse(row)
                let memberLabels = family.members.map { PrometheusLabels(group.labels(of: $0), tags) }
                for (reading, labels) in group.members {
                    for (place, member) in family.members.enumerated() {
                        render(member, row, reading, memberLabels[place], labels)
                    }
                }
            }
        }
    }

    private mutating func render(_ source: MetricSource, _ row: PrometheusRows.Row, _ own: PrometheusLabels) {
        guard accepts({ Array(source.name.utf8) }) else { return }
        switch source.value {
        case .number:
            guard let value = source.number else { return }
            if query.usedOnly && value == 0 && !source.isAlwaysUsed { return }
            let shared = source.hasSharedLabels ? tags : .builtIn
            sample(row, labels: own.joined(with: .none, shared), value)
        case .text(let read):
            let labels = own.joined(with: .none, tags)
            let text = PrometheusLabels.rendered(MetricLabel("text_value", read()))
            sample(row, labels: labels + (labels.isEmpty ? [] : [UInt8(ascii: ",")]) + text, 0)
        }
    }

    private mutating func render(
        _ member: PrometheusFamily.Member, _ row: PrometheusRows.Row, _ reading: MetricReading,
        _ own: PrometheusLabels, _ scopes: PrometheusLabels
    ) {
        let scope = reading.scope
        let tags = tagsInUse(row)
        switch member {
        case .statusTable(let table):
            guard reading.isTouched else { return }
            let declaration = scope.family.statusTables[table]
            for (status, count) in reading.statuses(table) {
                guard accepts({ Array((scope.prefix + declaration.prefix + status.description).utf8) }) else {
                    continue
                }
                let label = PrometheusLabels([MetricLabel(declaration.labelName, status.description)], tags)
                sample(row, labels: label.joined(with: scopes, tags), count)
            }
        case .status(let table, let status):
            guard let count = reading.statuses(table).first(where: { $0.status == status })?.count else { return }
            let prefix = scope.family.statusTables[table].prefix
            guard accepts({ Array((scope.prefix + prefix + status.description).utf8) }) else { return }
            sample(row, labels: own.joined(with: scopes, tags), count)
        case .metric(let index):
            let declaration = scope.family.declarations[index]
            func name() -> [UInt8] { Array((scope.prefix + declaration.name).utf8) }
            switch declaration.kind {
            case .counter, .gauge:
                let read = declaration.kind == .gauge ? reading.gauge(index) : reading.counter(index)
                if !reading.shows(declaration, used: read.used, query) { return }
                guard accepts(name) else { return }
                sample(row, labels: own.joined(with: scopes, tags), read.value)
            case .histogram:
                let histogram = reading.histogram(index)
                if !reading.shows(declaration, used: histogram.count > 0, query) { return }
                guard accepts(name) else { return }
                let labels = own.joined(with: scopes, tags)
                if query.histograms == .summary {
                    renderQuantiles(of: reading.interval(index), row, labels)
                } else {
                    renderBuckets(of: histogram, buckets.bounds(of: name), row, labels)
                }
            }
        }
    }

    private func tagsInUse(_ row: PrometheusRows.Row) -> MetricTags { row.isForeign ? .builtIn : tags }

    private func accepts(_ name: () -> [UInt8]) -> Bool {
        guard let filter = query.filter else { return true }
        return filter(name().span)
    }

    /// As Envoy has it, a summary tells of the last interval alone.
    private mutating func renderQuantiles(
        of interval: HistogramSnapshot, _ row: PrometheusRows.Row, _ labels: [UInt8]
    ) {
        for quantile in HistogramSnapshot.quantiles {
            begin(row, "", labels)
            buffer.append(labels.isEmpty ? "quantile=\"" : ",quantile=\"" as StaticString)
            buffer.append(plain: quantile)
            buffer.append("\"} " as StaticString)
            buffer.append(interval.value(at: quantile) ?? .nan, digits: 32)
            buffer.append(UInt8(ascii: "\n"))
        }
        renderTotals(of: interval, row, labels)
    }

    private mutating func renderBuckets(
        of histogram: HistogramSnapshot, _ bounds: [Double], _ row: PrometheusRows.Row, _ labels: [UInt8]
    ) {
        let counts = histogram.cumulativeCounts(bounds)
        for (place, bound) in bounds.enumerated() {
            begin(row, "_bucket", labels)
            buffer.append(labels.isEmpty ? "le=\"" : ",le=\"" as StaticString)
            buffer.append(bound, digits: 32)
            buffer.append("\"} " as StaticString)
            buffer.append(decimal: counts[place])
            buffer.append(UInt8(ascii: "\n"))
        }
        begin(row, "_bucket", labels)
        buffer.append(labels.isEmpty ? "le=\"+Inf\"} " : ",le=\"+Inf\"} " as StaticString)
        buffer.append(decimal: histogram.count)
        buffer.append(UInt8(ascii: "\n"))
        renderTotals(of: histogram, row, labels)
    }

    private mutating func renderTotals(of histogram: HistogramSnapshot, _ row: PrometheusRows.Row, _ labels: [UInt8]) {
        begin(row, "_sum", labels)
        buffer.append("} " as StaticString)
        buffer.append(histogram.sum, digits: 32)
        buffer.append(UInt8(ascii: "\n"))
        begin(row, "_count", labels)
        buffer.append("} " as StaticString)
        buffer.append(decimal: histogram.count)
        buffer.append(UInt8(ascii: "\n"))
    }

    private mutating func sample(_ row: PrometheusRows.Row, labels: [UInt8], _ value: UInt64) {
        begin(row, "", labels)
        buffer.append("} " as StaticString)
        buffer.append(decimal: value)
        buffer.append(UInt8(ascii: "\n"))
    }

    /// Appends a sample's name and labels without the closing brace, after the `# TYPE` line if it is still due.
    private mutating func begin(_ row: PrometheusRows.Row, _ suffix: StaticString, _ labels: [UInt8]) {
        if announced.map({ $0.kind != row.kind || $0.name != row.name }) ?? true {
            announced = (row.kind, row.name)
            buffer.append("# TYPE " as StaticString)
            appendName(row)
            switch row.kind {
            case .counter: buffer.append(" counter\n" as StaticString)
            case .gauge, .textReadout: buffer.append(" gauge\n" as StaticString)
            case .histogram:
                buffer.append(query.histograms == .summary ? " summary\n" : " histogram\n" as StaticString)
            }
        }
        appendName(row)
        buffer.append(suffix)
        buffer.append(UInt8(ascii: "{"))
        buffer.append(labels.span)
    }

    private mutating func appendName(_ row: PrometheusRows.Row) {
        if !row.isForeign { buffer.append("envoy_" as StaticString) }
        for byte in row.name { buffer.append(MetricTags.isNameByte(byte) ? byte : UInt8(ascii: "_")) }
    }
}
