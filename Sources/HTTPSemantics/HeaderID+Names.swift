internal import Buffers

extension HeaderID {
    /// All names that can stand in a field line.
    static let table = FieldNameTable(
        (0..<UInt8(count)).map(HeaderID.init(rawValue:)).filter { $0 != .other && !$0.isPseudo }
            .map { (name: $0.name, tag: $0.rawValue) })

    /// The number of a lower-case name, or `other`.
    ///
    /// Length and one byte, chosen so that it differs in all names of that length, leave one candidate to compare with.
    public init(lowercased name: Span<UInt8>) {
        let candidate = Self.candidate(name)
        self = candidate != .other && Bytes.equal(name, candidate.name) ? candidate : .other
    }

    private static func candidate(_ name: Span<UInt8>) -> HeaderID {
        switch name.count {
        case 2:
            switch name[0] {
            case UInt8(ascii: "b"): return .b3
            case UInt8(ascii: "t"): return .te
            default: return .other
            }
        case 3:
            switch name[0] {
            case UInt8(ascii: "a"): return .age
            case UInt8(ascii: "v"): return .via
            default: return .other
            }
        case 4:
            switch name[0] {
            case UInt8(ascii: "d"): return .date
            case UInt8(ascii: "e"): return .etag
            case UInt8(ascii: "h"): return .host
            case UInt8(ascii: "v"): return .vary
            default: return .other
            }
        case 5:
            return .path
        case 6:
            switch name[0] {
            case UInt8(ascii: "a"): return .accept
            case UInt8(ascii: "c"): return .cookie
            case UInt8(ascii: "e"): return .expect
            case UInt8(ascii: "o"): return .origin
            case UInt8(ascii: "p"): return .pragma
            case UInt8(ascii: "s"): return .server
            default: return .other
            }
        case 7:
            switch (name[0], name[2]) {
            case (UInt8(ascii: ":"), UInt8(ascii: "c")): return .scheme
            case (UInt8(ascii: ":"), UInt8(ascii: "e")): return .method
            case (UInt8(ascii: ":"), UInt8(ascii: "t")): return .status
            case (UInt8(ascii: "a"), UInt8(ascii: "t")): return .altSvc
            case (UInt8(ascii: "b"), UInt8(ascii: "g")): return .baggage
            case (UInt8(ascii: "e"), UInt8(ascii: "p")): return .expires
            case (UInt8(ascii: "r"), UInt8(ascii: "f")): return .referer
            case (UInt8(ascii: "t"), UInt8(ascii: "a")): return .trailer
            case (UInt8(ascii: "u"), UInt8(ascii: "g")): return .upgrade
            default: return .other
            }
        case 8:
            switch name[3] {
            case UInt8(ascii: "a"): return .location
            case UInt8(ascii: "m"): return .ifMatch
            case UInt8(ascii: "r"): return .ifRange
            default: return .other
            }
        case 9:
            return .`protocol`
        case 10:
            switch name[0] {
            case UInt8(ascii: ":"): return .authority
            case UInt8(ascii: "c"): return .connection
            case UInt8(ascii: "k"): return .keepAlive
            case UInt8(ascii: "s"): return .setCookie
            case UInt8(ascii: "t"): return .tracestate
            case UInt8(ascii: "u"): return .userAgent
            case UInt8(ascii: "x"): return .xB3Flags
            default: return .other
            }
        case 11:
            switch name[0] {
            case UInt8(ascii: "g"): return .grpcStatus
            case UInt8(ascii: "r"): return .retryAfter
            case UInt8(ascii: "t"): return .traceparent
            case UInt8(ascii: "x"): return .xB3SpanID
            default: return .other
            }
        case 12:
            switch name[9] {
            case UInt8(ascii: "-"): return .xRequestID
            case UInt8(ascii: "a"): return .grpcMessage
            case UInt8(ascii: "e"): return .xB3TraceID
            case UInt8(ascii: "l"): return .xB3Sampled
            case UInt8(ascii: "o"): return .grpcTimeout
            case UInt8(ascii: "t"): return .proxyStatus
            case UInt8(ascii: "y"): return .contentType
            default: return .other
            }
        case 13:
            switch name[0] {
            case UInt8(ascii: "a"): return .authorization
            case UInt8(ascii: "c"): return .cacheControl
            case UInt8(ascii: "i"): return .ifNoneMatch
            case UInt8(ascii: "l"): return .lastModified
            default: return .other
            }
        case 14:
            switch name[0] {
            case UInt8(ascii: "c"): return .contentLength
            case UInt8(ascii: "h"): return .http2Settings
            default: return .other
            }
        case 15:
            switch name[8] {
            case UInt8(ascii: "a"): return .acceptLanguage
            case UInt8(ascii: "c"): return .xEnvoyCluster
            case UInt8(ascii: "d"): return .xForwardedFor
            case UInt8(ascii: "i"): return .xEnvoyIPTags
            case UInt8(ascii: "n"): return .acceptEncoding
            default: return .other
            }
        case 16:
            switch name[12] {
            case UInt8(ascii: "a"): return .xEnvoyDegraded
            case UInt8(ascii: "d"): return .contentEncoding
            case UInt8(ascii: "h"): return .xForwardedHost
            case UInt8(ascii: "p"): return .xForwardedPort
            case UInt8(ascii: "r"): return .xEnvoyInternal
            case UInt8(ascii: "t"): return .proxyConnection
            case UInt8(ascii: "y"): return .xEnvoyRetryOn
            default: return .other
            }
        case 17:
            switch name[2] {
            case UInt8(ascii: "-"): return .ifModifiedSince
            case UInt8(ascii: "a"): return .transferEncoding
            case UInt8(ascii: "b"): return .xB3ParentSpanID
            case UInt8(ascii: "c"): return .xClientTraceID
            case UInt8(ascii: "f"): return .xForwardedProto
            default: return .other
            }
        case 18:
            return .xEnvoyOverloaded
        case 19:
            switch name[8] {
            case UInt8(ascii: "f"): return .xEnvoyForceTrace
            case UInt8(ascii: "i"): return .ifUnmodifiedSince
            case UInt8(ascii: "m"): return .xEnvoyMaxRetries
            case UInt8(ascii: "r"): return .xEnvoyRatelimited
            default: return .other
            }
        case 20:
            return .grpcAcceptEncoding
        case 21:
            switch name[17] {
            case UInt8(ascii: "c"): return .xEnvoyRetryGrpcOn
            case UInt8(ascii: "h"): return .xEnvoyOriginalHost
            case UInt8(ascii: "o"): return .xEnvoyAttemptCount
            case UInt8(ascii: "p"): return .xEnvoyOriginalPath
            default: return .other
            }
        case 22:
            return .accessControlMaxAge
        case 23:
            switch name[8] {
            case UInt8(ascii: "d"): return .xForwardedClientCert
            case UInt8(ascii: "o"): return .xEnvoyOriginalMethod
            case UInt8(ascii: "u"): return .xEnvoyUpstreamCanary
            default: return .other
            }
        case 24:
            switch name[8] {
            case UInt8(ascii: "e"): return .xEnvoyExternalAddress
            case UInt8(ascii: "i"): return .xEnvoyIsTimeoutRetry
            default: return .other
            }
        case 25:
            return .xEnvoyOriginalDstHost
        case 27:
            switch name[14] {
            case UInt8(ascii: "-"): return .accessControlAllowOrigin
            case UInt8(ascii: "a"): return .xEnvoyFaultAbortRequest
            case UInt8(ascii: "d"): return .xEnvoyFaultDelayRequest
            case UInt8(ascii: "t"): return .xEnvoyDecoratorOperation
            default: return .other
            }
        case 28:
            switch name[21] {
            case UInt8(ascii: "h"): return .accessControlAllowHeaders
            case UInt8(ascii: "m"): return .accessControlAllowMethods
            default: return .other
            }
        case 29:
            switch name[15] {
            case UInt8(ascii: "e"): return .accessControlExposeHeaders
            case UInt8(ascii: "m"): return .xEnvoyUpstreamServiceTime
            case UInt8(ascii: "r"): return .accessControlRequestMethod
            default: return .other
            }
        case 30:
            switch (name[8], name[18]) {
            case (UInt8(ascii: "e"), UInt8(ascii: "q")): return .xEnvoyExpectedRqTimeoutMs
            case (UInt8(ascii: "o"), UInt8(ascii: "u")): return .accessControlRequestHeaders
            case (UInt8(ascii: "r"), UInt8(ascii: "h")): return .xEnvoyRetriableHeaderNames
            case (UInt8(ascii: "r"), UInt8(ascii: "s")): return .xEnvoyRetriableStatusCodes
            case (UInt8(ascii: "u"), UInt8(ascii: "l")): return .xEnvoyUpstreamAltStatName
            case (UInt8(ascii: "u"), UInt8(ascii: "q")): return .xEnvoyUpstreamRqTimeoutMs
            default: return .other
            }
        case 31:
            return .xEnvoyDownstreamServiceNode
        case 32:
            switch name[8] {
            case UInt8(ascii: "f"): return .xEnvoyFaultAbortGrpcRequest
            case UInt8(ascii: "h"): return .xEnvoyHedgeOnPerTryTimeout
            case UInt8(ascii: "o"): return .accessControlAllowCredentials
            default: return .other
            }
        case 33:
            return .xEnvoyFaultThroughputResponse
        case 34:
            return .xEnvoyDownstreamServiceCluster
        case 35:
            switch name[8] {
            case UInt8(ascii: "i"): return .xEnvoyImmediateHealthCheckFail
            case UInt8(ascii: "u"): return .xEnvoyUpstreamStreamDurationMs
            default: return .other
            }
        case 36:
            return .accessControlAllowPrivateNetwork
        case 38:
            switch name[18] {
            case UInt8(ascii: "e"): return .xEnvoyUpstreamHealthcheckedCluster
            case UInt8(ascii: "q"): return .xEnvoyUpstreamRqPerTryTimeoutMs
            case UInt8(ascii: "t"): return .xEnvoyFaultAbortRequestPercentage
            case UInt8(ascii: "u"): return .accessControlRequestPrivateNetwork
            case UInt8(ascii: "y"): return .xEnvoyFaultDelayRequestPercentage
            default: return .other
            }
        case 40:
            return .xEnvoyUpstreamRqTimeoutAltResponse
        case 44:
            return .xEnvoyFaultThroughputResponsePercentage
        default: return .other
        }
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
        case 99: "pragma"
        case 100: "if-match"
        case 101: "if-none-match"
        case 102: "if-modified-since"
        case 103: "if-unmodified-since"
        case 104: "if-range"
        case 105: "grpc-accept-encoding"
        case 106: "proxy-status"
        case 107: "age"
        case 108: "expires"
        case 109: "last-modified"
        case 110: "access-control-allow-headers"
        case 111: "access-control-allow-methods"
        case 112: "access-control-allow-credentials"
        case 113: "access-control-allow-private-network"
        case 114: "access-control-expose-headers"
        case 115: "access-control-max-age"
        case 116: "access-control-request-private-network"
        case 117: "x-envoy-upstream-canary"
        default: ""
        }
    }
}
