public import Buffers
public import Configuration
public import NetworkAddresses
public import Synchronization

/// One address that requests can go to; shared by all workers.
public final class Endpoint: Sendable {
    /// Its place in `EndpointSet.all`.
    public let index: Int
    /// Where it is reached.
    public let address: SocketAddress
    /// Its host name, for `auto_host_rewrite` and `/clusters`; empty when it has none.
    public let hostname: String
    /// Its share of the traffic, relative to the others of its priority.
    public let weight: UInt32
    /// Its priority; 0 is used first.
    public let priority: UInt32
    /// Its locality's names.
    public let locality: (region: String, zone: String, subZone: String)
    /// What the configuration says of its health.
    public let configuredHealth: EndpointConfiguration.HealthStatus
    /// Requests on their way, of all workers: what least-request balancing compares.
    public let activeRequests = Atomic<Int>(0)
    private let addressText: AddressText
    private let countersByWorker: [EndpointCounters]

    init(
        index: Int, address: SocketAddress, _ configuration: EndpointConfiguration, in group: LocalityEndpoints,
        workerCount: Int
    ) {
        self.index = index
        self.address = address
        addressText = address.text
        hostname = configuration.hostname
        weight = max(1, configuration.weight)
        priority = group.priority
        locality = (group.region, group.zone, group.subZone)
        configuredHealth = configuration.healthStatus
        countersByWorker = (0..<workerCount).map { _ in EndpointCounters() }
    }

    /// Writes the address as logs show it.
    public func appendAddress(to line: inout ByteBuffer) {
        let text = addressText
        line.append(text.bytes)
    }

    /// Where a worker counts what it does with the endpoint.
    public func counters(worker: Int) -> EndpointCounters { countersByWorker[worker] }

    /// The sum of one counter over all workers.
    public func sum(_ counter: (EndpointCounters) -> UInt64) -> UInt64 {
        countersByWorker.reduce(0) { $0 &+ counter($1) }
    }

    /// Whether requests may go to it.
    public var isHealthy: Bool {
        switch configuredHealth {
        case .unknown, .healthy: true
        case .unhealthy, .draining, .timeout, .degraded: false
        }
    }
}

/// What one worker has done with one endpoint. Written by that worker only; any thread may read.
public final class EndpointCounters: Sendable {
    private let cxTotal = Atomic<UInt64>(0)
    private let cxActive = Atomic<UInt64>(0)
    private let cxConnectFail = Atomic<UInt64>(0)
    private let rqTotal = Atomic<UInt64>(0)
    private let rqActive = Atomic<UInt64>(0)
    private let rqSuccess = Atomic<UInt64>(0)
    private let rqError = Atomic<UInt64>(0)
    private let rqTimeout = Atomic<UInt64>(0)

    /// Connections ever begun.
    public var connectionsTotal: UInt64 { cxTotal.load(ordering: .relaxed) }
    /// Connections that are open or opening.
    public var connectionsActive: UInt64 { cxActive.load(ordering: .relaxed) }
    /// Connections that could not be opened.
    public var connectFailures: UInt64 { cxConnectFail.load(ordering: .relaxed) }
    /// Requests ever sent.
    public var requestsTotal: UInt64 { rqTotal.load(ordering: .relaxed) }
    /// Requests on their way.
    public var requestsActive: UInt64 { rqActive.load(ordering: .relaxed) }
    /// Requests answered below 500.
    public var requestsSucceeded: UInt64 { rqSuccess.load(ordering: .relaxed) }
    /// Requests answered with 500 and above, or broken off.
    public var requestsFailed: UInt64 { rqError.load(ordering: .relaxed) }
    /// Requests that took too long.
    public var requestsTimedOut: UInt64 { rqTimeout.load(ordering: .relaxed) }

    func connectionOpened() {
        Self.add(cxTotal, 1)
        Self.add(cxActive, 1)
    }

    func connectionClosed() { Self.add(cxActive, .max) }

    func connectFailed() { Self.add(cxConnectFail, 1) }

    func requestStarted() {
        Self.add(rqTotal, 1)
        Self.add(rqActive, 1)
    }

    func requestEnded() { Self.add(rqActive, .max) }

    /// The endpoint answered below 500.
    public func requestSucceeded() { Self.add(rqSuccess, 1) }

    /// The endpoint answered with 500 or above, or broke off.
    public func requestFailed() { Self.add(rqError, 1) }

    /// The endpoint did not answer in time.
    public func requestTimedOut() { Self.add(rqTimeout, 1) }

    /// A load and a store suffice with one writer.
    @inline(__always)
    private static func add(_ counter: borrowing Atomic<UInt64>, _ amount: UInt64) {
        counter.store(counter.load(ordering: .relaxed) &+ amount, ordering: .relaxed)
    }
}
