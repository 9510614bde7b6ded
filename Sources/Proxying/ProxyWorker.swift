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
    /// Where access logs are written.
    public let logWriter: LogWriter
    /// Nanoseconds that a line may wait in a half-full batch.
    let logFlushInterval: UInt64
    private var clusters: [String: Cluster]
    private var workerClusters: [String: WorkerCluster] = [:]
    var random: FastRandom
    var timestamps = TimestampFormatter()
    /// What is done against overload at the moment.
    public var overload = OverloadLevels() {
        didSet { isOverloaded = overload.concernsRequests }
    }
    /// Whether requests are concerned: the one thing that each of them looks at.
    private(set) var isOverloaded = false
    /// How many downstream connections there are, where other threads can read it.
    public let connections: ConnectionCount
    /// Called when a downstream connection has closed.
    public var onConnectionClosed: (() -> Void)?
    private var accessLogs: [WorkerAccessLog] = []
    /// Objects for copies of requests, ready for use.
    private var idleMirrored: [MirroredRequest] = []
    private var logFlusher: LogFlusher?

    /// Makes a worker's shared state.
    public init(
        index: Int, loop: EventLoop, clusters: [String: Cluster], localAddress: IPAddress, logWriter: LogWriter,
        logFlushInterval: UInt64 = 1_000_000_000, seed: UInt64, connections: ConnectionCount = ConnectionCount(),
        runtime: LiveRuntime = LiveRuntime()
    ) {
        self.runtime = runtime
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
        let cluster = WorkerCluster(shared, loop: loop, workerIndex: index, seed: random.next())
        workerClusters[name] = cluster
        return cluster
    }

    /// The endpoints of a cluster were replaced: the worker takes them, if it uses the cluster. Runs on the worker.
    public func endpointsChanged(of cluster: Cluster) {
        guard let view = workerClusters[cluster.name], view.cluster === cluster else { return }
        view.refresh()
    }

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

    /// Appends a UUID of random bits.
    func appendRandomUUID(to output: inout ByteBuffer) {
        let high = (random.next() & ~0xf000) | 0x4000
        let low = (random.next() & ~(0b11 << 62)) | (0b10 << 62)
        output.append(uuid: high, low)
    }

    func connectionOpened() { connections.add(1) }

    func connectionClosed() {
        connections.add(-1)
        onConnectionClosed?()
    }

    /// Keeps a log's lines from waiting too long in a half-full batch: the log arms what is returned after each line.
    func register(_ log: WorkerAccessLog) -> LogFlusher {
        accessLogs.append(log)
        let flusher = logFlusher ?? LogFlusher(worker: self)
        logFlusher = flusher
        return flusher
    }

    /// Hands all waiting lines to the log writer.
    ///
    /// - Parameter onTimer: because they have waited long enough.
    public func flushLogs(onTimer: Bool = false) {
        for log in accessLogs { log.flush(onTimer: onTimer) }
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
