/// Limits and choices of the HTTP/2 codec; one type for both faces.
///
/// Source: `envoy.config.core.v3.Http2ProtocolOptions` and `HttpProtocolOptions`; the defaults are Envoy's.
public struct HTTP2Options: Sendable, Equatable {
    /// What happens to a field whose name has an underscore (`headers_with_underscores_action`).
    public enum Underscores: UInt8, Sendable {
        /// It passes.
        case allow
        /// The request is reset.
        case reject
        /// The field is left out.
        case drop
    }

    /// Bytes of names and values that a head, or a trailer section, may have once decoded.
    public var maxHeadBytes: Int = 60 << 10
    /// Fields that a head, or a trailer section, may have, pseudo-header fields and cookie crumbs each for itself.
    public var maxFields: Int = 100
    /// What happens to a field whose name has an underscore.
    public var underscores = Underscores.allow
    /// Bytes of the HPACK tables (`hpack_table_size`).
    public var headerTableSize: UInt32 = 4096
    /// Streams that the peer may have open (`max_concurrent_streams`).
    public var maxConcurrentStreams: UInt32 = 1024
    /// Streams of ours that are open at most until the peer has said how many it takes.
    public var streamsBeforeSettings: UInt32 = 1
    /// Bytes that the peer may send on a stream ahead of their consumption (`initial_stream_window_size`).
    public var streamWindow: UInt32 = 16 << 20
    /// Bytes that the peer may send on the connection ahead of their consumption (`initial_connection_window_size`).
    public var connectionWindow: UInt32 = 24 << 20
    /// Whether streams may be opened by extended CONNECT (RFC 8441, `allow_connect`).
    public var allowsExtendedConnect = false
    /// Whether a malformed message ends its stream only, and not the connection
    /// (`override_stream_error_on_invalid_http_message`).
    public var keepsConnectionAfterBadMessage = false
    /// Bytes of answers, or requests, that may wait on one stream before its source is stopped; 0 means it stops with
    /// the first.
    public var streamBufferLimit = 0
    /// What the peer may make us do for nothing.
    public var floods = HTTP2FloodLimits()

    /// Envoy's defaults.
    public init() {}
}

/// Limits on frames that cost us much and the peer little.
///
/// Source: `envoy.config.core.v3.Http2ProtocolOptions`; the defaults are Envoy's.
public struct HTTP2FloodLimits: Sendable, Equatable {
    /// Frames of all kinds that may wait to be sent (`max_outbound_frames`).
    public var outboundFrames: UInt32 = 10_000
    /// Acknowledgements and RST_STREAM frames that may wait to be sent (`max_outbound_control_frames`).
    public var outboundControlFrames: UInt32 = 1_000
    /// HEADERS, CONTINUATION and DATA frames without payload and without END_STREAM in a row
    /// (`max_consecutive_inbound_frames_with_empty_payload`).
    public var emptyFrames: UInt32 = 1
    /// PRIORITY frames for each stream opened so far, and one more (`max_inbound_priority_frames_per_stream`).
    public var priorityFramesPerStream: UInt32 = 100
    /// WINDOW_UPDATE frames for each DATA frame sent (`max_inbound_window_update_frames_per_data_frame_sent`).
    public var windowUpdatesPerDataFrame: UInt32 = 10

    /// Envoy's defaults.
    public init() {}
}
