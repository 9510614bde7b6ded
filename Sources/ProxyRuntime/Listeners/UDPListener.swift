internal import EventLoops
internal import NetworkAddresses
internal import Proxying
internal import Telemetry

/// One worker's socket of a listener of datagrams: hands them to the UDP proxy.
final class UDPListener: DatagramSocket {
    private var proxy: UDPProxy?
    private let metrics: MetricWriter
    // The writer does not keep it.
    private let scope: MetricScope

    init(_ udp: UDPListenerSettings, socket: consuming FileDescriptor, worker: Worker) {
        scope = udp.metrics
        metrics = scope.writer(thread: worker.index)
        super.init(loop: worker.loop, descriptor: socket, longest: udp.longestDatagram)
        proxy = udp.proxy.map { settings in
            UDPProxy(settings, worker: worker.proxy) { [unowned self] bytes, peer, local in
                send(bytes, to: peer, from: local)
            }
        }
    }

    override func received(_ bytes: Span<UInt8>, from peer: SocketAddress, to local: SocketAddress?) {
        proxy?.received(bytes, from: peer, to: local)
    }

    override func dropped() { metrics.increment(UDPListenerMetric.dropped) }

    /// Ends all sessions and stops hearing.
    func end() {
        proxy?.closeAll()
        close()
    }
}

/// What a listener of datagrams has, as the snapshot holds it.
struct UDPListenerSettings: Sendable {
    let longestDatagram: Int
    let proxy: UDPProxySettings?
    let metrics: MetricScope
}

/// The statistics of the sockets of a listener of datagrams.
enum UDPListenerMetric: Int, MetricIndex {
    case dropped

    var declaration: MetricDeclaration { .counter("downstream_rx_datagram_dropped") }

    static let family = makeFamily(extractedPrefix: "listener.udp.")
}
