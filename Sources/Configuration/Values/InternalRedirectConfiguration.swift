/// Which redirects of endpoints are followed for the client (`envoy.config.route.v3.InternalRedirectPolicy`).
public struct InternalRedirectConfiguration: Sendable, Equatable {
    /// How many one request may see. Envoy's default: 1.
    public var most: UInt32 = 1
    /// The statuses, of 301, 302, 303, 307 and 308. Envoy's default: 302.
    public var statuses: [UInt16] = [302]
    /// Whether a redirect may change the scheme. Envoy's default: false.
    public var crossesSchemes = false
    /// Fields, in lower case, that go from the redirect to the request.
    public var copiedFields: [String] = []
    /// What must be true of the route that a redirect leads to, in the order of asking.
    public var conditions: [Condition] = []

    /// A condition on the route that a redirect leads to.
    public enum Condition: Sendable, Equatable {
        /// No redirect of this request has led from this route to it (`previous_routes`).
        case isNew
        /// Its name is one of these (`allow_listed_routes`).
        case isNamed([String])
        /// The redirect does not lead from a plain address to a secured one (`safe_cross_scheme`).
        case isSafe
    }

    /// Envoy's defaults.
    public init() {}
}
