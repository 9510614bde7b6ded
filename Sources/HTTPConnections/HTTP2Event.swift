/// What happens on an HTTP/2 connection and is only counted.
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
    /// What was left of an answer found no window in time.
    case flushTimeout
}
