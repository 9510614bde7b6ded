internal import Buffers
internal import Configuration
public import EventLoops
public import NetworkAddresses
public import RuntimeValues
internal import Synchronization
public import Telemetry
public import Upstreams

/// What all connection managers of one worker share: its loop, its view of the clusters, its random numbers and its
/// cached texts. Confined to the worker's thread.
public final class ProxyWorker {
    /// The worker's number, from 0.
    public let index: Int
    /// The worker's loop.
    public let loop: EventLoop
    /// The machine's own address, which stands in X-Forwarded-For for clients on the loopback interface.
    public let localAddress: IPAddress
    let localAddressText: AddressText
    /// What stands at runtime keys.
    public let runtime: LiveRuntime
    /// What keeps HTTP/2 connections from being abused.
    let streamLimits: LiveStreamLimits
    /// What holds for all retries.
    let retryRules: RetryRules
    /// Where access logs are written.
    public let logWriter: LogWriter
    /// Nanoseconds that a line may wait in a half-full batch.
    let logFlushInterval: UInt64
    private var clusters: [String: Cluster]
    /// Grows when clusters come, go or are replaced: what was resolved before it must be resolved again.
    private(set) var clustersVersion: UInt32 = 0
    private var workerClusters: [String: WorkerCluster] = [:]
    /// Where it is told which clusters those are; nil unless somebody asks.
    private let usedClusters: UsedClusters?
    /// Those that look at the endpoints of the cluster that this proxy is one of.
    private var zoneAware: [WorkerCluster] = []
    /// Those that stand for others.
    private var aggregates: [WorkerCluster] = []
    var random: FastRandom
    var timestamps = TimestampFormatter()
    /// Whether the proxy was taken out of service.
    public var isServerFailing = false
    /// What is done against overload at the moment.
    public var overload = OverloadLevels() {
        didSet { isOverloaded = overload.concernsRequests }
    }
    /// Whether requests are concerned: the one thing that each of them looks at.
    private(set) var isOverloaded = false
    /// Whether requests are looked at when they end: the one thing that each of them asks then.
    var isTapped = false
    /// What looks at them.
    private lazy var tap = RequestTap(worker: self)
    /// Istio's standard metrics, where filters count them.
    private(set) lazy var istioStatistics = IstioStatistics(thread: index)
    /// How many downstream connections there are, where other threads can read it.
    public let connections: ConnectionCount
    /// Called when a downstream connection has closed, or the last upstream connection that only sends what a client
    /// has left.
    public var onConnectionClosed: (() -> Void)?
    /// Such upstream connections.
    private var flushing = 0
    /// Logs end with those who write them.
    private var accessLogs: [LogReference] = []
    private var exporters: [(provider: TraceProviderConfiguration, exporter: SpanExporter)] = []
    /// Objects for copies of requests, ready for use.
    private var idleMirrored: [MirroredRequest] = []
    private var logFlusher: LogFlusher?

    /// Makes a worker's shared state.
    public init(
        index: Int, loop: EventLoop, clusters: [String: Cluster], localAddress: IPAddress, logWriter: LogWriter,
        logFlushInterval: UInt64 = 1_000_000_000, seed: UInt64, connections: ConnectionCount = ConnectionCount(),
        runtime: LiveRuntime = LiveRuntime(), usedClusters: UsedClusters? = nil
    ) {
        self.usedClusters = usedClusters
        self.runtime = runtime
        streamLimits = LiveStreamLimits(runtime)
        retryRules = RetryRules(runtime)
        self.connections = connections
        self.index = index
        self.loop = loop
        self.clusters = clusters
        self.localAddress = localAddress
        localAddressText = localAddress.text
        self.logWriter = logWriter
        self.logFlushInterval = logFlushInterval
        random = FastRandom(seed: seed)
    }

    /// The worker's view of a cluster; nil when there is no such cluster.
    func cluster(named name: String) -> WorkerCluster? {
        if let cluster = workerClusters[name] { return cluster }
        guard let shared = clusters[name] else { return nil }
        let cluster = WorkerCluster(shared, loop: loop, workerIndex: index, seed: random.next()) { [weak self] in
            self?.cluster(named: $0)
        }
        cluster.onFlush = { [weak self] in self?.flushingChanged(by: $0) }
        workerClusters[name] = cluster
        usedClusters?.insert(name)
        if shared.neighbours != nil { zoneAware.append(cluster) }
        if cluster.isAggregate { aggregates.append(cluster) }
        return cluster
    }

    /// Clusters have come, were replaced, or (without a cluster) have gone. What is under way to those of before may
    /// finish. Runs on the worker.
    public func replaceClusters(_ changes: [(name: String, cluster: Cluster?)]) {
        var retired: [WorkerCluster] = []
        for (name, cluster) in changes {
            clusters[name] = cluster
            guard let gone = workerClusters.removeValue(forKey: name) else { continue }
            usedClusters?.remove(name)
            zoneAware.removeAll { $0 === gone }
            aggregates.removeAll { $0 === gone }
            retired.append(gone)
        }
        clustersVersion &+= 1
        for aggregate in aggregates { aggregate.membersChanged() }
        // Whoever loses a connection by this finds what is there now.
        for gone in retired {
            gone.membersChanged()
            gone.retire()
        }
    }

    /// The endpoints of a cluster were replaced: the worker takes them, if it uses the cluster. Runs on the worker.
    public func endpointsChanged(of cluster: Cluster) {
        for view in zoneAware where view.cluster.neighbours === cluster { view.neighboursChanged() }
        guard let view = workerClusters[cluster.name], view.cluster === cluster else { return }
        view.refresh()
        for aggregate in aggregates { aggregate.membersChanged() }
    }

    /// The requests that ended behind one of that number, and for a while those to come. Runs on the worker.
    public func tapped(after number: UInt64) -> TapReport { tap.report(after: number) }

    /// Shows a request that ends to whoever looks at requests.
    func tap(_ stream: ActiveStream) { tap.note(stream) }

    /// An object for the copy of a request.
    func takeMirrored() -> MirroredRequest { idleMirrored.popLast() ?? MirroredRequest(worker: self) }

    /// The copy is over; its object may be used again.
    func give(back copy: MirroredRequest) {
        if idleMirrored.count < 64 { idleMirrored.append(copy) }
    }

    /// Throws dice: true with a probability from 0 to 1.
    public func happens(_ probability: Double) -> Bool {
        probability >= 1 || Double(random.next() >> 11) * 0x1p-53 < probability
    }

    /// 64 random bits; not for secrets.
    func randomBits() -> UInt64 { random.next() }

    /// A UUID of random bits (RFC 9562 §5.4), in two halves.
    func randomUUID() -> (high: UInt64, low: UInt64) {
        ((random.next() & ~0xf000) | 0x4000, (random.next() & ~(0b11 << 62)) | (0b10 << 62))
    }

    /// Appends a UUID of random bits.
    func appendRandomUUID(to output: inout ByteBuffer) {
        let (high, low) = randomUUID()
        output.append(uuid: high, low)
    }

    /// Who sends spans to a collector; the same for all that have the same one.
    func exporter(
        for provider: TraceProviderConfiguration, _ registry: MetricRegistry, _ node: NodeNames
    ) -> SpanExporter {
        if let known = exporters.first(where: { $0.provider == provider }) { return known.exporter }
        let exporter: SpanExporter =
            switch provider {
            case .zipkin(let collector):
                ZipkinExporter(collector, worker: self, registry: registry, runtime: runtime, node: node)
            case .openTelemetry(let collector):
                OpenTelemetryExporter(collector, worker: self, registry: registry, runtime: runtime)
            }
        exporters.append((provider, exporter))
        return exporter
    }

    /// Whether bytes of clients that are gone still wait for endpoints.
    public var isFlushing: Bool { flushing > 0 }

    private func flushingChanged(by change: Int) {
        flushing += change
        if flushing == 0 { onConnectionClosed?() }
    }

    func connectionOpened() { connections.add(1) }

    func connectionClosed() {
        connections.add(-1)
        onConnectionClosed?()
    }

    /// Keeps a log's lines from waiting too long in a half-full batch: the log arms what is returned after each line.
    func register(_ log: WorkerAccessLog) -> LogFlusher {
        // Now and then, as their number doubles.
        if accessLogs.count.nonzeroBitCount == 1 { accessLogs.removeAll { $0.place == nil } }
        accessLogs.append(LogReference(place: log.place))
        let flusher = logFlusher ?? LogFlusher(worker: self)
        logFlusher = flusher
        return flusher
    }

    /// Hands all waiting lines to the log writer.
    ///
    /// - Parameter onTimer: because they have waited long enough.
    public func flushLogs(onTimer: Bool = false) {
        for log in accessLogs { log.place?.log?.flush(onTimer: onTimer) }
    }

    /// Refers to a log without keeping it. What is referred to weakly is slow to retain from then on, so that it is not
    /// the log itself.
    private struct LogReference {
        weak var place: WorkerAccessLog.Place?
    }

    /// Hands waiting lines over some time after the first of them was written; an idle worker does not wake up for it.
    final class LogFlusher: TimerOwner {
        private unowned let worker: ProxyWorker
        private let timer: LoopTimer

        init(worker: ProxyWorker) {
            self.worker = worker
            timer = LoopTimer(loop: worker.loop)
            super.init()
            timer.owner = self
        }

        /// A line was written; it leaves in time, or with a full batch.
        func arm() {
            if !timer.isArmed { timer.arm(after: worker.logFlushInterval) }
        }

        override func timerFired(_ kind: UInt8) { worker.flushLogs(onTimer: true) }
    }
}

/// A number of connections that one worker changes and any thread reads.
public final class ConnectionCount: Sendable {
    private let value = Atomic<Int64>(0)

    /// None.
    public init() {}

    /// The number at present.
    public var current: UInt64 { UInt64(clamping: value.load(ordering: .relaxed)) }

    /// Only one thread writes, so that no locked instruction is needed.
    func add(_ change: Int64) { value.store(value.load(ordering: .relaxed) &+ change, ordering: .relaxed) }
}
