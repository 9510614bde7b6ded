internal import Configuration
public import HTTPConnections
internal import HTTPSemantics
internal import Telemetry

/// Connections that carry several streams at a time.
///
/// `idle` has those that take one more, the one used last at its end. One that is full is taken out until a stream ends
/// or the upstream raises its limit; when all are full, a further one is opened. A new one carries a single stream
/// until its upstream has said how many it takes: what it refused would have to be sent again.
extension EndpointPool {
    /// Gives a stream to a connection that was just taken out of `idle`.
    func share(_ connection: HTTPClientConnection, with stream: UpstreamStream) {
        attach(stream, to: connection)
        if mayTakeMore(connection), !idle.contains(where: { $0 === connection }) { idle.append(connection) }
    }

    private func mayTakeMore(_ connection: HTTPClientConnection) -> Bool {
        isKept(connection) && connection.hasRoom
    }

    private func isKept(_ connection: HTTPClientConnection) -> Bool {
        !isDraining && !connection.isTooOld && !isWornOut(connection)
    }

    /// Whether an open connection will soon say how many of those who wait it takes.
    var awaitsRoom: Bool {
        guard let newcomer else { return false }
        return newcomer.awaitsSettings && isKept(newcomer)
    }

    private func isWornOut(_ connection: HTTPClientConnection) -> Bool {
        guard let limit = cluster.cluster.configuration.commonOptions.maxRequestsPerConnection else { return false }
        return connection.streamsStarted >= UInt64(limit)
    }

    /// Gives the connection's room to those who wait, and keeps what is left of it.
    func offerRoom(of connection: HTTPClientConnection) {
        while mayTakeMore(connection), let stream = popQueuedBefore(round) {
            stopWaiting(stream)
            if limits.canRequest { attach(stream, to: connection) } else { refuse(stream) }
        }
        settle(connection)
        if queue.count > 0 { openIfNeeded() }
    }

    /// Puts the connection where it belongs after something about it has changed.
    private func settle(_ connection: HTTPClientConnection) {
        let place = idle.firstIndex { $0 === connection }
        if mayTakeMore(connection) {
            if place == nil { idle.append(connection) }
        } else if let place {
            idle.remove(at: place)
        }
        guard connection.activeStreams == 0 else { return }
        if isDraining || connection.isTooOld || isWornOut(connection) {
            if isWornOut(connection) && !isDraining { cluster.metrics.increment(ClusterMetric.upstreamCxMaxRequests) }
            connection.drain()
        } else if let timeout = cluster.cluster.configuration.commonOptions.idleTimeout {
            connection.startIdleTimer(after: timeout)
        }
    }

    /// Lends the connection to nobody any more; it closes with its last stream.
    func withdraw(_ connection: HTTPClientConnection) {
        idle.removeAll { $0 === connection }
        connection.drain()
    }

    /// What HTTP/2 says to a message that broke its rules.
    static func metric(of problem: MessageProblem) -> HTTP2CodecMetric {
        switch problem {
        case .sizeOfHTTP2: .headerListSizeTooLarge
        case .countOfHTTP2: .headerOverflow
        default: .rxMessagingError
        }
    }
}

extension HTTP2CodecMetric {
    /// What counts an event.
    public init(_ event: HTTP2Event) {
        switch event {
        case .trailers: self = .trailers
        case .resetReceived: self = .rxReset
        case .resetSent: self = .txReset
        case .goAwaySent: self = .goawaySent
        case .streamRefused: self = .streamRefusedErrors
        case .keepaliveTimeout: self = .keepaliveTimeout
        case .flushTimeout: self = .txFlushTimeout
        }
    }
}
