internal import Configuration
internal import EventLoops
internal import Filters
internal import NetworkAddresses
internal import Proxying
internal import TLS
internal import Telemetry
internal import Transports

/// One worker's part of one listener: its sockets, its listener filters, and what stands at the end of each chain.
final class ListenerService {
    private(set) var listener: ListenerSnapshot
    private unowned let worker: Worker
    /// Its loop and what else it shares: each look at the worker itself would count a reference.
    private let proxy: ProxyWorker
    /// The ends of the filter chains, by the chains' numbers.
    private(set) var ends: [any ChainEnd] = []
    /// What makes the filters before them.
    private var makers: [[() -> NetworkFilter]] = []
    /// Ends of filter chains that are no more, with the listener that they belonged to; their connections end.
    private var drainingEnds: [(generation: ListenerSnapshot, chain: FilterChainSnapshot, end: any ChainEnd)] = []
    /// The listeners whose place this one has taken.
    private var earlier: [ListenerSnapshot] = []
    /// Whether the listener is gone.
    var isEnding = false
    /// Whether nobody waits for its connections any more: it goes with the last of them.
    private(set) var isOver = false
    /// Connections whose filter chain is not chosen yet.
    private var unchosen: [ObjectIdentifier: PendingConnection] = [:]
    private var metrics: MetricWriter
    private var workerMetrics: MetricWriter
    /// The limits in which each connection takes a place: that of all connections, and the listener's.
    private var limits: [ConnectionLimit] = []
    /// That of all connections; nil where there is none, or the listener's do not count for it.
    private var globalLimit: ConnectionLimit?
    private var log: UnchosenLog
    private var balancer: ConnectionBalancer?
    var acceptors: [WorkerListener] = []
    /// Its sockets for datagrams.
    var receivers: [UDPListener] = []

    init(listener: ListenerSnapshot, worker: Worker) {
        self.listener = listener
        self.worker = worker
        proxy = worker.proxy
        balancer = listener.balancer
        log = UnchosenLog(listener.logging, worker: proxy)
        metrics = listener.metrics.writer(thread: proxy.index)
        workerMetrics = listener.workerMetrics[proxy.index].writer(thread: proxy.index)
        setLimits()
        makers = makeMakers()
        ends = listener.chains.map(makeEnd)
        joinBalancer()
    }

    private func setLimits() {
        globalLimit = worker.globalLimit(of: listener.configuration)
        limits = [globalLimit, listener.connectionLimit].compactMap(\.self)
    }

    private func makeMakers() -> [[() -> NetworkFilter]] {
        listener.chains.map { chain in chain.filters.map { $0.maker(on: proxy) } }
    }

    private func makeEnd(_ chain: FilterChainSnapshot) -> any ChainEnd {
        let end = chain.end.make(on: proxy)
        let (metrics, workerMetrics, balancer, index) = (metrics, workerMetrics, balancer, proxy.index)
        end.onConnectionClosed = { age in
            metrics.increment(ListenerMetric.downstreamCxDestroy)
            metrics.decrease(ListenerMetric.downstreamCxActive)
            metrics.record(ListenerMetric.downstreamCxLengthMs, age)
            workerMetrics.decrease(ListenerWorkerMetric.downstreamCxActive)
            balancer?.release(index)
        }
        end.onHandshakeTimeout = {
            metrics.increment(ListenerMetric.downstreamCxTransportSocketConnectTimeout)
        }
        end.connectionLimits = limits
        if worker.endsConnections { setEndsConnections(true, of: end) }
        return end
    }

    /// Lets every answer end its connection, or no longer so, unless the listener has it otherwise.
    func setEndsConnections(_ ends: Bool) {
        for end in allEnds { setEndsConnections(ends, of: end) }
    }

    private func setEndsConnections(_ ends: Bool, of end: any ChainEnd) {
        if !listener.configuration.drainsOnlyForUpdates { end.setEndsConnections(ends) }
    }

    // MARK: - Updates

    /// Whether it is the part of a listener, or of one that came to have its place.
    func serves(_ other: ListenerSnapshot) -> Bool { listener === other || earlier.contains { $0 === other } }

    /// Takes over from the listener before; see `Worker.replace`.
    func replace(by new: ListenerSnapshot, over duration: UInt64) {
        let (old, oldEnds) = (listener, ends)
        listener = new
        earlier.append(old)
        metrics = new.metrics.writer(thread: proxy.index)
        workerMetrics = new.workerMetrics[proxy.index].writer(thread: proxy.index)
        log = UnchosenLog(new.logging, worker: proxy)
        balancer = new.balancer
        setLimits()
        makers = makeMakers()
        var isKept = [Bool](repeating: false, count: oldEnds.count)
        ends = new.chains.map { chain in
            guard let place = old.chains.firstIndex(where: { $0.identity === chain.identity }) else {
                return makeEnd(chain)
            }
            isKept[place] = true
            return oldEnds[place]
        }
        for (place, end) in oldEnds.enumerated() where !isKept[place] {
            end.drain(over: duration)
            drainingEnds.append((old, old.chains[place], end))
        }
        joinBalancer()
    }

    /// Closes what is left of a generation.
    func closeDrained(_ generation: ListenerSnapshot) {
        for old in drainingEnds where old.generation === generation { old.end.closeAll() }
        drainingEnds.removeAll { $0.generation === generation }
        earlier.removeAll { $0 === generation }
        guard isEnding, listener === generation else { return }
        isOver = true
        for end in ends { end.closeAll() }
        for pending in Array(unchosen.values) { pending.connection.close(.now) }
    }

    /// The settings of a connection manager have others in their place: it takes them.
    func settingsChanged(of source: ConnectionManagerSource) {
        let current = Array(zip(listener.chains, ends))
        for (chain, end) in current + drainingEnds.map({ ($0.chain, $0.end) }) {
            guard case .http(let own) = chain.end, own === source else { continue }
            (end as? HTTPConnectionManager)?.replaceSettings(source.current)
        }
    }

    /// All ends, those that drain included.
    var allEnds: [any ChainEnd] { ends + drainingEnds.map(\.end) }

    var loop: EventLoop { proxy.loop }

    // MARK: - Limits

    /// Gives the places of a connection back that no filter chain has.
    private func release(_ pending: PendingConnection) {
        for limit in pending.limits { limit.release() }
        pending.balancer?.release(proxy.index)
    }

    /// Gives a connection its places in what counts now; the listener may have been another when it came.
    private func count(_ pending: PendingConnection) {
        if pending.balancer === balancer, pending.limits.elementsEqual(limits, by: { $0 === $1 }) { return }
        release(pending)
        for limit in limits { limit.take() }
        balancer?.add(proxy.index)
        pending.limits = limits
        pending.balancer = balancer
    }

    /// Whether measures against overload leave its connections alone.
    var bypassesOverload: Bool { listener.configuration.bypassesOverload }

    /// Whether a connection may stay; counts it when not. It has a place in each of `limits` then.
    private func admits() -> Bool {
        if let globalLimit, !globalLimit.acquire() {
            metrics.increment(ListenerMetric.downstreamGlobalCxOverflow)
            return false
        }
        if proxy.overload.rejectsConnections > 0, !bypassesOverload, proxy.happens(proxy.overload.rejectsConnections) {
            metrics.increment(ListenerMetric.downstreamCxOverloadReject)
            globalLimit?.release()
            return false
        }
        if let limit = listener.connectionLimit, !limit.acquire() {
            metrics.increment(ListenerMetric.downstreamCxOverflow)
            globalLimit?.release()
            return false
        }
        return true
    }

    // MARK: - Connections

    private func joinBalancer() {
        let (worker, listener) = (worker, listener)
        balancer?.join(worker.index) { accepted in
            worker.loop.execute {
                listener.balancer?.arrived(worker.index)
                worker.service(of: listener).keep(
                    FileDescriptor(owning: accepted.descriptor), accepted.remote, accepted.local)
                worker.reportIfIdle()
            }
        }
    }

    /// Takes an accepted socket, or hands it to the worker that has the fewest.
    func take(_ descriptor: consuming FileDescriptor, remote: SocketAddress, local: SocketAddress?) {
        if let hand = balancer?.choose(for: proxy.index) {
            return hand(.init(descriptor: descriptor.release(), remote: remote, local: local))
        }
        keep(descriptor, remote, local)
    }

    private func keep(_ descriptor: consuming FileDescriptor, _ remote: SocketAddress, _ local: SocketAddress?) {
        guard admits() else {
            balancer?.release(proxy.index)
            return
        }
        let connection = Connection(loop: loop, descriptor: descriptor, remote: remote, local: local)
        connection.id = loop.takeConnectionNumber()
        let facts = ConnectionFacts(beginningOn: loop)
        // As in Envoy, the gauge is in use with the first connection, whether anybody looks at it or not.
        metrics.increase(ListenerMetric.downstreamPreCxActive, 0)
        if !listener.filters.isEmpty {
            inspect(PendingConnection(connection, facts, limits: limits, balancer: balancer))
            connection.start()
        } else if open(connection, facts, ConnectionTraits(connection, facts)) {
            connection.start()
        } else {
            connection.close(.now)
            log.write(connection, facts, .localClose)
            for limit in limits { limit.release() }
            balancer?.release(proxy.index)
        }
    }

    /// Lets the listener filters look at a connection.
    private func inspect(_ pending: PendingConnection) {
        unchosen[ObjectIdentifier(pending)] = pending
        metrics.increase(ListenerMetric.downstreamPreCxActive)
        let filters = listener.filters.map { $0.make(thread: proxy.index) }
        let transport = ListenerFilterTransport(self, pending, filters: filters)
        let handler = UnchosenConnection(self, pending, transport)
        pending.connection.handler = handler
        pending.connection.transport = transport
        if let timeout = listener.configuration.listenerFiltersTimeout { handler.waits(timeout) }
    }

    /// The filters have seen enough: gives the connection to another listener or to a filter chain; false when there is
    /// none for it. Its handler and its transport are others then.
    func choose(_ pending: PendingConnection) -> Bool {
        let connection = pending.connection
        let looker = connection.handler as? UnchosenConnection
        if listener.configuration.usesOriginalDestination, pending.isDestinationRestored,
            let other = worker.service(at: connection.localAddress), other !== self
        {
            looker?.leave()
            leave(pending)
            release(pending)
            return other.takeOver(pending)
        }
        count(pending)
        guard open(connection, pending.facts, pending.traits) else { return false }
        looker?.leave()
        leave(pending)
        connection.restartHandshakeTimer(connection.handshakeTimeout, .transportConnect)
        return true
    }

    /// Takes a connection over from another listener.
    private func takeOver(_ pending: PendingConnection) -> Bool {
        // It stays on its worker.
        balancer?.add(proxy.index)
        if !admits() {
            // Nobody counts it any more.
            balancer?.release(proxy.index)
            pending.connection.handler = nil
            return false
        }
        pending.limits = limits
        pending.balancer = balancer
        if !listener.filters.isEmpty {
            inspect(pending)
            return true
        }
        // Like one that was looked at, but without a look.
        if open(pending.connection, pending.facts, pending.traits) {
            pending.connection.restartHandshakeTimer(pending.connection.handshakeTimeout, .transportConnect)
            return true
        }
        pending.connection.handler = nil
        log.write(pending.connection, pending.facts, .localClose)
        release(pending)
        return false
    }

    /// Chooses the filter chain of a connection and gives it to the chain; false when there is none for it.
    private func open(
        _ connection: Connection, _ facts: ConnectionFacts, _ traits: @autoclosure () -> ConnectionTraits
    ) -> Bool {
        guard let number = listener.table.isTrivial ? 0 : listener.table.choose(traits()) else {
            metrics.increment(ListenerMetric.noFilterChainMatch)
            facts.info.flags.insert(.noRouteFound)
            facts.info.setDetails("filter_chain_not_found")
            return false
        }
        metrics.increment(ListenerMetric.downstreamCxTotal)
        metrics.increase(ListenerMetric.downstreamCxActive)
        workerMetrics.increment(ListenerWorkerMetric.downstreamCxTotal)
        workerMetrics.increase(ListenerWorkerMetric.downstreamCxActive)
        // Copied, the chain would count a dozen references.
        connection.transport = listener.chains[number].tls?.makeTransport(
            thread: proxy.index, inspectedName: facts.requestedServerName)
        connection.handshakeTimeout = listener.chains[number].handshakeTimeout
        connection.handshakeTimeoutKind = .transportConnect
        if listener.chains[number].end.isNothing { metrics.increment(ListenerMetric.networkExtensionConfigMissing) }
        ends[number].adopt(connection, facts, behind: makers[number].map { $0() })
        return true
    }

    // MARK: - First looks

    private func leave(_ pending: PendingConnection) {
        unchosen[ObjectIdentifier(pending)] = nil
        metrics.decrease(ListenerMetric.downstreamPreCxActive)
    }

    /// The peer went away before it said enough.
    func closedWhileInspected() { metrics.increment(ListenerMetric.downstreamListenerFilterRemoteClose) }

    /// The filters took too long; whether the connection goes on without them.
    func timedOut() -> Bool {
        metrics.increment(ListenerMetric.downstreamPreCxTimeout)
        return listener.configuration.continuesOnFilterTimeout
    }

    /// A connection ended before its filter chain was chosen.
    func abandoned(_ pending: PendingConnection, _ reason: ConnectionCloseReason) {
        log.write(pending.connection, pending.facts, reason)
        leave(pending)
        release(pending)
        worker.reportIfIdle()
    }

    // MARK: - Sockets

    /// Whether it listens at exactly this address.
    func listens(at destination: SocketAddress) -> Bool { listener.addresses.contains(destination) }

    /// Whether it listens at this port on all addresses.
    func listensEverywhere(at destination: SocketAddress) -> Bool {
        listener.addresses.contains { address in
            guard case .ip(let ip, let port) = address, case .ip(let wanted, let wantedPort) = destination else {
                return false
            }
            return ip.isUnspecified && port == wantedPort && ip.family == wanted.family
        }
    }

    func acceptedAll(_ count: Int) {
        metrics.record(ListenerMetric.connectionsAcceptedPerSocketEvent, UInt64(count))
    }

    func acceptFailed() { metrics.increment(ListenerMetric.downstreamCxOverflow) }

    func retired() { worker.reportIfIdle() }

    // MARK: - Ending

    /// Ends connections politely, over so many nanoseconds or, if it is 0, each with its next answer.
    func drain(over duration: UInt64) { for end in allEnds { end.drain(over: duration) } }

    /// Whether it serves what comes in to the local service.
    var isInbound: Bool { listener.configuration.trafficDirection == .inbound }

    /// Whether no connection is left, and none comes.
    var isIdle: Bool {
        unchosen.isEmpty && allEnds.allSatisfy { $0.connectionCount == 0 } && !acceptors.contains { $0.isRetiring }
            && balancer?.isExpecting(proxy.index) != true
    }

    /// Stops accepting without a reset for anybody. Sockets of these ids listen on in another process.
    func retire(except shared: Set<UInt32>) {
        balancer?.leave(proxy.index)
        for acceptor in acceptors {
            if shared.contains(acceptor.id) { acceptor.close() } else { acceptor.retire() }
        }
        // Datagrams wait for nobody.
        for receiver in receivers { receiver.end() }
        receivers = []
    }
}
