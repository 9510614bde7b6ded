internal import Transports

/// The bytes of a connection that its owner was told of.
struct CountedTraffic {
    private var received: UInt64 = 0
    private var sent: UInt64 = 0

    /// Whether the owner was told of bytes that came in.
    var hasReceived: Bool { received != 0 }

    /// Takes the bytes that came in and went out since the last call; nil when there are none.
    @inline(__always)
    mutating func takeNew(of connection: Connection) -> (received: UInt64, sent: UInt64)? {
        let new = (connection.bytesReceived &- received, connection.bytesSent &- sent)
        if new == (0, 0) { return nil }
        received = connection.bytesReceived
        sent = connection.bytesSent
        return new
    }
}
