/// Reads `envoy.config.core.v3.Http2ProtocolOptions`.
enum HTTP2OptionsDocument {
    static func read(_ reader: inout MessageReader) -> HTTP2OptionsConfiguration {
        var result = HTTP2OptionsConfiguration()
        result.hpackTableSize = reader.uint32("hpack_table_size") ?? result.hpackTableSize
        result.maxConcurrentStreams =
            reader.uint32("max_concurrent_streams", in: 1...0x7fff_ffff) ?? result.maxConcurrentStreams
        result.initialStreamWindow =
            reader.uint32("initial_stream_window_size", in: 65_535...0x7fff_ffff) ?? result.initialStreamWindow
        result.initialConnectionWindow =
            reader.uint32("initial_connection_window_size", in: 65_535...0x7fff_ffff)
            ?? result.initialConnectionWindow
        result.allowsConnect = reader.bool("allow_connect") ?? false
        result.maxOutboundFrames = reader.uint32("max_outbound_frames", in: 1 ... .max) ?? result.maxOutboundFrames
        result.maxOutboundControlFrames =
            reader.uint32("max_outbound_control_frames", in: 1 ... .max) ?? result.maxOutboundControlFrames
        result.maxConsecutiveEmptyFrames =
            reader.uint32("max_consecutive_inbound_frames_with_empty_payload") ?? result.maxConsecutiveEmptyFrames
        result.maxPriorityFramesPerStream =
            reader.uint32("max_inbound_priority_frames_per_stream") ?? result.maxPriorityFramesPerStream
        result.maxWindowUpdatesPerDataFrame =
            reader.uint32("max_inbound_window_update_frames_per_data_frame_sent", in: 1 ... .max)
            ?? result.maxWindowUpdatesPerDataFrame
        result.keepalive = reader.message("connection_keepalive", readKeepalive)
        let old = reader.bool("stream_error_on_invalid_http_messaging")
        result.keepsConnectionAfterBadMessage =
            reader.bool("override_stream_error_on_invalid_http_message") ?? (old == true ? true : nil)
        return result
    }

    /// Reads `envoy.config.core.v3.KeepaliveSettings`.
    private static func readKeepalive(_ reader: inout MessageReader) -> HTTP2KeepaliveConfiguration {
        let interval = reader.millisecondOrMore("interval")
        let timeout = reader.millisecondOrMore("timeout")
        if timeout == nil && !reader.has("timeout") { reader.missing("timeout") }
        var result = HTTP2KeepaliveConfiguration(interval: interval, timeout: timeout ?? 1_000_000)
        result.jitter = reader.message("interval_jitter", HTTPOptionsDocument.readPercent) ?? 15
        result.idleInterval = reader.millisecondOrMore("connection_idle_interval")
        return result
    }
}

extension MessageReader {
    /// A duration of at least a millisecond, in nanoseconds.
    fileprivate mutating func millisecondOrMore(_ name: String) -> UInt64? {
        let node = node(name)
        guard let value = duration(name) else { return nil }
        if value >= 1_000_000 { return value }
        if let node { session.wrong(node, expected: "a duration of at least 0.001s") }
        return nil
    }
}
