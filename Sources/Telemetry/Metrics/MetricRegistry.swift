internal import Synchronization

/// All scopes of the process and the values that are read from elsewhere.
///
/// Scopes are added and removed while configuration changes: what belongs to one piece of it is added through a `part`,
/// and goes with that. Rendering (`renderText`, `renderPrometheus`,
/// `renderJSON`) runs on whichever thread calls it and never stops a writer. Each lock is held only to copy a list.
public final class MetricRegistry: Sendable {
    private struct Key: Hashable {
        let prefix: String
        let family: ObjectIdentifier

        init(prefix: String, family: MetricFamily) {
            self.prefix = prefix
            self.family = ObjectIdentifier(family)
        }

        init(_ scope: MetricScope) { self.init(prefix: scope.prefix, family: scope.family) }
    }
    private struct State {
        var scopes: [Key: MetricScope] = [:]
        var sources: [Int: MetricSource] = [:]
        var nextSource = 0
        /// What accepts the whole names of metrics that are shown; nil for all.
        var rule: (@Sendable (Span<UInt8>) -> Bool)?
        var tags = MetricTags.builtIn
        var buckets = HistogramBuckets.standard
        var samples: HistogramSamples?
        var defersTraffic = false
    }
    /// What all parts of a registry share.
    private final class Core: Sendable {
        let state = Mutex(State())
    }
    /// What was added through a part: a few scopes, of which a list needs half the memory of a table.
    private struct Additions {
        var scopes: [MetricScope] = []
        var sources: Set<Int> = []
    }
    private let core: Core
    /// The registry that this is a part of; nil for a whole one.
    private let outer: MetricRegistry?
    private let additions = Mutex(Additions())

    /// Makes an empty registry.
    public init() {
        core = Core()
        outer = nil
    }

    private init(partOf outer: MetricRegistry) {
        core = outer.core
        self.outer = outer.whole
    }

    deinit { release() }

    /// The registry that shows everything.
    public var whole: MetricRegistry { outer ?? self }

    /// The same registry for somebody who may go before it does: what is added through a part is taken away by
    /// `release`, or with the part.
    public func part() -> MetricRegistry { MetricRegistry(partOf: self) }

    /// Takes away what was added through this part. A whole registry keeps everything.
    public func release() {
        if outer == nil { return }
        let added = additions.withLock { added in
            let all = added
            added = Additions()
            return all
        }
        for scope in added.scopes { remove(scope, Key(scope)) }
        core.state.withLock { state in for source in added.sources { state.sources[source] = nil } }
    }

    /// The scope with this prefix and family, made when it is first asked for.
    ///
    /// Whoever asks for an existing one shares it (two connection managers with one `stat_prefix`); each ask is undone
    /// by one `remove`. `prefix` ends in a dot. `extractedPrefix`, the family's unless given, is the prefix without
    /// what `labels` tell; labels are rendered in their order. All are sanitized, but those of foreign families.
    public func scope(
        prefix: String, extractedPrefix: String? = nil, labels: [MetricLabel] = [], family: MetricFamily
    ) -> MetricScope {
        let prefix = family.isForeign ? prefix : Self.sanitized(prefix)
        let extractedPrefix = extractedPrefix.map(Self.sanitized)
        let labels = family.isForeign ? labels : labels.map { MetricLabel($0.name, Self.sanitized($0.value)) }
        let key = Key(prefix: prefix, family: family)
        if outer == nil { return scope(key, extractedPrefix, labels, family) }
        // A part asks once, however often it is asked.
        return additions.withLock { added in
            if let known = added.scopes.first(where: { Key($0) == key }) { return known }
            let scope = scope(key, extractedPrefix, labels, family)
            added.scopes.append(scope)
            return scope
        }
    }

    private func scope(
        _ key: Key, _ extractedPrefix: String?, _ labels: [MetricLabel], _ family: MetricFamily
    ) -> MetricScope {
        core.state.withLock { state in
            if let scope = state.scopes[key] {
                scope.state.withLock { $0.references += 1 }
                return scope
            }
            let scope = MetricScope(
                prefix: key.prefix, extractedPrefix: extractedPrefix ?? family.extractedPrefix, labels: labels,
                family: family, samples: state.samples, isDeferred: state.defersTraffic)
            state.scopes[key] = scope
            return scope
        }
    }

    /// A name as statistics have it: colons, with the slashes of a URL behind them, are underscores. Source: Envoy's
    /// `sanitizeStatsName`, as its `/stats` shows it.
    public static func sanitized(_ name: String) -> String {
        guard name.utf8.contains(where: { $0 == UInt8(ascii: ":") || $0 == 0 }) else { return name }
        var clean: [UInt8] = []
        var slashes = 0
        for byte in name.utf8 {
            if byte == UInt8(ascii: ":") || byte == 0 {
                clean.append(UInt8(ascii: "_"))
                slashes = byte == 0 ? 0 : 2
            } else if byte == UInt8(ascii: "/") && slashes > 0 {
                slashes -= 1
            } else {
                clean.append(byte)
                slashes = 0
            }
        }
        return String(decoding: clean, as: UTF8.self)
    }

    /// Undoes one `scope` call. The last one takes the scope out of all renderings; blocks stay valid for those who
    /// still hold them.
    public func remove(_ scope: MetricScope) {
        let isOurs =
            outer == nil
            || additions.withLock { added in
                guard let place = added.scopes.firstIndex(where: { $0 === scope }) else { return false }
                added.scopes.remove(at: place)
                return true
            }
        if isOurs { remove(scope, Key(scope)) }
    }

    private func remove(_ scope: MetricScope, _ key: Key) {
        core.state.withLock { state in
            guard state.scopes[key] === scope else { return }
            let left = scope.state.withLock { state in
                state.references -= 1
                return state.references
            }
            if left == 0 { state.scopes[key] = nil }
        }
    }

    /// The block in which `thread` counts for `scope`; the same one whenever it is asked for.
    public func makeBlock(for scope: MetricScope, thread: Int) -> MetricBlock { scope.block(thread: thread) }

    /// The number of scopes.
    public var scopeCount: Int { core.state.withLock { $0.scopes.count } }

    /// Adds a number that is computed when it is read, such as `server.uptime`. Runs on the rendering thread.
    ///
    /// - Parameters:
    ///   - isAlwaysUsed: whether it counts as written while it is 0 (`usedonly`).
    ///   - hasSharedLabels: whether it has the labels that all metrics have.
    ///   - isBehindOthers: whether it stands behind all other numbers, in the order in which such are added, as what
    ///     endpoints count does in Envoy.
    /// - Returns: what `removeSource` takes.
    @discardableResult
    public func addSource(
        _ name: String, kind: MetricSource.Kind = .gauge, extractedName: String? = nil, labels: [MetricLabel] = [],
        isAlwaysUsed: Bool = false, hasSharedLabels: Bool = true, isBehindOthers: Bool = false,
        _ read: @escaping @Sendable () -> UInt64
    ) -> Int {
        add(
            MetricSource(
                name: name, extractedName: extractedName ?? name, labels: labels, kind: kind,
                isAlwaysUsed: isAlwaysUsed, hasSharedLabels: hasSharedLabels, isBehindOthers: isBehindOthers,
                value: .number(read)))
    }

    /// Adds a text that is read when it is rendered, such as `control_plane.identifier`.
    /// - Returns: what `removeSource` takes.
    @discardableResult
    public func addTextSource(
        _ name: String, extractedName: String? = nil, labels: [MetricLabel] = [],
        _ read: @escaping @Sendable () -> String
    ) -> Int {
        add(
            MetricSource(
                name: name, extractedName: extractedName ?? name, labels: labels, kind: .textReadout,
                isAlwaysUsed: true, hasSharedLabels: true, value: .text(read)))
    }

    /// Takes a source out of all renderings.
    public func removeSource(_ source: Int) {
        core.state.withLock { $0.sources[source] = nil }
        if outer != nil { _ = additions.withLock { $0.sources.remove(source) } }
    }

    private func add(_ source: MetricSource) -> Int {
        let number = core.state.withLock { state in
            let number = state.nextSource
            state.nextSource += 1
            if source.isBehindOthers { source.order.store(number, ordering: .relaxed) }
            state.sources[number] = source
            return number
        }
        if outer != nil { _ = additions.withLock { $0.sources.insert(number) } }
        return number
    }

    /// Everything there is, unsorted.
    func contents() -> (scopes: [MetricScope], sources: [MetricSource]) {
        core.state.withLock { (Array($0.scopes.values), Array($0.sources.values)) }
    }

    /// Shows no metrics but those whose whole dotted name `rule` accepts, whatever is asked for. Counting goes on.
    public func restrict(to rule: @escaping @Sendable (Span<UInt8>) -> Bool) { core.state.withLock { $0.rule = rule } }

    /// Which labels Prometheus gets. Set once, before anything is rendered.
    public var tags: MetricTags {
        get { core.state.withLock { $0.tags } }
        set { core.state.withLock { $0.tags = newValue } }
    }

    /// Which buckets histograms are shown in. Set once, before anything is rendered.
    public var buckets: HistogramBuckets {
        get { core.state.withLock { $0.buckets } }
        set { core.state.withLock { $0.buckets = newValue } }
    }

    /// Hands single values of histograms to `samples`, beside counting them: of scopes that are made from now on. Set
    /// once, before there are any.
    public func handValues(to samples: HistogramSamples) { core.state.withLock { $0.samples = samples } }

    /// Shows metrics of traffic (`MetricExistence.withTraffic`) only in scopes that have had some: of scopes that are
    /// made from now on. Set once, before there are any.
    public func deferTraffic() { core.state.withLock { $0.defersTraffic = true } }

    /// A query that also keeps to the registry's own rule.
    func restricted(_ query: MetricQuery) -> MetricQuery {
        guard let rule = core.state.withLock({ $0.rule }) else { return query }
        var query = query
        if let filter = query.filter {
            query.filter = { name in rule(name) ? filter(name) : false }
        } else {
            query.filter = rule
        }
        return query
    }

    // MARK: - Resets and intervals

    /// Sets every counter to zero, as `POST /reset_counters` asks. Writers go on undisturbed: what they have counted
    /// so far is subtracted from now on. Gauges and histograms keep their values.
    public func resetCounters() {
        for source in contents().sources where source.kind == .counter { source.reset() }
        for scope in contents().scopes {
            let family = scope.family
            let reading = scope.reading()
            guard reading.isTouched else { continue }
            var counters = [UInt64](repeating: 0, count: family.declarations.count)
            for index in counters.indices where family.declarations[index].kind == .counter {
                counters[index] = reading.total(index)
            }
            let statuses = family.statusTables.indices.map { table -> [Int: UInt64] in
                let whole = MetricReading(scope: scope, blocks: reading.blocks, fixed: [], history: nil)
                return Dictionary(uniqueKeysWithValues: whole.statuses(table).map { ($0.status, $0.count) })
            }
            scope.state.withLock { state in
                state.history = MetricHistory(
                    counters: counters, statuses: statuses, histograms: state.history?.histograms ?? [:],
                    intervals: state.history?.intervals ?? [:])
            }
        }
    }

    /// Ends an interval of the histograms and begins the next. Call it at the flush interval (Envoy's
    /// `stats_flush_interval`, 5 s), on the thread that renders. Until it is first called, rendered interval values
    /// are `nan`, which is also what Envoy shows for an interval without values.
    public func endInterval() {
        for scope in contents().scopes {
            let reading = scope.reading()
            guard reading.isTouched else { continue }
            var histograms: [Int: HistogramSnapshot] = [:]
            var intervals: [Int: HistogramSnapshot] = [:]
            for index in scope.family.histogramsByName {
                let now = reading.histogram(index)
                if now.count == 0 { continue }
                histograms[index] = now
                let earlier = reading.history?.histograms[index] ?? HistogramSnapshot()
                if now.count != earlier.count { intervals[index] = now.subtracting(earlier) }
            }
            if histograms.isEmpty { continue }
            scope.state.withLock { state in
                state.history = MetricHistory(
                    counters: state.history?.counters ?? [], statuses: state.history?.statuses ?? [],
                    histograms: histograms, intervals: intervals)
            }
        }
    }
}

/// A metric whose value is computed when it is read.
public final class MetricSource: Sendable {
    /// What the value means.
    public enum Kind: Sendable {
        /// Only grows.
        case counter
        /// Goes up and down.
        case gauge
        /// A text.
        case textReadout
    }
    enum Value: Sendable {
        case number(@Sendable () -> UInt64)
        case text(@Sendable () -> String)
    }
    let name: String
    let extractedName: String
    let labels: [MetricLabel]
    let kind: Kind
    let isAlwaysUsed: Bool
    let hasSharedLabels: Bool
    /// Whether it stands behind all other numbers.
    let isBehindOthers: Bool
    /// Its place among those that do.
    let order = Atomic<Int>(0)
    let value: Value
    /// What a counter was at the last reset.
    private let base = Atomic<UInt64>(0)

    init(
        name: String, extractedName: String, labels: [MetricLabel], kind: Kind, isAlwaysUsed: Bool,
        hasSharedLabels: Bool, isBehindOthers: Bool = false, value: Value
    ) {
        self.name = name
        self.extractedName = extractedName
        self.labels = labels
        self.kind = kind
        self.isAlwaysUsed = isAlwaysUsed
        self.hasSharedLabels = hasSharedLabels
        self.isBehindOthers = isBehindOthers
        self.value = value
    }

    /// The number since the last reset; nil for a text.
    var number: UInt64? {
        guard case .number(let read) = value else { return nil }
        let (value, base) = (read(), base.load(ordering: .relaxed))
        return value >= base ? value - base : 0
    }

    /// The number since the start; nil for a text.
    var total: UInt64? { if case .number(let read) = value { read() } else { nil } }

    /// Counts from zero.
    func reset() { if case .number(let read) = value { base.store(read(), ordering: .relaxed) } }
}
