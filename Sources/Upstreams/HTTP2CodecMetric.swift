public import HTTP2
public import Telemetry

/// The statistics of HTTP/2 towards all downstreams together, and towards the upstreams of a cluster.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_conn_man/stats (codec statistics).
public enum HTTP2CodecMetric: Int, MetricIndex {
    /// `cookies_total_bytes_too_large` and the other counters of that list, in its order.
    case cookiesTotalBytesTooLarge, droppedHeadersWithUnderscores, goawaySent, headerListSizeTooLarge, headerOverflow,
        headersCbNoStream, inboundEmptyFramesFlood, inboundPriorityFramesFlood, inboundWindowUpdateFramesFlood,
        keepaliveTimeout, metadataEmptyFrames, nghttp2DownstreamConnections, nghttp2UpstreamConnections,
        oghttp2DownstreamConnections, oghttp2UpstreamConnections, outboundControlFlood, outboundFlood,
        requestsRejectedWithUnderscoresInHeaders, rxMessagingError, rxReset, streamRefusedErrors, trailers,
        txFlushTimeout, txReset
    /// The gauges.
    case deferredStreamClose, outboundControlFramesActive, outboundFramesActive, pendingSendBytes, streamsActive
    /// The histograms.
    case cookieCount, cookieSize, headerCount, headerListSize

    /// The metric's name and kind.
    public var declaration: MetricDeclaration {
        switch self {
        case .cookiesTotalBytesTooLarge: .counter("cookies_total_bytes_too_large")
        case .droppedHeadersWithUnderscores: .counter("dropped_headers_with_underscores")
        case .goawaySent: .counter("goaway_sent")
        case .headerListSizeTooLarge: .counter("header_list_size_too_large")
        case .headerOverflow: .counter("header_overflow")
        case .headersCbNoStream: .counter("headers_cb_no_stream")
        case .inboundEmptyFramesFlood: .counter("inbound_empty_frames_flood")
        case .inboundPriorityFramesFlood: .counter("inbound_priority_frames_flood")
        case .inboundWindowUpdateFramesFlood: .counter("inbound_window_update_frames_flood")
        case .keepaliveTimeout: .counter("keepalive_timeout")
        case .metadataEmptyFrames: .counter("metadata_empty_frames")
        case .nghttp2DownstreamConnections: .counter("nghttp2_downstream_connections")
        case .nghttp2UpstreamConnections: .counter("nghttp2_upstream_connections")
        case .oghttp2DownstreamConnections: .counter("oghttp2_downstream_connections")
        case .oghttp2UpstreamConnections: .counter("oghttp2_upstream_connections")
        case .outboundControlFlood: .counter("outbound_control_flood")
        case .outboundFlood: .counter("outbound_flood")
        case .requestsRejectedWithUnderscoresInHeaders: .counter("requests_rejected_with_underscores_in_headers")
        case .rxMessagingError: .counter("rx_messaging_error")
        case .rxReset: .counter("rx_reset")
        case .streamRefusedErrors: .counter("stream_refused_errors")
        case .trailers: .counter("trailers")
        case .txFlushTimeout: .counter("tx_flush_timeout")
        case .txReset: .counter("tx_reset")
        case .deferredStreamClose: .gauge("deferred_stream_close")
        case .outboundControlFramesActive: .gauge("outbound_control_frames_active")
        case .outboundFramesActive: .gauge("outbound_frames_active")
        case .pendingSendBytes: .gauge("pending_send_bytes")
        case .streamsActive: .gauge("streams_active")
        case .cookieCount: .histogram("cookie_count", .unspecified)
        case .cookieSize: .histogram("cookie_size", .unspecified)
        case .headerCount: .histogram("header_count", .unspecified)
        case .headerListSize: .histogram("header_list_size", .unspecified)
        }
    }

    /// The family of the one scope of downstreams.
    public static let family = makeFamily(extractedPrefix: "http2.")

    /// The family of the scopes of clusters.
    public static let clusterFamily = makeFamily(extractedPrefix: "cluster.http2.")
}

extension MetricWriter {
    /// Counts why an HTTP/2 connection was given up.
    public func count(_ failure: HTTP2Failure) {
        switch failure {
        case .emptyFrameFlood: increment(HTTP2CodecMetric.inboundEmptyFramesFlood)
        case .priorityFlood: increment(HTTP2CodecMetric.inboundPriorityFramesFlood)
        case .windowUpdateFlood: increment(HTTP2CodecMetric.inboundWindowUpdateFramesFlood)
        case .outboundControlFlood: increment(HTTP2CodecMetric.outboundControlFlood)
        case .outboundFlood: increment(HTTP2CodecMetric.outboundFlood)
        case .malformedMessage, .headerBlockFlood, .protocolViolation, .frameOnClosedStream, .library: break
        }
    }
}
