internal import Buffers
internal import Configuration
internal import Discovery
internal import EventLoops
internal import HTTPSemantics
internal import NetworkAddresses
internal import Upstreams

/// Carries the proxy's own questions through its clusters. Confined to the main loop, which has connection pools of its
/// own for it.
final class ClusterTransport: DiscoveryTransport {
    private let loop: EventLoop
    /// The number under which the main loop counts.
    private let thread: Int
    private let localAddress: String
    private let find: (String) -> Cluster?
    private var clusters: [String: WorkerCluster] = [:]

    /// The bytes that an answer may have.
    private static let longestAnswer = 64 << 20

    private final class UnderWay: DiscoveryCall {
        let call: ClientCall
        init(_ call: ClientCall) { self.call = call }
        func cancel() { call.cancel() }
    }

    /// `find` tells which cluster has a name now.
    init(loop: EventLoop, thread: Int, localAddress: IPAddress, find: @escaping (String) -> Cluster?) {
        self.loop = loop
        self.thread = thread
        self.localAddress = localAddress.description
        self.find = find
    }

    /// What is asked, beside where.
    struct Question {
        let path: String
        let body: [UInt8]
        /// What the server is called; nil means as its cluster.
        var authority: String?
        var contentType = "application/json"
        /// `authorization`; empty means none.
        var authorization: [UInt8] = []

        init(path: String, body: [UInt8]) {
            self.path = path
            self.body = body
        }
    }

    func post(
        _ path: String, _ body: [UInt8], to cluster: String, timeout: UInt64, done: @escaping (DiscoveryReply) -> Void
    ) -> any DiscoveryCall {
        send(Question(path: path, body: body), to: cluster, timeout: timeout, done: done)
    }

    /// Sends a question of any kind, as `post` does.
    func send(
        _ question: Question, to cluster: String, timeout: UInt64, done: @escaping (DiscoveryReply) -> Void
    ) -> any DiscoveryCall {
        let underWay = UnderWay(ClientCall(loop: loop))
        guard let view = view(of: cluster) else {
            done(.failure("there is no cluster '\(cluster)'"))
            return underWay
        }
        let call = underWay.call
        writeHead(of: &call.requestHead, question, to: cluster, timeout)
        call.requestBody.append(question.body)
        call.send(through: view, timeout: timeout, bodyLimit: Self.longestAnswer) { failure in
            // Whoever hears of it may let the call go, which is still busy.
            withExtendedLifetime(underWay) {
                if let failure { return done(.failure("cluster '\(cluster)': \(failure.text)")) }
                done(.answer(status: call.responseHead.status, body: call.responseBody.bytes))
            }
        }
        return underWay
    }

    /// Begins a connection to an endpoint of a cluster, for lines of statistics; nil when there is none.
    func connect(to cluster: String) -> StatsdConnection.Opened? {
        guard let view = view(of: cluster), let connection = view.connectForOwnBytes() else { return nil }
        return StatsdConnection.Opened(connection: connection, metrics: view.metrics, cluster: view)
    }

    /// The endpoints of a cluster were replaced.
    func endpointsChanged(of cluster: Cluster) {
        if let view = clusters[cluster.name], view.cluster === cluster { view.refresh() }
    }

    /// Lets all connections go.
    func close() {
        for cluster in clusters.values { cluster.drain() }
        clusters = [:]
    }

    private func view(of name: String) -> WorkerCluster? {
        guard let cluster = find(name) else { return nil }
        if let known = clusters[name], known.cluster === cluster { return known }
        clusters[name]?.retire()
        let view = WorkerCluster(cluster, loop: loop, workerIndex: thread, seed: UInt64.random(in: 1 ... .max))
        clusters[name] = view
        return view
    }

    /// The head of a question, with the fields that Envoy sends.
    private func writeHead(
        of head: inout RequestHead, _ question: Question, to cluster: String, _ timeout: UInt64
    ) {
        head.method = .post
        head.scheme = .http
        head.headers.append(.method, "POST")
        head.headers.append(.path, Array(question.path.utf8))
        head.headers.append(.authority, Array((question.authority ?? cluster).utf8))
        if !question.authorization.isEmpty { head.headers.append(.authorization, question.authorization) }
        head.headers.append(.contentType, Array(question.contentType.utf8))
        head.headers.append(.xEnvoyInternal, "true")
        head.headers.append(.xForwardedFor, Array(localAddress.utf8))
        head.headers.append(.xEnvoyExpectedRqTimeoutMs, Array("\(timeout / 1_000_000)".utf8))
    }
}

extension ClientCall.Failure {
    /// For the operator.
    fileprivate var text: String {
        switch self {
        case .noEndpoint: "no healthy upstream"
        case .reset(let reason): "\(reason.description)"
        case .timeout: "no answer in time"
        case .tooLong: "the answer is too long"
        case .badRequest: "the request cannot be sent"
        }
    }
}
