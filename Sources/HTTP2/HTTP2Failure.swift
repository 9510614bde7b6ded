public import HTTPSemantics

/// Why an HTTP/2 connection cannot go on.
public enum HTTP2Failure: UInt8, Error, Sendable {
    /// The bytes are no HTTP/2, or a frame stands where it may not.
    case protocolViolation
    /// A frame for a stream that the peer knows to be closed.
    case frameOnClosedStream
    /// A message broke the rules, and such ends the connection.
    case malformedMessage
    /// Too many empty frames in a row.
    case emptyFrameFlood
    /// Too many PRIORITY frames.
    case priorityFlood
    /// Too many WINDOW_UPDATE frames.
    case windowUpdateFlood
    /// A header block without end.
    case headerBlockFlood
    /// Too many acknowledgements and resets wait to be sent.
    case outboundControlFlood
    /// Too many frames wait to be sent.
    case outboundFlood
    /// nghttp2 gave up.
    case library

    /// What the streams of the connection are told.
    public var problem: MessageProblem {
        switch self {
        case .emptyFrameFlood: .emptyFrameFlood
        case .priorityFlood: .priorityFlood
        case .windowUpdateFlood: .windowUpdateFlood
        case .outboundControlFlood: .outboundControlFlood
        case .outboundFlood: .outboundFlood
        case .protocolViolation, .frameOnClosedStream, .malformedMessage, .headerBlockFlood, .library: .framesOfHTTP2
        }
    }
}
