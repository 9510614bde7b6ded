/// The choices and limits of HTTP/2, downstream and upstream (`envoy.config.core.v3.Http2ProtocolOptions`).
public struct HTTP2OptionsConfiguration: HasDefaults {
    /// Bytes of the tables that compress fields. Envoy's default: 4096.
    public var hpackTableSize: UInt32 = 4096
    /// Streams that the peer may have open. Envoy's default: 1024.
    public var maxConcurrentStreams: UInt32 = 1024
    /// Bytes that may come on a stream ahead of their consumption. Envoy's default: 16 MiB.
    public var initialStreamWindow: UInt32 = 16 << 20
    /// Bytes that may come on a connection ahead of their consumption. Envoy's default: 24 MiB.
    public var initialConnectionWindow: UInt32 = 24 << 20
    /// Whether extended CONNECT is spoken. Envoy's default: false.
    public var allowsConnect = false
    /// Frames that may wait to be sent. Envoy's default: 10,000.
    public var maxOutboundFrames: UInt32 = 10_000
    /// PING, SETTINGS and RST_STREAM frames that may wait to be sent. Envoy's default: 1,000.
    public var maxOutboundControlFrames: UInt32 = 1_000
    /// Frames without payload that may come in a row. Envoy's default: 1.
    public var maxConsecutiveEmptyFrames: UInt32 = 1
    /// PRIORITY frames that may come for each stream. Envoy's default: 100.
    public var maxPriorityFramesPerStream: UInt32 = 100
    /// WINDOW_UPDATE frames that may come for each DATA frame sent. Envoy's default: 10.
    public var maxWindowUpdatesPerDataFrame: UInt32 = 10
    /// Whether a malformed message ends its stream only; nil means as the connection manager says. Envoy's default:
    /// nil.
    public var keepsConnectionAfterBadMessage: Bool?
    /// Whether the peer is asked from time to time if it is there; nil means it is not.
    @Boxed public var keepalive: HTTP2KeepaliveConfiguration?

    /// Envoy's defaults.
    public init() {}
}

/// How a peer is asked whether it is there (`envoy.config.core.v3.KeepaliveSettings`). Durations are nanoseconds.
public struct HTTP2KeepaliveConfiguration: Sendable, Equatable {
    /// How long after the last answer it is asked again; nil means not from time to time.
    public var interval: UInt64?
    /// How long it may take to answer.
    public var timeout: UInt64
    /// How much longer than `interval` it may take at most, in percent of it. Envoy's default: 15.
    public var jitter = 15.0
    /// How long a connection may be silent before its next stream asks first; nil means for ever.
    public var idleInterval: UInt64?

    /// Asks as given.
    public init(interval: UInt64?, timeout: UInt64) {
        self.interval = interval
        self.timeout = timeout
    }
}
