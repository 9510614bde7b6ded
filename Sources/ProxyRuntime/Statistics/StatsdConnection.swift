internal import Buffers
internal import EventLoops
internal import Synchronization
internal import Telemetry
internal import Transports
internal import Upstreams

/// The connection that carries lines to an endpoint of a cluster. It is made when there are lines, and again when there
/// are some after its end. While nobody can be reached, lines are lost.
///
/// Of the cluster's statistics it moves those of bytes only, as Envoy's does.
// Guard: confinement to the main loop, but for `waiting`, which has a lock.
final class StatsdConnection: ConnectionHandler, @unchecked Sendable {
    /// A connection that was begun, and where its bytes are counted.
    struct Opened {
        let connection: Connection
        let metrics: MetricWriter
        /// Keeps what `metrics` counts in.
        let cluster: WorkerCluster
    }

    private let name: String
    private let metrics: MetricScope
    private let connect: (String) -> Opened?
    private var opened: Opened?
    private var counted: UInt64 = 0
    private let waiting = Mutex(Waiting())

    private struct Waiting {
        var lines: [UInt8] = []
        /// Whether some were dropped.
        var isCut = false
    }

    /// More bytes than that do not wait, as in Envoy.
    private static let limit = 16 << 20

    init(to name: String, metrics: MetricScope, connect: @escaping (String) -> Opened?) {
        self.name = name
        self.metrics = metrics
        self.connect = connect
        super.init()
    }

    /// Adds lines; says whether somebody has to call `sendWaiting`. From any thread.
    func add(_ lines: Span<UInt8>) -> Bool {
        waiting.withLock { waiting in
            let isFirst = waiting.lines.isEmpty
            if waiting.lines.count + lines.count > Self.limit {
                waiting.isCut = true
            } else {
                for index in lines.indices { waiting.lines.append(lines[index]) }
            }
            return isFirst
        }
    }

    /// Sends what was added. On the main loop.
    func sendWaiting() {
        let (lines, isCut) = waiting.withLock { waiting in
            let all = (waiting.lines, waiting.isCut)
            waiting = Waiting()
            return all
        }
        if isCut { metrics.block(thread: 0).increment(StatsdConnectionMetric.overflow) }
        if let opened, opened.connection.outbound.count + lines.count > Self.limit {
            metrics.block(thread: 0).increment(StatsdConnectionMetric.overflow)
            opened.connection.close(.now)
            return
        }
        if lines.isEmpty { return }
        if opened == nil { open() }
        guard let connection = opened?.connection else { return }
        if connection.isOpen {
            connection.writeDirect(lines.span)
        } else {
            connection.outbound.append(lines)
        }
        count()
    }

    /// Sends what is left, as far as it goes at once. On the main loop.
    func end() {
        sendWaiting()
        opened?.connection.close(.now)
    }

    private func open() {
        guard let opened = connect(name) else { return }
        self.opened = opened
        counted = 0
        opened.connection.handler = self
        opened.connection.bufferLimit = Self.limit
    }

    private func count() {
        guard let opened else { return }
        let sent = opened.connection.bytesSent
        opened.metrics.add(ClusterMetric.upstreamCxTxBytesTotal, sent &- counted)
        counted = sent
    }

    override func connectionOpened() {
        opened?.connection.scheduleFlush()
        count()
    }

    // Nobody has anything to say here.
    override func connectionReadable(endOfStream: Bool) {
        opened?.connection.inbound.removeAll()
        if endOfStream { opened?.connection.close(.now) }
    }

    override func connectionClosed(_ reason: ConnectionCloseReason) {
        count()
        opened = nil
    }
}
