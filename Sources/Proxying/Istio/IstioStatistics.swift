internal import Buffers
internal import Configuration
internal import Telemetry

/// Istio's standard metrics as one worker counts them: a table of the label sets that have occurred.
///
/// ```
///   facts, names ─▶ hash ─▶ series ─▶ counters of this worker
///                    │ new
///                    ├─▶ labels ─▶ scopes, shared by all workers
///                    └─▶ too many: the series of `overflow`
/// ```
/// Series stay when configurations change: counters go on. So their number is bounded, whoever names them.
final class IstioStatistics {
    /// What peers tell of themselves.
    var peers = PeerWorkloads()
    private let thread: Int
    private var registry: MetricRegistry?
    private var own = WorkloadNames()
    private var metrics: MetricWriter?
    private var variants: [IstioStatsConfiguration] = []
    private var known: [IstioSeries] = []
    /// By hash, the first series.
    private var first: [UInt64: Int] = [:]
    private var texts: [[String]: [UInt8]] = [:]

    /// Label sets of a worker beyond these count under the value `overflow`.
    static let mostSeries = 2_048
    /// Series of that value: they differ by status alone.
    private static let mostOverflow = 256
    /// Longer names are nobody's: a host has 253 bytes and a port, and a SPIFFE identity is short. Series keep them.
    private static let longestHost = 260, longestPrincipal = 1_024

    init(thread: Int) { self.thread = thread }

    /// The number by which a configuration is known to series. `own` is the workload that this proxy serves.
    func variant(
        _ configuration: IstioStatsConfiguration, registry: MetricRegistry, own: WorkloadDescription
    ) -> Int32 {
        if self.registry == nil {
            let whole = registry.whole
            self.registry = whole
            self.own = own.names
            metrics = whole.scope(prefix: "istio_stats.", family: IstioStatisticsMetric.family).writer(thread: thread)
            let version = own.istioVersion.isEmpty ? "unknown" : own.istioVersion
            whole.scope(
                prefix: "istiocustom.component.proxy.tag.\(version).",
                labels: [MetricLabel("component", "proxy"), MetricLabel("tag", version)], family: IstioMetric.build
            ).setFixed(0, 1)
        }
        let place = variants.firstIndex(of: configuration) ?? variants.count
        if place == variants.count { variants.append(configuration) }
        return Int32(clamping: place)
    }

    /// What fields tell of the workload that this proxy serves.
    func ownText(_ workload: WorkloadDescription, more: [String]) -> [UInt8] {
        if let text = texts[more] { return text }
        let text = PeerMetadataText.encode(workload, more: more)
        texts[more] = text
        return text
    }

    /// The series of what those facts and names say, made when they first come up.
    func series(
        _ facts: IstioFacts, peer: PeerWorkload?, host: Span<UInt8>, name: Span<UInt8>, peerPrincipal: Span<UInt8>,
        ownPrincipal: Span<UInt8>
    ) -> IstioSeries? {
        // What is too long is cut to nothing.
        func length(_ count: Int, _ longest: Int) -> Int { count > longest ? 0 : count }
        let host = host.extracting(0..<length(host.count, Self.longestHost))
        let name = name.extracting(0..<length(name.count, Self.longestHost))
        let peerPrincipal = peerPrincipal.extracting(0..<length(peerPrincipal.count, Self.longestPrincipal))
        let ownPrincipal = ownPrincipal.extracting(0..<length(ownPrincipal.count, Self.longestPrincipal))
        var hash = Bytes.xxHash64(host, seed: facts.hash)
        hash = Bytes.xxHash64(name, seed: hash)
        hash = Bytes.xxHash64(peerPrincipal, seed: hash)
        hash = Bytes.xxHash64(ownPrincipal, seed: hash)
        var place = first[hash] ?? -1
        while place >= 0 {
            let found = known[place]
            if found.isMeant(facts, peer, host, name, peerPrincipal, ownPrincipal) { return found }
            place = found.next
        }
        if known.count < Self.mostSeries || (facts.isOverflow && known.count < Self.mostSeries + Self.mostOverflow) {
            return make(
                facts, peer, hash, host: Self.copy(host), name: Self.copy(name),
                peerPrincipal: Self.copy(peerPrincipal), ownPrincipal: Self.copy(ownPrincipal))
        }
        if facts.isOverflow {
            metrics?.increment(IstioStatisticsMetric.seriesDropped)
            return nil
        }
        metrics?.increment(IstioStatisticsMetric.seriesOverflow)
        var facts = facts
        facts.isOverflow = true
        facts.flags = 0
        let none: [UInt8] = []
        return series(
            facts, peer: nil, host: none.span, name: none.span, peerPrincipal: none.span, ownPrincipal: ownPrincipal)
    }

    private func make(
        _ facts: IstioFacts, _ peer: PeerWorkload?, _ hash: UInt64, host: [UInt8], name: [UInt8],
        peerPrincipal: [UInt8], ownPrincipal: [UInt8]
    ) -> IstioSeries? {
        guard let registry, variants.indices.contains(Int(facts.variant)) else { return nil }
        let configuration = variants[Int(facts.variant)]
        let labels = IstioLabels(
            facts: facts, own: own, peer: peer?.names, host: Self.text(host), name: Self.text(name),
            peerPrincipal: Self.text(peerPrincipal), ownPrincipal: Self.text(ownPrincipal)
        ).all
        let scopes = facts.subject.metrics.map { metric -> MetricScope? in
            if configuration.dropped.contains(metric) { return nil }
            let removed = configuration.removedLabels[metric] ?? []
            let kept = removed.isEmpty ? labels : labels.filter { !removed.contains($0.name) }
            return registry.scope(
                prefix: "istiocustom." + kept.map { "\($0.name).\($0.value)." }.joined(), labels: kept,
                family: IstioMetric.family(of: metric))
        }
        let made = IstioSeries(
            facts, peer: peer, host: host, name: name, peerPrincipal: peerPrincipal, ownPrincipal: ownPrincipal,
            next: first[hash] ?? -1, scopes: scopes, thread: thread)
        first[hash] = known.count
        known.append(made)
        return made
    }

    private static func copy(_ bytes: Span<UInt8>) -> [UInt8] {
        var copy: [UInt8] = []
        for index in bytes.indices { copy.append(bytes[index]) }
        return copy
    }

    /// A text for a label; what peers would break lines with is nobody's name.
    private static func text(_ bytes: [UInt8]) -> String {
        guard bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }
}
