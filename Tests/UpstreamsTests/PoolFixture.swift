import Buffers
import Configuration
import Glibc
import HTTPConnections
import HTTPSemantics
import LoopTesting
import NetworkAddresses
import Synchronization
import Telemetry
import Testing

@testable import EventLoops
@testable import Upstreams

/// An upstream in the test's own thread: accepts, reads and answers only when it is told to.
final class ManualUpstream {
    let listener: FileDescriptor
    let address: SocketAddress
    /// Accepted connections, oldest first; closed ones are taken out.
    private(set) var connections: [Int32] = []
    private(set) var accepted = 0
    private var fillers: [Int32] = []

    init(backlog: Int32 = 128) throws {
        var options = ListenOptions()
        options.backlog = backlog
        listener = try Sockets.listen(on: .ip(.loopbackV4, port: 0), options: options)
        address = try #require(Sockets.localAddress(of: listener.rawValue))
    }

    deinit { for descriptor in connections + fillers { Glibc.close(descriptor) } }

    /// Fills the kernel's queue, at a backlog of 0, so that no handshake is completed any more.
    func fill() throws {
        for _ in 0..<4 {
            let filler = try Sockets.make(for: address)
            _ = Sockets.connect(filler, to: address)
            fillers.append(filler.release())
        }
        var queue = pollfd(fd: listener.rawValue, events: Int16(POLLIN), revents: 0)
        #expect(unsafe poll(&queue, 1, 60_000) == 1)
    }

    func accept() {
        var remote = address
        while true {
            // Not to be held open by a process that another test starts.
            let connection = Sockets.accept(listener.rawValue, remote: &remote)
            if connection < 0 { return }
            connections.append(connection)
            accepted += 1
        }
    }

    /// What has come on a connection; nil when nothing has.
    func receive(_ connection: Int32) -> String? {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = unsafe recv(connection, &bytes, bytes.count, 0)
        return count < 0 ? nil : String(decoding: bytes.prefix(count), as: UTF8.self)
    }

    func send(_ connection: Int32, _ text: String) {
        let bytes = Array(text.utf8)
        _ = unsafe Glibc.send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    func answer(_ connection: Int32, _ fields: String = "") {
        send(connection, "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\(fields)\r\n")
    }

    /// Closes a connection, politely or by a reset.
    func close(_ connection: Int32, resets: Bool = false) {
        if resets { Sockets.setResetOnClose(connection) }
        Glibc.close(connection)
        connections.removeAll { $0 == connection }
    }
}

/// An address where nobody listens, and whose port nobody else gets meanwhile.
final class RefusingAddress {
    let address: SocketAddress
    private let socket: FileDescriptor

    init() throws {
        let socket = try Sockets.make(for: .ip(.loopbackV4, port: 0))
        try Sockets.bind(socket, to: .ip(.loopbackV4, port: 0))
        address = try #require(Sockets.localAddress(of: socket.rawValue))
        self.socket = socket
    }
}

/// A request that writes down what the pool and its connection tell it.
final class PoolStream: UpstreamStream {
    private(set) var connection: HTTPClientConnection?
    private(set) var isReused: Bool?
    private(set) var failure: PoolFailure?
    private(set) var reset: StreamResetReason?
    private(set) var isAnswered = false
    /// Answers of the pool: each stream gets one.
    private(set) var poolAnswers = 0
    /// Called when the pool has failed the stream.
    var onFailure: (PoolStream) -> Void = { _ in }

    /// Whether it holds a connection that has not answered.
    var isActive: Bool { connection != nil && !isAnswered && reset == nil }
    var isFailed: Bool { failure != nil }

    override func poolReady(_ connection: HTTPClientConnection, isReused: Bool) {
        poolAnswers += 1
        self.connection = connection
        self.isReused = isReused
        var head = RequestHead()
        head.headers.append(.method, "GET")
        head.headers.append(.path, "/")
        head.headers.append(.authority, "a")
        head.method = .get
        _ = connection.writeHeaders(self, head, endStream: true)
    }

    override func poolFailed(_ failure: PoolFailure) {
        poolAnswers += 1
        self.failure = failure
        onFailure(self)
    }

    override func responseHeadersReceived(endStream: Bool) { if endStream { isAnswered = true } }

    override func streamReset(_ reason: StreamResetReason) { reset = reason }

    /// Gives up what is under way.
    func giveUp(in pool: EndpointPool) {
        if isWaiting { pool.cancel(self) }
        if isActive {
            isAnswered = true
            connection?.reset(self)
        }
    }
}

/// One worker's pool of one endpoint on a loop whose clock stands still until it is moved.
final class PoolFixture {
    let loop: EventLoop
    let upstream: ManualUpstream
    let cluster: Cluster
    let worker: WorkerCluster
    let pool: EndpointPool

    init(backlog: Int32 = 128, _ configure: (inout ClusterConfiguration) -> Void = { _ in }) throws {
        loop = try EventLoop(name: "test", clock: .manual(start: 0))
        upstream = try ManualUpstream(backlog: backlog)
        var configuration = ClusterConfiguration(
            name: "c", endpoints: [LocalityEndpoints(endpoints: [makeEndpoint(upstream.address.port)])])
        configure(&configuration)
        cluster = Cluster(configuration, workerCount: 1, registry: MetricRegistry())
        worker = WorkerCluster(cluster, loop: loop, workerIndex: 0, seed: 1)
        pool = try #require(worker.pool(for: cluster.endpoints.all[0], priority: .default))
    }

    var endpoint: Endpoint { cluster.endpoints.all[0] }
    var limits: CircuitBreakers.Priority { cluster.circuitBreakers.defaults }

    func counter(_ metric: ClusterMetric) -> Int { Int(cluster.metrics.counter(metric.rawValue)) }
    func gauge(_ metric: ClusterMetric) -> Int { Int(truncatingIfNeeded: cluster.metrics.gauge(metric.rawValue)) }

    func lease() -> PoolStream {
        let stream = PoolStream()
        pool.lease(for: stream)
        return stream
    }

    /// Turns until the condition holds, or for so long that it never will.
    func turn(until condition: () -> Bool) {
        loop.turn(before: upstream.accept, until: condition)
    }

    /// Turns in which everything that is under way on loopback arrives.
    func settle() { loop.settle { upstream.accept() } }

    /// Moves the clock and lets timers run.
    func pass(_ nanoseconds: UInt64) {
        loop.advanceClock(by: nanoseconds)
        settle()
    }

    /// A stream that holds a connection, and the upstream's end of it.
    func active() -> (stream: PoolStream, connection: Int32) {
        let before = upstream.accepted
        let stream = lease()
        turn { stream.isActive && upstream.accepted > before }
        return (stream, upstream.connections.last ?? -1)
    }

    /// Lets the upstream answer the stream.
    func answer(_ stream: PoolStream, on connection: Int32, _ fields: String = "") {
        upstream.answer(connection, fields)
        turn { stream.isAnswered }
        settle()
    }

    /// Whether nothing is counted as being under way.
    var isAtRest: Bool { inUse.allSatisfy { $0 == 0 } }

    /// Every number that says what is under way.
    var inUse: [Int] {
        let breakers = [cluster.circuitBreakers.defaults, cluster.circuitBreakers.high].flatMap { limits in
            [
                limits.connections.load(ordering: .relaxed), limits.pendingRequests.load(ordering: .relaxed),
                limits.requests.load(ordering: .relaxed), limits.retries.load(ordering: .relaxed),
            ]
        }
        let metrics = [gauge(.upstreamCxActive), gauge(.upstreamRqActive), gauge(.upstreamRqPendingActive)]
        return breakers + metrics + [
            endpoint.activeRequests.load(ordering: .relaxed), Int(endpoint.sum(\.requestsActive)),
            Int(endpoint.sum(\.connectionsActive)),
        ]
    }
}
