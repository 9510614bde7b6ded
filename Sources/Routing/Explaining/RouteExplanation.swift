/// How a table chose a route for a request: what decided, and why routes that stand before it did not.
public struct RouteExplanation: Sendable, Equatable {
    /// The virtual host's place in the configuration; nil when none has the request's host.
    public var virtualHost: Int?
    /// Whether the virtual host sends the client to the secured form of what it asked for, before any route.
    public var isSecured = false
    /// Where the virtual host's matcher leads.
    public var matched = Matched.unasked
    /// The routes before the one that takes the request, and all of them when none does.
    public var passedOver: [PassedOver] = []
    /// The route's place in its virtual host; nil when none takes the request.
    public var route: Int?
    /// What chose the branch; nil for routes without branches.
    public var branch: Branch?
    /// The rule that applies, as an index into `RouteTable.rules`; nil when the request is not found a place.
    public var rule: Int?

    /// Where a virtual host's matcher leads.
    public enum Matched: Sendable, Equatable {
        /// There is none.
        case unasked
        /// Nothing in it fits.
        case nothing
        /// To these routes, by their places in the virtual host; no others are looked at.
        case routes(Range<Int>)
    }

    /// A route that does not take the request.
    public struct PassedOver: Sendable, Equatable {
        /// Its place in its virtual host.
        public var route: Int
        /// The first of its conditions that does not hold, in words.
        public var reason: String
    }

    /// The choice among clusters that share a route's requests.
    public struct Branch: Sendable, Equatable {
        /// The chosen one's place.
        public var index: Int
        /// The weights at present.
        public var weights: [UInt64]
    }

    init() {}
}
