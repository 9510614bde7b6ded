internal import Telemetry

/// The statistics of a JWT filter.
enum JWTMetric: Int, MetricIndex {
    /// Requests that have what they need, and that have not.
    case allowed, denied
    /// Preflights that were not asked.
    case corsPreflightBypassed
    /// Fetches of keys.
    case jwksFetchSuccess, jwksFetchFailed
    /// Tokens that were found good before, and others.
    case jwtCacheHit, jwtCacheMiss

    var declaration: MetricDeclaration {
        switch self {
        case .allowed: .counter("allowed")
        case .denied: .counter("denied")
        case .corsPreflightBypassed: .counter("cors_preflight_bypassed")
        case .jwksFetchSuccess: .counter("jwks_fetch_success")
        case .jwksFetchFailed: .counter("jwks_fetch_failed")
        case .jwtCacheHit: .counter("jwt_cache_hit")
        case .jwtCacheMiss: .counter("jwt_cache_miss")
        }
    }

    static let family = makeFamily(extractedPrefix: "http.jwt_authn.")
}
