internal import HTTPConnections
internal import RuntimeValues

/// The limits of HTTP/2 connections as runtime keys have them.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_conn_man/runtime
struct LiveStreamLimits {
    private let resetStreams: RuntimeNumber
    private let resetLifetime: RuntimeNumber
    private let requestsPerTurn: RuntimeNumber

    init(_ runtime: LiveRuntime) {
        let usual = HTTP2StreamLimits()
        resetStreams = runtime.number(usual.resetStreams, at: "overload.premature_reset_total_stream_count")
        resetLifetime = runtime.number(usual.resetLifetime, at: "overload.premature_reset_min_stream_lifetime_seconds")
        requestsPerTurn = runtime.number(.max, at: "http.max_requests_per_io_cycle")
    }

    /// The limits at present.
    var current: HTTP2StreamLimits {
        var limits = HTTP2StreamLimits()
        limits.resetStreams = resetStreams.current
        limits.resetLifetime = resetLifetime.current
        // Envoy's largest number of 32 bits stands for no limit.
        let requests = requestsPerTurn.current
        limits.requestsPerTurn = requests < UInt64(UInt32.max) ? requests : nil
        return limits
    }
}
