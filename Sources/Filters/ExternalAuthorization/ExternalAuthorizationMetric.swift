internal import Telemetry

/// The statistics of an external authorisation filter, and of the clusters that requests would have gone to.
enum ExternalAuthorizationMetric: Int, MetricIndex {
    /// Requests that may, may not, and of which nobody knows.
    case ok, denied, error
    /// Requests that passed since nobody knows.
    case failureModeAllowed
    /// Requests that nobody was asked about.
    case disabled
    /// What cannot happen here, and whose names exist all the same.
    case filterStateNameCollision, ignoredDynamicMetadata, invalid, omittedResponseHeaders,
        requestHeaderLimitsReached, responseHeaderLimitsReached, shadowDenied, shadowError

    var declaration: MetricDeclaration { .counter(name) }

    private var name: String {
        switch self {
        case .ok: "ok"
        case .denied: "denied"
        case .error: "error"
        case .failureModeAllowed: "failure_mode_allowed"
        case .disabled: "disabled"
        case .filterStateNameCollision: "filter_state_name_collision"
        case .ignoredDynamicMetadata: "ignored_dynamic_metadata"
        case .invalid: "invalid"
        case .omittedResponseHeaders: "omitted_response_headers"
        case .requestHeaderLimitsReached: "request_header_limits_reached"
        case .responseHeaderLimitsReached: "response_header_limits_reached"
        case .shadowDenied: "shadow_denied"
        case .shadowError: "shadow_error"
        }
    }

    static let family = makeFamily(extractedPrefix: "http.ext_authz.")
}

/// The statistics of it by the cluster that a request would have gone to.
enum ExternalAuthorizationClusterMetric: Int, MetricIndex {
    /// As above.
    case ok, denied, error, failureModeAllowed

    var declaration: MetricDeclaration {
        switch self {
        case .ok: .counter("ok", existence: .onceUsed)
        case .denied: .counter("denied", existence: .onceUsed)
        case .error: .counter("error", existence: .onceUsed)
        case .failureModeAllowed: .counter("failure_mode_allowed", existence: .onceUsed)
        }
    }

    static let family = makeFamily(extractedPrefix: "cluster.ext_authz.")
}
