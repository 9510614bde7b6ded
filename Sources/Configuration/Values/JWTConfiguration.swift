/// The JWT filter (`envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication`).
public struct JWTConfiguration: HTTPFilterValue {
    /// Who issues tokens, by name; sorted.
    public var providers: [JWTProviderConfiguration] = []
    /// What requests need; the first rule that fits counts.
    public var rules: [Rule] = []
    /// Needs that routes and rules name; sorted.
    public var requirements: [(name: String, requirement: JWTRequirement)] = []
    /// Whether preflights of pages from other origins need nothing. Envoy's default: false.
    public var bypassesPreflights = false
    /// Whether refusals say nothing of why. Envoy's default: false.
    public var stripsFailures = false
    /// The prefix of the names of statistics; empty means nothing.
    public var statPrefix = ""

    /// One rule.
    public struct Rule: Sendable, Equatable {
        /// Which requests it is for.
        public var match: RouteMatchConfiguration
        /// What they need; nil means nothing.
        public var requirement: JWTRequirement?

        /// Makes a rule.
        public init(match: RouteMatchConfiguration, requirement: JWTRequirement?) {
            self.match = match
            self.requirement = requirement
        }
    }

    /// Makes a filter that asks for nothing unless told.
    public init() {}

    /// Whether both say the same.
    public static func == (left: JWTConfiguration, right: JWTConfiguration) -> Bool {
        left.providers == right.providers && left.rules == right.rules
            && left.requirements.elementsEqual(right.requirements, by: { $0 == $1 })
            && left.bypassesPreflights == right.bypassesPreflights && left.stripsFailures == right.stripsFailures
            && left.statPrefix == right.statPrefix
    }
}

/// What a route says to the JWT filter (`PerRouteConfig`).
public enum JWTRouteConfiguration: HTTPFilterValue {
    /// Nothing is needed.
    case disabled
    /// What is needed, by its name.
    case requirement(String)
}

/// What a request needs (`JwtRequirement`).
public indirect enum JWTRequirement: Sendable, Equatable {
    /// A token of a provider; its audiences take the place of the provider's own, unless nil.
    case provider(String, audiences: [String]?)
    /// One of these.
    case any([JWTRequirement])
    /// All of these.
    case all([JWTRequirement])
    /// What a need of that name asks for.
    case named(String)
    /// No token at all, or a good one of any provider.
    case allowMissing
    /// Whatever comes; good tokens are still taken.
    case allowMissingOrFailed
}

/// Who issues tokens (`JwtProvider`).
public struct JWTProviderConfiguration: Sendable, Equatable {
    /// The name.
    public var name: String
    /// What `iss` says; empty means anything.
    public var issuer = ""
    /// What `aud` has to name one of; empty means anything.
    public var audiences: [String] = []
    /// What `sub` is like; nil means anything.
    public var subjects: StringMatcherConfiguration?
    /// Whether `exp` has to be there. Envoy's default: false.
    public var requiresExpiration = false
    /// The longest time from `iat` to `exp`, in nanoseconds; nil means any.
    public var maxLifetime: UInt64?
    /// Where its keys are.
    public var keys: Keys
    /// Whether the token stays in the request. Envoy's default: false.
    public var forwards = false
    /// The fields that may hold a token, each with what stands before it.
    public var headers: [Location] = []
    /// The parameters of the query that may hold one.
    public var parameters: [String] = []
    /// The cookies that may hold one.
    public var cookies: [String] = []
    /// The field, in lower case, that tells the upstream the payload; empty means none.
    public var payloadField = ""
    /// Whether it is padded. Envoy's default: false.
    public var padsPayloadField = false
    /// The name under which the payload is set as metadata; empty means none.
    public var payloadKey = ""
    /// The name under which the header is set as metadata; empty means none.
    public var headerKey = ""
    /// Claims whose words become lists in the metadata.
    public var spacedClaims: [String] = []
    /// How far clocks may be apart, in seconds. Envoy's default: 60.
    public var clockSkew: UInt32 = 60
    /// Fields that tell the upstream claims.
    public var claimFields: [ClaimField] = []
    /// Whether the route is looked for anew when the token is good. Envoy's default: false.
    public var clearsRouteCache = false
    /// How tokens that were found good are remembered; nil means not at all.
    public var cache: Cache?

    /// How tokens are remembered (`JwtCacheConfig`).
    public struct Cache: Sendable, Equatable {
        /// How many a worker remembers. Envoy's default: 100.
        public var mostTokens = 100
        /// Bytes of the longest that is remembered. Envoy's default: 4096.
        public var longestToken = 4096

        /// Envoy's defaults.
        public init() {}
    }

    /// Where a token may stand.
    public struct Location: Sendable, Equatable {
        /// The field, in lower case.
        public var name: String
        /// The prefix of the token.
        public var prefix: String

        /// Makes a place.
        public init(name: String, prefix: String) {
            self.name = name
            self.prefix = prefix
        }
    }

    /// A field that tells a claim.
    public struct ClaimField: Sendable, Equatable {
        /// The field, in lower case.
        public var name: String
        /// The names that lead to the claim.
        public var path: [String]

        /// Makes a field.
        public init(name: String, path: [String]) {
            self.name = name
            self.path = path
        }
    }

    /// Where keys are.
    public enum Keys: Sendable, Equatable {
        /// In a file, a variable or the configuration.
        case local(DataSourceConfiguration)
        /// At an address of a cluster.
        case remote(RemoteKeys)
        /// There are none: every token fails.
        case none
    }

    /// Keys that are fetched (`RemoteJwks`).
    public struct RemoteKeys: Sendable, Equatable {
        /// The address.
        public var uri: String
        /// The cluster.
        public var cluster: String
        /// How long a fetch may take, in nanoseconds.
        public var timeout: UInt64
        /// How long keys are good, in nanoseconds. Envoy's default: 10 minutes.
        public var cacheDuration: UInt64
        /// Whether they are fetched before the first request, and again before they are old.
        public var isEager: Bool
        /// When a fetch that failed is tried again, in nanoseconds, of keys that are fetched so. Envoy's default: 1 s.
        public var failedRefetchDuration: UInt64
        /// How often a fetch is tried again. Envoy's default: never.
        public var retries: UInt32 = 0
        /// Nanoseconds below which the first pause between tries lies; they double up to the second number.
        public var backOff: (base: UInt64, limit: UInt64) = (1_000_000_000, 10_000_000_000)

        /// Whether both say the same.
        public static func == (left: RemoteKeys, right: RemoteKeys) -> Bool {
            left.uri == right.uri && left.cluster == right.cluster && left.timeout == right.timeout
                && left.cacheDuration == right.cacheDuration && left.isEager == right.isEager
                && left.failedRefetchDuration == right.failedRefetchDuration && left.retries == right.retries
                && left.backOff == right.backOff
        }

        /// Keys.
        public init(
            uri: String, cluster: String, timeout: UInt64, cacheDuration: UInt64 = 600_000_000_000,
            isEager: Bool = false, failedRefetchDuration: UInt64 = 1_000_000_000
        ) {
            self.uri = uri
            self.cluster = cluster
            self.timeout = timeout
            self.cacheDuration = cacheDuration
            self.isEager = isEager
            self.failedRefetchDuration = failedRefetchDuration
        }
    }

    /// Makes a provider.
    public init(name: String, keys: Keys) {
        self.name = name
        self.keys = keys
    }
}
