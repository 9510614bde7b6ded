internal import Buffers
internal import Configuration
internal import EventLoops
internal import Filters
internal import HTTPConnections
internal import HTTPSemantics
internal import Routing
internal import Telemetry
internal import Upstreams

/// The response of a try, on its way to the client.
extension RouterFilter {
    func upstreamInformational(_ request: UpstreamRequest) {
        // Else only we talk to the client before the final head. As in Envoy, one interim answer goes on.
        let isFirst = !interimReceived
        interimReceived = true
        // What the client has heard of is not tried again.
        settle(on: request)
        // As Envoy does, the first counts for all of them, if its status is registered.
        let counts = isFirst && Self.goesOn(request.responseHead.status)
        if counts { charge(status: request.responseHead.status) }
        if counts && owner.settings.proxies100Continue {
            swap(&owner.informationalHead, &request.responseHead)
            // They speak of the upstream's connection.
            for field in [HeaderID.connection, .upgrade, .transferEncoding] {
                owner.informationalHead.headers.remove(field)
            }
            owner.respondInformational()
        }
        request.responseHead.reset()
    }

    /// Whether a client hears of an interim answer with that status; as in Envoy, of those that are registered.
    static func goesOn(_ status: UInt16) -> Bool { status == 100 || (102...104).contains(status) }

    /// Gives the try up that is under way.
    func abandonUpstream() {
        timers.cancel()
        endRetries()
        upstream?.cancel()
        if !slowTries.isEmpty { abandonSlowTries() }
    }

    func upstreamHeaders(_ request: UpstreamRequest, endStream: Bool) {
        if let trace = owner.trace { trace.tryAnswered(status: request.responseHead.status) }
        if let monitor = request.monitor, let cluster {
            monitor.answered(status: meaning(of: request.responseHead), worker: cluster.workerIndex)
        }
        if retries != nil {
            if passesOver(request) { return }
            settle(on: request)
        }
        if follows(request) { return }
        headReceived = true
        keepsBody = false
        if timeouts.oneTry != 0 { timers.headReceived() }
        if timeouts.tryIdle != 0 { timers.tryMoved(timeouts) }
        if request.isTunnel, awaitsTunnel, let connection = request.connection {
            awaitsTunnel = false
            sendWaiting(request, connection)
        }
        if !waitingBody.isEmpty { forgetBody() }
        owner.info.upstreamHeadTime = owner.loop.now
        if owner.settings.observesConnections {
            if owner.upstreamVersion != .http2 {
                owner.meters.upstreamResponseHeaders = request.responseHead.headers.receivedBytes()
            }
        }
        swap(&owner.responseHead, &request.responseHead)
        request.responseHead.reset()
        let status = owner.responseHead.status
        // An answer before the end of the request has no time to tell.
        if !configuration.suppressEnvoyHeaders && owner.info.requestEndTime != 0 {
            let elapsed = (owner.loop.now &- owner.info.requestEndTime) / 1_000_000
            owner.responseHead.headers.set(.xEnvoyUpstreamServiceTime) { $0.append(decimal: elapsed) }
        }
        if (request.member?.isHealthChecked ?? cluster?.isHealthChecked) == true, let owner = request.member ?? cluster
        {
            noteFailingEndpoint(owner)
        }
        owner.info.setDetails("via_upstream")
        let isUnheard = failsHandshake(status)
        if !isUnheard { charge(status: status) }
        countAnswer(of: request, status: status)
        if isUnheard { return endFailedHandshake(request, status) }
        owner.info.responseCode = status
        if !cookies.isEmpty { setCookies() }
        editResponse()
        if route?.countsAttemptsDownstream == true {
            owner.responseHead.headers.set(.xEnvoyAttemptCount) { $0.append(decimal: UInt64(owner.info.attempts)) }
        }
        if endStream { upstreamComplete() }
        owner.respondHeaders(endStream: endStream)
    }

    @inline(__always)
    private func editResponse() {
        guard route?.responseEdits.isEmpty == false, let route else { return }
        for edits in route.responseEdits { edits.editResponse(owner) }
    }

    /// Answers where the upstream neither accepted a WebSocket handshake nor refused it: as in Envoy, with a local
    /// reply that gets the upstream's fields once the route has edited it.
    private func endFailedHandshake(_ request: UpstreamRequest, _ status: UInt16) {
        request.cancel()
        swap(&owner.responseHead.headers, &unheardFields)
        upstreamComplete()
        owner.sendLocalReply(status: status, details: ResponseCodeDetails("websocket_handshake_unsuccessful")) {
            [self] in
            owner.responseHead.headers.append(contentsOf: unheardFields)
            unheardFields.removeAll()
        }
    }

    /// Whether an answer with that status leaves a WebSocket handshake open; it counts for no status then.
    private func failsHandshake(_ status: UInt16) -> Bool {
        awaitsTunnel && owner.requestHead.tunnel == .upgrade && (200..<400).contains(status)
            && owner.requestHead.headers.asksForWebSocket
    }

    private func countAnswer(of request: UpstreamRequest, status: UInt16) {
        if status >= 500 { request.counters?.requestFailed() } else { request.counters?.requestSucceeded() }
    }

    func upstreamData(_ request: UpstreamRequest, _ data: Span<UInt8>, endStream: Bool) {
        noteBody()
        if endStream {
            upstreamComplete()
            if upstream?.isTunnel == true, owner.upstreamVersion != .http2, !owner.isRequestComplete {
                noteTunnelLeft()
            }
        }
        owner.respondData(data, endStream: endStream)
        if !endStream { spliceResponse(request) }
    }

    /// A part of the answer's body has come.
    func noteBody() {
        if timeouts.tryIdle != 0 { timers.tryMoved(timeouts) }
        if owner.info.upstreamBodyTime == 0 { owner.info.upstreamBodyTime = owner.loop.now }
    }

    func upstreamTrailers(_ request: UpstreamRequest) {
        upstreamComplete()
        swap(&owner.responseTrailers, &request.responseTrailers)
        request.responseTrailers.removeAll()
        owner.respondTrailers()
    }

    /// The upstream has ended its direction of a tunnel first, and not over HTTP/2. As in Envoy that is counted, and
    /// the log says so where HTTP/1.1 is spoken; here the other direction may go on.
    private func noteTunnelLeft() {
        owner.wasLeftFirst = true
        guard owner.upstreamVersion == .http11 else { return }
        owner.wasReset = true
        owner.manager.metrics.increment(ConnectionManagerMetric.downstreamRqTxReset)
        owner.info.flags.insert(.upstreamConnectionTermination)
        owner.info.details = ResponseCodeDetails(
            "upstream_reset_after_response_started", reason: StreamResetReason.connectionTermination.detailsName)
    }

    func upstreamComplete() {
        timers.cancel()
        owner.info.upstreamEndTime = owner.loop.now
        if let trace = owner.trace { trace.tryEnded(owner) }
        // As in Envoy, a tunnel that its client left has no time.
        guard countsAnswers, let cluster, owner.info.requestEndTime != 0, !owner.wasReset else { return }
        let elapsed = (owner.loop.now &- owner.info.requestEndTime) / 1_000_000
        cluster.recordTime(elapsed, isInternal: owner.isInternal)
        if let tracking = cluster.tracking { tracking.recordBudget(elapsed, of: timeouts.whole) }
        if owner.endpoint?.isCanary == true { cluster.recordCanaryTime(elapsed) }
        if let statistics = route?.statistics { statistics.record(elapsed, virtualCluster) }
        alternative?.record(AlternativeMetric.upstreamRqTime, elapsed)
        alternative?.record(
            owner.isInternal ? AlternativeMetric.internalUpstreamRqTime : .externalUpstreamRqTime, elapsed)
    }

    // MARK: - Back-pressure

    func upstreamAboveHighWatermark() {
        if pausedForUpstream { return }
        pausedForUpstream = true
        cluster?.metrics.increment(ClusterMetric.upstreamFlowControlBackedUpTotal)
        owner.pauseRequestSource()
    }

    func upstreamBelowLowWatermark() {
        guard pausedForUpstream else { return }
        pausedForUpstream = false
        cluster?.metrics.increment(ClusterMetric.upstreamFlowControlDrainedTotal)
        owner.resumeRequestSource()
    }
}
