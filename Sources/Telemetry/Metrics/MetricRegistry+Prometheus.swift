public import Buffers

extension MetricRegistry {
    /// Appends the page of `/stats/prometheus`, in the Prometheus text exposition format 0.0.4: counters, then gauges,
    /// then histograms, by name; each name is announced once by a `# TYPE` line, before its first sample.
    public func renderPrometheus(into buffer: inout ByteBuffer, _ query: MetricQuery = MetricQuery()) {
        let query = restricted(query)
        var page = PrometheusPage(query: query)
        swap(&page.buffer, &buffer)
        page.render(PrometheusPage.rows(of: self, query))
        swap(&page.buffer, &buffer)
    }
}

/// A Prometheus page in the making.
private struct PrometheusPage: ~Copyable {
    /// The scopes that share a family and a prefix without labels, by prefix.
    final class Group {
        let family: MetricFamily
        let extractedPrefix: String
        var members: [(reading: MetricReading, labels: [UInt8])] = []

        init(_ scope: MetricScope) {
            family = scope.family
            extractedPrefix = scope.extractedPrefix
        }
    }
    /// One name and kind within one group, or one source.
    struct Row {
        enum Content {
            case group(Group, PrometheusFamily)
            case source(MetricSource)
        }
        let kind: PrometheusFamily.Kind
        let name: [UInt8]
        let content: Content
    }

    let query: MetricQuery
    var buffer = ByteBuffer()
    private var announced: (kind: PrometheusFamily.Kind, name: [UInt8])?

    init(query: MetricQuery) { self.query = query }

    // MARK: - Order

    static func rows(of registry: MetricRegistry, _ query: MetricQuery) -> [Row] {
        let (scopes, sources) = registry.contents()
        struct Key: Hashable {
            let family: ObjectIdentifier
            let extractedPrefix: String
        }
        var places: [Key: Int] = [:]
        var groups: [Group] = []
        let sorted = scopes.map { (bytes: Array($0.prefix.utf8), scope: $0) }
            .sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
        for (_, scope) in sorted {
            let key = Key(family: ObjectIdentifier(scope.family), extractedPrefix: scope.extractedPrefix)
            if places[key] == nil {
                places[key] = groups.count
                groups.append(Group(scope))
            }
            guard let place = places[key] else { continue }
            groups[place].members.append((scope.reading(), rendered(scope.labels)))
        }
        var rows: [Row] = []
        for group in groups {
            for family in group.family.prometheusFamilies {
                let name = Array((group.extractedPrefix + family.key.name).utf8)
                rows.append(Row(kind: family.key.kind, name: name, content: .group(group, family)))
            }
        }
        for source in sources {
            let kind: PrometheusFamily.Kind
            switch source.kind {
            case .counter: kind = .counter
            case .gauge: kind = .gauge
            case .textReadout:
                guard query.textReadouts else { continue }
                kind = .textReadout
            }
            rows.append(Row(kind: kind, name: Array(source.extractedName.utf8), content: .source(source)))
        }
        // Dotted names are compared, as Envoy does: "listener.x" comes before "listener_manager".
        rows.sort {
            $0.kind == $1.kind ? $0.name.lexicographicallyPrecedes($1.name) : $0.kind.rawValue < $1.kind.rawValue
        }
        return rows
    }

    /// Labels as they stand between braces.
    private static func rendered(_ labels: [MetricLabel]) -> [UInt8] {
        var bytes: [UInt8] = []
        for label in labels {
            if !bytes.isEmpty { bytes.append(UInt8(ascii: ",")) }
            for byte in label.name.utf8 { bytes.append(isNameByte(byte) ? byte : UInt8(ascii: "_")) }
            bytes += "=\"".utf8
            for byte in label.value.utf8 {
                switch byte {
                case UInt8(ascii: "\\"): bytes += "\\\\".utf8
                case UInt8(ascii: "\""): bytes += "\\\"".utf8
                case UInt8(ascii: "\n"): bytes += "\\n".utf8
                default: bytes.append(byte)
                }
            }
            bytes.append(UInt8(ascii: "\""))
        }
        return bytes
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "_")
    }

    // MARK: - Samples

    mutating func render(_ rows: [Row]) {
        for row in rows {
            switch row.content {
            case .source(let source): render(source, row)
            case .group(let group, let family):
                let memberLabels = family.members.map { member -> [UInt8] in
                    guard case .metric(let index) = member else { return [] }
                    return Self.rendered(group.family.declarations[index].labels)
                }
                for (reading, labels) in group.members {
                    for (place, member) in family.members.enumerated() {
                        render(member, row, reading, joined(memberLabels[place], labels))
                    }
                }
            }
        }
    }

    private func joined(_ first: [UInt8], _ second: [UInt8]) -> [UInt8] {
        if first.isEmpty { return second }
        return second.isEmpty ? first : first + [UInt8(ascii: ",")] + second
    }

    private mutating func render(_ source: MetricSource, _ row: Row) {
        guard accepts({ Array(source.name.utf8) }) else { return }
        switch source.value {
        case .number(let read):
            let value = read()
            if query.usedOnly && value == 0 { return }
            sample(row, labels: Self.rendered(source.labels), value)
        case .text(let read):
            sample(row, labels: Self.rendered(source.labels + [MetricLabel("text_value", read())]), 0)
        }
    }

    private mutating func render(
        _ member: PrometheusFamily.Member, _ row: Row, _ reading: MetricReading, _ labels: [UInt8]
    ) {
        let scope = reading.scope
        switch member {
        case .statusTable(let table):
            guard reading.isTouched else { return }
            let declaration = scope.family.statusTables[table]
            for (status, count) in reading.statuses(table) {
                guard accepts({ Array((scope.prefix + declaration.prefix + status.description).utf8) }) else {
                    continue
                }
                let label = Self.rendered([MetricLabel(declaration.labelName, status.description)])
                sample(row, labels: joined(label, labels), count)
            }
        case .metric(let index):
            let declaration = scope.family.declarations[index]
            let mustBeUsed = query.usedOnly || declaration.existence == .onceUsed
            switch declaration.kind {
            case .counter, .gauge:
                let read = declaration.kind == .gauge ? reading.gauge(index) : reading.counter(index)
                if mustBeUsed && !read.used { return }
                guard accepts({ Array((scope.prefix + declaration.name).utf8) }) else { return }
                sample(row, labels: labels, read.value)
            case .histogram:
                let histogram = reading.histogram(index)
                if mustBeUsed && histogram.count == 0 { return }
                guard accepts({ Array((scope.prefix + declaration.name).utf8) }) else { return }
                render(histogram, row, labels)
            }
        }
    }

    private func accepts(_ name: () -> [UInt8]) -> Bool {
        guard let filter = query.filter else { return true }
        return filter(name().span)
    }

    private mutating func render(_ histogram: HistogramSnapshot, _ row: Row, _ labels: [UInt8]) {
        if query.histograms == .summary {
            for quantile in HistogramSnapshot.quantiles {
                begin(row, "", labels)
                buffer.append(labels.isEmpty ? "quantile=\"" : ",quantile=\"" as StaticString)
                buffer.append(plain: quantile)
                buffer.append("\"} " as StaticString)
                buffer.append(plain: histogram.value(at: quantile) ?? .nan)
                buffer.append(UInt8(ascii: "\n"))
            }
        } else {
            let counts = histogram.cumulativeCounts
            for (place, bound) in HistogramSnapshot.bounds.enumerated() {
                begin(row, "_bucket", labels)
                buffer.append(labels.isEmpty ? "le=\"" : ",le=\"" as StaticString)
                buffer.append(plain: bound)
                buffer.append("\"} " as StaticString)
                buffer.append(decimal: counts[place])
                buffer.append(UInt8(ascii: "\n"))
            }
            begin(row, "_bucket", labels)
            buffer.append(labels.isEmpty ? "le=\"+Inf\"} " : ",le=\"+Inf\"} " as StaticString)
            buffer.append(decimal: histogram.count)
            buffer.append(UInt8(ascii: "\n"))
        }
        begin(row, "_sum", labels)
        buffer.append("} " as StaticString)
        buffer.append(plain: histogram.sum)
        buffer.append(UInt8(ascii: "\n"))
        begin(row, "_count", labels)
        buffer.append("} " as StaticString)
        buffer.append(decimal: histogram.count)
        buffer.append(UInt8(ascii: "\n"))
    }

    private mutating func sample(_ row: Row, labels: [UInt8], _ value: UInt64) {
        begin(row, "", labels)
        buffer.append("} " as StaticString)
        buffer.append(decimal: value)
        buffer.append(UInt8(ascii: "\n"))
    }

    /// Appends a sample's name and labels without the closing brace, after the `# TYPE` line if it is still due.
    private mutating func begin(_ row: Row, _ suffix: StaticString, _ labels: [UInt8]) {
        if announced.map({ $0.kind != row.kind || $0.name != row.name }) ?? true {
            announced = (row.kind, row.name)
            buffer.append("# TYPE " as StaticString)
            appendName(row.name)
            switch row.kind {
            case .counter: buffer.append(" counter\n" as StaticString)
            case .gauge, .textReadout: buffer.append(" gauge\n" as StaticString)
            case .histogram:
                buffer.append(query.histograms == .summary ? " summary\n" : " histogram\n" as StaticString)
            }
        }
        appendName(row.name)
        buffer.append(suffix)
        buffer.append(UInt8(ascii: "{"))
        buffer.append(labels.span)
    }

    private mutating func appendName(_ name: [UInt8]) {
        buffer.append("envoy_" as StaticString)
        for byte in name { buffer.append(Self.isNameByte(byte) ? byte : UInt8(ascii: "_")) }
    }
}
