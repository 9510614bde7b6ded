/// What has been told of a registry's metrics so far, so that counters are told by what they have gained.
///
/// As Envoy does, metrics are told once they were written, counters before gauges, and from then on each time, with 0
/// when nothing came. A reset by the admin interface changes nothing here. Confined to one thread.
public final class StatsdLedger {
    private struct Told {
        /// Kept, so that no other scope takes its place.
        let scope: MetricScope
        var counters: [UInt64] = []
        var statuses: [[Int: UInt64]] = []
    }
    private let registry: MetricRegistry
    private let samples: HistogramSamples
    /// Whether somebody wants tags.
    private let hasTags: Bool
    private var told: [ObjectIdentifier: Told] = [:]
    private var toldSources: [String: UInt64] = [:]

    /// Nothing is told yet.
    public init(_ registry: MetricRegistry, samples: HistogramSamples, hasTags: Bool) {
        self.registry = registry
        self.samples = samples
        self.hasTags = hasTags
    }

    // MARK: - Counters and gauges

    /// Tells what counters have gained since the last time, and what gauges are.
    public func flush(_ tell: (StatsdMetric) -> Void) {
        let (scopes, sources) = registry.contents()
        let terms = Terms(tags: registry.tags, filter: registry.restricted(MetricQuery()).filter)
        let readings = scopes.map { $0.reading() }.filter { $0.isTouched || $0.derived != nil }
        var now: [ObjectIdentifier: Told] = [:]
        for reading in readings {
            let key = ObjectIdentifier(reading.scope)
            let before = told[key]
            now[key] = tellCounters(of: reading, before, terms, tell)
        }
        told = now
        // Those that are gone are forgotten: endpoints come and go without end.
        var nowOfSources: [String: UInt64] = [:]
        let totals = Self.totals(of: sources)
        for source in sources where source.kind == .counter && nowOfSources[source.name] == nil {
            nowOfSources[source.name] = self.tell(source, totals[source.name] ?? 0, terms, tell)
        }
        for reading in readings { tellGauges(of: reading, terms, tell) }
        for source in sources where source.kind == .gauge {
            nowOfSources[source.name] = self.tell(source, source.total ?? 0, terms, tell)
        }
        toldSources = nowOfSources
    }

    /// What counters that are computed are now. Endpoints of one address have some of one name, which are one to
    /// whoever gets them.
    private static func totals(of sources: [MetricSource]) -> [String: UInt64] {
        var totals: [String: UInt64] = [:]
        for source in sources where source.kind == .counter { totals[source.name, default: 0] &+= source.total ?? 0 }
        return totals
    }

    /// What holds for all that is told at once.
    private struct Terms {
        let tags: MetricTags
        let filter: (@Sendable (Span<UInt8>) -> Bool)?
    }

    private func tellCounters(
        of reading: MetricReading, _ before: Told?, _ terms: Terms, _ tell: (StatsdMetric) -> Void
    ) -> Told {
        let scope = reading.scope
        let family = scope.family
        var now = Told(scope: scope)
        now.counters = Array(repeating: 0, count: family.declarations.count)
        for index in family.numbersByName where family.declarations[index].kind == .counter {
            let total = reading.total(index)
            if total == 0 { continue }
            now.counters[index] = total
            let gained = total &- (before?.counters[index] ?? 0)
            if let metric = metric(scope, family.declarations[index], .counter, gained, terms) { tell(metric) }
        }
        let whole = MetricReading(scope: scope, blocks: reading.blocks, fixed: [], history: nil)
        for (table, declaration) in family.statusTables.enumerated() {
            var counts: [Int: UInt64] = [:]
            for (status, count) in whole.statuses(table) {
                counts[status] = count
                let gained = count &- (before?.statuses[table][status] ?? 0)
                let single = MetricDeclaration(
                    declaration.prefix + status.description, .counter, extractedName: declaration.extractedName,
                    labels: [MetricLabel(declaration.labelName, status.description)])
                if let metric = metric(scope, single, .counter, gained, terms) { tell(metric) }
            }
            now.statuses.append(counts)
        }
        return now
    }

    private func tellGauges(of reading: MetricReading, _ terms: Terms, _ tell: (StatsdMetric) -> Void) {
        let family = reading.scope.family
        for index in family.numbersByName where family.declarations[index].kind == .gauge {
            let gauge = reading.gauge(index)
            guard gauge.used else { continue }
            let declaration = family.declarations[index]
            if let metric = metric(reading.scope, declaration, .gauge, gauge.value, terms) { tell(metric) }
        }
    }

    /// Tells of what is computed when it is read, and says what it is now; nil where it was never anything but 0. A
    /// counter that is less than before is another one of the same name, such as that of an endpoint which came back.
    private func tell(
        _ source: MetricSource, _ total: UInt64, _ terms: Terms, _ tell: (StatsdMetric) -> Void
    ) -> UInt64? {
        let before = toldSources[source.name]
        guard source.isAlwaysUsed || total != 0 || before != nil else { return nil }
        let isCounter = source.kind == .counter
        let base = isCounter ? before ?? 0 : 0
        let metric = metric(
            isCounter ? .counter : .gauge, total >= base ? total - base : total, source.name,
            extracted: source.extractedName, labels: source.labels, isShared: source.hasSharedLabels, terms)
        if let metric { tell(metric) }
        return total
    }

    private func metric(
        _ scope: MetricScope, _ declaration: MetricDeclaration, _ kind: StatsdMetric.Kind, _ value: UInt64,
        _ terms: Terms
    ) -> StatsdMetric? {
        metric(
            kind, value, scope.prefix + declaration.name,
            extracted: scope.extractedPrefix + declaration.extractedName, labels: declaration.labels + scope.labels,
            isShared: !scope.family.isForeign, terms)
    }

    /// A metric of this name, with tags where somebody wants them; nil where it is not to be told.
    private func metric(
        _ kind: StatsdMetric.Kind, _ value: UInt64, _ whole: String, extracted: @autoclosure () -> String,
        labels: @autoclosure () -> [MetricLabel], isShared: Bool, _ terms: Terms
    ) -> StatsdMetric? {
        let name = Array(whole.utf8)
        if let filter = terms.filter, !filter(name.span) { return nil }
        let tagged =
            hasTags
            ? terms.tags.tagged(whole: whole, extracted: extracted(), labels: labels(), isShared: isShared) : nil
        return StatsdMetric(kind: kind, value: value, name: name, tagged: tagged)
    }

    // MARK: - Values of histograms

    private struct Place: Hashable {
        let source: ObjectIdentifier
        let index: Int
    }

    /// Tells the values of histograms that have come since the last time.
    public func drainValues(_ tell: (StatsdMetric) -> Void) {
        let terms = Terms(tags: registry.tags, filter: registry.restricted(MetricQuery()).filter)
        // What is known of one holds while its source is kept, which a sample does.
        var known: [Place: (source: SampledScope, metric: StatsdMetric?)] = [:]
        samples.drain { sample in
            let place = Place(source: ObjectIdentifier(sample.source), index: sample.index)
            let metric: StatsdMetric?
            if let found = known[place] {
                metric = found.metric
            } else {
                metric = self.metric(sample.source, sample.index, terms)
                known[place] = (sample.source, metric)
            }
            guard let metric else { return }
            tell(StatsdMetric(kind: .timer, value: sample.value, name: metric.name, tagged: metric.tagged))
        }
    }

    private func metric(_ source: SampledScope, _ index: Int, _ terms: Terms) -> StatsdMetric? {
        let declaration = source.family.declarations[index]
        return metric(
            .timer, 0, source.prefix + declaration.name,
            extracted: source.extractedPrefix + declaration.extractedName,
            labels: declaration.labels + source.labels, isShared: !source.family.isForeign, terms)
    }
}
