internal import Buffers
internal import Configuration
internal import EventLoops
internal import Filters
internal import HTTPConnections
internal import HTTPSemantics
internal import Transports
internal import Upstreams

/// A filter's own request to a cluster of its worker.
final class ClusterCall: FilterCall {
    private let cluster: WorkerCluster
    private let timer: LoopTimer
    private let relay = Relay()
    private var stream: CallStream?
    private var completion: ((Answer?) -> Void)?

    /// Hands the timeout on.
    private final class Relay: TimerOwner {
        weak var call: ClusterCall?
        override func timerFired(_ kind: UInt8) { call?.finish(nil) }
    }

    private let worker: ProxyWorker

    init(to cluster: WorkerCluster, worker: ProxyWorker) {
        self.cluster = cluster
        self.worker = worker
        timer = LoopTimer(loop: cluster.loop, owner: relay)
        super.init()
        relay.call = self
    }

    override func send(
        _ request: Request, timeout: UInt64, longest: Int, _ completion: @escaping (Answer?) -> Void
    ) {
        cancel()
        guard let pool = cluster.pick(priority: .default) else { return completion(nil) }
        self.completion = completion
        let stream = CallStream(marked(request, timeout), longest: longest) { [weak self] in self?.finish($0) }
        self.stream = stream
        if timeout != 0 { timer.arm(after: timeout) }
        pool.lease(for: stream)
    }

    /// The request with the fields that tell who asks, and how long the answer may take.
    private func marked(_ request: Request, _ timeout: UInt64) -> Request {
        var request = request
        func add(_ name: String, _ value: String) {
            request.fields.append((name: Array(name.utf8), value: Array(value.utf8)))
        }
        add("x-envoy-internal", "true")
        if request.tellsAddress { add("x-forwarded-for", "\(worker.localAddress)") }
        if timeout != 0 { add("x-envoy-expected-rq-timeout-ms", "\(timeout / 1_000_000)") }
        return request
    }

    override func cancel() {
        timer.cancel()
        completion = nil
        stream?.giveUp()
        stream = nil
    }

    private func finish(_ answer: Answer?) {
        let completion = completion
        cancel()
        completion?(answer)
    }
}

/// One request of a filter and its answer, which is collected whole.
private final class CallStream: UpstreamStream {
    private let request: FilterCall.Request
    private let longest: Int
    private var completion: ((FilterCall.Answer?) -> Void)?
    private var connection: HTTPClientConnection?
    private var body: [UInt8] = []

    init(_ request: FilterCall.Request, longest: Int, _ completion: @escaping (FilterCall.Answer?) -> Void) {
        self.request = request
        self.longest = longest
        self.completion = completion
    }

    func giveUp() {
        completion = nil
        stopWaiting()
        let connection = connection.take()
        connection?.reset(self)
    }

    override func poolReady(_ connection: HTTPClientConnection, isReused: Bool) {
        self.connection = connection
        let request = request
        let body = request.body
        var head = RequestHead()
        let method = Array(request.method.utf8)
        head.method = HTTPMethod(method.span)
        head.headers.append(.method, method)
        head.scheme = connection.connection.transport == nil ? .http : .https
        head.headers.append(.authority, Array(request.authority.utf8))
        head.headers.append(.path, request.path)
        for field in request.fields { head.headers.append(name: field.name.span, field.value.span) }
        if !request.body.isEmpty { head.headers.append(.contentLength) { $0.append(decimal: request.body.count) } }
        guard connection.writeHeaders(self, head, endStream: request.body.isEmpty) else { return finish(false) }
        if !body.isEmpty { connection.writeData(self, body.span, endStream: true) }
    }

    override func poolFailed(_ failure: PoolFailure) { finish(false) }

    override func responseHeadersReceived(endStream: Bool) {
        if endStream { finish(true) }
    }

    override func responseDataReceived(_ data: Span<UInt8>, endStream: Bool) {
        if data.count > longest - body.count {
            let connection = connection.take()
            connection?.reset(self)
            return finish(false)
        }
        for index in data.indices { body.append(data[index]) }
        if endStream { finish(true) }
    }

    override func responseTrailersReceived() { finish(true) }

    override func streamReset(_ reason: StreamResetReason) { finish(false) }

    private func finish(_ isWhole: Bool) {
        connection = nil
        guard let completion = completion.take() else { return }
        guard isWhole else { return completion(nil) }
        var headers = HeaderMap()
        swap(&headers, &responseHead.headers)
        completion(FilterCall.Answer(status: responseHead.status, headers: headers, body: body))
    }
}
