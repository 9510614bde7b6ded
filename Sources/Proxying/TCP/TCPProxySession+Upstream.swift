internal import Buffers
internal import Configuration
internal import EventLoops
internal import Filters
internal import HTTPSemantics
internal import Telemetry
internal import Transports
internal import Upstreams

/// Events of the upstream.
extension TCPProxySession {
    func upstreamFailed(_ failure: PoolFailure) {
        guard phase == .connecting, let upstream else { return }
        facts.info.poolEndTime = proxy.worker.loop.now
        exchange.endpoint = failure.choseEndpoint ? upstream.endpoint : nil
        if failure.reason == .connectionFailure || failure.reason == .connectionTimeout {
            upstream.endpoint.outlier?.failed(
                status: failure.reason == .connectionTimeout ? 504 : 503, worker: proxy.worker.index)
            facts.info.flags.insert(.upstreamConnectionFailure)
        }
        facts.info.transportFailure = failure.cause
        self.upstream = nil
        isUpstreamFull = false
        if attempts >= proxy.configuration.maxConnectAttempts { return connect() }
        phase = .awaitingRetry
        let timer = retryTimer ?? LoopTimer(loop: proxy.worker.loop, owner: self, kind: Timer.retry.rawValue)
        retryTimer = timer
        timer.arm(after: retryDelay())
    }

    func upstreamOpened(_ upstreamConnection: Connection) {
        facts.info.poolEndTime = proxy.worker.loop.now
        facts.info.upstreamStartTime = proxy.worker.loop.now
        upstream?.endpoint.outlier?.served(worker: proxy.worker.index)
        if proxy.isLogging { exchange.upstreamLocalAddress = upstreamConnection.localAddress }
        touch()
        if proxy.configuration.logsOnConnected { proxy.log(exchange, .tcpUpstreamConnected) }
        startRelaying()
    }

    func upstreamReadable(_ source: Connection, endOfStream: Bool) {
        guard phase == .relaying else {
            if phase == .connecting && !holdsUpstreamBack {
                holdsUpstreamBack = true
                source.pauseReading()
            }
            return
        }
        touch()
        if !source.inbound.isEmpty {
            let count = Self.move(source, to: connection)
            if mayBeSpliced, outputVolume.grew(by: count), !endOfStream { _ = source.spliceInput(to: connection) }
        }
        if endOfStream { connection.halfClose() }
        endIfDraining()
    }

    /// Bytes have come through a tunnel.
    func upstreamDelivered(_ data: Span<UInt8>, endOfStream: Bool) {
        guard phase == .relaying else { return }
        touch()
        connection.writeDirect(data)
        if endOfStream { connection.halfClose() }
        endIfDraining()
    }

    /// The tunnel ended before its end.
    func tunnelBroken(isReset: Bool) {
        upstream = nil
        guard phase != .over else { return }
        if isReset {
            facts.info.flags.insert(.upstreamRemoteReset)
            connection.resetHard()
        } else {
            connection.close(.afterFlush)
        }
    }

    func upstreamEnded(_ reason: ConnectionCloseReason) {
        upstream = nil
        exchange.upstreamCloseReason = reason
        guard phase != .over else { return }
        switch reason {
        case .localClose, .localReset, .remoteClose: break
        case .remoteReset:
            facts.info.flags.insert(.upstreamRemoteReset)
            connection.resetHard()
        case .connectFailed, .connectTimeout, .readError, .writeError, .transportFailed:
            connection.close(.afterFlush)
        }
    }

    /// The endpoint has come to fail, and the connection to it was ended for that.
    func endpointFailed() {
        if phase != .over { connection.close(.afterFlush) }
    }

    /// May come before bytes are relayed: what asks for a tunnel can be more than the endpoint takes at once.
    func upstreamAboveHighWatermark() {
        if isUpstreamFull { return }
        isUpstreamFull = true
        if phase == .relaying { pauseClient() }
    }

    func upstreamBelowLowWatermark() {
        guard isUpstreamFull else { return }
        isUpstreamFull = false
        guard phase == .relaying else { return }
        proxy.metrics.increment(TCPProxyMetric.downstreamFlowControlResumedReadingTotal)
        connection.resumeReading()
    }

    /// Reads nothing of the client while the upstream is full.
    func pauseClient() {
        proxy.metrics.increment(TCPProxyMetric.downstreamFlowControlPausedReadingTotal)
        connection.pauseReading()
    }
}
