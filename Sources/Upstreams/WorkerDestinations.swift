internal import Configuration
internal import EventLoops
internal import NetworkAddresses

/// One worker's part of an ORIGINAL_DST cluster: its pools by address. It looks for those that nobody uses at the
/// cluster's cleanup interval, while there are any.
final class WorkerDestinations: TimerOwner {
    private unowned let cluster: WorkerCluster
    private let shared: OriginalDestinations
    private var entries: [SocketAddress: Entry] = [:]
    private let timer: LoopTimer

    /// One address.
    private final class Entry {
        let endpoint: Endpoint
        var pools: [PoolKey: EndpointPool] = [:]
        /// Whether somebody went there since the last look.
        var wasUsed = true
        /// Whether it failed at the last look at its health.
        var isFailing = false

        init(_ endpoint: Endpoint) { self.endpoint = endpoint }

        /// Whether no connection is left, of this worker or another.
        var isIdle: Bool {
            pools.values.allSatisfy(\.isUnused) && endpoint.connectionCount(.default) == 0
                && endpoint.connectionCount(.high) == 0
        }
    }

    private struct PoolKey: Hashable {
        let isHigh: Bool
        let form: EndpointPool.Form
        let terms: ConnectionTerms
    }

    /// Pools of one address above which those are looked for that are of no use.
    private static let manyPools = 64

    init(_ cluster: WorkerCluster, _ shared: OriginalDestinations) {
        self.cluster = cluster
        self.shared = shared
        timer = LoopTimer(loop: cluster.loop)
        super.init()
        timer.owner = self
    }

    /// The endpoint of the address that a client wanted; nil when that is nowhere on a network.
    func endpoint(for destination: SocketAddress?) -> Endpoint? {
        guard let destination, !destination.isUnix else { return nil }
        let address = shared.configuration.port.map { destination.with(port: $0) } ?? destination
        if let known = entries[address] {
            known.wasUsed = true
            return known.endpoint
        }
        let made = Entry(shared.take(address))
        entries[address] = made
        if !timer.isArmed { timer.arm(after: shared.configuration.cleanupInterval) }
        cluster.cluster.destinationsChanged()
        return made.endpoint
    }

    /// The pool of an endpoint; nil when the cluster has as many pools as it may.
    func pool(
        of endpoint: Endpoint, _ priority: RoutingPriority, _ form: EndpointPool.Form, _ terms: ConnectionTerms
    ) -> EndpointPool? {
        guard let entry = entries[endpoint.address] else { return nil }
        let key = PoolKey(isHigh: priority == .high, form: form, terms: terms)
        if let pool = entry.pools[key] { return pool }
        if !cluster.mayPool(priority) { return nil }
        let pool = EndpointPool(
            endpoint: entry.endpoint, cluster: cluster, priority: priority, form: form, terms: terms)
        if cluster.isRetired { pool.drain() }
        if entry.pools.count >= Self.manyPools { entry.pools = entry.pools.filter { !$0.value.isUnused } }
        entry.pools[key] = pool
        return pool
    }

    override func timerFired(_ kind: UInt8) {
        forget { $0.isIdle && !$0.wasUsed }
        for entry in entries.values { entry.wasUsed = false }
        if !entries.isEmpty { timer.arm(after: shared.configuration.cleanupInterval) }
    }

    /// Drains connections to endpoints that have come to fail; new ones go there all the same.
    func drainFailed() {
        for entry in entries.values {
            let isFailing = !entry.endpoint.healthFlags.isDisjoint(with: [.failedHealthCheck, .ejected])
            if isFailing && !entry.isFailing {
                cluster.closeConnections(to: entry.endpoint)
                for pool in entry.pools.values { pool.drain() }
                entry.pools = [:]
            }
            entry.isFailing = isFailing
        }
    }

    private func forget(_ isGone: (Entry) -> Bool) {
        let gone = entries.filter { isGone($0.value) }
        for address in gone.keys {
            entries[address] = nil
            shared.release(address)
        }
        if !gone.isEmpty { cluster.cluster.destinationsChanged() }
    }

    /// Lets all connections go: idle ones now, others after their streams.
    func drain() {
        for entry in entries.values { for pool in entry.pools.values { pool.drain() } }
        forget { _ in true }
        timer.cancel()
    }
}
