public import Buffers

/// What an attempt to read brought.
public struct ReadOutcome: Sendable {
    /// How reading can go on.
    public enum State: Hashable, Sendable {
        /// There may be more at once.
        case more
        /// Nothing is left; the kernel will announce more.
        case drained
        /// The peer has ended its direction.
        case endOfStream
        /// It failed with this `errno` value; 0 for a failure of the transport itself.
        case failed(Int32)
    }

    /// Bytes appended.
    public var count: Int
    /// How reading can go on.
    public var state: State

    /// Makes an outcome from its parts.
    public init(count: Int, state: State) {
        self.count = count
        self.state = state
    }
}

/// What an attempt to write achieved.
public struct WriteOutcome: Sendable {
    /// How writing can go on.
    public enum State: Hashable, Sendable {
        /// Everything was taken.
        case done
        /// The kernel takes no more; it will announce room.
        case blocked
        /// It failed with this `errno` value; 0 for a failure of the transport itself.
        case failed(Int32)
    }

    /// Bytes consumed.
    public var count: Int
    /// How writing can go on.
    public var state: State

    /// Makes an outcome from its parts.
    public init(count: Int, state: State) {
        self.count = count
        self.state = state
    }
}

/// What an attempt to shake hands achieved.
public enum HandshakeOutcome: Hashable, Sendable {
    /// The transport carries bytes now.
    case done
    /// It waits for the peer.
    case waiting
    /// It failed; the connection closes with `.transportFailed`.
    case failed
}

/// Stands between a connection's buffers and the wire, as TLS does. A connection without one moves plain bytes.
///
/// It moves its own bytes with `Connection.receiveRaw(into:)` and `Connection.sendRaw(from:)`. All methods run on the
/// loop, and may not close the connection.
open class TransportSocket {
    /// Makes a transport for one connection.
    public init() {}

    /// Runs when the connection is made, and whenever the wire can be read or written until the handshake is done.
    open func handshake(on connection: Connection) -> HandshakeOutcome { .done }

    /// Appends plain bytes to `buffer`, about one buffer full. `.more` when it stopped before the wire ran dry.
    open func read(into buffer: inout ByteBuffer, on connection: Connection) -> ReadOutcome {
        connection.receiveRaw(into: &buffer)
    }

    /// Consumes plain bytes from `buffer` and sends them. `.done` only when nothing waits inside the transport either.
    open func write(from buffer: inout ByteBuffer, on connection: Connection) -> WriteOutcome {
        connection.sendRaw(from: &buffer)
    }

    /// Whether bytes of the transport's own wait to be sent, such as a key update; asked after each read, and answered
    /// by a `write`. Default false.
    open var wantsFlush: Bool { false }

    /// Whether what waits may as well be sent by `sendEnd`, if that comes next and there are no plain bytes. Default
    /// false.
    open var leavesWithGoodbye: Bool { false }

    /// The protocol that both sides agreed on in the handshake (ALPN), such as `h2`; empty means none. Default empty.
    open var applicationProtocol: String { "" }

    /// Who the peer is; nil where nothing secures the connection. Default nil.
    open var peerIdentity: (any PeerIdentity)? { nil }

    /// The name that the client asked for (SNI), in lower case; empty means none. Default empty.
    open var requestedServerName: String { "" }

    /// Says goodbye on the wire before our direction ends, such as TLS's `close_notify`, behind what waits; what cannot
    /// be sent at once may be dropped. Default: nothing.
    open func sendEnd(on connection: Connection) {}

    /// Whether nobody on the wire can read or change the bytes. Default false.
    open var isSecured: Bool { false }

    /// Why it has failed, as logs tell it; empty when it has not. Default empty.
    open var failure: String { "" }

    /// Runs when the connection is closed. Default: nothing.
    open func closed() {}
}
