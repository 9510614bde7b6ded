/// Why a connection ended. Responses, log words and retries are derived from it.
public enum ConnectionCloseReason: Hashable, Sendable {
    /// We closed it: at once, or after the last byte was sent.
    case localClose
    /// We closed it with a reset.
    case localReset
    /// Both directions had ended, the peer's last.
    case remoteClose
    /// The peer reset it.
    case remoteReset
    /// It could not be made; the `errno` value.
    case connectFailed(Int32)
    /// It was not made in time.
    case connectTimeout
    /// Reading failed with this `errno` value.
    case readError(Int32)
    /// Writing failed with this `errno` value.
    case writeError(Int32)
    /// The transport socket gave up, such as on a failed TLS handshake; it knows the details.
    case transportFailed

    /// Whether it ended before it was open.
    public var isConnectFailure: Bool {
        switch self {
        case .connectFailed, .connectTimeout: return true
        default: return false
        }
    }
}

/// How to close a connection.
public enum CloseMode: Sendable {
    /// Drop what was not sent and close.
    case now
    /// Send everything, end our direction, and wait up to `delayedCloseTimeout` for the peer to end its own, so that
    /// unread input does not make the kernel reset the connection before the peer has read the answer.
    case afterFlush
}
