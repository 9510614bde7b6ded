/// The external authorisation filter, over HTTP (`envoy.extensions.filters.http.ext_authz.v3.ExtAuthz`).
public struct ExternalAuthorizationConfiguration: HTTPFilterValue {
    /// The cluster that is asked.
    public var cluster: String
    /// How long an answer may take, in nanoseconds.
    public var timeout: UInt64
    /// The prefix of the path of the request that is asked about.
    public var pathPrefix = ""
    /// Fields of the request that are told, beside its host, method, path and `authorization`.
    public var allowedHeaders: [StringMatcherConfiguration] = []
    /// Fields that are not told in any case.
    public var disallowedHeaders: [StringMatcherConfiguration] = []
    /// Fields that are told beside them; names in lower case.
    public var addedFields: [(name: String, value: String)] = []
    /// Fields of a permission that take the place of the request's own.
    public var upstreamHeaders: [StringMatcherConfiguration] = []
    /// Fields of a permission that come to the request's own.
    public var appendedUpstreamHeaders: [StringMatcherConfiguration] = []
    /// Fields of a refusal that the client sees; empty means all.
    public var clientHeaders: [StringMatcherConfiguration] = []
    /// Fields of a permission that come to the response.
    public var clientHeadersOnSuccess: [StringMatcherConfiguration] = []
    /// Fields of a permission that become metadata.
    public var metadataHeaders: [StringMatcherConfiguration] = []
    /// Whether requests pass when there is no answer. Envoy's default: false.
    public var allowsFailures = false
    /// Whether the upstream is told of that. Envoy's default: false.
    public var tellsFailures = false
    /// The status when there is no answer. Envoy's default: 403.
    public var statusOnError: UInt16 = 403
    /// The body that is sent along; nil means none.
    public var body: Body?
    /// Whether the route is looked for anew after a permission that changed the request. Envoy's default: false.
    public var clearsRouteCache = false
    /// The share of the requests that is asked about. Envoy's default: all.
    public var enabled = RuntimeFractionConfiguration(true)
    /// Requests that are asked about; nil means all.
    public var enabledMetadata: MetadataMatcherConfiguration?
    /// Whether the others are refused. Envoy's default: false.
    public var deniesAtDisable = RuntimeFlagConfiguration(false)
    /// The prefix of names of statistics; empty means nothing.
    public var statPrefix = ""
    /// Whether refusals count as answers of the route's cluster. Envoy's default: true.
    public var chargesCluster = true

    /// How much of the body is sent along.
    public struct Body: Sendable, Equatable {
        /// Bytes at most.
        public var maxBytes: UInt32
        /// Whether longer ones are cut; else they are answered with 413. Envoy's default: false.
        public var allowsPart: Bool

        /// Makes a body.
        public init(maxBytes: UInt32, allowsPart: Bool) {
            self.maxBytes = maxBytes
            self.allowsPart = allowsPart
        }
    }

    /// Makes a filter that asks a cluster.
    public init(cluster: String, timeout: UInt64) {
        self.cluster = cluster
        self.timeout = timeout
    }

    /// Whether both say the same.
    public static func == (left: Self, right: Self) -> Bool {
        left.cluster == right.cluster && left.timeout == right.timeout && left.pathPrefix == right.pathPrefix
            && left.allowedHeaders == right.allowedHeaders && left.disallowedHeaders == right.disallowedHeaders
            && left.addedFields.elementsEqual(right.addedFields, by: { $0 == $1 })
            && left.upstreamHeaders == right.upstreamHeaders
            && left.appendedUpstreamHeaders == right.appendedUpstreamHeaders
            && left.clientHeaders == right.clientHeaders
            && left.clientHeadersOnSuccess == right.clientHeadersOnSuccess
            && left.metadataHeaders == right.metadataHeaders && left.allowsFailures == right.allowsFailures
            && left.tellsFailures == right.tellsFailures && left.statusOnError == right.statusOnError
            && left.body == right.body && left.clearsRouteCache == right.clearsRouteCache
            && left.enabled == right.enabled && left.enabledMetadata == right.enabledMetadata
            && left.deniesAtDisable == right.deniesAtDisable && left.statPrefix == right.statPrefix
            && left.chargesCluster == right.chargesCluster
    }
}

/// What a route says to the external authorisation filter (`ExtAuthzPerRoute`).
public enum ExternalAuthorizationRouteConfiguration: HTTPFilterValue {
    /// Nobody is asked.
    case disabled
    /// The body that is sent along; nil means none.
    case body(ExternalAuthorizationConfiguration.Body?)
    /// As the chain says.
    case unchanged
}
