public import Buffers
internal import Configuration
public import EventLoops
public import HTTPConnections
public import HTTPSemantics

/// A whole request of our own, and its whole answer: to a collector of traces, an authoriser, a server of keys.
///
/// ```
///  send ──▶ waits for a connection ──▶ sent ──head, body──▶ answered
///    └─no endpoint─┴──refused, failed──┴──reset, late, too long──▶ failed
/// ```
/// Fill in `requestHead` and `requestBody`, call `send`, and keep the call until `completion` runs, which happens once:
/// before `send` returns, or later on the loop. A call may be sent again afterwards. It counts in the cluster's
/// statistics like a request from inside. Confined to the loop.
public final class ClientCall: UpstreamStream {
    /// Why there is no answer.
    public enum Failure: Sendable, Equatable {
        /// The cluster has no endpoint that takes requests.
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

    /// What is sent. `content-length` is set by `send`.
    public var requestHead = RequestHead()
    /// The body that is sent; empty: none.
    public var requestBody = ByteBuffer()
    /// The body that came. The head is `responseHead`.
    public private(set) var responseBody = ByteBuffer()
    /// Whether it is under way.
    public private(set) var isActive = false
    private var cluster: WorkerCluster?
    private var connection: HTTPClientConnection?
    private var bodyLimit = 0
    private var hasHead = false
    private var completion: ((Failure?) -> Void)?
    private let timer: LoopTimer
    private let relay = Relay()

    /// Hands the timer on; a stream is no timer owner itself.
    private final class Relay: TimerOwner {
        unowned var call: ClientCall?
        override func timerFired(_ kind: UInt8) {
            call?.connectionIsUseless()
            call?.finish(.timeout)
        }
    }

    /// A call that is not under way.
    public init(loop: EventLoop) {
        timer = LoopTimer(loop: loop, owner: relay)
        super.init()
        relay.call = self
    }

    /// Sends the request.
    ///
    /// - Parameters:
    ///   - timeout: nanoseconds until the answer must be whole; 0: for ever.
    ///   - bodyLimit: bytes of body that the answer may have.
    ///   - completion: gets nil when the answer is whole, whatever its status.
    public func send(
        through cluster: WorkerCluster, timeout: UInt64, bodyLimit: Int, completion: @escaping (Failure?) -> Void
    ) {
        cancel()
        self.cluster = cluster
        self.bodyLimit = bodyLimit
        self.completion = completion
        isActive = true
        hasHead = false
        responseHead.reset()
        responseTrailers.removeAll()
        responseBody.removeAll()
        let length = UInt64(requestBody.count)
        requestHead.headers.set(.contentLength) { $0.append(decimal: length) }
        guard let pool = cluster.pick(priority: .default) else {
            cluster.charge(status: 503, isInternal: true)
            return finish(.noEndpoint)
        }
        if timeout != 0 { timer.arm(after: timeout) }
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

    private func finish(_ failure: Failure?) {
        isActive = false
        connection = nil
        cluster = nil
        timer.cancel()
        let completion = completion
        self.completion = nil
        completion?(failure)
    }

    // MARK: - From the pool

    override public func poolReady(_ connection: HTTPClientConnection, isReused: Bool) {
        self.connection = connection
        let endsWithHead = requestBody.isEmpty
        guard connection.writeHeaders(self, requestHead, endStream: endsWithHead) else {
            connectionIsUseless()
            return finish(.badRequest)
        }
        if endsWithHead || !isActive { return }
        // Taken out while it is written, so that nothing can reach it twice.
        var body = ByteBuffer()
        swap(&body, &requestBody)
        connection.writeData(self, body.readable, endStream: true)
        swap(&body, &requestBody)
    }

    override public func poolFailed(_ failure: PoolFailure) {
        cluster?.charge(status: 503, isInternal: true)
        finish(.reset(failure.reason))
    }

    // MARK: - From the connection

    override public func responseHeadersReceived(endStream: Bool) {
        hasHead = true
        cluster?.charge(status: responseHead.status, isInternal: true)
        if endStream { finish(nil) }
    }

    override public func responseDataReceived(_ data: Span<UInt8>, endStream: Bool) {
        if data.count > bodyLimit &- responseBody.count {
            if !endStream { connectionIsUseless() }
            return finish(.tooLong)
        }
        responseBody.append(data)
        if endStream { finish(nil) }
    }

    override public func responseTrailersReceived() { finish(nil) }

    override public func streamReset(_ reason: StreamResetReason) {
        if !hasHead { cluster?.charge(status: 503, isInternal: true) }
        finish(.reset(reason))
    }
}
