/// One part of the number by which consistent hashing chooses an endpoint
/// (`envoy.config.route.v3.RouteAction.HashPolicy`).
public struct HashPolicyConfiguration: Sendable, Equatable {
    /// What is hashed.
    public var source: Source
    /// Whether the policies after this one are left out once there is a number. Envoy's default: false.
    public var isTerminal = false

    /// What can be hashed.
    public enum Source: Sendable, Equatable {
        /// All values of a field, its name in lower case; `rewrite` changes each value first.
        case field(name: String, rewrite: RegexRewriteConfiguration?)
        /// A cookie, which is made when a time to live is given.
        case cookie(CookieConfiguration)
        /// The address of the connection's peer, without its port.
        case sourceAddress
        /// The first value of a parameter of the query.
        case queryParameter(String)
    }

    /// Makes a policy that is not terminal.
    public init(_ source: Source) { self.source = source }

    /// A cookie of a hash policy.
    public struct CookieConfiguration: Sendable, Equatable {
        /// Its name.
        public var name: String
        /// How long a cookie lives that is made for a request without one, in seconds; 0 means as long as the browser
        /// runs; nil means none is made. Envoy's default: nil.
        public var timeToLive: UInt64?
        /// The path that a made cookie has; empty means none.
        public var path: String
        /// Further attributes of a made cookie; a value may be empty.
        public var attributes: [Attribute]

        /// An attribute of a cookie.
        public struct Attribute: Sendable, Equatable {
            /// Its name.
            public var name: String
            /// Its value; empty for a name alone.
            public var value: String

            /// Makes an attribute.
            public init(name: String, value: String = "") {
                self.name = name
                self.value = value
            }
        }

        /// Makes a cookie.
        public init(name: String, timeToLive: UInt64? = nil, path: String = "", attributes: [Attribute] = []) {
            self.name = name
            self.timeToLive = timeToLive
            self.path = path
            self.attributes = attributes
        }
    }
}
