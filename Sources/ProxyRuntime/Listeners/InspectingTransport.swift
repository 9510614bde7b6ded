internal import Buffers
internal import Configuration
internal import EventLoops
internal import TLS
internal import Telemetry
internal import Transports

/// Looks at the first bytes of an accepted connection without taking them, chooses its filter chain by what they say,
/// and hands the connection over to that chain's own transport.
///
/// ```
///  accepted ── peek ──▶ incomplete? wait ─▶ chosen ─▶ TLS: its handshake reads the same bytes
///                                              └────▶ plain: open
/// ```
final class InspectingTransport: TransportSocket {
    private unowned let listener: WorkerListener
    private let options: TLSInspectorConfiguration
    private let metrics: MetricWriter
    private var seen = ByteBuffer()

    init(listener: WorkerListener, options: TLSInspectorConfiguration, metrics: MetricWriter) {
        self.listener = listener
        self.options = options
        self.metrics = metrics
    }

    override func handshake(on connection: Connection) -> HandshakeOutcome {
        let loop = connection.loop
        loop.lendStorage(to: &seen)
        defer {
            seen.removeAll()
            loop.takeBackStorage(from: &seen)
        }
        let outcome = connection.peekRaw(into: &seen)
        switch outcome.state {
        case .endOfStream, .failed:
            listener.closedWhileInspected()
            return .failed
        case .more, .drained: break
        }
        let count = min(seen.count, Int(options.maximumSize))
        let reading = count == 0 ? .incomplete : ClientHello.read(seen.span(at: 0, count: count))
        switch reading {
        case .incomplete:
            if count < Int(options.maximumSize) { return .waiting }
            metrics.increment(TLSInspectorMetric.clientHelloTooLarge)
            return .failed
        case .notTLS:
            metrics.increment(TLSInspectorMetric.tlsNotFound)
            metrics.record(TLSInspectorMetric.bytesProcessed, UInt64(count))
            if options.closesOnErrors && seen[0] == 22 { return .failed }
            return handOver(connection, nil)
        case .hello(let hello):
            note(hello)
            metrics.record(TLSInspectorMetric.bytesProcessed, UInt64(count))
            return handOver(connection, hello)
        }
    }

    private func note(_ hello: ClientHello) {
        metrics.increment(TLSInspectorMetric.tlsFound)
        metrics.increment(hello.serverName.isEmpty ? TLSInspectorMetric.sniNotFound : .sniFound)
        metrics.increment(hello.applicationProtocols.isEmpty ? TLSInspectorMetric.alpnNotFound : .alpnFound)
    }

    private func handOver(_ connection: Connection, _ hello: ClientHello?) -> HandshakeOutcome {
        guard listener.open(connection, hello) else { return .failed }
        // The chain's transport has taken the place of this one.
        return connection.transport.map { $0.handshake(on: connection) } ?? .done
    }
}

/// Hears of a connection that has no filter chain yet.
final class UnchosenConnection: ConnectionHandler {
    private unowned let listener: WorkerListener

    init(listener: WorkerListener) { self.listener = listener }

    override func connectionClosed(_ reason: ConnectionCloseReason) { listener.abandoned(reason) }
}
