/// Events of an HTTP/2 connection that are only counted.
public enum HTTP2Event: UInt8, Sendable {
    /// Trailers came.
    case trailers
    /// RST_STREAM came.
    case resetReceived
    /// RST_STREAM was sent.
    case resetSent
    /// GOAWAY was sent.
    case goAwaySent
    /// A stream was refused, since the peer had as many open as it may.
    case streamRefused
    /// The peer did not answer a PING in time.
    case keepaliveTimeout
    /// The rest of a response found no window in time.
    case flushTimeout
}
