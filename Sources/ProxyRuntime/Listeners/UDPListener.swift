internal import EventLoops
internal import NetworkAddresses
internal import Proxying
internal import Telemetry

/// One worker's socket of a listener of datagrams: hands them to the UDP proxy.
final class UDPListener: DatagramSocket {
    private var proxy: UDPProxy?
    private let metrics: MetricWriter

    init(_ udp: UDPListenerSettings, socket: consuming FileDescriptor, worker: Worker) {
        metrics = udp.metrics.writer(thread: worker.index)
        super.init(loop: worker.loop, descriptor: socket, longest: udp.longestDatagram)
        proxy = udp.proxy.map { settings in
            UDPProxy(settings, worker: worker.proxy) { [unowned self] bytes, peer in send(bytes, to: peer) }
        }
    }

    override func received(_ bytes: Span<UInt8>, from peer: SocketAddress) { proxy?.received(bytes, from: peer) }

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

/// What is counted of the sockets of a listener of datagrams.
enum UDPListenerMetric: Int, MetricIndex {
    case dropped

    var declaration: MetricDeclaration { .counter("downstream_rx_datagram_dropped") }

    static let family = makeFamily(extractedPrefix: "listener.udp.")
}
