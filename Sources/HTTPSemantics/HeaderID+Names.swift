internal import Buffers

extension HeaderID {
    /// The number of a lower-case name, or `other`.
    ///
    /// By length first: at most a handful of names share one, and the first differing word decides the rest.
    public init(lowercased name: Span<UInt8>) {
        self = Self.find(name)
    }

    private static func find(_ name: Span<UInt8>) -> HeaderID {
        switch name.count {
        case 2:
            if Bytes.equal(name, "te") { return .te }
            if Bytes.equal(name, "b3") { return .b3 }
        case 3:
            if Bytes.equal(name, "via") { return .via }
        case 4:
            if Bytes.equal(name, "host") { return .host }
            if Bytes.equal(name, "date") { return .date }
            if Bytes.equal(name, "etag") { return .etag }
            if Bytes.equal(name, "vary") { return .vary }
        case 5:
            if Bytes.equal(name, ":path") { return .path }
        case 6:
            if Bytes.equal(name, "expect") { return .expect }
            if Bytes.equal(name, "server") { return .server }
            if Bytes.equal(name, "accept") { return .accept }
            if Bytes.equal(name, "cookie") { return .cookie }
            if Bytes.equal(name, "origin") { return .origin }
        case 7:
            if Bytes.equal(name, ":method") { return .method }
            if Bytes.equal(name, ":scheme") { return .scheme }
            if Bytes.equal(name, ":status") { return .status }
            if Bytes.equal(name, "upgrade") { return .upgrade }
            if Bytes.equal(name, "trailer") { return .trailer }
            if Bytes.equal(name, "referer") { return .referer }
            if Bytes.equal(name, "alt-svc") { return .altSvc }
            if Bytes.equal(name, "baggage") { return .baggage }
        case 8:
            if Bytes.equal(name, "location") { return .location }
        case 9:
            if Bytes.equal(name, ":protocol") { return .`protocol` }
        case 10:
            if Bytes.equal(name, ":authority") { return .authority }
            if Bytes.equal(name, "connection") { return .connection }
            if Bytes.equal(name, "keep-alive") { return .keepAlive }
            if Bytes.equal(name, "user-agent") { return .userAgent }
            if Bytes.equal(name, "set-cookie") { return .setCookie }
            if Bytes.equal(name, "tracestate") { return .tracestate }
            if Bytes.equal(name, "x-b3-flags") { return .xB3Flags }
        case 11:
            if Bytes.equal(name, "retry-after") { return .retryAfter }
            if Bytes.equal(name, "traceparent") { return .traceparent }
            if Bytes.equal(name, "x-b3-spanid") { return .xB3SpanID }
            if Bytes.equal(name, "grpc-status") { return .grpcStatus }
        case 12:
            if Bytes.equal(name, "content-type") { return .contentType }
            if Bytes.equal(name, "x-request-id") { return .xRequestID }
            if Bytes.equal(name, "x-b3-traceid") { return .xB3TraceID }
            if Bytes.equal(name, "x-b3-sampled") { return .xB3Sampled }
            if Bytes.equal(name, "grpc-message") { return .grpcMessage }
            if Bytes.equal(name, "grpc-timeout") { return .grpcTimeout }
        case 13:
            if Bytes.equal(name, "authorization") { return .authorization }
            if Bytes.equal(name, "cache-control") { return .cacheControl }
        case 14:
            if Bytes.equal(name, "content-length") { return .contentLength }
            if Bytes.equal(name, "http2-settings") { return .http2Settings }
        case 15:
            if Bytes.equal(name, "accept-encoding") { return .acceptEncoding }
            if Bytes.equal(name, "accept-language") { return .acceptLanguage }
            if Bytes.equal(name, "x-forwarded-for") { return .xForwardedFor }
            if Bytes.equal(name, "x-envoy-ip-tags") { return .xEnvoyIPTags }
            if Bytes.equal(name, "x-envoy-cluster") { return .xEnvoyCluster }
        case 16:
            if Bytes.equal(name, "proxy-connection") { return .proxyConnection }
            if Bytes.equal(name, "content-encoding") { return .contentEncoding }
            if Bytes.equal(name, "x-forwarded-host") { return .xForwardedHost }
            if Bytes.equal(name, "x-forwarded-port") { return .xForwardedPort }
            if Bytes.equal(name, "x-envoy-degraded") { return .xEnvoyDegraded }
            if Bytes.equal(name, "x-envoy-internal") { return .xEnvoyInternal }
            if Bytes.equal(name, "x-envoy-retry-on") { return .xEnvoyRetryOn }
        case 17:
            if Bytes.equal(name, "transfer-encoding") { return .transferEncoding }
            if Bytes.equal(name, "x-forwarded-proto") { return .xForwardedProto }
            if Bytes.equal(name, "x-client-trace-id") { return .xClientTraceID }
            if Bytes.equal(name, "x-b3-parentspanid") { return .xB3ParentSpanID }
        case 18:
            if Bytes.equal(name, "x-envoy-overloaded") { return .xEnvoyOverloaded }
        case 19:
            if Bytes.equal(name, "x-envoy-force-trace") { return .xEnvoyForceTrace }
            if Bytes.equal(name, "x-envoy-max-retries") { return .xEnvoyMaxRetries }
            if Bytes.equal(name, "x-envoy-ratelimited") { return .xEnvoyRatelimited }
        case 21:
            if Bytes.equal(name, "x-envoy-attempt-count") { return .xEnvoyAttemptCount }
            if Bytes.equal(name, "x-envoy-original-path") { return .xEnvoyOriginalPath }
            if Bytes.equal(name, "x-envoy-original-host") { return .xEnvoyOriginalHost }
            if Bytes.equal(name, "x-envoy-retry-grpc-on") { return .xEnvoyRetryGrpcOn }
        case 23:
            if Bytes.equal(name, "x-forwarded-client-cert") { return .xForwardedClientCert }
            if Bytes.equal(name, "x-envoy-original-method") { return .xEnvoyOriginalMethod }
        case 24:
            if Bytes.equal(name, "x-envoy-external-address") { return .xEnvoyExternalAddress }
            if Bytes.equal(name, "x-envoy-is-timeout-retry") { return .xEnvoyIsTimeoutRetry }
        case 25:
            if Bytes.equal(name, "x-envoy-original-dst-host") { return .xEnvoyOriginalDstHost }
        case 27:
            if Bytes.equal(name, "x-envoy-decorator-operation") { return .xEnvoyDecoratorOperation }
            if Bytes.equal(name, "x-envoy-fault-abort-request") { return .xEnvoyFaultAbortRequest }
            if Bytes.equal(name, "x-envoy-fault-delay-request") { return .xEnvoyFaultDelayRequest }
            if Bytes.equal(name, "access-control-allow-origin") { return .accessControlAllowOrigin }
        case 29:
            if Bytes.equal(name, "x-envoy-upstream-service-time") { return .xEnvoyUpstreamServiceTime }
            if Bytes.equal(name, "access-control-request-method") { return .accessControlRequestMethod }
        case 30:
            if Bytes.equal(name, "x-envoy-expected-rq-timeout-ms") { return .xEnvoyExpectedRqTimeoutMs }
            if Bytes.equal(name, "x-envoy-retriable-header-names") { return .xEnvoyRetriableHeaderNames }
            if Bytes.equal(name, "x-envoy-retriable-status-codes") { return .xEnvoyRetriableStatusCodes }
            if Bytes.equal(name, "x-envoy-upstream-alt-stat-name") { return .xEnvoyUpstreamAltStatName }
            if Bytes.equal(name, "x-envoy-upstream-rq-timeout-ms") { return .xEnvoyUpstreamRqTimeoutMs }
            if Bytes.equal(name, "access-control-request-headers") { return .accessControlRequestHeaders }
        case 31:
            if Bytes.equal(name, "x-envoy-downstream-service-node") { return .xEnvoyDownstreamServiceNode }
        case 32:
            if Bytes.equal(name, "x-envoy-hedge-on-per-try-timeout") { return .xEnvoyHedgeOnPerTryTimeout }
            if Bytes.equal(name, "x-envoy-fault-abort-grpc-request") { return .xEnvoyFaultAbortGrpcRequest }
        case 33:
            if Bytes.equal(name, "x-envoy-fault-throughput-response") { return .xEnvoyFaultThroughputResponse }
        case 34:
            if Bytes.equal(name, "x-envoy-downstream-service-cluster") { return .xEnvoyDownstreamServiceCluster }
        case 35:
            if Bytes.equal(name, "x-envoy-immediate-health-check-fail") { return .xEnvoyImmediateHealthCheckFail }
            if Bytes.equal(name, "x-envoy-upstream-stream-duration-ms") { return .xEnvoyUpstreamStreamDurationMs }
        case 38:
            if Bytes.equal(name, "x-envoy-upstream-rq-per-try-timeout-ms") { return .xEnvoyUpstreamRqPerTryTimeoutMs }
            if Bytes.equal(name, "x-envoy-upstream-healthchecked-cluster") {
                return .xEnvoyUpstreamHealthcheckedCluster
            }
            if Bytes.equal(name, "x-envoy-fault-abort-request-percentage") { return .xEnvoyFaultAbortRequestPercentage }
            if Bytes.equal(name, "x-envoy-fault-delay-request-percentage") { return .xEnvoyFaultDelayRequestPercentage }
        case 40:
            if Bytes.equal(name, "x-envoy-upstream-rq-timeout-alt-response") {
                return .xEnvoyUpstreamRqTimeoutAltResponse
            }
        case 44:
            if Bytes.equal(name, "x-envoy-fault-throughput-response-percentage") {
                return .xEnvoyFaultThroughputResponsePercentage
            }
        default: break
        }
        return .other
    }

    /// The lower-case name; empty for `other`.
    public var name: StaticString {
        switch rawValue {
        case 1: ":method"
        case 2: ":path"
        case 3: ":authority"
        case 4: ":scheme"
        case 5: ":status"
        case 6: ":protocol"
        case 7: "host"
        case 8: "connection"
        case 9: "keep-alive"
        case 10: "proxy-connection"
        case 11: "transfer-encoding"
        case 12: "te"
        case 13: "upgrade"
        case 14: "trailer"
        case 15: "content-length"
        case 16: "content-type"
        case 17: "content-encoding"
        case 18: "expect"
        case 19: "date"
        case 20: "server"
        case 21: "via"
        case 22: "user-agent"
        case 23: "accept"
        case 24: "accept-encoding"
        case 25: "accept-language"
        case 26: "authorization"
        case 27: "cookie"
        case 28: "set-cookie"
        case 29: "referer"
        case 30: "origin"
        case 31: "location"
        case 32: "cache-control"
        case 33: "etag"
        case 34: "vary"
        case 35: "retry-after"
        case 36: "alt-svc"
        case 37: "http2-settings"
        case 38: "x-forwarded-for"
        case 39: "x-forwarded-proto"
        case 40: "x-forwarded-host"
        case 41: "x-forwarded-port"
        case 42: "x-forwarded-client-cert"
        case 43: "x-request-id"
        case 44: "x-client-trace-id"
        case 45: "traceparent"
        case 46: "tracestate"
        case 47: "x-b3-traceid"
        case 48: "x-b3-spanid"
        case 49: "x-b3-sampled"
        case 50: "x-b3-flags"
        case 51: "x-b3-parentspanid"
        case 52: "b3"
        case 53: "baggage"
        case 54: "grpc-status"
        case 55: "grpc-message"
        case 56: "grpc-timeout"
        case 57: "x-envoy-attempt-count"
        case 58: "x-envoy-decorator-operation"
        case 59: "x-envoy-degraded"
        case 60: "x-envoy-downstream-service-cluster"
        case 61: "x-envoy-downstream-service-node"
        case 62: "x-envoy-expected-rq-timeout-ms"
        case 63: "x-envoy-external-address"
        case 64: "x-envoy-force-trace"
        case 65: "x-envoy-hedge-on-per-try-timeout"
        case 66: "x-envoy-immediate-health-check-fail"
        case 67: "x-envoy-internal"
        case 68: "x-envoy-ip-tags"
        case 69: "x-envoy-is-timeout-retry"
        case 70: "x-envoy-max-retries"
        case 71: "x-envoy-original-path"
        case 72: "x-envoy-original-host"
        case 73: "x-envoy-overloaded"
        case 74: "x-envoy-ratelimited"
        case 75: "x-envoy-retriable-header-names"
        case 76: "x-envoy-retriable-status-codes"
        case 77: "x-envoy-retry-grpc-on"
        case 78: "x-envoy-retry-on"
        case 79: "x-envoy-upstream-alt-stat-name"
        case 80: "x-envoy-upstream-rq-per-try-timeout-ms"
        case 81: "x-envoy-upstream-rq-timeout-alt-response"
        case 82: "x-envoy-upstream-rq-timeout-ms"
        case 83: "x-envoy-upstream-service-time"
        case 84: "x-envoy-upstream-stream-duration-ms"
        case 85: "x-envoy-upstream-healthchecked-cluster"
        case 86: "x-envoy-original-dst-host"
        case 87: "x-envoy-cluster"
        case 88: "x-envoy-original-method"
        case 89: "x-envoy-fault-abort-request"
        case 90: "x-envoy-fault-abort-request-percentage"
        case 91: "x-envoy-fault-abort-grpc-request"
        case 92: "x-envoy-fault-delay-request"
        case 93: "x-envoy-fault-delay-request-percentage"
        case 94: "x-envoy-fault-throughput-response"
        case 95: "x-envoy-fault-throughput-response-percentage"
        case 96: "access-control-allow-origin"
        case 97: "access-control-request-method"
        case 98: "access-control-request-headers"
        default: ""
        }
    }
}
