internal import Buffers
internal import Configuration
internal import EventLoops
internal import HTTPConnections
internal import HTTPSemantics
internal import Telemetry
internal import Upstreams

/// A copy of a request, whose answer nobody hears; it is counted for the cluster all the same.
///
/// It is fed by the router of the request while that comes in, and goes on alone afterwards. A copy never slows its
/// request: when its endpoint takes the body more slowly than that comes, the copy is given up. Objects are used again
/// when both the router and the endpoint have done with them.
final class MirroredRequest: UpstreamStream {
    private unowned let worker: ProxyWorker
    /// The copy's head, free to be edited until `send`.
    var head = RequestHead()
    private var trailers = HeaderMap()
    private var cluster: WorkerCluster?
    private var pool: EndpointPool?
    private var connection: HTTPClientConnection?
    /// Body bytes that came before there was a connection.
    private var waiting = ByteBuffer()
    private var endsWithHead = false
    private var hasEnded = false
    private var endedAt: UInt64 = 0
    private var hasTrailers = false
    /// Milliseconds from the end of the request; 0 is for ever.
    private var timeout: UInt64 = 0
    private var isAnswered = false
    private var startedAt: UInt64 = 0
    /// Bytes of bodies that were sent and have come.
    private var bytes = (sent: UInt64(0), received: UInt64(0))
    /// Whether the time of the request was up, and not that of its only try.
    private var isCutShort = false
    private var interimReceived = false
    /// Whether the endpoint takes the body more slowly than it comes.
    private var isTooSlow = false
    /// Whether the endpoint may still do something about it.
    private var isActive = false
    /// Whether the router may still do something about it.
    private var isFed = false
    private let timer: LoopTimer
    private let relay = TimerRelay()

    private final class TimerRelay: TimerOwner {
        unowned var copy: MirroredRequest?
        override func timerFired(_ kind: UInt8) { copy?.timedOut() }
    }

    init(worker: ProxyWorker) {
        self.worker = worker
        timer = LoopTimer(loop: worker.loop, owner: relay)
        super.init()
        relay.copy = self
    }

    // MARK: - From the router

    /// Takes the head over; `send` comes next.
    func prepare(_ head: borrowing RequestHead, for cluster: WorkerCluster) {
        self.head.copy(head)
        self.cluster = cluster
        (isActive, isFed, isAnswered, hasEnded, hasTrailers) = (true, true, false, false, false)
        (isTooSlow, isCutShort, bytes) = (false, false, (0, 0))
        interimReceived = false
        responseHead.reset()
        responseTrailers.removeAll()
    }

    /// Sends the head, or the whole request if that is all.
    func send(timeout: UInt64, endStream: Bool) {
        guard isActive, let cluster else { return }
        self.timeout = timeout
        endsWithHead = endStream
        if endStream { ended() }
        guard cluster.beginsOwnRequest() else { return finish() }
        guard let pool = cluster.pick(priority: .default, isHTTP2: head.version == .http2, for: head.headers) else {
            cluster.charge(status: 503, isInternal: true)
            return finish()
        }
        self.pool = pool
        startedAt = worker.loop.now
        pool.lease(for: self)
    }

    /// Body bytes of the request.
    func write(_ data: Span<UInt8>, endStream: Bool) {
        guard isActive else { return }
        if endStream { ended() }
        if let connection {
            bytes.sent &+= UInt64(data.count)
            connection.writeData(self, data, endStream: endStream)
            if isTooSlow && !endStream { giveUp() }
        } else {
            waiting.append(data)
            if waiting.count > Int(cluster?.cluster.configuration.perConnectionBufferLimit ?? 0) { giveUp() }
        }
    }

    /// The trailers of the request.
    func write(trailers: borrowing HeaderMap) {
        guard isActive else { return }
        ended()
        hasTrailers = true
        if let connection { return connection.writeTrailers(self, trailers) }
        self.trailers.removeAll()
        self.trailers.append(contentsOf: trailers)
    }

    /// Nothing more comes from the router: a request that has not come whole is given up.
    func release() {
        if !hasEnded { giveUp() }
        isFed = false
        if !isActive { worker.give(back: self) }
    }

    private func ended() {
        hasEnded = true
        endedAt = worker.loop.now
        if timeout != 0 { timer.arm(after: min(timeout, 1 << 43) &* 1_000_000) }
    }

    private func giveUp() {
        guard isActive else { return }
        if let connection { connection.reset(self) } else { stopWaiting() }
        finish()
    }

    /// The cluster may want to know how much was sent and came, and how long it took.
    private func measure() {
        guard pool != nil, let tracking = cluster?.tracking else { return }
        tracking.recordRequest(head, body: bytes.sent)
        if isAnswered { tracking.recordAnswerBody(bytes.received) }
        if !isCutShort { tracking.recordTryBudget((worker.loop.now &- startedAt) / 1_000_000, of: 0) }
    }

    private func measureWhole() {
        guard hasEnded, let tracking = cluster?.tracking else { return }
        tracking.recordBudget((worker.loop.now &- endedAt) / 1_000_000, of: timeout)
    }

    private func finish() {
        guard isActive else { return }
        measure()
        isActive = false
        timer.cancel()
        connection = nil
        pool = nil
        cluster = nil
        head.reset()
        trailers.removeAll()
        waiting.releaseStorage()
        if !isFed { worker.give(back: self) }
    }

    private func timedOut() {
        guard isActive, let cluster else { return }
        cluster.metrics.increment(ClusterMetric.upstreamRqTimeout)
        pool?.counters.requestTimedOut()
        fail(status: 504)
        isCutShort = true
        measureWhole()
        giveUp()
    }

    /// Counts an answer that did not come.
    private func fail(status: UInt16) {
        guard let cluster else { return }
        if !isAnswered { cluster.charge(status: status, isInternal: true) }
        pool?.outlier?.failed(status: status, worker: cluster.workerIndex)
        pool?.counters.requestFailed()
    }

    // MARK: - From the pool

    override func poolReady(_ connection: HTTPClientConnection, isReused: Bool) {
        self.connection = connection
        if let cluster { pool?.outlier?.connected(worker: cluster.workerIndex) }
        guard connection.writeHeaders(self, head, endStream: endsWithHead) else {
            fail(status: 503)
            return giveUp()
        }
        if endsWithHead { return }
        let bodyEnds = hasEnded && !hasTrailers
        var body = ByteBuffer()
        swap(&body, &waiting)
        bytes.sent = UInt64(body.count)
        if !body.isEmpty || bodyEnds { connection.writeData(self, body.readable, endStream: bodyEnds) }
        if hasTrailers && isActive { connection.writeTrailers(self, trailers) }
        if isTooSlow && !hasEnded { giveUp() }
    }

    override func poolFailed(_ failure: PoolFailure) {
        fail(status: 503)
        finish()
    }

    // MARK: - From the connection

    override func informationalReceived() {
        // As in Envoy, the first counts for all of them, if its status is registered.
        if !interimReceived && RouterFilter.goesOn(responseHead.status) {
            cluster?.charge(status: responseHead.status, isInternal: true)
        }
        interimReceived = true
    }

    override func responseHeadersReceived(endStream: Bool) {
        isAnswered = true
        if let cluster, let counters = pool?.counters {
            cluster.tracking?.recordAnswer(responseHead)
            cluster.charge(status: responseHead.status, isInternal: true)
            pool?.outlier?.answered(status: responseHead.status, worker: cluster.workerIndex)
            if responseHead.status >= 500 { counters.requestFailed() } else { counters.requestSucceeded() }
        }
        if endStream { complete() }
    }

    override func responseDataReceived(_ data: Span<UInt8>, endStream: Bool) {
        bytes.received &+= UInt64(data.count)
        if endStream { complete() }
    }

    override func responseTrailersReceived() { complete() }

    private func complete() {
        measureWhole()
        if hasEnded { cluster?.recordTime((worker.loop.now &- endedAt) / 1_000_000, isInternal: true) }
        finish()
    }

    override func streamReset(_ reason: StreamResetReason) {
        if reason == .remoteReset {
            cluster?.metrics.increment(ClusterMetric.upstreamRqRxReset)
        }
        fail(status: reason == .protocolError ? 502 : 503)
        finish()
    }

    // Whoever writes looks at it afterwards: the connection is in the middle of it.
    override func requestAboveHighWatermark() { isTooSlow = true }

    override func requestBelowLowWatermark() { isTooSlow = false }
}
