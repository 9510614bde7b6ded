internal import Buffers
internal import EventLoops
internal import Filters
internal import HTTPSemantics
internal import Upstreams

/// A filter's own request to a cluster of its worker.
final class ClusterCall: FilterCall {
    private let worker: ProxyWorker
    private let call: ClientCall
    private var target: NamedCluster

    init(to name: String, worker: ProxyWorker) {
        self.worker = worker
        target = NamedCluster(name)
        // Used from now on, not only from the first request.
        _ = target.cluster(on: worker)
        call = ClientCall(loop: worker.loop)
        super.init()
    }

    override func send(
        _ request: Request, timeout: UInt64, longest: Int, _ completion: @escaping (Answer?) -> Void
    ) {
        call.cancel()
        guard let cluster = target.cluster(on: worker) else { return completion(nil) }
        var expected = timeout
        call.retries = nil
        if request.retries != 0 {
            // As in Envoy, a try takes no longer than the longest pause.
            let longest = request.backOff.longest
            let tryTimeout = timeout == 0 || longest < timeout ? longest : 0
            call.retries = CallRetries(
                limit: request.retries, base: request.backOff.base, longest: longest, tryTimeout: tryTimeout)
            if tryTimeout != 0 { expected = tryTimeout }
        }
        fill(request, expected, isSecured: cluster.cluster.isSecured)
        call.send(through: cluster, timeout: timeout, bodyLimit: longest) { [weak self] failure in
            guard failure == nil, let answer = self?.takeAnswer() else { return completion(nil) }
            completion(answer)
        }
    }

    override func cancel() { call.cancel() }

    /// Writes the request, with the fields that tell who asks, and how long the answer may take; 0 means for ever.
    private func fill(_ request: Request, _ timeout: UInt64, isSecured: Bool) {
        call.requestHead.reset()
        let method = Array(request.method.utf8)
        call.requestHead.method = HTTPMethod(method.span)
        call.requestHead.scheme = isSecured ? .https : .http
        call.requestHead.headers.append(.method, method)
        call.requestHead.headers.append(.authority, Array(request.authority.utf8))
        call.requestHead.headers.append(.path, request.path)
        for field in request.fields { call.requestHead.headers.append(name: field.name.span, field.value.span) }
        call.requestHead.headers.append(.xEnvoyInternal, Array("true".utf8))
        if request.tellsAddress {
            call.requestHead.headers.append(.xForwardedFor, Array("\(worker.localAddress)".utf8))
        }
        if timeout != 0 {
            call.requestHead.headers.append(.xEnvoyExpectedRqTimeoutMs) { $0.append(decimal: timeout / 1_000_000) }
        }
        call.requestBody.removeAll()
        call.requestBody.append(request.body)
    }

    private func takeAnswer() -> Answer {
        var headers = HeaderMap()
        swap(&headers, &call.responseHead.headers)
        let elapsed = (worker.loop.now &- call.sentAt) / 1_000_000
        headers.set(.xEnvoyUpstreamServiceTime) { $0.append(decimal: elapsed) }
        var body: [UInt8] = []
        body.reserveCapacity(call.responseBody.count)
        for index in 0..<call.responseBody.count { body.append(call.responseBody[index]) }
        return Answer(status: call.responseHead.status, headers: headers, body: body)
    }
}
