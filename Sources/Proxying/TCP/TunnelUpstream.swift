internal import Buffers
internal import Configuration
internal import EventLoops
internal import Filters
internal import HTTPConnections
internal import HTTPSemantics
internal import Telemetry
internal import Transports
internal import Upstreams

/// The upstream side of a session whose bytes HTTP carries: as the body of a CONNECT or POST request, and of its
/// answer.
///
/// ```
///   begin ─▶ waits for a connection ─▶ asks ──granted──▶ open ─▶ each direction ends for itself ─▶ over
///              └───────failed ◀──────────┴─refused, reset  └─▶ broken
/// ```
/// By POST, the answer's end is the end of both directions, as of any exchange of HTTP.
final class TunnelUpstream: UpstreamStream, SessionUpstream {
    let endpoint: Endpoint
    private(set) var openedAt: UInt64 = 0
    private(set) var readyAt: UInt64 = 0
    private(set) var connection: Connection?
    private let cluster: WorkerCluster
    private let pool: EndpointPool
    private let request: TunnelHead
    /// Nil when nothing is to be told any more.
    private var session: TCPProxySession?
    /// Nil when the stream is over.
    private var client: HTTPClientConnection?
    private var measured = WireBytes()
    private(set) var headBytes = WireBytes()
    private var isPaused = false
    private var hasSentEnd = false
    private var hasReceivedEnd = false

    init(_ session: TCPProxySession, through pool: EndpointPool, of cluster: WorkerCluster, asking request: TunnelHead)
    {
        self.session = session
        self.pool = pool
        self.cluster = cluster
        self.request = request
        endpoint = pool.endpoint
        super.init()
    }

    /// Others may share the connection.
    var lastSentAt: UInt64 { 0 }

    var wireBytes: WireBytes {
        guard let client else { return measured }
        return WireBytes(sent: client.bytesSent(of: self), received: client.bytesReceived(of: self))
    }

    func begin() -> PoolFailure? {
        pool.lease(for: self)
        return nil
    }

    // MARK: - From the pool

    override func poolReady(_ connection: HTTPClientConnection, isReused: Bool) {
        guard let session else { return }
        client = connection
        self.connection = connection.connection
        openedAt = connection.openedAt
        var head = RequestHead()
        request.write(session.exchange, isSecured: pool.isSecured, to: &head)
        let start = connection.connection.outbound.count
        if connection.writeHeaders(self, head, endStream: false) {
            headBytes.sent =
                connection.isMultiplexed
                ? connection.headBytesSent(of: self) : ActiveStream.sentBytes(connection.connection, from: start)
            return
        }
        // Such as a name with bytes that no head may hold.
        giveUp()
        fail(PoolFailure(.connectionFailure))
    }

    override func poolFailed(_ failure: PoolFailure) { fail(failure) }

    private func fail(_ failure: PoolFailure) {
        let session = self.session
        self.session = nil
        session?.upstreamFailed(failure)
    }

    // MARK: - From the connection

    override func responseHeadersReceived(endStream: Bool) {
        guard let session, let client else { return }
        if request.configuration.keepsHeaders {
            session.exchange.facts.tunnelHeaders = responseHead.headers.described(status: responseHead.status)
        }
        headBytes.received =
            client.isMultiplexed ? client.headBytesReceived(of: self) : responseHead.headers.receivedBytes()
        let status = responseHead.status
        let isGranted = status == 200 || (client.version != .http2 && status > 200 && status < 300)
        if isGranted && !endStream {
            readyAt = cluster.loop.now
            // Until the client, too, can take bytes.
            pauseReading()
            session.upstreamOpened(client.connection)
            return
        }
        if endStream { finish() } else { giveUp() }
        fail(PoolFailure(.connectionFailure, cause: "tunnel_response:\(status)"))
    }

    override func responseDataReceived(_ data: Span<UInt8>, endStream: Bool) {
        if endStream { noteEnd() }
        session?.upstreamDelivered(data, endOfStream: endStream)
    }

    override func responseTrailersReceived() {
        if request.configuration.keepsTrailers {
            session?.exchange.facts.tunnelTrailers = responseTrailers.described()
        }
        noteEnd()
        session?.upstreamDelivered(Span(), endOfStream: true)
    }

    private func noteEnd() {
        hasReceivedEnd = true
        if !isTunnel || hasSentEnd { finish() }
    }

    override func streamReset(_ reason: StreamResetReason) {
        if reason == .remoteReset { cluster.metrics.increment(ClusterMetric.upstreamRqRxReset) }
        finish()
        if readyAt == 0 { return fail(PoolFailure(.connectionFailure)) }
        let session = self.session
        self.session = nil
        session?.tunnelBroken(isReset: reason == .remoteReset || reason == .remoteRefusedStreamReset)
    }

    override func requestAboveHighWatermark() { session?.upstreamAboveHighWatermark() }

    override func requestBelowLowWatermark() { session?.upstreamBelowLowWatermark() }

    // MARK: - From the session

    func startDelivering() { resumeReading() }

    func send(_ bytes: Span<UInt8>, endOfStream: Bool) {
        guard let client, !hasSentEnd else { return }
        if endOfStream { hasSentEnd = true }
        client.writeData(self, bytes, endStream: endOfStream)
        if endOfStream && hasReceivedEnd { finish() }
    }

    func pauseReading() {
        if isPaused { return }
        isPaused = true
        client?.pauseResponse(self)
    }

    func resumeReading() {
        guard isPaused else { return }
        isPaused = false
        client?.resumeResponse(self)
    }

    func sessionEnded(flushes: Bool) {
        session = nil
        if client != nil { giveUp() } else { stopWaiting() }
    }

    private func giveUp() {
        guard let client else { return }
        if client.isMultiplexed { cluster.metrics.increment(ClusterMetric.upstreamRqTxReset) }
        finish()
        client.reset(self)
    }

    private func finish() {
        measured = wireBytes
        client = nil
    }
}

extension HeaderMap {
    /// The fields as JSON, in Envoy's form of them.
    fileprivate borrowing func described(status: UInt16? = nil) -> [UInt8] {
        var text = ByteBuffer()
        text.append("{\"headers\":[")
        if let status {
            text.append("{\"key\":\":status\",\"value\":\"")
            text.append(decimal: UInt64(status))
            text.append("\"}")
        }
        for index in 0..<count {
            if index > 0 || status != nil { text.append(",") }
            text.append("{\"key\":\"")
            JSONEscape.append(name(at: index), to: &text)
            text.append("\",\"value\":\"")
            JSONEscape.append(value(at: index), to: &text)
            text.append("\"}")
        }
        text.append("]}")
        return text.bytes
    }
}
