public import RegularExpressions

/// Which requests a route takes (`envoy.config.route.v3.RouteMatch`): those that meet all conditions.
public struct RouteMatchConfiguration: Sendable, Equatable {
    /// How the path, without its query, is compared.
    public var path: PathMatchConfiguration
    /// Whether letter case of the path counts. Envoy's default: true.
    public var caseSensitive: Bool
    /// What header fields must be like.
    public var headers: [HeaderMatcherConfiguration] = []
    /// What parameters of the query must be like.
    public var queryParameters: [QueryParameterMatcherConfiguration] = []
    /// What cookies must be like.
    public var cookies: [CookieMatcherConfiguration] = []
    /// Whether only gRPC calls are taken. Envoy's default: false.
    public var takesOnlyGRPC = false
    /// Whether the client must have shown a certificate, or must not; nil means either.
    public var presentsCertificate: Bool?
    /// Whether the client's certificate must have been found good, or must not; nil means either.
    public var validatesCertificate: Bool?
    /// What filters must have said of the request before.
    public var metadata: [MetadataMatcherConfiguration] = []
    /// What texts that filters share must be like.
    public var filterState: [FilterStateMatcherConfiguration] = []
    /// The share of requests that is taken; nil means all.
    public var share: RuntimeFractionConfiguration?

    /// Makes a match by path alone.
    public init(path: PathMatchConfiguration, caseSensitive: Bool = true) {
        self.path = path
        self.caseSensitive = caseSensitive
    }
}

/// How a path, without its query, is compared.
public enum PathMatchConfiguration: Sendable, Equatable {
    /// It begins with this text.
    case prefix(String)
    /// It is this text.
    case path(String)
    /// It is this text, or begins with it and a `/`. The text never ends in `/`.
    case pathSeparatedPrefix(String)
    /// The expression matches all of it; letter case is the expression's own matter.
    case expression(RegularExpression)
    /// There is none to compare: the request is a CONNECT (`connect_matcher`).
    case connect
}

/// What a parameter of the query must be like (`envoy.config.route.v3.QueryParameterMatcher`).
public struct QueryParameterMatcherConfiguration: Sendable, Equatable {
    /// The parameter's name, as it stands in the path; never empty.
    public var name: String
    /// What is asked of it.
    public var condition: Condition

    /// What is asked of a parameter.
    public enum Condition: Sendable, Equatable {
        /// It is there, or, when false, is not.
        case present(Bool)
        /// Its first value, as it stands in the path, is so.
        case text(StringMatcherConfiguration)
    }

    /// Makes a condition on a parameter.
    public init(name: String, condition: Condition) {
        self.name = name
        self.condition = condition
    }
}

/// What a cookie must be like (`envoy.config.route.v3.CookieMatcher`).
public struct CookieMatcherConfiguration: Sendable, Equatable {
    /// The cookie's name; never empty.
    public var name: String
    /// What its value must be like, without quotes around it. A cookie that is not there is not so.
    public var text: StringMatcherConfiguration
    /// Whether the opposite is asked for. Envoy's default: false.
    public var isInverted: Bool

    /// Makes a condition on a cookie.
    public init(name: String, text: StringMatcherConfiguration, isInverted: Bool = false) {
        self.name = name
        self.text = text
        self.isInverted = isInverted
    }
}
