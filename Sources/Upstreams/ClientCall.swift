public import Buffers
internal import Configuration
public import EventLoops
public import HTTPConnections
public import HTTPSemantics
internal import Telemetry

/// A whole request of our own, and its whole answer: to a collector of traces, an authoriser, a server of keys.
///
/// ```
///  send ──▶ waits for a connection ──▶ sent ──head, body──▶ answered
///    └─no endpoint─┴──refused, failed──┴──reset, late, too long──▶ failed
/// ```
/// With `retries`, what fails or is answered with 5xx is sent again after a pause, within the same time.
///
/// Fill in `requestHead` and `requestBody`, call `send`, and keep the call until `completion` runs, which happens once:
/// before `send` returns, or later on the loop. A call may be sent again afterwards. It counts in the cluster's
/// statistics like a request from inside. Confined to the loop.
public final class ClientCall: UpstreamStream {
    /// Why there is no answer.
    public enum Failure: Sendable, Equatable {
        /// The cluster has no endpoint that takes requests, or is under maintenance.
        case noEndpoint
        /// No connection, or its end.
        case reset(StreamResetReason)
        /// The answer was not whole in time.
        case timeout
        /// The answer's body is longer than the caller takes.
        case tooLong
        /// The head that was to be sent holds bytes that no head may hold.
        case badRequest
    }

    /// What is sent. `send` sets the `content-length` of a body.
    public var requestHead = RequestHead()
    /// The body that is sent; empty means none.
    public var requestBody = ByteBuffer()
    /// Whether and how it is sent again. Default: never.
    public var retries: CallRetries?
    /// The body that came. The head is `responseHead`.
    public private(set) var responseBody = ByteBuffer()
    /// When it was sent, on the loop's clock.
    public private(set) var sentAt: UInt64 = 0
    /// Whether it is under way.
    public private(set) var isActive = false
    var cluster: WorkerCluster?
    private var connection: HTTPClientConnection?
    private var pool: EndpointPool?
    private var bodyLimit = 0
    /// Nanoseconds that all of it may take; 0 means for ever.
    private(set) var timeout: UInt64 = 0
    private var hasHead = false
    private var tryStartedAt: UInt64 = 0
    /// Bytes of the body that the try under way has sent.
    private var sentBytes = 0
    var tries = CallTries()
    private var completion: ((Failure?) -> Void)?
    private let timer: LoopTimer
    private let relay = Relay()
    /// Ends the pause before it is sent again.
    private(set) lazy var pause = LoopTimer(loop: timer.loop, owner: relay, kind: Self.pauseKind)
    /// Ends a try whose answer does not begin.
    private(set) lazy var tryTimer = LoopTimer(loop: timer.loop, owner: relay, kind: Self.tryKind)
    private static let pauseKind: UInt8 = 1
    private static let tryKind: UInt8 = 2

    /// Hands the timers on; a stream is no timer owner itself.
    private final class Relay: TimerOwner {
        unowned var call: ClientCall?
        override func timerFired(_ kind: UInt8) {
            switch kind {
            case ClientCall.pauseKind: call?.sendAgain()
            case ClientCall.tryKind: call?.tryTimedOut()
            default:
                call?.timedOut()
            }
        }
    }

    /// Makes a call that is not under way.
    public init(loop: EventLoop) {
        timer = LoopTimer(loop: loop, owner: relay)
        super.init()
        relay.call = self
    }

    /// Sends the request.
    ///
    /// - Parameters:
    ///   - timeout: nanoseconds until the answer must be whole; 0 means for ever.
    ///   - bodyLimit: bytes of body that the answer may have.
    ///   - completion: gets nil when the answer is whole, whatever its status.
    public func send(
        through cluster: WorkerCluster, timeout: UInt64, bodyLimit: Int, completion: @escaping (Failure?) -> Void
    ) {
        cancel()
        self.cluster = cluster
        self.bodyLimit = bodyLimit
        self.timeout = timeout
        self.completion = completion
        isActive = true
        sentAt = cluster.loop.now
        tries = CallTries(retries)
        let length = UInt64(requestBody.count)
        if length != 0 { requestHead.headers.set(.contentLength) { $0.append(decimal: length) } }
        guard cluster.beginsOwnRequest() else { return finish(.noEndpoint) }
        if timeout != 0 { timer.arm(after: timeout) }
        lease(from: cluster)
    }

    /// Sends it to the next endpoint.
    func lease(from cluster: WorkerCluster) {
        hasHead = false
        responseHead.reset()
        responseTrailers.removeAll()
        responseBody.removeAll()
        guard let pool = cluster.pick(priority: .default, for: requestHead.headers) else {
            cluster.charge(status: 503, isInternal: true)
            return finish(.noEndpoint)
        }
        self.pool = pool
        tryStartedAt = cluster.loop.now
        sentBytes = 0
        pool.lease(for: self)
    }

    /// Gives the call up; its completion does not run.
    public func cancel() {
        if !isActive { return }
        completion = nil
        connectionIsUseless()
        finish(nil)
    }

    private func connectionIsUseless() {
        if let connection {
            self.connection = nil
            connection.reset(self)
        } else {
            stopWaiting()
        }
    }

    private func timedOut() {
        countTimeout()
        measureWhole()
        connectionIsUseless()
        finish(.timeout)
    }

    private func countTimeout() {
        cluster?.metrics.increment(ClusterMetric.upstreamRqTimeout)
        pool?.counters.requestTimedOut()
        if hasHead { return }
        pool?.counters.requestFailed()
        cluster?.charge(status: 504, isInternal: true)
    }

    /// Gives up the try under way, which took too long.
    func countLateTry() {
        pool?.counters.requestTimedOut()
        pool?.counters.requestFailed()
        connectionIsUseless()
    }

    /// A try is over that another will follow.
    func endTry() {
        if tries.timeout != 0 { tryTimer.cancel() }
        measure(isCutShort: false)
        hasHead = false
        connection = nil
        pool = nil
    }

    private func answered() {
        if let cluster { cluster.recordTime((cluster.loop.now &- sentAt) / 1_000_000, isInternal: true) }
        measureWhole()
        finish(nil)
    }

    /// The cluster may want to know how much was sent and came, and how long the try took.
    private func measure(isCutShort: Bool) {
        guard pool != nil, let cluster, let tracking = cluster.tracking else { return }
        tracking.recordRequest(requestHead, body: UInt64(sentBytes))
        if hasHead { tracking.recordAnswerBody(UInt64(responseBody.count)) }
        if isCutShort { return }
        tracking.recordTryBudget((cluster.loop.now &- tryStartedAt) / 1_000_000, of: tries.timeout / 1_000_000)
    }

    private func measureWhole() {
        guard let cluster, let tracking = cluster.tracking else { return }
        tracking.recordBudget((cluster.loop.now &- sentAt) / 1_000_000, of: timeout / 1_000_000)
    }

    func finish(_ failure: Failure?) {
        measure(isCutShort: failure == .timeout)
        endTries()
        isActive = false
        connection = nil
        cluster = nil
        pool = nil
        timer.cancel()
        let completion = completion
        self.completion = nil
        completion?(failure)
    }

    // MARK: - From the pool

    override public func poolReady(_ connection: HTTPClientConnection, isReused: Bool) {
        self.connection = connection
        if tries.timeout != 0 { tryTimer.arm(after: tries.timeout) }
        // As in Envoy, a further try ends behind its head.
        let endsWithHead = requestBody.isEmpty && !tries.isFurther
        guard connection.writeHeaders(self, requestHead, endStream: endsWithHead) else {
            connectionIsUseless()
            return finish(.badRequest)
        }
        if endsWithHead || !isActive { return }
        // Taken out while it is written, so that nothing can reach it twice.
        var body = ByteBuffer()
        swap(&body, &requestBody)
        sentBytes = body.count
        connection.writeData(self, body.readable, endStream: true)
        swap(&body, &requestBody)
    }

    override public func poolFailed(_ failure: PoolFailure) {
        if failure.choseEndpoint { pool?.counters.requestFailed() }
        if failure.reason != .overflow && triesAgain() { return endTry() }
        cluster?.charge(status: 503, isInternal: true)
        finish(.reset(failure.reason))
    }

    // MARK: - From the connection

    override public func responseHeadersReceived(endStream: Bool) {
        hasHead = true
        cluster?.tracking?.recordAnswer(responseHead)
        if responseHead.status >= 500 { pool?.counters.requestFailed() } else { pool?.counters.requestSucceeded() }
        if responseHead.status >= 500 && triesAgain() {
            cluster?.chargeRetried(status: responseHead.status)
            if !endStream { connectionIsUseless() }
            return endTry()
        }
        if tries.timeout != 0 { tryTimer.cancel() }
        tries.isAnswered = responseHead.status < 500
        cluster?.charge(status: responseHead.status, isInternal: true)
        if endStream { answered() }
    }

    override public func responseDataReceived(_ data: Span<UInt8>, endStream: Bool) {
        if data.count > bodyLimit &- responseBody.count {
            if !endStream { connectionIsUseless() }
            return finish(.tooLong)
        }
        responseBody.append(data)
        if endStream { answered() }
    }

    override public func responseTrailersReceived() { answered() }

    override public func streamReset(_ reason: StreamResetReason) {
        if !hasHead {
            pool?.counters.requestFailed()
            if triesAgain() { return endTry() }
            cluster?.charge(status: reason == .protocolError ? 502 : 503, isInternal: true)
        }
        finish(.reset(reason))
    }
}
