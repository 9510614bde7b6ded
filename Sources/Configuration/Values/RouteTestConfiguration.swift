/// One test of a route table, as the files of Envoy's `router_check_tool` have them.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/operations/tools/router_check
public struct RouteTestConfiguration: Sendable, Equatable {
    /// The test's name.
    public var name: String
    /// The request.
    public var input = Input()
    /// What has to come of it; what is nil or empty is not looked at.
    public var expected = Expectation()

    /// A request, and what the proxy knows of it.
    public struct Input: Sendable, Equatable {
        /// `:authority`.
        public var authority = ""
        /// `:path`.
        public var path = ""
        /// `:method`. Default: GET.
        public var method = "GET"
        /// Whether it comes from one of our own networks.
        public var isInternal = false
        /// Whether it came over a secured connection.
        public var isSecured = false
        /// The random number that shares and weights choose by.
        public var number: UInt64 = 0
        /// The runtime key whose shares count; shares of all other keys are 0.
        public var runtimeKey = ""
        /// Further fields of the request.
        public var requestFields: [Field] = []
        /// Fields of the response.
        public var responseFields: [Field] = []
    }

    /// A header field.
    public struct Field: Sendable, Equatable {
        /// Its name, in lower case.
        public var name: String
        /// Its value.
        public var value: String
    }

    /// What has to come of a request.
    public struct Expectation: Sendable, Equatable {
        /// The cluster's name; empty means none.
        public var cluster: String?
        /// The virtual host's name; empty means none.
        public var virtualHost: String?
        /// The virtual cluster's name; `other` for requests that belong to none, empty where there are none.
        public var virtualCluster: String?
        /// `:authority` as it goes upstream.
        public var host: String?
        /// `:path` as it goes upstream.
        public var path: String?
        /// `location` of a redirect; empty means no redirect.
        public var redirect: String?
        /// What fields of the request that goes upstream must be like.
        public var requestHeaders: [HeaderMatcherConfiguration] = []
        /// What fields of the response must be like.
        public var responseHeaders: [HeaderMatcherConfiguration] = []
    }
}
