/// The filter that leads clients back to their endpoints
/// (`envoy.extensions.filters.http.stateful_session.v3.StatefulSession`).
public struct StatefulSessionConfiguration: HTTPFilterValue {
    /// Where clients keep the endpoint's address; nil means nowhere, so that nothing is done.
    public var state: State?
    /// Whether another endpoint will not do. Envoy's default: false.
    public var isStrict = false
    /// The answer when another endpoint would not do. Envoy's default: 503.
    public var statusWhenGone: UInt16 = 503
    /// The middle of its statistics' names; empty means it counts nothing.
    public var statPrefix = ""

    /// Where clients keep the address of their endpoint.
    public enum State: Sendable, Equatable {
        /// In a cookie.
        case cookie(HashPolicyConfiguration.CookieConfiguration)
        /// In a field of this name.
        case field(String)
    }

    /// Makes a filter that does nothing.
    public init() {}
}

/// What a route says to it (`StatefulSessionPerRoute`).
public enum StatefulSessionRouteConfiguration: HTTPFilterValue {
    /// The filter is off.
    case disabled
    /// This, in place of what the chain says; it counts nothing.
    case settings(StatefulSessionConfiguration)
}
