internal import Buffers
internal import Configuration
internal import EventLoops
internal import Filters
internal import HTTPConnections
internal import HTTPSemantics
internal import Routing
internal import TLS
internal import Telemetry
internal import Transports
internal import Upstreams

/// The pool has a connection: the request leaves on it.
extension RouterFilter {
    func upstreamReady(_ request: UpstreamRequest, _ connection: HTTPClientConnection) {
        if let statistics = route?.statistics { statistics.count(.upstreamRqTotal, virtualCluster) }
        owner.info.upstreamStartTime = owner.loop.now
        owner.info.poolEndTime = owner.loop.now
        owner.upstreamLocalAddress = connection.connection.localAddress
        owner.upstreamVersion = connection.version
        // One that moves is told by where it is; another by its first address, as in Envoy.
        if owner.endpoint?.alternatives.isEmpty == false, cluster?.cluster.configuration.hasLogicalEndpoint == true {
            owner.upstreamAddress = connection.connection.remoteAddress
        }
        if let monitor = request.monitor, let cluster { monitor.connected(worker: cluster.workerIndex) }
        if let route, route.usesEndpointHostname { useEndpointHostname(route) }
        if timeouts.stream != 0 { timers.streamBegan(timeouts) }
        if hasEnded { timers.tryBegan(timeouts) }
        wasSent = true
        if let trace = owner.trace { trace.tryBegan(owner) }
        if tryLogs != nil { tryIsReady(request) }
        guard writeHead(request, connection) else {
            request.cancel()
            replyToIncompleteHead()
            return
        }
        guard request.isActive, !endsWithHead, !awaitsTunnel else { return }
        sendWaiting(request, connection)
    }

    /// Sends what has come of the body so far.
    func sendWaiting(_ request: UpstreamRequest, _ connection: HTTPClientConnection) {
        let bodyEnds = hasEnded && !hasTrailers
        if !waitingBody.isEmpty || bodyEnds {
            if request.isWatched { request.noteSent(waitingBody.count) }
            connection.writeData(request, waitingBody.readable, endStream: bodyEnds)
            if bodyEnds {
                owner.info.upstreamSentTime = owner.loop.now
                request.requestEnded()
            }
            if !keepsBody && (!mayRetrySafely(request, connection) || waitingBody.count > owner.bufferLimit) {
                forgetBody()
            }
        }
        if hasTrailers && request.isActive {
            connection.writeTrailers(request, owner.requestTrailers)
            owner.info.upstreamSentTime = owner.loop.now
            request.requestEnded()
        }
        if pausedForConnection {
            pausedForConnection = false
            owner.resumeRequestSource()
        }
    }

    private func useEndpointHostname(_ route: WorkerRoute) {
        guard let host = owner.endpoint?.hostnameBytes, !host.isEmpty else { return }
        route.rule.rewriteHost(
            &owner.requestHead, to: host, keepsOriginal: !configuration.suppressEnvoyHeaders,
            again: safeRetryUsed || owner.info.attempts > 1)
    }

    private func writeHead(_ request: UpstreamRequest, _ connection: HTTPClientConnection) -> Bool {
        if endsWithHead { owner.info.upstreamSentTime = owner.loop.now }
        guard owner.settings.observesConnections else {
            if owner.settings.knowsUpstreams {
                owner.upstreamSecurity = (connection.connection.transport as? TLSTransport)?.peer
            }
            return connection.writeHeaders(request, owner.requestHead, endStream: endsWithHead)
        }
        owner.upstreamSecurity = (connection.connection.transport as? TLSTransport)?.peer
        owner.meters.upstreamConnectionID = connection.connection.id
        owner.meters.upstreamConnectBegin = connection.openedAt
        owner.meters.upstreamConnectEnd = connection.readyAt
        let start = connection.connection.outbound.count
        guard connection.writeHeaders(request, owner.requestHead, endStream: endsWithHead) else { return false }
        if !connection.isMultiplexed {
            owner.meters.upstreamRequestHeaders = ActiveStream.sentBytes(connection.connection, from: start)
        }
        return true
    }

    /// Takes the sizes of what went over a connection, before it is given back.
    func measure(_ request: UpstreamRequest) {
        guard owner.settings.observesConnections, let connection = request.connection else { return }
        owner.meters.upstreamRequestWire = connection.bytesSent(of: request)
        owner.meters.upstreamResponseWire = connection.bytesReceived(of: request)
        if connection.isMultiplexed {
            owner.meters.upstreamRequestHeaders = connection.headBytesSent(of: request)
            owner.meters.upstreamResponseHeaders = connection.headBytesReceived(of: request)
        }
    }
}
