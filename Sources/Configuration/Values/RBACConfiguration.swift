public import NetworkAddresses

/// Rules about who may do what (`envoy.config.rbac.v3.RBAC`).
public struct RBACRules: Sendable, Equatable {
    /// What happens to those that a policy takes.
    public var action: Action
    /// The policies, by name; the first that fits is the one that counts.
    public var policies: [Policy]
    /// In place of policies, choices in their order (`matcher`): the first that fits counts, and whom none fits is
    /// refused; nil means there are policies.
    public var choices: [Choice]?

    /// What happens to those that a policy takes.
    public enum Action: Sendable, Equatable {
        /// They are let through, and nobody else is.
        case allow
        /// They are refused.
        case deny
        /// They are let through as all others are; logs hear of it.
        case log
    }

    /// One policy: it takes whom one of the principals and one of the permissions fits.
    public struct Policy: Sendable, Equatable {
        /// The name.
        public var name: String
        /// What is done.
        public var permissions: [RBACCondition]
        /// Who does it.
        public var principals: [RBACCondition]

        /// Makes a policy.
        public init(name: String, permissions: [RBACCondition], principals: [RBACCondition]) {
            self.name = name
            self.permissions = permissions
            self.principals = principals
        }
    }

    /// One choice: whom it takes, and what happens to them.
    public struct Choice: Sendable, Equatable {
        /// The name of what happens.
        public var name: String
        /// What happens.
        public var action: Action
        /// Whom it takes.
        public var condition: RBACCondition

        /// Makes a choice.
        public init(name: String, action: Action, condition: RBACCondition) {
            self.name = name
            self.action = action
            self.condition = condition
        }
    }

    /// Rules that choose.
    public init(choices: [Choice]) {
        action = .allow
        policies = []
        self.choices = choices
    }

    /// Rules; policies are sorted by name.
    public init(action: Action, policies: [Policy]) {
        self.action = action
        self.policies = policies.sorted { $0.name < $1.name }
    }
}

/// What a permission or a principal asks for.
public indirect enum RBACCondition: Sendable, Equatable {
    /// Nothing.
    case always
    /// All of these.
    case all([RBACCondition])
    /// One of these.
    case any([RBACCondition])
    /// The opposite.
    case not(RBACCondition)
    /// A field of the request.
    case header(HeaderMatcherConfiguration)
    /// The path without its query.
    case path(StringMatcherConfiguration)
    /// The address that the client spoke to.
    case destination(CIDRBlock)
    /// The port that the client spoke to, at least `start` and below `end`.
    case destinationPort(start: Int32, end: Int32)
    /// The name that the client asked for when it secured the connection.
    case serverName(StringMatcherConfiguration)
    /// The client as a proxy in front told it, or the connection's own peer.
    case source(CIDRBlock)
    /// The connection's own peer.
    case peer(CIDRBlock)
    /// The client as trusted fields tell it.
    case client(CIDRBlock)
    /// The connection is secured, and a name of the client's certificate is so.
    case authenticated(StringMatcherConfiguration?)
    /// What filters before have left.
    case metadata(MetadataMatcherConfiguration)
    /// A text that filters share is so.
    case filterState(FilterStateMatcherConfiguration)
    /// What the request's route says of itself is so.
    case routeMetadata(MetadataMatcherConfiguration)
}

/// The RBAC filter (`envoy.extensions.filters.http.rbac.v3.RBAC`).
public struct RBACConfiguration: HTTPFilterValue {
    /// The rules; nil means all are let through.
    public var rules: RBACRules?
    /// Rules that are only counted; nil means none.
    public var shadowRules: RBACRules?
    /// The prefix of names of statistics and metadata of the rules; empty means nothing.
    public var statPrefix: String
    /// The same for the rules that are only counted.
    public var shadowStatPrefix: String
    /// Whether each policy is counted by itself. Envoy's default: false.
    public var tracksRules: Bool

    /// Makes a filter that lets all through unless told.
    public init(
        rules: RBACRules? = nil, shadowRules: RBACRules? = nil, statPrefix: String = "",
        shadowStatPrefix: String = "", tracksRules: Bool = false
    ) {
        self.rules = rules
        self.shadowRules = shadowRules
        self.statPrefix = statPrefix
        self.shadowStatPrefix = shadowStatPrefix
        self.tracksRules = tracksRules
    }
}
