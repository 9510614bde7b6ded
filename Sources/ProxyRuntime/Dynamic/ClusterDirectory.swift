internal import Configuration
internal import Discovery
internal import EventLoops
internal import Telemetry
internal import Upstreams

/// The clusters of the proxy while they come, change and go. Confined to the main loop.
///
/// ```
///   added ─▶ warming ──endpoints known and checked──▶ active ──removed──▶ gone
///   changed ─▶ warming, beside the active one of the same name ──as above──▶ takes its place
/// ```
/// Requests go to active clusters alone. Those under way to one that goes, or that another takes the place of, finish.
final class ClusterDirectory {
    /// One cluster with where it came from.
    struct Entry {
        let cluster: Cluster
        /// Whether a source gave it, and not the file.
        let isDynamic: Bool
        /// The version of the source that brought it.
        let version: String
        let lastUpdated: WallTime
    }

    /// What requests may go to, in the order of their coming.
    private(set) var active: [Entry]
    /// What waits for its endpoints and their first checks, by name.
    private(set) var warming: [String: Entry] = [:]
    /// The version of the source that was accepted last.
    private(set) var version = ""
    private let upkeep: ClusterUpkeep
    private let registry: MetricRegistry
    private let metrics: MetricBlock
    private let log: Log
    /// Makes a cluster, or says why it cannot be made.
    private let make: (ClusterConfiguration) throws(StartupError) -> Cluster
    /// Other clusters are active.
    private let publish: ([(name: String, cluster: Cluster?)]) -> Void
    /// What changes while a response is applied, so that it is published at once; nil otherwise.
    private var batch: [(name: String, cluster: Cluster?)]?
    /// Runs once when nothing is warming.
    private var onWarm: (() -> Void)?

    /// Begins with the clusters of the file.
    init(
        _ clusters: [Cluster], upkeep: ClusterUpkeep, registry: MetricRegistry, log: Log,
        make: @escaping (ClusterConfiguration) throws(StartupError) -> Cluster,
        publish: @escaping ([(name: String, cluster: Cluster?)]) -> Void
    ) {
        let now = WallTime.now()
        active = clusters.map { Entry(cluster: $0, isDynamic: false, version: "", lastUpdated: now) }
        self.upkeep = upkeep
        self.registry = registry
        self.log = log
        self.make = make
        self.publish = publish
        metrics = registry.scope(prefix: "cluster_manager.", labels: [], family: ClusterManagerMetric.family)
            .block(thread: 0)
    }

    /// The names of active clusters.
    var names: Set<String> { Set(active.map(\.cluster.name)) }

    /// Finds the endpoints of the file's clusters. They are active from the start; `warmed` runs when all may serve.
    func start(warmed: @escaping () -> Void) throws(ResourceFeeds.Problem) {
        var left = active.count + 1
        let one = {
            left -= 1
            if left == 0 { warmed() }
        }
        for entry in active { try upkeep.follow(entry.cluster, warmed: one) }
        one()
    }

    /// Runs `body` when nothing is warming: now, or once that is so.
    func whenWarm(_ body: @escaping () -> Void) {
        if warming.isEmpty { return body() }
        let earlier = onWarm
        onWarm = {
            earlier?()
            body()
        }
    }

    /// Applies what a source says; with what became of it, and why it was not taken if that is so.
    func apply(_ response: DiscoveredResponse) -> (Subscription.Outcome, refusal: String?) {
        let current = (active.filter { $0.isDynamic && warming[$0.cluster.name] == nil } + warming.values).map {
            ResourceDiff.Item(name: $0.cluster.name, source: $0.cluster.configuration.source)
        }
        switch ResourceIntake(response, current: current) {
        case .unreadable(let complaints):
            return (.failed, tell(complaints.map(\.text)))
        case .refused(let complaints):
            return (.rejected, tell(complaints.map(\.text)))
        case .taken(let diff, let complaints):
            return apply(diff, of: response, complaints.map(\.text))
        }
    }

    private func apply(
        _ diff: ResourceDiff, of response: DiscoveredResponse, _ reasons: [String]
    ) -> (Subscription.Outcome, refusal: String?) {
        var reasons = reasons
        for place in diff.duplicates {
            reasons.append("cluster '\(response.resources[place].name)': each name is expected once")
        }
        let fixed = Set(active.lazy.filter { !$0.isDynamic }.map(\.cluster.name))
        var updated = 0
        batch = []
        let added = Set(diff.added)
        for place in diff.added + diff.changed {
            let resource = response.resources[place]
            // The file's clusters are not the source's to change.
            guard case .cluster(let configuration)? = resource.value, !fixed.contains(resource.name) else { continue }
            do throws(StartupError) {
                try warm(configuration, isNew: added.contains(place), version: response.version)
                updated += 1
            } catch {
                reasons += error.messages.map { "cluster '\(resource.name)': \($0)" }
            }
        }
        remove(diff.removed)
        finishBatch()
        log.info(
            .upstream,
            "cds: added/updated \(updated) cluster(s) (skipped \(diff.unchanged.count) unmodified cluster(s)); "
                + "removed \(diff.removed.count) cluster(s)")
        if !reasons.isEmpty { return (.rejected, tell(reasons)) }
        version = response.version
        return (.accepted(reloaded: updated > 0), nil)
    }

    private func tell(_ reasons: [String]) -> String {
        for reason in reasons { log.warning(.config, "cds: what is there stays: \(reason)") }
        return reasons.joined(separator: "\n")
    }

    // MARK: - One cluster

    private func warm(
        _ configuration: ClusterConfiguration, isNew: Bool, version: String
    ) throws(StartupError) {
        let cluster = try make(configuration)
        let name = cluster.name
        if let superseded = warming.removeValue(forKey: name) { drop(superseded.cluster) }
        metrics.increment(isNew ? ClusterManagerMetric.clusterAdded : .clusterModified)
        warming[name] = Entry(cluster: cluster, isDynamic: true, version: version, lastUpdated: WallTime.now())
        do throws(ResourceFeeds.Problem) {
            try upkeep.follow(cluster) { [unowned self] in activate(cluster) }
        } catch {
            warming[name] = nil
            drop(cluster)
            throw StartupError(.resource, [error.text])
        }
        count()
    }

    private func activate(_ cluster: Cluster) {
        guard let entry = warming[cluster.name], entry.cluster === cluster else { return }
        warming[cluster.name] = nil
        if let place = active.firstIndex(where: { $0.cluster.name == cluster.name }) {
            let old = active[place].cluster
            active[place] = entry
            drop(old)
        } else {
            active.append(entry)
        }
        announce((cluster.name, cluster))
        count()
    }

    private func announce(_ change: (name: String, cluster: Cluster?)) {
        if batch != nil {
            batch?.append(change)
        } else {
            publish([change])
            if warming.isEmpty { ready() }
        }
    }

    private func finishBatch() {
        if let changes = batch.take(), !changes.isEmpty { publish(changes) }
        if warming.isEmpty { ready() }
    }

    private func ready() {
        guard let onWarm else { return }
        self.onWarm = nil
        onWarm()
    }

    private func remove(_ names: [String]) {
        for name in names {
            if let entry = warming.removeValue(forKey: name) { drop(entry.cluster) }
            if let place = active.firstIndex(where: { $0.isDynamic && $0.cluster.name == name }) {
                drop(active.remove(at: place).cluster)
                announce((name, nil))
            }
            metrics.increment(ClusterManagerMetric.clusterRemoved)
        }
        count()
    }

    private func drop(_ cluster: Cluster) {
        upkeep.forget(cluster)
        cluster.withdraw()
    }

    private func count() {
        metrics.set(ClusterManagerMetric.warmingClusters, UInt64(warming.count))
        metrics.set(ClusterManagerMetric.activeClusters, UInt64(active.count))
    }
}
