/// The CORS filter (`envoy.extensions.filters.http.cors.v3.Cors`): it does what routes say.
public struct CORSConfiguration: HTTPFilterValue {
    /// The filter.
    public init() {}
}

/// What one level of a route table says about requests of other origins
/// (`envoy.extensions.filters.http.cors.v3.CorsPolicy`).
public struct CORSPolicyConfiguration: HTTPFilterValue {
    /// The origins that may; empty means the next level says it.
    public var origins: [StringMatcherConfiguration] = []
    /// `access-control-allow-methods`; empty means the next level says it.
    public var allowMethods = ""
    /// `access-control-allow-headers`; empty means the next level says it.
    public var allowHeaders = ""
    /// `access-control-expose-headers`; empty means the next level says it.
    public var exposeHeaders = ""
    /// `access-control-max-age`; empty means the next level says it.
    public var maxAge = ""
    /// Whether credentials may come along; nil means the next level says it. Envoy's default: false.
    public var allowsCredentials: Bool?
    /// Whether pages of public networks may reach private ones; nil means the next level says it. Envoy's default:
    /// false.
    public var allowsPrivateNetwork: Bool?
    /// Whether preflights of other origins go on to the upstream; nil means the next level says it. Envoy's default:
    /// true.
    public var forwardsOtherPreflights: Bool?
    /// The share of the requests that is looked at. Envoy's default: all.
    public var enabled = RuntimeFractionConfiguration(true)
    /// The share of the others of which only the origin is counted. Envoy's default: none.
    public var shadowEnabled = RuntimeFractionConfiguration(false)

    /// Makes a policy that says nothing.
    public init() {}
}

/// The CSRF filter, and what routes say to it (`envoy.extensions.filters.http.csrf.v3.CsrfPolicy`).
public struct CSRFConfiguration: HTTPFilterValue {
    /// The share of the requests that is refused when it comes from elsewhere.
    public var enabled: RuntimeFractionConfiguration
    /// The share of the others that is only counted. Envoy's default: none.
    public var shadowEnabled: RuntimeFractionConfiguration
    /// Origins, as host and port, that are as good as the request's own host.
    public var additionalOrigins: [StringMatcherConfiguration]

    /// Makes a policy.
    public init(
        enabled: RuntimeFractionConfiguration, shadowEnabled: RuntimeFractionConfiguration,
        additionalOrigins: [StringMatcherConfiguration]
    ) {
        self.enabled = enabled
        self.shadowEnabled = shadowEnabled
        self.additionalOrigins = additionalOrigins
    }
}

/// The filter that waits for whole requests (`envoy.extensions.filters.http.buffer.v3.Buffer`).
public struct BufferConfiguration: HTTPFilterValue {
    /// Bytes of a body at most; nil means the filter is off.
    public var maxRequestBytes: UInt32?

    /// Makes a filter.
    public init(maxRequestBytes: UInt32?) { self.maxRequestBytes = maxRequestBytes }
}
