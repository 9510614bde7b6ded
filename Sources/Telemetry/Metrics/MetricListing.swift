internal import Synchronization

/// All metrics of a registry at one moment, in the order of Envoy's pages: by full name, byte by byte.
///
/// Names are not built before they are shown, and what is sorted is scopes, not metrics: when no scope's prefix begins
/// another's, the metrics of one scope follow those of the scope before, in an order that their family already knows.
/// Scopes whose prefixes nest (`listener.a.` and `listener.a.worker_0.`) are merged metric by metric.
struct MetricListing {
    private enum Entry {
        case scope(MetricReading)
        case source(MetricSource)
    }
    private struct Place {
        let prefix: [UInt8]
        let entry: Entry

        init(prefix: [UInt8], entry: Entry) {
            self.prefix = prefix
            self.entry = entry
        }

        init(_ source: MetricSource) { self.init(prefix: Array(source.name.utf8), entry: .source(source)) }
    }
    /// A counter or gauge of a scope or source.
    private enum Number {
        case metric(Int)
        case status(table: Int, status: Int, count: UInt64)
        case source
    }
    private let places: [Place]
    /// Numbers that stand behind all others.
    private let last: [Place]
    private let query: MetricQuery
    private let buckets: HistogramBuckets

    init(_ registry: MetricRegistry, _ query: MetricQuery) {
        let (scopes, sources) = registry.contents()
        self.query = registry.restricted(query)
        buckets = registry.buckets
        var places = scopes.map { Place(prefix: Array($0.prefix.utf8), entry: .scope($0.reading())) }
        places += sources.filter { !$0.isBehindOthers }.map { Place($0) }
        places.sort { $0.prefix.lexicographicallyPrecedes($1.prefix) }
        self.places = places
        last = sources.filter(\.isBehindOthers)
            .sorted { $0.order.load(ordering: .relaxed) < $1.order.load(ordering: .relaxed) }.map { Place($0) }
    }

    /// Visits text readouts that the query shows.
    func forEachText(_ visit: (_ name: Span<UInt8>, _ value: String) -> Void) {
        guard query.shows(.textReadouts) else { return }
        for place in places {
            guard case .source(let source) = place.entry, case .text(let read) = source.value else { continue }
            if accepts(place.prefix) { visit(place.prefix.span, read()) }
        }
    }

    /// Visits counters and gauges that the query shows.
    func forEachNumber(_ visit: (_ name: Span<UInt8>, _ value: UInt64) -> Void) {
        guard query.shows(.counters) || query.shows(.gauges) else { return }
        forEachGroup { group in
            if group.count == 1, let place = group.first {
                for number in numbers(of: place) { show(number, of: place, visit) }
                return
            }
            var merged: [(name: [UInt8], number: Number, place: Place)] = []
            for place in group {
                for number in numbers(of: place) { merged.append((name(of: number, in: place), number, place)) }
            }
            merged.sort { $0.name.lexicographicallyPrecedes($1.name) }
            for item in merged { show(item.number, of: item.place, visit) }
        }
        for place in last { show(.source, of: place, visit) }
    }

    /// Visits histograms that the query shows, with the upper bounds of their buckets.
    func forEachHistogram(
        _ visit: (
            _ name: Span<UInt8>, _ whole: HistogramSnapshot, _ interval: HistogramSnapshot, _ bounds: [Double]
        ) -> Void
    ) {
        guard query.shows(.histograms) else { return }
        forEachGroup { group in
            var merged: [(name: [UInt8], reading: MetricReading, index: Int)] = []
            for place in group {
                guard case .scope(let reading) = place.entry else { continue }
                let family = reading.scope.family
                for index in family.histogramsByName {
                    merged.append((place.prefix + family.names[index], reading, index))
                }
            }
            if group.count > 1 { merged.sort { $0.name.lexicographicallyPrecedes($1.name) } }
            for item in merged where accepts(item.name) {
                let whole = item.reading.histogram(item.index)
                let declaration = item.reading.scope.family.declarations[item.index]
                if !item.reading.shows(declaration, used: whole.count > 0, query) { continue }
                visit(item.name.span, whole, item.reading.interval(item.index), buckets.bounds { item.name })
            }
        }
    }

    // MARK: - Order

    /// Calls `body` with each longest run of places that begin with the run's first prefix.
    private func forEachGroup(_ body: (ArraySlice<Place>) -> Void) {
        var start = 0
        while start < places.count {
            var end = start + 1
            while end < places.count, places[end].prefix.starts(with: places[start].prefix) { end += 1 }
            body(places[start..<end])
            start = end
        }
    }

    /// The counters and gauges of a place, by name.
    private func numbers(of place: Place) -> [Number] {
        guard case .scope(let reading) = place.entry else { return [.source] }
        let family = reading.scope.family
        var statuses: [(name: [UInt8], number: Number)] = []
        if reading.isTouched {
            for (table, declaration) in family.statusTables.enumerated() {
                for (status, count) in reading.statuses(table) {
                    let name = Array(declaration.prefix.utf8) + Array(status.description.utf8)
                    statuses.append((name, .status(table: table, status: status, count: count)))
                }
            }
            statuses.sort { $0.name.lexicographicallyPrecedes($1.name) }
        }
        var numbers: [Number] = []
        numbers.reserveCapacity(family.numbersByName.count + statuses.count)
        var next = 0
        for index in family.numbersByName {
            while next < statuses.count, statuses[next].name.lexicographicallyPrecedes(family.names[index]) {
                numbers.append(statuses[next].number)
                next += 1
            }
            numbers.append(.metric(index))
        }
        numbers += statuses[next...].map { $0.number }
        return numbers
    }

    private func name(of number: Number, in place: Place) -> [UInt8] {
        guard case .scope(let reading) = place.entry else { return place.prefix }
        let family = reading.scope.family
        switch number {
        case .metric(let index): return place.prefix + family.names[index]
        case .status(let table, let status, _):
            return place.prefix + Array(family.statusTables[table].prefix.utf8) + Array(status.description.utf8)
        case .source: return place.prefix
        }
    }

    // MARK: - Values

    private func show(_ number: Number, of place: Place, _ visit: (Span<UInt8>, UInt64) -> Void) {
        let value: UInt64
        switch (place.entry, number) {
        case (.source(let source), _):
            guard query.shows(source.kind == .counter ? .counters : .gauges), accepts(place.prefix),
                let number = source.number
            else { return }
            value = number
            if query.usedOnly && value == 0 && !source.isAlwaysUsed { return }
        case (.scope(let reading), .metric(let index)):
            let declaration = reading.scope.family.declarations[index]
            let isGauge = declaration.kind == .gauge
            guard query.shows(isGauge ? .gauges : .counters) else { return }
            let read = isGauge ? reading.gauge(index) : reading.counter(index)
            if !reading.shows(declaration, used: read.used, query) { return }
            value = read.value
        case (.scope, .status(_, _, let count)):
            guard query.shows(.counters) else { return }
            value = count
        case (.scope, .source): return
        }
        let name = name(of: number, in: place)
        if accepts(name) { visit(name.span, value) }
    }

    private func accepts(_ name: [UInt8]) -> Bool {
        guard let filter = query.filter else { return true }
        return filter(name.span)
    }
}
