// Fields of which Envoy keeps one, in a place of its own, whose value grows by a comma and what is added. Which they
// are was seen by sending each twice through Envoy 1.40.
extension HeaderSet {
    /// Those of requests.
    public static let joinedInRequests: HeaderSet = [
        .accept, .acceptEncoding, .accessControlRequestHeaders, .accessControlRequestMethod,
        .accessControlRequestPrivateNetwork, .authorization, .cacheControl, .contentEncoding, .contentType, .expect,
        .grpcAcceptEncoding, .grpcTimeout, .ifMatch, .ifModifiedSince, .ifNoneMatch, .ifRange, .ifUnmodifiedSince,
        .origin,
        .pragma, .proxyStatus, .referer, .userAgent, .via, .xClientTraceID, .xEnvoyAttemptCount,
        .xEnvoyDecoratorOperation, .xEnvoyDownstreamServiceCluster, .xEnvoyDownstreamServiceNode,
        .xEnvoyExpectedRqTimeoutMs, .xEnvoyExternalAddress, .xEnvoyForceTrace, .xEnvoyIPTags, .xEnvoyInternal,
        .xEnvoyIsTimeoutRetry, .xEnvoyOriginalHost, .xEnvoyOriginalPath, .xEnvoyUpstreamAltStatName,
        .xEnvoyUpstreamRqTimeoutMs, .xForwardedClientCert, .xForwardedFor, .xForwardedHost, .xForwardedPort,
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
}
