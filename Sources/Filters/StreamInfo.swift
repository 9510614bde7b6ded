public import Buffers

/// Envoy's response flags: why a response is what it is. Access logs write the short names in this order.
public struct ResponseFlags: OptionSet, Sendable {
    /// The bits.
    public let rawValue: UInt32

    /// Takes the bits as they are.
    @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Local health check failed.
    public static let failedLocalHealthCheck = ResponseFlags(rawValue: 1 << 0)
    /// UH: no healthy endpoint.
    public static let noHealthyUpstream = ResponseFlags(rawValue: 1 << 1)
    /// UT: the route's timeout.
    public static let upstreamRequestTimeout = ResponseFlags(rawValue: 1 << 2)
    /// LR: reset by us.
    public static let localReset = ResponseFlags(rawValue: 1 << 3)
    /// UR: reset by the upstream.
    public static let upstreamRemoteReset = ResponseFlags(rawValue: 1 << 4)
    /// UF: no connection to the upstream.
    public static let upstreamConnectionFailure = ResponseFlags(rawValue: 1 << 5)
    /// UC: the upstream connection ended.
    public static let upstreamConnectionTermination = ResponseFlags(rawValue: 1 << 6)
    /// UO: a limit of the cluster.
    public static let upstreamOverflow = ResponseFlags(rawValue: 1 << 7)
    /// NR: no route.
    public static let noRouteFound = ResponseFlags(rawValue: 1 << 8)
    /// DI: delayed by the fault filter.
    public static let delayInjected = ResponseFlags(rawValue: 1 << 9)
    /// FI: aborted by the fault filter.
    public static let faultInjected = ResponseFlags(rawValue: 1 << 10)
    /// RL: rate limited.
    public static let rateLimited = ResponseFlags(rawValue: 1 << 11)
    /// UAEX: refused by external authorisation.
    public static let unauthorizedExternalService = ResponseFlags(rawValue: 1 << 12)
    /// DC: the downstream went away.
    public static let downstreamConnectionTermination = ResponseFlags(rawValue: 1 << 14)
    /// URX: retries used up.
    public static let upstreamRetryLimitExceeded = ResponseFlags(rawValue: 1 << 15)
    /// SI: the stream idle timeout.
    public static let streamIdleTimeout = ResponseFlags(rawValue: 1 << 16)
    /// IH: a field that steers us could not be understood.
    public static let invalidEnvoyRequestHeaders = ResponseFlags(rawValue: 1 << 17)
    /// DPE: the downstream broke the protocol.
    public static let downstreamProtocolError = ResponseFlags(rawValue: 1 << 18)
    /// UPE: the upstream broke the protocol.
    public static let upstreamProtocolError = ResponseFlags(rawValue: 1 << 19)
    /// UMSDR: the route's greatest stream duration.
    public static let upstreamMaxStreamDurationReached = ResponseFlags(rawValue: 1 << 20)
    /// DT: the greatest duration of a connection.
    public static let durationTimeout = ResponseFlags(rawValue: 1 << 22)
    /// NC: the route's cluster is unknown.
    public static let noClusterFound = ResponseFlags(rawValue: 1 << 23)
    /// OM: refused by the overload manager.
    public static let overloadManager = ResponseFlags(rawValue: 1 << 24)
    /// DF: the name of the host has no address.
    public static let dnsResolutionFailed = ResponseFlags(rawValue: 1 << 26)
    /// DO: among the share of requests that the cluster refuses.
    public static let dropOverload = ResponseFlags(rawValue: 1 << 27)
    /// DR: reset by the downstream.
    public static let downstreamRemoteReset = ResponseFlags(rawValue: 1 << 28)
    /// UDO: the cluster refuses all requests.
    public static let unconditionalDropOverload = ResponseFlags(rawValue: 1 << 29)

    /// Short and long names, in the order of `%RESPONSE_FLAGS%`: that in which Envoy comes to raise those that meet.
    public static let names: [(flag: ResponseFlags, short: StaticString, long: StaticString)] = [
        (.failedLocalHealthCheck, "LH", "FailedLocalHealthCheck"), (.noHealthyUpstream, "UH", "NoHealthyUpstream"),
        (.upstreamRequestTimeout, "UT", "UpstreamRequestTimeout"), (.localReset, "LR", "LocalReset"),
        (.upstreamRemoteReset, "UR", "UpstreamRemoteReset"),
        (.upstreamConnectionFailure, "UF", "UpstreamConnectionFailure"),
        (.upstreamConnectionTermination, "UC", "UpstreamConnectionTermination"),
        (.upstreamOverflow, "UO", "UpstreamOverflow"), (.noRouteFound, "NR", "NoRouteFound"),
        (.delayInjected, "DI", "DelayInjected"), (.faultInjected, "FI", "FaultInjected"),
        (.rateLimited, "RL", "RateLimited"), (.unauthorizedExternalService, "UAEX", "UnauthorizedExternalService"),
        (.downstreamConnectionTermination, "DC", "DownstreamConnectionTermination"),
        (.upstreamRetryLimitExceeded, "URX", "UpstreamRetryLimitExceeded"),
        (.streamIdleTimeout, "SI", "StreamIdleTimeout"),
        (.invalidEnvoyRequestHeaders, "IH", "InvalidEnvoyRequestHeaders"),
        (.upstreamProtocolError, "UPE", "UpstreamProtocolError"),
        (.downstreamProtocolError, "DPE", "DownstreamProtocolError"),
        (.upstreamMaxStreamDurationReached, "UMSDR", "UpstreamMaxStreamDurationReached"),
        (.durationTimeout, "DT", "DurationTimeout"), (.noClusterFound, "NC", "NoClusterFound"),
        (.overloadManager, "OM", "OverloadManagerTerminated"), (.dnsResolutionFailed, "DF", "DnsResolutionFailed"),
        (.dropOverload, "DO", "DropOverload"), (.downstreamRemoteReset, "DR", "DownstreamRemoteReset"),
        (.unconditionalDropOverload, "UDO", "UnconditionalDropOverload"),
    ]
}

/// Why the response is what it is, in Envoy's words: a fixed phrase, for resets with the reason in braces
/// (`upstream_reset_before_response_started{connection_termination}`).
public struct ResponseCodeDetails: Sendable {
    /// The phrase; empty means "none yet".
    public var phrase: StaticString
    /// What stands in braces behind it; empty for most.
    public var reason: StaticString
    /// More, behind a `|` in the braces, or right behind the phrase where there are none; empty for most.
    public var cause: String

    /// Names the details.
    public init(_ phrase: StaticString, reason: StaticString = "", cause: String = "") {
        self.phrase = phrase
        self.reason = reason
        self.cause = cause
    }

    /// Whether nothing was said.
    public var isEmpty: Bool { phrase.utf8CodeUnitCount == 0 }

    /// Writes them as logs show them.
    public func write(to text: inout ByteBuffer) {
        text.append(phrase)
        if reason.utf8CodeUnitCount == 0 {
            text.append(cause)
            return
        }
        text.append("{")
        text.append(reason)
        if !cause.isEmpty {
            text.append("|")
            text.append(cause)
        }
        text.append("}")
    }
}

/// How many messages a gRPC call has had so far.
public struct GRPCMessageCounts: Sendable, Equatable {
    /// Those of the client.
    public var requests: UInt64
    /// Those of the upstream.
    public var responses: UInt64

    /// Counts.
    public init(requests: UInt64, responses: UInt64) {
        self.requests = requests
        self.responses = responses
    }
}

/// What is known about one request and its response, for logs, statistics and filters. Times are the loop's monotonic
/// nanoseconds, 0 for "not yet".
public struct StreamInfo: Sendable {
    /// When the first byte of the request was taken up.
    public var startTime: UInt64 = 0
    /// The same moment by the wall clock.
    public var startSeconds: Int64 = 0
    /// Nanoseconds of that second.
    public var startNanoseconds: Int32 = 0
    /// When the request was complete.
    public var requestEndTime: UInt64 = 0
    /// When the request's first byte went upstream.
    public var upstreamStartTime: UInt64 = 0
    /// When the request's last byte went upstream.
    public var upstreamSentTime: UInt64 = 0
    /// When a connection to the upstream was asked for.
    public var poolStartTime: UInt64 = 0
    /// When it was there, or would not come.
    public var poolEndTime: UInt64 = 0
    /// When the upstream's head had come.
    public var upstreamHeadTime: UInt64 = 0
    /// When the upstream's answer was complete.
    public var upstreamEndTime: UInt64 = 0
    /// When the first bytes of the upstream's body had come.
    public var upstreamBodyTime: UInt64 = 0
    /// When the response's head left the chain.
    public var responseStartTime: UInt64 = 0
    /// When the response's last byte left the chain.
    public var responseEndTime: UInt64 = 0
    /// Body bytes received from the downstream.
    public var bytesReceived: UInt64 = 0
    /// Body bytes sent to the downstream.
    public var bytesSent: UInt64 = 0
    /// The status sent; 0 while, and if, none was. As in Envoy, that of an interim answer too, until another follows.
    public var responseCode: UInt16 = 0
    /// Tries at the upstream.
    public var attempts: UInt32 = 0
    /// The flags.
    public var flags: ResponseFlags = []
    /// Those of them that were raised before the answer was decided: logs write them first.
    public var earlyFlags: ResponseFlags = []
    /// The details.
    public var details = ResponseCodeDetails("")
    /// Why the connection to the upstream failed; empty when it did not.
    public var transportFailure = ""
    /// How many gRPC messages have come; nil where nobody counts them for logs. Who sets it takes it back.
    public var grpcMessages: GRPCMessageCounts?

    /// Whether an answer was sent, or is decided, that is no interim one.
    public var isAnswered: Bool { responseCode >= 200 || responseCode == 101 }

    /// Nothing known yet.
    public init() {}

    /// Forgets all. The texts, which hardly any exchange has, are touched only when there are some.
    public mutating func reset() {
        (startTime, startSeconds, startNanoseconds) = (0, 0, 0)
        (requestEndTime, upstreamStartTime, upstreamHeadTime, upstreamEndTime, responseStartTime) = (0, 0, 0, 0, 0)
        (upstreamSentTime, poolStartTime, poolEndTime, upstreamBodyTime, responseEndTime) = (0, 0, 0, 0, 0)
        (bytesReceived, bytesSent, responseCode, attempts, flags) = (0, 0, 0, 0, [])
        earlyFlags = []
        setDetails("")
        if !transportFailure.isEmpty { transportFailure = "" }
    }

    /// Names details that are a phrase only.
    public mutating func setDetails(_ phrase: StaticString) {
        details.phrase = phrase
        details.reason = ""
        if !details.cause.isEmpty { details.cause = "" }
    }
}
