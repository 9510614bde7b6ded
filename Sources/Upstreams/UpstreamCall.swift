internal import Buffers
internal import Configuration
public import EventLoops
public import HTTPConnections
public import HTTPSemantics

/// One request of our own to a cluster, with its whole answer in memory. Confined to its loop.
///
/// Exactly one outcome is told, at once or later, unless the call is cancelled before.
public final class UpstreamCall: UpstreamStream {
    /// What came of it.
    public enum Outcome: Sendable {
        /// An answer.
        case answered(status: UInt16, body: [UInt8])
        /// None, for the operator.
        case failed(String)
    }

    private var head: RequestHead
    private let body: [UInt8]
    private let longestAnswer: Int
    private var answer: [UInt8] = []
    private var connection: HTTPClientConnection?
    private var done: ((Outcome) -> Void)?
    private let relay: Relay

    /// Hands the timer on; the call is no timer owner itself.
    private final class Relay: TimerOwner {
        unowned var call: UpstreamCall?
        let timer: LoopTimer

        init(_ loop: EventLoop) {
            timer = LoopTimer(loop: loop)
            super.init()
            timer.owner = self
        }

        override func timerFired(_ kind: UInt8) { call?.end(.failed("no answer in time")) }
    }

    /// Prepares a request.
    ///
    /// - Parameters:
    ///   - head: the request's head, with a length if there is a body.
    ///   - longestAnswer: the bytes that an answer may have.
    ///   - done: is told what came of it.
    public init(
        _ head: consuming RequestHead, body: [UInt8], loop: EventLoop, longestAnswer: Int,
        done: @escaping (Outcome) -> Void
    ) {
        self.head = head
        self.body = body
        self.longestAnswer = longestAnswer
        self.done = done
        relay = Relay(loop)
        super.init()
        relay.call = self
    }

    /// Sends it through a cluster; the answer may take so many nanoseconds.
    public func start(through cluster: WorkerCluster, timeout: UInt64) {
        relay.timer.arm(after: timeout)
        guard let pool = cluster.pick(priority: .default) else { return end(.failed("no healthy upstream")) }
        pool.lease(for: self)
    }

    /// Gives it up; nothing is heard of it any more.
    public func cancel() {
        done = nil
        release()
    }

    private func end(_ outcome: Outcome) {
        guard let done else { return }
        self.done = nil
        release()
        done(outcome)
    }

    private func release() {
        relay.timer.cancel()
        if let connection {
            self.connection = nil
            connection.reset(self)
        } else {
            stopWaiting()
        }
    }

    private func finish() {
        // The stream is over: the connection is the pool's again.
        connection = nil
        end(.answered(status: responseHead.status, body: answer))
    }

    // MARK: - From the pool

    override public func poolReady(_ connection: HTTPClientConnection, isReused: Bool) {
        self.connection = connection
        guard connection.writeHeaders(self, head, endStream: body.isEmpty) else {
            return end(.failed("the request cannot be sent"))
        }
        let body = body
        if !body.isEmpty { connection.writeData(self, body.span, endStream: true) }
    }

    override public func poolFailed(_ failure: PoolFailure) {
        let cause = failure.cause.isEmpty ? "" : ", \(failure.cause)"
        end(.failed("\(failure.reason.description)\(cause)"))
    }

    // MARK: - From the connection

    override public func informationalReceived() { responseHead.reset() }

    override public func responseHeadersReceived(endStream: Bool) { if endStream { finish() } }

    override public func responseDataReceived(_ data: Span<UInt8>, endStream: Bool) {
        if answer.count + data.count > longestAnswer {
            return end(.failed("the answer has more than \(longestAnswer) bytes"))
        }
        for index in data.indices { answer.append(data[index]) }
        if endStream { finish() }
    }

    override public func responseTrailersReceived() { finish() }

    override public func streamReset(_ reason: StreamResetReason) {
        connection = nil
        end(.failed("\(reason.description)"))
    }
}
