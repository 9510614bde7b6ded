internal import Buffers
internal import EventLoops
internal import Filters
internal import HTTPConnections
internal import HTTPSemantics
internal import Upstreams

/// One try of a request at one endpoint: the router's half that the pool and the client connection talk to.
///
/// The object belongs to its router filter and is used again for retries and later requests.
final class UpstreamRequest: UpstreamStream {
    private let router: RouterFilter
    private(set) var connection: HTTPClientConnection?
    /// Whether the connection had carried requests before.
    private(set) var isReused = false
    /// Whether a try is under way.
    private(set) var isActive = false
    /// Where it goes, while it goes on beside a newer try; the newest one's is its stream's.
    var endpoint: Endpoint?
    /// Whether its time was up, and another try was begun beside it.
    var isSlow = false
    /// Whether the upstream has ended its direction of a tunnel.
    private var responseEnded = false
    private var hasSentEnd = false

    init(router: RouterFilter) { self.router = router }

    /// Where the outcome is counted.
    private(set) var counters: EndpointCounters?
    /// What watches it; nil where outliers are not detected.
    private(set) var monitor: OutlierMonitor?

    /// Whose endpoint it goes to, where its route leads to an aggregate; else nil.
    var member: WorkerCluster?

    /// Whether the try is logged or measured: nearly none is.
    private(set) var isWatched = false
    /// What is known about such a try.
    private(set) var record: TryRecord?

    /// Begins a try; the pool is to be asked for a connection next.
    func begin(at pool: EndpointPool) {
        if member != nil { member = nil }
        if counters !== pool.counters { counters = pool.counters }
        if monitor != nil || pool.outlier != nil { monitor = pool.outlier }
        isActive = true
        isReused = false
        isSlow = false
        responseEnded = false
        hasSentEnd = false
        isTunnel = false
        responseHead.reset()
        responseTrailers.removeAll()
        if router.tryLogs != nil || pool.cluster.tracking != nil { watch(pool.cluster.tracking) }
    }

    /// Gives the try up; nothing is heard of it any more.
    func cancel() {
        guard isActive else { return }
        isActive = false
        router.measure(self)
        if isWatched { endWatch() }
        if let connection {
            self.connection = nil
            connection.reset(self)
        } else {
            stopWaiting()
        }
    }

    /// The request's last byte was given to the connection.
    func requestEnded() {
        hasSentEnd = true
        if responseEnded { finish() }
    }

    /// The last byte of the answer has come; a tunnel lasts until both directions have ended.
    private func responseComplete() {
        responseEnded = true
        if !isTunnel || hasSentEnd { finish() }
    }

    private func finish() {
        router.measure(self)
        if isWatched { endWatch() }
        isActive = false
        connection = nil
    }

    // MARK: - From the pool

    override func poolReady(_ connection: HTTPClientConnection, isReused: Bool) {
        self.connection = connection
        self.isReused = isReused
        if isWatched, let record { router.tryConnected(self, record) }
        router.upstreamReady(self, connection)
    }

    override func poolFailed(_ failure: PoolFailure) {
        if isWatched { record?.fail(RouterFilter.flags(of: failure.reason), cause: failure.cause) }
        finish()
        router.upstreamFailed(self, failure)
    }

    // MARK: - From the connection

    override func informationalReceived() { router.upstreamInformational(self) }

    override func responseHeadersReceived(endStream: Bool) {
        if isWatched { record?.answered(responseHead, at: router.owner.loop.now) }
        if endStream { responseComplete() }
        router.upstreamHeaders(self, endStream: endStream)
    }

    override func responseDataReceived(_ data: Span<UInt8>, endStream: Bool) {
        if isWatched { record?.info.bytesReceived &+= UInt64(data.count) }
        if endStream { responseComplete() }
        router.upstreamData(self, data, endStream: endStream)
    }

    override func responseDataSpliced(_ count: Int, endStream: Bool) {
        if isWatched { record?.info.bytesReceived &+= UInt64(count) }
        if endStream { responseComplete() }
        router.upstreamSpliced(self, count, endStream: endStream)
    }

    override func responseTrailersReceived() {
        responseComplete()
        router.upstreamTrailers(self)
    }

    override func streamReset(_ reason: StreamResetReason) {
        let untouched = connection.map { !$0.receivedBytes(of: self) } ?? true
        let unsent = connection.map { !$0.wroteBytes(of: self) } ?? true
        let wasReused = isReused
        if isWatched { record?.fail(RouterFilter.flags(of: reason)) }
        finish()
        router.upstreamReset(self, reason, isReused: wasReused, isUntouched: untouched, isUnsent: unsent)
    }

    // MARK: - Watched tries

    private func watch(_ tracking: ClusterTracking?) {
        let record = record ?? TryRecord(of: self, loop: router.owner.loop)
        self.record = record
        isWatched = true
        record.begin(tracking, router.owner.loop)
    }

    private func endWatch() {
        isWatched = false
        if let record { router.tryEnded(self, record) }
    }

    /// Body bytes were given to the connection.
    func noteSent(_ count: Int) { record?.info.bytesSent &+= UInt64(count) }

    /// The request's time is up, and not that of this try.
    func outlivesRequest() { record?.isCutShort = true }

    /// This try's own time is up: its line says so.
    func ranOut(_ flags: ResponseFlags) { if isWatched { record?.fail(flags) } }

    /// An interval of the logs is over.
    func intervalEnded() {
        if isWatched, let record { router.tryGoesOn(self, record) }
    }

    override func requestAboveHighWatermark() { router.upstreamAboveHighWatermark() }

    override func requestBelowLowWatermark() { router.upstreamBelowLowWatermark() }
}
