internal import Configuration
internal import HTTP1
internal import HTTP2
internal import HTTPConnections
internal import Upstreams

// The rooms below, from a connection manager's configuration.

extension HTTPServerConnectionOptions {
    init(_ configuration: HTTPConnectionManagerConfiguration) {
        self.init()
        idleTimeout = configuration.commonOptions.idleTimeout
        maxConnectionDuration = configuration.commonOptions.maxConnectionDuration
        maxConnectionDurationJitter = configuration.commonOptions.maxConnectionDurationJitter
        safeMaxConnectionDuration = configuration.safeMaxConnectionDuration
        requestHeadersTimeout = configuration.requestHeadersTimeout
        delayedCloseTimeout = configuration.delayedCloseTimeout
        drainTimeout = configuration.drainTimeout
        maxRequestsPerConnection = configuration.commonOptions.maxRequestsPerConnection
        // Behind other proxies, TLS may have ended before.
        refusesHTTPSTargets = configuration.useRemoteAddress && configuration.xffNumTrustedHops == 0
        detectsHTTP2 = configuration.codecType == .auto
        flushTimeout = configuration.streamFlushTimeout
    }
}

extension HTTP1Options {
    init(_ configuration: HTTPConnectionManagerConfiguration) {
        self.init(
            configuration.http1Options, configuration.commonOptions,
            maxHeadBytes: Int(configuration.maxRequestHeadersKB) << 10)
    }
}

extension HTTP2Options {
    init(_ configuration: HTTPConnectionManagerConfiguration) {
        self.init(
            configuration.http2Options, configuration.commonOptions,
            maxHeadBytes: Int(configuration.maxRequestHeadersKB) << 10)
        keepsConnectionAfterBadMessage =
            configuration.http2Options.keepsConnectionAfterBadMessage
            ?? configuration.keepsConnectionAfterBadRequest
    }
}
