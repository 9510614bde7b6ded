internal import Buffers
internal import Configuration
internal import EventLoops
internal import Filters
internal import HTTPConnections
internal import HTTPSemantics
internal import Telemetry
internal import Transports
internal import Upstreams

/// How an exchange begins, starts over and ends.
extension ActiveStream {
    /// A request begins on the connection.
    func begin(on connection: HTTPServerConnection) {
        self.connection = connection
        isComplete = false
        wasReset = false
        wasLeftFirst = false
        hasHead = false
        routeResolved = false
        hasSetScheme = false
        routingNumber = 0
        tunnelPort = nil
        isInternal = false
        lateReplyFlags = []
        flushTimeout = nil
        if redirectHistory.count != 0 { redirectHistory = RedirectHistory() }
        startStream()
        noteStart()
        if settings.observesConnections { meters = StreamMeters() }
        startTimers()
        if let timeout = settings.requestTimeout { requestTimer.arm(after: timeout) }
    }

    @inline(__always)
    private func noteStart() {
        routeResolutions = 0
        isForwardProxied = false
        info.startTime = loop.now
        let wall = loop.wallClock
        info.startSeconds = wall.seconds
        info.startNanoseconds = wall.nanoseconds
    }

    /// The connection forgets the stream: logs it and makes it ready for the next request.
    func end() {
        guard isAlive else { return }
        stopTimers()
        countEnd()
        manager.log(self)
        tellEnding()
        if manager.worker.isTapped { manager.worker.tap(self) }
        if isUpgraded { endUpgrade() }
        if let trace { trace.finish(self) }
        destroyStream()
        if let ordinaryChain { takeBack(ordinaryChain) }
        connection = nil
        route = nil
        forgetUpstream()
        clientAddress = nil
        if virtualClusterName != nil { virtualClusterName = nil }
    }

    @inline(__always)
    private func forgetUpstream() {
        endpoint = nil
        upstreamVersion = nil
        upstreamLocalAddress = nil
        if upstreamSecurity != nil { upstreamSecurity = nil }
        if upstreamAddress != nil { upstreamAddress = nil }
    }

    /// Starts over with the head as it is now, and a body, as if the client had asked so at this moment: with a route
    /// that is chosen anew, and with all the time there is.
    func restart(with body: inout ByteBuffer) {
        // The exchange so far is one of its own: it has its line and its count.
        manager.log(self)
        tellEnding()
        if let trace { trace.finish(self) }
        manager.metrics.increment(ConnectionManagerMetric.downstreamRqTotal)
        manager.metrics.increment(
            requestHead.version == .http2
                ? ConnectionManagerMetric.downstreamRqHttp2Total : .downstreamRqHttp1Total)
        // Its last try is told of before its upstream is forgotten.
        (terminalFilter as? RouterFilter)?.abandonUpstream()
        clearRouteCache()
        // What a filter has left ends with the filters, before a route is chosen anew.
        filterState.removeAll()
        routingNumber = 0
        forgetUpstream()
        let received = info.bytesReceived
        info = StreamInfo()
        // As in Envoy, a body that is handed on again counts again.
        info.bytesReceived = received &+ UInt64(body.count)
        noteStart()
        info.requestEndTime = loop.now
        if virtualClusterName != nil { virtualClusterName = nil }
        if settings.observesConnections { meters.forgetUpstream() }
        startTimers()
        resolveRoute()
        if let trace { trace.begin(self) }
        restartStream(with: &body)
    }

    /// Stands for a connection, and no request, while `body` runs.
    func describing(_ connection: HTTPServerConnection, _ body: () -> Void) {
        self.connection = connection
        let wall = loop.wallClock
        let age = loop.now &- connection.openedAt
        let start = wall.seconds &* 1_000_000_000 &+ Int64(wall.nanoseconds) &- Int64(truncatingIfNeeded: age)
        info.startTime = connection.openedAt
        info.startSeconds = start / 1_000_000_000
        info.startNanoseconds = Int32(truncatingIfNeeded: start % 1_000_000_000)
        info.bytesReceived = connection.connection.bytesReceived
        info.bytesSent = connection.connection.bytesSent
        requestHead.version = connection.lastVersion
        if connection.localEnd?.isProtocolError == true { info.flags.insert(.downstreamProtocolError) }
        body()
        info.reset()
        self.connection = nil
    }
}
