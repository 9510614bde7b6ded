public import Buffers
public import Configuration
public import NetworkAddresses
public import Synchronization

/// One address that requests can go to; shared by all workers. It lives as long as some endpoint set names it, through
/// every change of its weight, priority and health.
public final class Endpoint: Sendable {
    /// The place where each worker keeps what belongs to it. It stays the same for the endpoint's life; when that has
    /// ended, a new endpoint may get the place.
    public let index: Int
    /// Where it is reached.
    public let address: SocketAddress
    /// Where it is reached when that fails, in the order of trying; see `EndpointDescription.alternatives`.
    public let alternatives: [SocketAddress]
    /// Its host name, for `auto_host_rewrite` and `/clusters`; empty when it has none.
    public let hostname: String
    /// The bytes of its host name.
    public let hostnameBytes: [UInt8]
    /// Where it stands.
    public let locality: Locality
    /// What it says about its health checks.
    let healthCheck: EndpointHealthCheckConfiguration
    /// What it says of itself.
    public let metadata: MetadataConfiguration
    /// What balancing reads of that (`envoy.lb`).
    let labels: [String: StructValue]
    /// What says which transport its connections have.
    let transport: TransportMetadata
    /// Whether it says of itself that it tries something new.
    public let isCanary: Bool

    /// Whether it says this of itself under a key, or in the list there.
    func says(_ value: StructValue, of key: String) -> Bool {
        if case .list(let elements)? = labels[key] { return elements.contains(value) }
        return labels[key] == value
    }
    /// Since when it takes requests, in nanoseconds of the loops' clock; 0 means long ago.
    let startTime = Atomic<UInt64>(0)
    /// When a request last asked for it by its name, on the loops' clock; 0 means never. Only where names choose.
    let usedAt = Atomic<UInt64>(0)
    /// Requests on their way, of all workers: what least-request balancing compares.
    public let activeRequests = Atomic<Int>(0)
    /// Whether another one is reached in the same way.
    func hasSameAddresses(as other: Endpoint) -> Bool {
        address == other.address && alternatives == other.alternatives
    }

    /// What watches the outcomes of its requests; nil where outliers are not detected.
    public let outlier: OutlierMonitor?

    /// Connections of all workers for requests of each priority, where the cluster limits them.
    private let defaultConnections = Atomic<Int>(0)
    private let highConnections = Atomic<Int>(0)
    private let currentWeight: Atomic<UInt32>
    private let currentPriority: Atomic<UInt32>
    private let currentHealth: Atomic<UInt8>
    private let currentLocalityWeight: Atomic<UInt32>
    /// `HealthFlags`; see there for who writes them.
    let currentFlags = Atomic<UInt32>(0)
    private let addressText: AddressText
    private let countersByWorker: [EndpointCounters]

    /// An endpoint at a place. With `predecessor` it continues another one that has moved (LOGICAL_DNS): its counters
    /// and what is known of its outcomes.
    init(
        index: Int, _ description: EndpointDescription, workerCount: Int, succeeding predecessor: Endpoint? = nil,
        outliers: OutlierReports? = nil
    ) {
        outlier = predecessor?.outlier ?? outliers.map { OutlierMonitor($0, workerCount: workerCount) }
        self.index = index
        address = description.address
        alternatives = description.alternatives
        addressText = description.address.text
        hostname = description.hostname
        hostnameBytes = Array(description.hostname.utf8)
        locality = Locality(region: description.region, zone: description.zone, subZone: description.subZone)
        metadata = description.metadata
        labels = description.metadata["envoy.lb"]
        isCanary = labels["canary"] == .bool(true)
        transport = description.transport
        healthCheck = description.healthCheck
        currentLocalityWeight = Atomic(description.localityWeight ?? 0)
        currentWeight = Atomic(description.weight)
        currentPriority = Atomic(description.priority)
        currentHealth = Atomic(description.health.rawValue)
        countersByWorker = predecessor?.countersByWorker ?? (0...workerCount).map { _ in EndpointCounters() }
    }

    /// Its share of the traffic, relative to the others of its priority.
    public var weight: UInt32 { currentWeight.load(ordering: .relaxed) }

    /// Its priority; 0 is used first.
    public var priority: UInt32 { currentPriority.load(ordering: .relaxed) }

    /// The weight of its locality at its priority; 0 when unset.
    var localityWeight: UInt32 { currentLocalityWeight.load(ordering: .relaxed) }

    /// What its source says of its health.
    public var configuredHealth: EndpointConfiguration.HealthStatus {
        EndpointConfiguration.HealthStatus(rawValue: currentHealth.load(ordering: .relaxed)) ?? .unknown
    }

    /// Takes over what has changed; whether anything has.
    func revise(_ description: EndpointDescription) -> Bool {
        let isSame =
            weight == description.weight && priority == description.priority
            && configuredHealth == description.health && localityWeight == description.localityWeight ?? 0
        currentWeight.store(description.weight, ordering: .relaxed)
        currentPriority.store(description.priority, ordering: .relaxed)
        currentHealth.store(description.health.rawValue, ordering: .relaxed)
        currentLocalityWeight.store(description.localityWeight ?? 0, ordering: .relaxed)
        return !isSame
    }

    var identity: EndpointDescription.Identity {
        EndpointDescription.Identity(
            address: address, alternatives: alternatives, hostname: hostname, region: locality.region,
            zone: locality.zone, subZone: locality.subZone, metadata: metadata, transport: transport,
            healthCheck: healthCheck)
    }

    /// Connections of all workers for requests of a priority: open, opening or closing.
    func connectionCount(_ priority: RoutingPriority) -> Int {
        priority == .high ? highConnections.load(ordering: .relaxed) : defaultConnections.load(ordering: .relaxed)
    }

    /// One connection more or less.
    func changeConnectionCount(_ priority: RoutingPriority, by change: Int) {
        if priority == .high {
            highConnections.add(change, ordering: .relaxed)
        } else {
            defaultConnections.add(change, ordering: .relaxed)
        }
    }

    /// Writes the address as logs show it.
    public func appendAddress(to line: inout ByteBuffer) {
        if case .unix(let path) = address { return line.append(path) }
        let text = addressText
        line.append(text.bytes)
    }

    /// Where a worker counts what it does with the endpoint.
    public func counters(worker: Int) -> EndpointCounters { countersByWorker[worker] }

    /// The sum of one counter over all workers.
    public func sum(_ counter: (EndpointCounters) -> UInt64) -> UInt64 {
        countersByWorker.reduce(0) { $0 &+ counter($1) }
    }

    /// Whether it gets no requests, since it answered badly. The main loop alone changes it.
    public internal(set) var isEjected: Bool {
        get { healthFlags.contains(.ejected) }
        set { changeHealth(adding: newValue ? .ejected : [], removing: newValue ? [] : .ejected) }
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

    /// Another address was tried for a connection.
    func connectionTriedAgain() { Self.add(cxTotal, 1) }

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
