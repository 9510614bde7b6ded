internal import Buffers
internal import Configuration
internal import EventLoops
internal import Transports

/// Sends some bytes, if any, and waits for some others; without these, being connected is enough.
final class TCPHealthProbe: HealthProbe {
    private let check: TCPHealthCheckConfiguration
    private var connection: Connection?
    /// Whether an answer is owed.
    private var isAsking = false
    private let relay = Relay()

    /// Hands on what happens on connections.
    private final class Relay: ConnectionHandler {
        weak var probe: TCPHealthProbe?
        override func connectionOpened() { probe?.opened() }
        override func connectionReadable(endOfStream: Bool) { probe?.readable(endOfStream: endOfStream) }
        override func connectionClosed(_ reason: ConnectionCloseReason) { probe?.closed() }
    }

    init(_ target: Target, _ check: TCPHealthCheckConfiguration) {
        self.check = check
        super.init(target)
        relay.probe = self
    }

    override func begin() {
        isAsking = true
        if let connection, connection.isOpen { return ask(on: connection) }
        do {
            let connection = try target.connect()
            connection.handler = relay
            self.connection = connection
        } catch {
            finish(.failure(.network, isRetriable: false))
        }
    }

    override func abandon() {
        isAsking = false
        let old = connection
        connection = nil
        old?.close(.now)
    }

    private func opened() {
        guard isAsking, let connection else { return }
        if !check.receive.isEmpty { return ask(on: connection) }
        abandon()
        answer(.success(isDegraded: false))
    }

    private func ask(on connection: Connection) {
        connection.inbound.removeAll()
        if check.send.isEmpty { return }
        connection.outbound.append(check.send)
        connection.scheduleFlush()
    }

    private func readable(endOfStream: Bool) {
        guard let connection else { return }
        if isAsking && Self.contains(connection.inbound, check.receive) {
            connection.inbound.removeAll()
            if target.configuration.reusesConnection && !endOfStream {
                isAsking = false
            } else {
                abandon()
            }
            return answer(.success(isDegraded: false))
        }
        // Bytes that nobody waits for, and an answer without end.
        if !isAsking || connection.inbound.count > Self.longestAnswer { connection.inbound.removeAll() }
        if endOfStream {
            let wasAsking = isAsking
            abandon()
            if wasAsking { answer(.failure(.network, isRetriable: false)) }
        }
    }

    private func closed() {
        connection = nil
        if isAsking { finish(.failure(.network, isRetriable: false)) }
    }

    private func finish(_ outcome: HealthCheckState.Outcome) {
        isAsking = false
        answer(outcome)
    }

    private static func contains(_ buffer: borrowing ByteBuffer, _ pieces: [[UInt8]]) -> Bool {
        contains(buffer.readable, pieces)
    }

    /// Whether all pieces are there, one behind the other, whatever stands between them.
    static func contains(_ bytes: Span<UInt8>, _ pieces: [[UInt8]]) -> Bool {
        var start = 0
        for piece in pieces where !piece.isEmpty {
            var found = -1
            while start <= bytes.count - piece.count {
                let next = Bytes.firstIndex(of: piece[0], in: bytes, from: start)
                if next < 0 || next > bytes.count - piece.count { return false }
                if Bytes.equal(bytes.extracting(next..<(next + piece.count)), piece.span) {
                    found = next
                    break
                }
                start = next + 1
            }
            if found < 0 { return false }
            start = found + piece.count
        }
        return true
    }

    private static let longestAnswer = 1 << 20
}
