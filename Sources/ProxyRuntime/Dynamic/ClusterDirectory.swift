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
final class ClusterDirectory: TimerOwner, WarmingDirectory {
    /// One cluster with where it came from.
    struct Entry: DirectoryEntry {
        let cluster: Cluster
        var name: String { cluster.name }
        /// Of its text; nil for those of the file.
        var fingerprint: ResourceFingerprint?
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
    let log: Log
    static let sourceName = "cds"
    private let keeper: HistoryKeeper
    /// Makes a cluster, or says why it cannot be made.
    private let make: (ClusterConfiguration) throws(StartupError) -> Cluster
    /// Other clusters are active.
    private let publish: ([(name: String, cluster: Cluster?)]) -> Void
    /// What changed and is not published yet: all of one turn goes together, however many become warm in it.
    private var unpublished: [(name: String, cluster: Cluster?)] = []
    private let timer: LoopTimer
    private let waits = WarmingWaits()

    /// Begins with the clusters of the file.
    init(
        _ clusters: [Cluster], upkeep: ClusterUpkeep, registry: MetricRegistry, loop: EventLoop, log: Log,
        history: HistoryKeeper,
        make: @escaping (ClusterConfiguration) throws(StartupError) -> Cluster,
        publish: @escaping ([(name: String, cluster: Cluster?)]) -> Void
    ) {
        let now = WallTime.now()
        active = clusters.map { Entry(cluster: $0, isDynamic: false, version: "", lastUpdated: now) }
        self.upkeep = upkeep
        self.registry = registry
        self.log = log
        keeper = history
        self.make = make
        self.publish = publish
        metrics = registry.scope(prefix: "cluster_manager.", labels: [], family: ClusterManagerMetric.family)
            .block(thread: 0)
        timer = LoopTimer(loop: loop)
        super.init()
        timer.owner = self
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

    /// Runs `body` when none of these is warming, or nothing at all: now, or once that is so.
    func whenWarm(_ names: Set<String>? = nil, _ body: @escaping () -> Void) {
        waits.add(names, body)
        publishAll()
    }

    func apply(
        _ diff: ResourceDiff, of response: DiscoveredResponse, _ reasons: [String]
    ) -> (Subscription.Outcome, refusal: String?) {
        var reasons = reasons
        for place in diff.duplicates {
            reasons.append("cluster '\(response.resources[place].name)': each name is expected once")
        }
        let fixed = staticNames
        var updated = 0
        let added = Set(diff.added)
        for place in diff.added + diff.changed {
            let resource = response.resources[place]
            // The file's clusters are not the source's to change.
            guard case .cluster(let configuration)? = resource.value, !fixed.contains(resource.name) else { continue }
            do throws(StartupError) {
                try warm(
                    configuration, isNew: added.contains(place), version: response.version,
                    fingerprint: ResourceFingerprint(resource.source))
                updated += 1
            } catch {
                reasons += error.messages.map { "cluster '\(resource.name)': \($0)" }
            }
        }
        remove(diff.removed, isDynamic: true)
        publishAll()
        log.info(
            .upstream,
            "cds: added/updated \(updated) cluster(s) (skipped \(diff.unchanged.count) unmodified cluster(s)); "
                + "removed \(diff.removed.count) cluster(s)")
        if !reasons.isEmpty { return (.rejected, tell(reasons)) }
        version = response.version
        return (.accepted(reloaded: updated > 0), nil)
    }

    // MARK: - The file

    /// Takes the clusters of the file as it is now. Those that it does not name any more stay until
    /// `removeStatic(except:)`, so that whoever uses them can go first.
    ///
    /// - Returns: why some were not taken; what was there of them stays.
    func update(static clusters: [ClusterConfiguration], changed: inout Set<String>) -> [String] {
        var reasons: [String] = []
        for configuration in clusters {
            let name = configuration.name
            let known = warming[name] ?? active.first { $0.cluster.name == name }
            if let known, !known.isDynamic, known.cluster.configuration.isSame(as: configuration) { continue }
            do throws(StartupError) {
                try warm(configuration, isNew: known == nil)
                changed.insert(name)
            } catch {
                reasons += error.messages
            }
        }
        publishAll()
        return reasons
    }

    /// Lets clusters of the file go that it does not name any more; how many.
    func removeStatic(except names: Set<String>) -> Int {
        let gone = staticNames.subtracting(names).sorted()
        remove(gone, isDynamic: false)
        publishAll()
        return gone.count
    }

    // MARK: - One cluster

    /// Begins to warm a cluster; one without a fingerprint is the file's.
    private func warm(
        _ configuration: ClusterConfiguration, isNew: Bool, version: String = "",
        fingerprint: ResourceFingerprint? = nil
    ) throws(StartupError) {
        let cluster = try make(configuration)
        let name = cluster.name
        if let superseded = warming.removeValue(forKey: name) { drop(superseded.cluster) }
        metrics.increment(isNew ? ClusterManagerMetric.clusterAdded : .clusterModified)
        warming[name] = Entry(
            cluster: cluster, fingerprint: fingerprint, isDynamic: fingerprint != nil, version: version,
            lastUpdated: WallTime.now())
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
        let source = cluster.configuration.source
        if let place = active.firstIndex(where: { $0.cluster.name == cluster.name }) {
            let old = active[place].cluster
            active[place] = entry
            note(old.name, entry.version, before: old.configuration.source, after: source)
            drop(old)
        } else {
            active.append(entry)
            note(cluster.name, entry.version, before: [], after: source)
        }
        changed((cluster.name, cluster))
        count()
    }

    private func changed(_ change: (name: String, cluster: Cluster?)) {
        if unpublished.isEmpty { timer.arm(after: 0) }
        unpublished.append(change)
    }

    override func timerFired(_ kind: UInt8) { publishAll() }

    private func publishAll() {
        timer.cancel()
        let changes = unpublished
        unpublished = []
        if !changes.isEmpty { publish(changes) }
        waits.end(warming: warming.keys)
    }

    private func remove(_ names: [String], isDynamic: Bool) {
        for name in names {
            if let entry = warming[name], entry.isDynamic == isDynamic {
                warming[name] = nil
                drop(entry.cluster)
            }
            if let place = active.firstIndex(where: { $0.isDynamic == isDynamic && $0.cluster.name == name }) {
                let old = active.remove(at: place).cluster
                note(name, "", before: old.configuration.source, after: [])
                drop(old)
                changed((name, nil))
            }
            metrics.increment(ClusterManagerMetric.clusterRemoved)
        }
        count()
    }

    private func note(_ name: String, _ version: String, before: [UInt8], after: [UInt8]) {
        keeper.history.note("cluster", name, version: version, before: before, after: after)
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

extension ClusterConfiguration {
    /// Whether a cluster of the file says the same. Its text shows no keys, hence the other comparison.
    fileprivate func isSame(as other: ClusterConfiguration) -> Bool { source == other.source && tls == other.tls }
}
