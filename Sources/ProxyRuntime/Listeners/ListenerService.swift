internal import Configuration
internal import EventLoops
internal import Filters
internal import NetworkAddresses
internal import Proxying
internal import TLS
internal import Telemetry
internal import Transports

/// One worker's part of one listener: its sockets, its listener filters, and what stands at the end of each filter chain.
final class ListenerService {
    let listener: ListenerSnapshot
    private unowned let worker: Worker
    /// The ends of the filter chains, by the chains' numbers.
    let ends: [any ChainEnd]
    /// What makes the filters before them.
    private let makers: [[() -> NetworkFilter]]
    /// Connections whose filter chain is not chosen yet.
    private var unchosen = 0
    private let metrics: MetricWriter
    private let workerMetrics: MetricWriter
    private let globalLimit: ConnectionLimit?
    private let log: UnchosenLog
    private let balancer: ConnectionBalancer?
    var acceptors: [WorkerListener] = []

    init(listener: ListenerSnapshot, globalLimit: ConnectionLimit?, worker: Worker) {
        self.listener = listener
        self.worker = worker
        self.globalLimit = listener.configuration.ignoresGlobalConnectionLimit ? nil : globalLimit
        let proxy = worker.proxy
        ends = listener.chains.map { $0.end.make(on: proxy) }
        makers = listener.chains.map { chain in chain.filters.map { $0.maker(thread: proxy.index) } }
        balancer = listener.balancer
        log = UnchosenLog(listener.logging, worker: proxy)
        metrics = listener.metrics.writer(thread: proxy.index)
        workerMetrics = listener.workerMetrics[proxy.index].writer(thread: proxy.index)
        let (metrics, workerMetrics, balancer, index) = (metrics, workerMetrics, balancer, worker.index)
        for end in ends {
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
        }
        joinBalancer()
    }

    var loop: EventLoop { worker.loop }

    // MARK: - Limits

    /// The limits in which each connection has a place.
    private var limits: [ConnectionLimit] { [globalLimit, listener.connectionLimit].compactMap(\.self) }

    private func releaseLimits() { for limit in limits { limit.release() } }

    /// Whether a connection may stay; counts it when not.
    private func admits() -> Bool {
        let proxy = worker.proxy
        if let globalLimit, !globalLimit.acquire() {
            metrics.increment(ListenerMetric.downstreamGlobalCxOverflow)
            return false
        }
        if proxy.overload.rejectsConnections > 0, proxy.happens(proxy.overload.rejectsConnections) {
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
                worker.service(of: listener).keep(
                    FileDescriptor(owning: accepted.descriptor), accepted.remote, accepted.local)
            }
        }
    }

    /// Takes an accepted socket, or hands it to the worker that has the fewest.
    func take(_ descriptor: consuming FileDescriptor, remote: SocketAddress, local: SocketAddress?) {
        if let hand = balancer?.choose(for: worker.index) {
            return hand(.init(descriptor: descriptor.release(), remote: remote, local: local))
        }
        keep(descriptor, remote, local)
    }

    private func keep(_ descriptor: consuming FileDescriptor, _ remote: SocketAddress, _ local: SocketAddress?) {
        guard admits() else {
            balancer?.release(worker.index)
            return
        }
        let connection = Connection(loop: loop, descriptor: descriptor, remote: remote, local: local)
        connection.id = loop.takeConnectionNumber()
        let pending = PendingConnection(connection)
        if !listener.filters.isEmpty {
            inspect(pending)
            connection.start()
        } else if open(pending) {
            connection.start()
        } else {
            connection.close(.now)
            log.write(connection, pending.facts, .localClose)
            releaseLimits()
            balancer?.release(worker.index)
        }
    }

    /// Lets the listener filters look at a connection.
    private func inspect(_ pending: PendingConnection) {
        unchosen += 1
        metrics.increase(ListenerMetric.downstreamPreCxActive)
        let filters = listener.filters.map { $0.make(thread: worker.index) }
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
            leave()
            releaseLimits()
            balancer?.release(worker.index)
            return other.takeOver(pending)
        }
        guard open(pending) else { return false }
        looker?.leave()
        leave()
        connection.restartHandshakeTimer(connection.handshakeTimeout, .transportConnect)
        return true
    }

    /// Takes a connection over from another listener.
    private func takeOver(_ pending: PendingConnection) -> Bool {
        // It stays on its worker.
        balancer?.add(worker.index)
        if !admits() {
            // Nobody counts it any more.
            balancer?.release(worker.index)
            pending.connection.handler = nil
            return false
        }
        if !listener.filters.isEmpty {
            inspect(pending)
            return true
        }
        // Like one that was looked at, but without a look.
        if open(pending) {
            pending.connection.restartHandshakeTimer(pending.connection.handshakeTimeout, .transportConnect)
            return true
        }
        pending.connection.handler = nil
        log.write(pending.connection, pending.facts, .localClose)
        releaseLimits()
        balancer?.release(worker.index)
        return false
    }

    /// Chooses the filter chain of a connection and gives it to the chain; false when there is none for it.
    private func open(_ pending: PendingConnection) -> Bool {
        let connection = pending.connection
        guard let number = listener.table.isTrivial ? 0 : listener.table.choose(pending.traits) else {
            metrics.increment(ListenerMetric.noFilterChainMatch)
            pending.facts.info.flags.insert(.noRouteFound)
            return false
        }
        let chain = listener.chains[number]
        metrics.increment(ListenerMetric.downstreamCxTotal)
        metrics.increase(ListenerMetric.downstreamCxActive)
        workerMetrics.increment(ListenerWorkerMetric.downstreamCxTotal)
        workerMetrics.increase(ListenerWorkerMetric.downstreamCxActive)
        connection.transport = chain.tls?.makeTransport(
            thread: worker.index, inspectedName: pending.facts.requestedServerName)
        connection.handshakeTimeout = chain.handshakeTimeout
        connection.handshakeTimeoutKind = .transportConnect
        if chain.end.isNothing { metrics.increment(ListenerMetric.networkExtensionConfigMissing) }
        ends[number].adopt(connection, pending.facts, behind: makers[number].map { $0() })
        return true
    }

    // MARK: - First looks

    private func leave() {
        unchosen -= 1
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
        leave()
        releaseLimits()
        balancer?.release(worker.index)
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
    func drain(over duration: UInt64) { for end in ends { end.drain(over: duration) } }

    /// Whether it serves what comes in to the local service.
    var isInbound: Bool { listener.configuration.trafficDirection == .inbound }

    /// Whether no connection is left, and none comes.
    var isIdle: Bool {
        unchosen == 0 && ends.allSatisfy { $0.connectionCount == 0 } && !acceptors.contains { $0.isRetiring }
    }

    /// Stops accepting without a reset for anybody. Sockets of these ids listen on in another process.
    func retire(except shared: Set<UInt32>) {
        for acceptor in acceptors {
            if shared.contains(acceptor.id) { acceptor.close() } else { acceptor.retire() }
        }
    }
}
