/// Why a stream ended before its end.
public enum StreamResetReason: UInt8, Sendable {
    /// We gave the stream up.
    case localReset
    /// We refused the stream before doing anything with it; it may be sent again elsewhere.
    case localRefusedStreamReset
    /// The peer reset the stream.
    case remoteReset
    /// The peer refused the stream before doing anything with it; it may be sent again elsewhere.
    case remoteRefusedStreamReset
    /// The peer's own connection, which a CONNECT request asked for, failed (RFC 9113 §8.5).
    case connectError
    /// The connection could not be opened: refused, unreachable or failed in its handshake.
    case connectionFailure
    /// No connection could be begun, for a reason on this machine: an address that it does not have, no descriptor.
    case localConnectionFailure
    /// The connection could not be opened in time.
    case connectionTimeout
    /// The open connection ended below the stream.
    case connectionTermination
    /// A limit of the cluster, such as its circuit breaker, left no room.
    case overflow
    /// The peer broke the protocol.
    case protocolError

    /// The words of Envoy's local replies, "reset reason: …".
    public var description: StaticString {
        switch self {
        case .localReset: "local reset"
        case .localRefusedStreamReset: "local refused stream reset"
        case .remoteReset: "remote reset"
        case .remoteRefusedStreamReset: "remote refused stream reset"
        case .connectError: "remote error with CONNECT request"
        case .connectionFailure: "remote connection failure"
        case .localConnectionFailure: "local connection failure"
        case .connectionTimeout: "connection timeout"
        case .connectionTermination: "connection termination"
        case .overflow: "overflow"
        case .protocolError: "protocol error"
        }
    }
}

extension StreamResetReason {
    /// The words of response code details: as `description`, with underscores.
    public var detailsName: StaticString {
        switch self {
        case .localReset: "local_reset"
        case .localRefusedStreamReset: "local_refused_stream_reset"
        case .remoteReset: "remote_reset"
        case .remoteRefusedStreamReset: "remote_refused_stream_reset"
        case .connectError: "remote_error_with_CONNECT_request"
        case .connectionFailure: "remote_connection_failure"
        case .localConnectionFailure: "local_connection_failure"
        case .connectionTimeout: "connection_timeout"
        case .connectionTermination: "connection_termination"
        case .overflow: "overflow"
        case .protocolError: "protocol_error"
        }
    }
}

/// A request and its response as the receiving side sees them, whatever the HTTP version: a codec fills the head and
/// calls the `request…` methods; the subclass decides what to answer.
///
/// Order of calls: `requestHeadersReceived` once; any number of `requestDataReceived` and, where bodies are spliced,
/// `requestDataSpliced`; `requestTrailersReceived` at most once. The request is complete with the first `endStream:
/// true` or with the trailers. `streamReset` may come instead at any moment and is then the last call. What follows the
/// head of a request for a tunnel comes as its body, also before the answer has opened one. Instances are reused by
/// their owner after the stream ended.
open class ServerStream {
    /// The request's head, filled by the codec before `requestHeadersReceived`.
    public final var requestHead = RequestHead()
    /// The request's trailers, filled by the codec before `requestTrailersReceived`.
    public final var requestTrailers = HeaderMap()
    /// How long what is left of the answer may wait for the client's windows, in nanoseconds; 0 means for ever; nil
    /// means as the connection's options say.
    public final var flushTimeout: UInt64?
    /// Set by the codec: its own place for the stream.
    public final var codecPlace = -1

    /// Makes a stream that waits for its first request.
    public init() {}

    /// The head is complete; `endStream` says that no body follows.
    open func requestHeadersReceived(endStream: Bool) {}

    /// Body bytes, valid during the call only.
    open func requestDataReceived(_ data: Span<UInt8>, endStream: Bool) {}

    /// So many body bytes went on unseen, as the stream's owner had wished.
    open func requestDataSpliced(_ count: Int, endStream: Bool) {}

    /// The trailers are complete, and so is the request.
    open func requestTrailersReceived() {}

    /// The request broke the protocol. The subclass answers (the codec closes the connection after the answer).
    open func requestMalformed(_ problem: MessageProblem) {}

    /// The request broke the protocol, and by its rules there is no answer; the last call.
    open func requestBroken(_ problem: MessageProblem) {}

    /// The downstream is gone, or gave the stream up. Nothing can be answered any more.
    open func streamReset(_ reason: StreamResetReason) {}

    /// The downstream takes bytes more slowly than they come: stop the source until the next call.
    open func responseAboveHighWatermark() {}

    /// The downstream has caught up: the source may go on.
    open func responseBelowLowWatermark() {}
}

/// A request and its response as the sending side sees them; the twin of `ServerStream`.
///
/// Order of calls: any number of `informationalReceived`; `responseHeadersReceived` once; any number of
/// `responseDataReceived` and, where bodies are spliced, `responseDataSpliced`; `responseTrailersReceived` at most
/// once. The response is complete with the first `endStream: true` or with the trailers. `streamReset` may come instead
/// at any moment and is then the last call; in a tunnel it may come behind the response's end too, as long as the
/// request goes on.
open class ClientStream {
    /// The response's head, filled by the codec before `informationalReceived` and `responseHeadersReceived`.
    public final var responseHead = ResponseHead()
    /// The response's trailers, filled by the codec before `responseTrailersReceived`.
    public final var responseTrailers = HeaderMap()
    /// Set by the codec: its own place for the stream.
    public final var codecPlace = -1
    /// Set by the codec, before `responseHeadersReceived`: whether the answer opens a tunnel. Each direction of a
    /// tunnel ends for itself; the stream is over when both have.
    public final var isTunnel = false

    /// Makes a stream that was not sent yet.
    public init() {}

    /// A 1xx head other than 101 is complete (RFC 9110 §15.2).
    open func informationalReceived() {}

    /// The head is complete; `endStream` says that no body follows.
    open func responseHeadersReceived(endStream: Bool) {}

    /// Body bytes, valid during the call only.
    open func responseDataReceived(_ data: Span<UInt8>, endStream: Bool) {}

    /// So many body bytes went on unseen, as the stream's owner had wished.
    open func responseDataSpliced(_ count: Int, endStream: Bool) {}

    /// The trailers are complete, and so is the response.
    open func responseTrailersReceived() {}

    /// The upstream is gone, refused the stream or broke the protocol.
    open func streamReset(_ reason: StreamResetReason) {}

    /// The upstream takes bytes more slowly than they come: stop the source until the next call.
    open func requestAboveHighWatermark() {}

    /// The upstream has caught up: the source may go on.
    open func requestBelowLowWatermark() {}
}
