public import Configuration
public import HTTP2
public import HTTPConnections

extension HTTP2Options {
    /// The codec's form of validated options; `maxHeadBytes` is the limit for heads in this direction.
    public init(
        _ http2: HTTP2OptionsConfiguration, _ common: CommonHTTPOptionsConfiguration, maxHeadBytes: Int
    ) {
        self.init()
        self.maxHeadBytes = maxHeadBytes
        maxFields = Int(common.maxHeadersCount)
        switch common.headersWithUnderscoresAction {
        case .allow: underscores = .allow
        case .rejectRequest: underscores = .reject
        case .dropHeader: underscores = .drop
        }
        headerTableSize = http2.hpackTableSize
        maxConcurrentStreams = http2.maxConcurrentStreams
        streamWindow = http2.initialStreamWindow
        connectionWindow = http2.initialConnectionWindow
        keepsConnectionAfterBadMessage = http2.keepsConnectionAfterBadMessage ?? false
        allowsExtendedConnect = http2.allowsConnect
        floods.outboundFrames = http2.maxOutboundFrames
        floods.outboundControlFrames = http2.maxOutboundControlFrames
        floods.emptyFrames = http2.maxConsecutiveEmptyFrames
        floods.priorityFramesPerStream = http2.maxPriorityFramesPerStream
        floods.windowUpdatesPerDataFrame = http2.maxWindowUpdatesPerDataFrame
    }
}

extension HTTP2KeepaliveOptions {
    /// What was configured; nil when nothing was.
    public init?(_ configuration: HTTP2KeepaliveConfiguration?) {
        guard let configuration else { return nil }
        self.init(interval: configuration.interval, timeout: configuration.timeout)
        jitter = configuration.jitter
        idleInterval = configuration.idleInterval
    }
}
