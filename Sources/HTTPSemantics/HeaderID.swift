/// A header name: one of the well-known names below by number, or `other` for any name that the map keeps as bytes.
///
/// Numbers make "is there an x-forwarded-for" a comparison of one byte. They have no meaning outside the process.
public struct HeaderID: RawRepresentable, Hashable, Sendable {
    /// The number; 0 is `other`.
    public let rawValue: UInt8

    /// Takes the number as it is.
    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// A name without a number of its own.
    @inlinable public static var other: HeaderID { HeaderID(rawValue: 0) }

    /// `:method`
    @inlinable public static var method: HeaderID { HeaderID(rawValue: 1) }
    /// `:path`
    @inlinable public static var path: HeaderID { HeaderID(rawValue: 2) }
    /// `:authority`
    @inlinable public static var authority: HeaderID { HeaderID(rawValue: 3) }
    /// `:scheme`
    @inlinable public static var scheme: HeaderID { HeaderID(rawValue: 4) }
    /// `:status`
    @inlinable public static var status: HeaderID { HeaderID(rawValue: 5) }
    /// `:protocol`
    @inlinable public static var `protocol`: HeaderID { HeaderID(rawValue: 6) }
    /// `host`
    @inlinable public static var host: HeaderID { HeaderID(rawValue: 7) }
    /// `connection`
    @inlinable public static var connection: HeaderID { HeaderID(rawValue: 8) }
    /// `keep-alive`
    @inlinable public static var keepAlive: HeaderID { HeaderID(rawValue: 9) }
    /// `proxy-connection`
    @inlinable public static var proxyConnection: HeaderID { HeaderID(rawValue: 10) }
    /// `transfer-encoding`
    @inlinable public static var transferEncoding: HeaderID { HeaderID(rawValue: 11) }
    /// `te`
    @inlinable public static var te: HeaderID { HeaderID(rawValue: 12) }
    /// `upgrade`
    @inlinable public static var upgrade: HeaderID { HeaderID(rawValue: 13) }
    /// `trailer`
    @inlinable public static var trailer: HeaderID { HeaderID(rawValue: 14) }
    /// `content-length`
    @inlinable public static var contentLength: HeaderID { HeaderID(rawValue: 15) }
    /// `content-type`
    @inlinable public static var contentType: HeaderID { HeaderID(rawValue: 16) }
    /// `content-encoding`
    @inlinable public static var contentEncoding: HeaderID { HeaderID(rawValue: 17) }
    /// `expect`
    @inlinable public static var expect: HeaderID { HeaderID(rawValue: 18) }
    /// `date`
    @inlinable public static var date: HeaderID { HeaderID(rawValue: 19) }
    /// `server`
    @inlinable public static var server: HeaderID { HeaderID(rawValue: 20) }
    /// `via`
    @inlinable public static var via: HeaderID { HeaderID(rawValue: 21) }
    /// `user-agent`
    @inlinable public static var userAgent: HeaderID { HeaderID(rawValue: 22) }
    /// `accept`
    @inlinable public static var accept: HeaderID { HeaderID(rawValue: 23) }
    /// `accept-encoding`
    @inlinable public static var acceptEncoding: HeaderID { HeaderID(rawValue: 24) }
    /// `accept-language`
    @inlinable public static var acceptLanguage: HeaderID { HeaderID(rawValue: 25) }
    /// `authorization`
    @inlinable public static var authorization: HeaderID { HeaderID(rawValue: 26) }
    /// `cookie`
    @inlinable public static var cookie: HeaderID { HeaderID(rawValue: 27) }
    /// `set-cookie`
    @inlinable public static var setCookie: HeaderID { HeaderID(rawValue: 28) }
    /// `referer`
    @inlinable public static var referer: HeaderID { HeaderID(rawValue: 29) }
    /// `origin`
    @inlinable public static var origin: HeaderID { HeaderID(rawValue: 30) }
    /// `location`
    @inlinable public static var location: HeaderID { HeaderID(rawValue: 31) }
    /// `cache-control`
    @inlinable public static var cacheControl: HeaderID { HeaderID(rawValue: 32) }
    /// `etag`
    @inlinable public static var etag: HeaderID { HeaderID(rawValue: 33) }
    /// `vary`
    @inlinable public static var vary: HeaderID { HeaderID(rawValue: 34) }
    /// `retry-after`
    @inlinable public static var retryAfter: HeaderID { HeaderID(rawValue: 35) }
    /// `alt-svc`
    @inlinable public static var altSvc: HeaderID { HeaderID(rawValue: 36) }
    /// `http2-settings`
    @inlinable public static var http2Settings: HeaderID { HeaderID(rawValue: 37) }
    /// `x-forwarded-for`
    @inlinable public static var xForwardedFor: HeaderID { HeaderID(rawValue: 38) }
    /// `x-forwarded-proto`
    @inlinable public static var xForwardedProto: HeaderID { HeaderID(rawValue: 39) }
    /// `x-forwarded-host`
    @inlinable public static var xForwardedHost: HeaderID { HeaderID(rawValue: 40) }
    /// `x-forwarded-port`
    @inlinable public static var xForwardedPort: HeaderID { HeaderID(rawValue: 41) }
    /// `x-forwarded-client-cert`
    @inlinable public static var xForwardedClientCert: HeaderID { HeaderID(rawValue: 42) }
    /// `x-request-id`
    @inlinable public static var xRequestID: HeaderID { HeaderID(rawValue: 43) }
    /// `x-client-trace-id`
    @inlinable public static var xClientTraceID: HeaderID { HeaderID(rawValue: 44) }
    /// `traceparent`
    @inlinable public static var traceparent: HeaderID { HeaderID(rawValue: 45) }
    /// `tracestate`
    @inlinable public static var tracestate: HeaderID { HeaderID(rawValue: 46) }
    /// `x-b3-traceid`
    @inlinable public static var xB3TraceID: HeaderID { HeaderID(rawValue: 47) }
    /// `x-b3-spanid`
    @inlinable public static var xB3SpanID: HeaderID { HeaderID(rawValue: 48) }
    /// `x-b3-sampled`
    @inlinable public static var xB3Sampled: HeaderID { HeaderID(rawValue: 49) }
    /// `x-b3-flags`
    @inlinable public static var xB3Flags: HeaderID { HeaderID(rawValue: 50) }
    /// `x-b3-parentspanid`
    @inlinable public static var xB3ParentSpanID: HeaderID { HeaderID(rawValue: 51) }
    /// `b3`
    @inlinable public static var b3: HeaderID { HeaderID(rawValue: 52) }
    /// `baggage`
    @inlinable public static var baggage: HeaderID { HeaderID(rawValue: 53) }
    /// `grpc-status`
    @inlinable public static var grpcStatus: HeaderID { HeaderID(rawValue: 54) }
    /// `grpc-message`
    @inlinable public static var grpcMessage: HeaderID { HeaderID(rawValue: 55) }
    /// `grpc-timeout`
    @inlinable public static var grpcTimeout: HeaderID { HeaderID(rawValue: 56) }
    /// `x-envoy-attempt-count`
    @inlinable public static var xEnvoyAttemptCount: HeaderID { HeaderID(rawValue: 57) }
    /// `x-envoy-decorator-operation`
    @inlinable public static var xEnvoyDecoratorOperation: HeaderID { HeaderID(rawValue: 58) }
    /// `x-envoy-degraded`
    @inlinable public static var xEnvoyDegraded: HeaderID { HeaderID(rawValue: 59) }
    /// `x-envoy-downstream-service-cluster`
    @inlinable public static var xEnvoyDownstreamServiceCluster: HeaderID { HeaderID(rawValue: 60) }
    /// `x-envoy-downstream-service-node`
    @inlinable public static var xEnvoyDownstreamServiceNode: HeaderID { HeaderID(rawValue: 61) }
    /// `x-envoy-expected-rq-timeout-ms`
    @inlinable public static var xEnvoyExpectedRqTimeoutMs: HeaderID { HeaderID(rawValue: 62) }
    /// `x-envoy-external-address`
    @inlinable public static var xEnvoyExternalAddress: HeaderID { HeaderID(rawValue: 63) }
    /// `x-envoy-force-trace`
    @inlinable public static var xEnvoyForceTrace: HeaderID { HeaderID(rawValue: 64) }
    /// `x-envoy-hedge-on-per-try-timeout`
    @inlinable public static var xEnvoyHedgeOnPerTryTimeout: HeaderID { HeaderID(rawValue: 65) }
    /// `x-envoy-immediate-health-check-fail`
    @inlinable public static var xEnvoyImmediateHealthCheckFail: HeaderID { HeaderID(rawValue: 66) }
    /// `x-envoy-internal`
    @inlinable public static var xEnvoyInternal: HeaderID { HeaderID(rawValue: 67) }
    /// `x-envoy-ip-tags`
    @inlinable public static var xEnvoyIPTags: HeaderID { HeaderID(rawValue: 68) }
    /// `x-envoy-is-timeout-retry`
    @inlinable public static var xEnvoyIsTimeoutRetry: HeaderID { HeaderID(rawValue: 69) }
    /// `x-envoy-max-retries`
    @inlinable public static var xEnvoyMaxRetries: HeaderID { HeaderID(rawValue: 70) }
    /// `x-envoy-original-path`
    @inlinable public static var xEnvoyOriginalPath: HeaderID { HeaderID(rawValue: 71) }
    /// `x-envoy-original-host`
    @inlinable public static var xEnvoyOriginalHost: HeaderID { HeaderID(rawValue: 72) }
    /// `x-envoy-overloaded`
    @inlinable public static var xEnvoyOverloaded: HeaderID { HeaderID(rawValue: 73) }
    /// `x-envoy-ratelimited`
    @inlinable public static var xEnvoyRatelimited: HeaderID { HeaderID(rawValue: 74) }
    /// `x-envoy-retriable-header-names`
    @inlinable public static var xEnvoyRetriableHeaderNames: HeaderID { HeaderID(rawValue: 75) }
    /// `x-envoy-retriable-status-codes`
    @inlinable public static var xEnvoyRetriableStatusCodes: HeaderID { HeaderID(rawValue: 76) }
    /// `x-envoy-retry-grpc-on`
    @inlinable public static var xEnvoyRetryGrpcOn: HeaderID { HeaderID(rawValue: 77) }
    /// `x-envoy-retry-on`
    @inlinable public static var xEnvoyRetryOn: HeaderID { HeaderID(rawValue: 78) }
    /// `x-envoy-upstream-alt-stat-name`
    @inlinable public static var xEnvoyUpstreamAltStatName: HeaderID { HeaderID(rawValue: 79) }
    /// `x-envoy-upstream-rq-per-try-timeout-ms`
    @inlinable public static var xEnvoyUpstreamRqPerTryTimeoutMs: HeaderID { HeaderID(rawValue: 80) }
    /// `x-envoy-upstream-rq-timeout-alt-response`
    @inlinable public static var xEnvoyUpstreamRqTimeoutAltResponse: HeaderID { HeaderID(rawValue: 81) }
    /// `x-envoy-upstream-rq-timeout-ms`
    @inlinable public static var xEnvoyUpstreamRqTimeoutMs: HeaderID { HeaderID(rawValue: 82) }
    /// `x-envoy-upstream-service-time`
    @inlinable public static var xEnvoyUpstreamServiceTime: HeaderID { HeaderID(rawValue: 83) }
    /// `x-envoy-upstream-stream-duration-ms`
    @inlinable public static var xEnvoyUpstreamStreamDurationMs: HeaderID { HeaderID(rawValue: 84) }
    /// `x-envoy-upstream-healthchecked-cluster`
    @inlinable public static var xEnvoyUpstreamHealthcheckedCluster: HeaderID { HeaderID(rawValue: 85) }
    /// `x-envoy-original-dst-host`
    @inlinable public static var xEnvoyOriginalDstHost: HeaderID { HeaderID(rawValue: 86) }
    /// `x-envoy-cluster`
    @inlinable public static var xEnvoyCluster: HeaderID { HeaderID(rawValue: 87) }
    /// `x-envoy-original-method`
    @inlinable public static var xEnvoyOriginalMethod: HeaderID { HeaderID(rawValue: 88) }
    /// `x-envoy-fault-abort-request`
    @inlinable public static var xEnvoyFaultAbortRequest: HeaderID { HeaderID(rawValue: 89) }
    /// `x-envoy-fault-abort-request-percentage`
    @inlinable public static var xEnvoyFaultAbortRequestPercentage: HeaderID { HeaderID(rawValue: 90) }
    /// `x-envoy-fault-abort-grpc-request`
    @inlinable public static var xEnvoyFaultAbortGrpcRequest: HeaderID { HeaderID(rawValue: 91) }
    /// `x-envoy-fault-delay-request`
    @inlinable public static var xEnvoyFaultDelayRequest: HeaderID { HeaderID(rawValue: 92) }
    /// `x-envoy-fault-delay-request-percentage`
    @inlinable public static var xEnvoyFaultDelayRequestPercentage: HeaderID { HeaderID(rawValue: 93) }
    /// `x-envoy-fault-throughput-response`
    @inlinable public static var xEnvoyFaultThroughputResponse: HeaderID { HeaderID(rawValue: 94) }
    /// `x-envoy-fault-throughput-response-percentage`
    @inlinable public static var xEnvoyFaultThroughputResponsePercentage: HeaderID { HeaderID(rawValue: 95) }
    /// `access-control-allow-origin`
    @inlinable public static var accessControlAllowOrigin: HeaderID { HeaderID(rawValue: 96) }
    /// `access-control-request-method`
    @inlinable public static var accessControlRequestMethod: HeaderID { HeaderID(rawValue: 97) }
    /// `access-control-request-headers`
    @inlinable public static var accessControlRequestHeaders: HeaderID { HeaderID(rawValue: 98) }
    /// `pragma`
    @inlinable public static var pragma: HeaderID { HeaderID(rawValue: 99) }
    /// `if-match`
    @inlinable public static var ifMatch: HeaderID { HeaderID(rawValue: 100) }
    /// `if-none-match`
    @inlinable public static var ifNoneMatch: HeaderID { HeaderID(rawValue: 101) }
    /// `if-modified-since`
    @inlinable public static var ifModifiedSince: HeaderID { HeaderID(rawValue: 102) }
    /// `if-unmodified-since`
    @inlinable public static var ifUnmodifiedSince: HeaderID { HeaderID(rawValue: 103) }
    /// `if-range`
    @inlinable public static var ifRange: HeaderID { HeaderID(rawValue: 104) }
    /// `grpc-accept-encoding`
    @inlinable public static var grpcAcceptEncoding: HeaderID { HeaderID(rawValue: 105) }
    /// `proxy-status`
    @inlinable public static var proxyStatus: HeaderID { HeaderID(rawValue: 106) }
    /// `age`
    @inlinable public static var age: HeaderID { HeaderID(rawValue: 107) }
    /// `expires`
    @inlinable public static var expires: HeaderID { HeaderID(rawValue: 108) }
    /// `last-modified`
    @inlinable public static var lastModified: HeaderID { HeaderID(rawValue: 109) }
    /// `access-control-allow-headers`
    @inlinable public static var accessControlAllowHeaders: HeaderID { HeaderID(rawValue: 110) }
    /// `access-control-allow-methods`
    @inlinable public static var accessControlAllowMethods: HeaderID { HeaderID(rawValue: 111) }
    /// `access-control-allow-credentials`
    @inlinable public static var accessControlAllowCredentials: HeaderID { HeaderID(rawValue: 112) }
    /// `access-control-allow-private-network`
    @inlinable public static var accessControlAllowPrivateNetwork: HeaderID { HeaderID(rawValue: 113) }
    /// `access-control-expose-headers`
    @inlinable public static var accessControlExposeHeaders: HeaderID { HeaderID(rawValue: 114) }
    /// `access-control-max-age`
    @inlinable public static var accessControlMaxAge: HeaderID { HeaderID(rawValue: 115) }
    /// `access-control-request-private-network`
    @inlinable public static var accessControlRequestPrivateNetwork: HeaderID { HeaderID(rawValue: 116) }
    /// `x-envoy-upstream-canary`
    @inlinable public static var xEnvoyUpstreamCanary: HeaderID { HeaderID(rawValue: 117) }

    /// How many numbers there are, `other` included.
    @inlinable public static var count: Int { 118 }

    /// Whether the name belongs to a request or response line rather than to a field line (RFC 9113 §8.3).
    @inlinable public var isPseudo: Bool { rawValue &- 1 < 6 }
}
