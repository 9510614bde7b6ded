internal import Configuration
internal import NetworkAddresses
internal import Synchronization

/// The endpoints of an ORIGINAL_DST cluster: one for each address that some client wanted to go to. Made when a worker
/// first needs it, forgotten when no worker has used it for the cluster's cleanup interval.
///
/// They may be watched: by health checks, by outlier detection. What is found is told, and as in Envoy nobody is kept
/// from an endpoint by it: clients go where they want to go.
final class OriginalDestinations: Sendable {
    let configuration: OriginalDestinationConfiguration
    private let workerCount: Int
    /// What the outcomes of their requests are reported to; nil where outliers are not detected.
    private let outliers: OutlierReports?
    /// Whether their health may differ.
    let isWatched: Bool
    /// Who hears of endpoints that have come or gone, on any thread; and whether it was told and did not look yet.
    private let watcher = Mutex<(@Sendable () -> Void)?>(nil)
    private let isWatcherTold = Atomic<Bool>(false)
    private let state = Mutex(State())

    private struct State {
        var entries: [SocketAddress: (endpoint: Endpoint, users: Int)] = [:]
        var changes: UInt64 = 0
        var made: UInt64 = 0
    }

    /// What statistics tell of them.
    struct Counts {
        var endpoints: UInt64
        var healthy: UInt64
        var degraded: UInt64
        var excluded: UInt64
        var changes: UInt64
        var made: UInt64
    }

    init(
        _ configuration: OriginalDestinationConfiguration, workerCount: Int, outliers: OutlierReports?, isWatched: Bool
    ) {
        self.configuration = configuration
        self.workerCount = workerCount
        self.outliers = outliers
        self.isWatched = isWatched
    }

    /// Who hears of endpoints that have come or gone; it is called on any thread, once until it asks who is there.
    func setWatcher(_ watcher: @escaping @Sendable () -> Void) {
        self.watcher.withLock { $0 = watcher }
        // Maybe there was nobody to tell.
        watcherLooks()
        tellWatcher()
    }

    /// Endpoints have come or gone.
    func tellWatcher() {
        if isWatcherTold.exchange(true, ordering: .acquiringAndReleasing) { return }
        watcher.withLock { $0 }?()
    }

    /// The watcher is about to look.
    func watcherLooks() { isWatcherTold.store(false, ordering: .releasing) }

    /// The endpoint of an address, for one more worker.
    func take(_ address: SocketAddress) -> Endpoint {
        state.withLock { state in
            if let known = state.entries[address] {
                state.entries[address]?.users += 1
                return known.endpoint
            }
            let configuration = EndpointConfiguration(address: address.ipAddress?.description ?? "", port: address.port)
            let endpoint = Endpoint(
                index: 0, EndpointDescription(address: address, configuration, in: LocalityEndpoints()),
                workerCount: workerCount, outliers: outliers)
            state.entries[address] = (endpoint, 1)
            state.changes &+= 1
            state.made &+= 1
            return endpoint
        }
    }

    /// A worker uses the endpoint of an address no more.
    func release(_ address: SocketAddress) {
        state.withLock { state in
            guard let entry = state.entries[address] else { return }
            if entry.users > 1 {
                state.entries[address]?.users -= 1
            } else {
                state.entries[address] = nil
                state.changes &+= 1
            }
        }
    }

    /// The endpoints at this moment, in the order of their addresses.
    var all: [Endpoint] {
        state.withLock { $0.entries.values.map(\.endpoint) }
            .sorted { $0.address.description < $1.address.description }
    }

    var counts: Counts {
        state.withLock { state in
            let count = UInt64(state.entries.count)
            var counts = Counts(
                endpoints: count, healthy: count, degraded: 0, excluded: 0, changes: state.changes, made: state.made)
            if !isWatched { return counts }
            counts.healthy = UInt64(state.entries.values.count { $0.endpoint.health == .healthy })
            counts.degraded = UInt64(state.entries.values.count { $0.endpoint.health == .degraded })
            counts.excluded = UInt64(state.entries.values.count { $0.endpoint.isExcluded })
            return counts
        }
    }
}
