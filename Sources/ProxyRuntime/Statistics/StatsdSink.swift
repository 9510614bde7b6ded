internal import Buffers
internal import Configuration
internal import EventLoops
internal import NetworkAddresses
internal import Telemetry

/// One place that statistics are sent to. Confined to the flusher's thread.
class StatsdSink {
    /// Where tags stand in its lines.
    final let tags: StatsdMetric.TagForm
    private final let prefix: [UInt8]
    private final var line = ByteBuffer()

    init(_ configuration: StatisticsSinkConfiguration) {
        prefix = Array(configuration.prefix.utf8)
        switch configuration.tags {
        case .none: tags = .none
        case .trailing: tags = .trailing
        case .inName: tags = .inName
        }
    }

    /// Sends a metric, maybe with others; one that stands alone shares no datagram, as Envoy's do not.
    final func tell(_ metric: StatsdMetric, isAlone: Bool) {
        let prefix = prefix
        var text = ByteBuffer()
        swap(&text, &line)
        text.removeAll()
        metric.append(to: &text, prefix: prefix.span, tags: tags)
        send(text.readable, isAlone: isAlone)
        swap(&text, &line)
    }

    /// Sends a line. Default: nothing.
    func send(_ line: Span<UInt8>, isAlone: Bool) {}

    /// Sends what still waits for others. Default: nothing.
    func settle() {}

    /// Runs once, on the main loop, when the flusher's thread has ended. Default: nothing.
    func end() {}
}

/// Datagrams to an address: one a line, or as many lines as there is room for. What cannot be sent is lost, as with
/// every datagram.
final class StatsdDatagrams: StatsdSink {
    private let socket: FileDescriptor
    private let address: SocketAddress
    private let longest: Int
    private var datagram = ByteBuffer()

    init(_ configuration: StatisticsSinkConfiguration, to address: AddressConfiguration) throws(SystemError) {
        self.address = ListenerAddress.resolve(address) ?? .unix("")
        longest = Int(clamping: configuration.longestDatagram)
        socket = try Sockets.datagrams(toward: self.address)
        super.init(configuration)
    }

    override func send(_ line: Span<UInt8>, isAlone: Bool) {
        if isAlone || line.count >= longest { return Sockets.send(line, to: address, over: socket) }
        if datagram.count + line.count + 1 > longest {
            settle()
        } else if !datagram.isEmpty {
            datagram.append(UInt8(ascii: "\n"))
        }
        datagram.append(line)
    }

    override func settle() {
        if datagram.isEmpty { return }
        var lines = ByteBuffer()
        swap(&lines, &datagram)
        Sockets.send(lines.readable, to: address, over: socket)
        lines.removeAll()
        swap(&lines, &datagram)
    }
}

/// Lines on their way to a connection of the main loop.
final class StatsdStream: StatsdSink {
    private let connection: StatsdConnection
    private let mainLoop: EventLoop
    private var lines = ByteBuffer()

    init(_ configuration: StatisticsSinkConfiguration, connection: StatsdConnection, mainLoop: EventLoop) {
        self.connection = connection
        self.mainLoop = mainLoop
        super.init(configuration)
    }

    override func send(_ line: Span<UInt8>, isAlone: Bool) {
        lines.append(line)
        lines.append(UInt8(ascii: "\n"))
        if lines.count >= Self.batch { settle() }
    }

    override func settle() {
        if lines.isEmpty { return }
        var batch = ByteBuffer()
        swap(&batch, &lines)
        let isFirst = connection.add(batch.readable)
        batch.removeAll()
        swap(&batch, &lines)
        if isFirst { mainLoop.execute { [connection] in connection.sendWaiting() } }
    }

    override func end() { connection.end() }

    private static let batch = 64 << 10
}
