internal import Filters

/// What a response flag means, and what to look at when it comes up.
struct FlagMeaning {
    /// The short name, as `%RESPONSE_FLAGS%` writes it.
    let short: String
    /// The long name.
    let long: String
    let text: String
    let advice: String

    /// All flags in the order of logs.
    static let all: [FlagMeaning] = ResponseFlags.names.map { flag, short, long in
        let words = texts.first { $0.flag == flag }
        return FlagMeaning(
            short: short.description, long: long.description, text: words?.text ?? "", advice: words?.advice ?? "")
    }

    private static let texts: [(flag: ResponseFlags, text: String, advice: String)] = [
        (
            .failedLocalHealthCheck, "the proxy itself was failing its health checks",
            "was POST /healthcheck/fail sent, or does the proxy drain? See /ready."
        ),
        (
            .noHealthyUpstream, "no endpoint of the cluster may take requests: 503",
            "see the cluster's health_flags in /clusters, its health checks and membership_healthy; is it empty?"
        ),
        (
            .upstreamRequestTimeout, "the upstream did not answer in the route's time: 504",
            "see the route's timeout (15 s unless it is set), per_try_timeout, and the upstream's own times"
        ),
        (.localReset, "this proxy reset the upstream stream", "see %RESPONSE_CODE_DETAILS% for why it did"),
        (
            .upstreamRemoteReset, "the upstream reset the stream",
            "see the upstream's log; does it end connections or refuse streams?"
        ),
        (
            .upstreamConnectionFailure, "no connection to the upstream came about: 503",
            "see %UPSTREAM_TRANSPORT_FAILURE_REASON%: a port that nobody listens at, a firewall, connect_timeout, or a "
                + "certificate that does not fit"
        ),
        (
            .upstreamConnectionTermination, "the upstream ended the connection before its answer was complete: 503",
            "is the upstream's idle timeout shorter than the cluster's? Did it crash? A retry on "
                + "reset or connect-failure helps safe requests"
        ),
        (
            .upstreamOverflow, "a limit of the cluster's circuit breakers was reached: 503",
            "see circuit_breakers.thresholds, and upstream_rq_pending_overflow and upstream_cx_overflow"
        ),
        (
            .noRouteFound, "no route takes the request, or no filter chain the connection: 404",
            "ask apus route, or 'try a request' of the page at /dashboard, why each route passed it over"
        ),
        (.delayInjected, "the fault filter delayed the request", "see the fault filter's delay; was this wanted?"),
        (.faultInjected, "the fault filter answered in the upstream's place", "see the fault filter's abort"),
        (
            .rateLimited, "a rate limit refused the request: 429",
            "see local_ratelimit or the rate limit service and its descriptors"
        ),
        (
            .unauthorizedExternalService, "the authorisation service refused the request, or did not answer",
            "see ext_authz, its failure_mode_allow, and the service's log"
        ),
        (
            .downstreamConnectionTermination, "the client went away before its answer was complete",
            "does it give up sooner than the upstream answers? Compare %DURATION% with its timeout"
        ),
        (
            .upstreamRetryLimitExceeded, "all retries were used, and the last one failed too",
            "see the other flags for why each try failed, and num_retries"
        ),
        (
            .streamIdleTimeout, "nothing moved for the stream idle timeout: 408 or 504",
            "see stream_idle_timeout (5 min) and the route's idle_timeout; streams that rest need 0s"
        ),
        (
            .invalidEnvoyRequestHeaders, "an x-envoy- field of the request could not be understood: 400",
            "see the client's x-envoy- fields"
        ),
        (
            .downstreamProtocolError, "the client broke the rules of HTTP: 400",
            "see %RESPONSE_CODE_DETAILS% for the rule"
        ),
        (
            .upstreamProtocolError, "the upstream broke the rules of HTTP: 502",
            "see %RESPONSE_CODE_DETAILS%; does it speak the version of HTTP that the cluster says?"
        ),
        (
            .upstreamMaxStreamDurationReached, "the route's greatest stream duration was reached",
            "see max_stream_duration of the route"
        ),
        (
            .durationTimeout, "the connection reached its greatest age",
            "see max_connection_duration"
        ),
        (
            .noClusterFound, "the route names a cluster that is not there: 503 or 404",
            "see cluster names in the route, and /clusters; did CDS bring it?"
        ),
        (
            .overloadManager, "the overload manager refused the request: 503",
            "see overload_manager and its monitors: memory, connections"
        ),
        (.dnsResolutionFailed, "the host's name has no address: 503", "does the proxy's machine resolve the name?"),
        (
            .dropOverload, "the request was among the share that the cluster refuses: 503",
            "see drop_overloads of the endpoints' policy"
        ),
        (.downstreamRemoteReset, "the client reset the stream", "as for DC: does the client give up?"),
        (
            .unconditionalDropOverload, "the cluster refuses all requests: 503",
            "see drop_overloads of the endpoints' policy"
        ),
    ]
}
