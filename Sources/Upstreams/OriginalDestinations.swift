internal import Configuration
internal import EventLoops
internal import NetworkAddresses
internal import Synchronization
internal import Telemetry

/// The endpoints of an ORIGINAL_DST cluster: one for each address that some client wanted to go to. Made when a worker
/// first needs it, forgotten when no worker has used it for the cluster's cleanup interval.
final class OriginalDestinations: Sendable {
    private let workerCount: Int
    private let state = Mutex(State())

    private struct State {
        var entries: [SocketAddress: (endpoint: Endpoint, users: Int)] = [:]
        var changes: UInt64 = 0
        var made: UInt64 = 0
    }

    /// What statistics tell of them.
    struct Counts {
        var endpoints: UInt64
        var changes: UInt64
        var made: UInt64
    }

    init(workerCount: Int) { self.workerCount = workerCount }

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
                workerCount: workerCount)
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
        state.withLock { Counts(endpoints: UInt64($0.entries.count), changes: $0.changes, made: $0.made) }
    }
}

/// One worker's part of an ORIGINAL_DST cluster: its pools by address. It looks for those that nobody uses at the cluster's
/// cleanup interval, while there are any.
final class WorkerDestinations: TimerOwner {
    private unowned let cluster: WorkerCluster
    private let shared: OriginalDestinations
    private let interval: UInt64
    private var entries: [SocketAddress: Entry] = [:]
    private let timer: LoopTimer

    /// One address.
    private final class Entry {
        let endpoint: Endpoint
        var pools: [PoolKey: EndpointPool] = [:]
        var wasUsed = true

        init(_ endpoint: Endpoint) { self.endpoint = endpoint }

        /// Whether no connection is left, of this worker or another.
        var isIdle: Bool {
            pools.values.allSatisfy(\.isUnused) && endpoint.connectionCount(.default) == 0
                && endpoint.connectionCount(.high) == 0
        }
    }

    private struct PoolKey: Hashable {
        let isHigh: Bool
        let speaksHTTP2: Bool
    }

    init(_ cluster: WorkerCluster, _ shared: OriginalDestinations, interval: UInt64) {
        self.cluster = cluster
        self.shared = shared
        self.interval = interval
        timer = LoopTimer(loop: cluster.loop)
        super.init()
        timer.owner = self
    }

    /// The endpoint of an address.
    func endpoint(_ address: SocketAddress) -> Endpoint { entry(address).endpoint }

    /// The pool of an address; nil when the cluster has as many pools as it may.
    func pool(
        _ address: SocketAddress, _ priority: RoutingPriority, speaksHTTP2: Bool, mayPool: () -> Bool
    ) -> EndpointPool? {
        let entry = entry(address)
        let key = PoolKey(isHigh: priority == .high, speaksHTTP2: speaksHTTP2)
        if let pool = entry.pools[key] { return pool }
        if !mayPool() { return nil }
        let pool = EndpointPool(
            endpoint: entry.endpoint, cluster: cluster, priority: priority, speaksHTTP2: speaksHTTP2)
        entry.pools[key] = pool
        return pool
    }

    private func entry(_ address: SocketAddress) -> Entry {
        if let known = entries[address] {
            known.wasUsed = true
            return known
        }
        let made = Entry(shared.take(address))
        entries[address] = made
        if !timer.isArmed { timer.arm(after: interval) }
        cluster.cluster.countDestinations()
        return made
    }

    override func timerFired(_ kind: UInt8) {
        var gone = 0
        for (address, entry) in entries {
            if entry.wasUsed || !entry.isIdle {
                entry.wasUsed = false
                continue
            }
            entries[address] = nil
            shared.release(address)
            gone += 1
        }
        if gone > 0 { cluster.cluster.countDestinations() }
        if !entries.isEmpty { timer.arm(after: interval) }
    }

    /// Lets all connections go: idle ones now, others after their streams.
    func drain() { for entry in entries.values { for pool in entry.pools.values { pool.drain() } } }
}
