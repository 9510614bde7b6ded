// Fields of which Envoy keeps one, in a place of its own, whose value grows by a comma and what is added. Which they
// are was seen by sending each twice through Envoy 1.40.
extension HeaderSet {
    /// Those of requests.
    public static let joinedInRequests: HeaderSet = [
        .accept, .acceptEncoding, .accessControlRequestHeaders, .accessControlRequestMethod,
        .accessControlRequestPrivateNetwork, .authorization, .cacheControl, .contentEncoding, .contentType, .expect,
        .grpcAcceptEncoding, .grpcTimeout, .ifMatch, .ifModifiedSince, .ifNoneMatch, .ifRange, .ifUnmodifiedSince,
        .origin,
        .pragma, .proxyStatus, .referer, .te, .userAgent, .via, .xClientTraceID, .xEnvoyAttemptCount,
        .xEnvoyDecoratorOperation, .xEnvoyDownstreamServiceCluster, .xEnvoyDownstreamServiceNode,
        .xEnvoyExpectedRqTimeoutMs, .xEnvoyExternalAddress, .xEnvoyForceTrace, .xEnvoyHedgeOnPerTryTimeout,
        .xEnvoyIPTags, .xEnvoyInternal, .xEnvoyIsTimeoutRetry, .xEnvoyMaxRetries, .xEnvoyOriginalHost,
        .xEnvoyOriginalPath, .xEnvoyRetriableHeaderNames, .xEnvoyRetriableStatusCodes, .xEnvoyRetryGrpcOn,
        .xEnvoyRetryOn, .xEnvoyUpstreamAltStatName, .xEnvoyUpstreamRqPerTryTimeoutMs,
        .xEnvoyUpstreamRqTimeoutAltResponse, .xEnvoyUpstreamRqTimeoutMs, .xEnvoyUpstreamStreamDurationMs,
        .xForwardedClientCert, .xForwardedFor, .xForwardedHost, .xForwardedPort,
        .xForwardedProto, .xRequestID,
    ]

    /// Those of responses.
    public static let joinedInResponses: HeaderSet = [
        .accessControlAllowCredentials, .accessControlAllowHeaders, .accessControlAllowMethods,
        .accessControlAllowOrigin, .accessControlAllowPrivateNetwork, .accessControlExposeHeaders,
        .accessControlMaxAge, .age, .cacheControl, .contentEncoding, .contentType, .date, .etag, .expires, .grpcMessage,
        .grpcStatus, .lastModified, .location, .proxyStatus, .vary, .via, .xEnvoyAttemptCount,
        .xEnvoyDecoratorOperation, .xEnvoyDegraded, .xEnvoyImmediateHealthCheckFail, .xEnvoyRatelimited,
        .xEnvoyUpstreamCanary, .xEnvoyUpstreamHealthcheckedCluster, .xEnvoyUpstreamServiceTime, .xRequestID,
    ]

    /// Those of requests that a limit of fields counts once, however often they come: the joined ones, and those that
    /// are read as lists, or refused, before they would be joined.
    public static let countedOnceInRequests: HeaderSet = joinedInRequests.union([
        .connection, .contentLength, .host, .keepAlive, .proxyConnection, .transferEncoding, .upgrade,
    ])

    /// Those of responses that a limit of fields counts once.
    public static let countedOnceInResponses: HeaderSet = joinedInResponses.union([
        .connection, .contentLength, .keepAlive, .proxyConnection, .server, .transferEncoding, .upgrade,
    ])
}
