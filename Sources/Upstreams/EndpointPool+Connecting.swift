internal import Configuration
internal import EventLoops
internal import HTTP2
internal import HTTPConnections
internal import HTTPSemantics
internal import NetworkAddresses
internal import Synchronization
internal import Telemetry
internal import Transports

/// Opening connections for those who wait.
extension EndpointPool: ConnectRace.Owner {
    func openIfNeeded() {
        if awaitsRoom { return }
        while connecting < (isMultiplexed ? min(1, queue.count) : queue.count) {
            // A pool without any connection always gets one, or its queue would wait for ever.
            if !limits.canConnect || !hasRoomAtEndpoint {
                cluster.metrics.increment(ClusterMetric.upstreamCxOverflow)
                if connecting > 0 || busy > 0 || !idle.isEmpty { return }
            }
            if !open() { return }
        }
    }

    /// Whether the endpoint may get one more connection.
    private var hasRoomAtEndpoint: Bool {
        guard let most = limits.thresholds.maxConnectionsPerEndpoint else { return true }
        return endpoint.connectionCount(priority) < Int(most)
    }

    private func open() -> Bool {
        let metrics = cluster.metrics
        metrics.increment(ClusterMetric.upstreamCxTotal)
        countVersion()
        metrics.increase(ClusterMetric.upstreamCxActive)
        counters.connectionOpened()
        limits.connections.add(1, ordering: .relaxed)
        endpoint.changeConnectionCount(priority, by: 1)
        connecting += 1
        let timeout = cluster.cluster.configuration.connectTimeout
        do {
            if endpoint.alternatives.isEmpty {
                adopt(try connect(to: endpoint.address, timeout: timeout), openedAt: cluster.loop.now)
            } else {
                // As in Envoy, each attempt counts as a connection, though only one is active.
                var isFirst = true
                let race = ConnectRace(
                    to: [endpoint.address] + endpoint.alternatives, loop: cluster.loop, timeout: timeout, owner: self
                ) { [unowned self] (address, timeout) throws(SystemError) in
                    if !isFirst {
                        cluster.metrics.increment(ClusterMetric.upstreamCxTotal)
                        counters.connectionTriedAgain()
                    }
                    isFirst = false
                    return try connect(to: address, timeout: timeout)
                }
                try race.begin()
            }
        } catch {
            couldNotBegin(error)
            return false
        }
        return true
    }

    private func connect(to address: SocketAddress, timeout: UInt64) throws(SystemError) -> Connection {
        try cluster.connect(to: address, of: endpoint, timeout: timeout, for: terms.origin, name: terms.name)
    }

    /// Marries a connection to its codec.
    @discardableResult
    private func adopt(_ connection: Connection, openedAt: UInt64) -> HTTPClientConnection {
        connection.id = cluster.loop.takeConnectionNumber()
        connection.bufferLimit = min(
            Int(cluster.cluster.configuration.perConnectionBufferLimit), Connection.messageBufferLimit)
        let client: HTTPClientConnection =
            switch form {
            case .http1: makeHTTP1(on: connection)
            case .http2: makeHTTP2(on: connection)
            case .negotiated: NegotiatingClientConnection(connection: connection, owner: self)
            case .bare: BareClientConnection(connection: connection, owner: self)
            }
        connection.handler = client
        client.openedAt = openedAt
        return client
    }

    private func countVersion() {
        switch form {
        case .http1: cluster.metrics.increment(ClusterMetric.upstreamCxHttp1Total)
        case .http2: cluster.metrics.increment(ClusterMetric.upstreamCxHttp2Total)
        case .negotiated, .bare: break
        }
    }

    func makeHTTP1(on connection: Connection) -> HTTPClientConnection {
        HTTP1ClientConnection(connection: connection, owner: self, codec: cluster.http1Options)
    }

    func makeHTTP2(on connection: Connection) -> HTTPClientConnection {
        cluster.http2Metrics().increment(HTTP2CodecMetric.nghttp2UpstreamConnections)
        return HTTP2ClientConnection(
            connection: connection, owner: self, codec: cluster.http2Options,
            keepalive: HTTP2KeepaliveOptions(cluster.cluster.configuration.http2Options.keepalive))
    }

    /// No connection could even be begun.
    private func couldNotBegin(_ error: SystemError) {
        let metrics = cluster.metrics
        connecting -= 1
        noteClosed()
        metrics.increment(ClusterMetric.upstreamCxConnectFail)
        metrics.increment(ClusterMetric.upstreamCxDestroy)
        metrics.increment(ClusterMetric.upstreamCxDestroyLocal)
        metrics.record(ClusterMetric.upstreamCxLengthMs, 0)
        counters.connectFailed()
        failWaiting(cluster.failure(error, connectingTo: endpoint, for: terms.origin))
    }

    /// A connection was never open: everybody who waits hears why.
    func connectFailed(_ reason: ConnectionCloseReason, _ connection: Connection? = nil) {
        connecting -= 1
        noteClosed()
        cluster.metrics.increment(ClusterMetric.upstreamCxConnectFail)
        counters.connectFailed()
        if reason == .connectTimeout { cluster.metrics.increment(ClusterMetric.upstreamCxConnectTimeout) }
        failWaiting(cluster.failure(reason, of: connection))
    }

    func raceWon(_ race: ConnectRace, _ connection: Connection) {
        adopt(connection, openedAt: race.openedAt).connectionOpened()
    }

    func raceLost(_ race: ConnectRace, _ reason: ConnectionCloseReason) {
        let metrics = cluster.metrics
        metrics.increment(ClusterMetric.upstreamCxDestroy)
        metrics.increment(
            reason == .connectTimeout ? ClusterMetric.upstreamCxDestroyLocal : ClusterMetric.upstreamCxDestroyRemote)
        metrics.record(ClusterMetric.upstreamCxLengthMs, (cluster.loop.now &- race.openedAt) / 1_000_000)
        connectFailed(reason)
    }
}
