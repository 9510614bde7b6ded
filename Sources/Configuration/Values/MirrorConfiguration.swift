/// Where copies of requests go, whose answers nobody hears (`RouteAction.RequestMirrorPolicy`).
public struct MirrorConfiguration: Sendable, Equatable {
    /// The cluster.
    public var target: Target
    /// The share of requests that are copied. Envoy's default: all.
    public var share = RuntimeFractionConfiguration(FractionalPercentConfiguration(numerator: 100, denominator: 100))
    /// Whether the host stays as it is, and does not end in `-shadow`. Envoy's default: false.
    public var keepsHost = false
    /// What the host becomes; empty means as above.
    public var hostRewrite = ""

    /// Which cluster.
    public enum Target: Sendable, Equatable {
        /// The one of that name.
        case cluster(String)
        /// The one that this field of the request names, in lower case.
        case field(String)
    }

    /// Copies everything to a cluster.
    public init(target: Target) { self.target = target }
}
