/// What a connection manager says of one kind of upgrade (`HttpConnectionManager.UpgradeConfig`).
public struct UpgradeConfiguration: Sendable, Equatable {
    /// The protocol, compared without regard to case; `CONNECT` stands for requests of that method.
    public var type: String
    /// Whether such requests are taken. Envoy's default: true.
    public var isEnabled: Bool
    /// The HTTP filters for them; empty means those of all requests.
    public var httpFilters: [HTTPFilterConfiguration]

    /// What holds for one kind.
    public init(type: String, isEnabled: Bool = true, httpFilters: [HTTPFilterConfiguration] = []) {
        self.type = type
        self.isEnabled = isEnabled
        self.httpFilters = httpFilters
    }
}

/// What a route says of one kind of upgrade (`RouteAction.UpgradeConfig`).
public struct RouteUpgradeConfiguration: Sendable, Equatable {
    /// The protocol, compared without regard to case; `CONNECT` stands for requests of that method.
    public var type: String
    /// Whether such requests are taken. Envoy's default: true.
    public var isEnabled: Bool
    /// How CONNECT requests end here, so that only what they carry goes upstream; nil means they go on as they are.
    public var termination: ConnectTerminationConfiguration?

    /// What holds for one kind.
    public init(type: String, isEnabled: Bool = true, termination: ConnectTerminationConfiguration? = nil) {
        self.type = type
        self.isEnabled = isEnabled
        self.termination = termination
    }
}

/// How CONNECT requests end at a route (`RouteAction.UpgradeConfig.ConnectConfig`).
public struct ConnectTerminationConfiguration: Sendable, Equatable {
    /// Whether the bodies of POST requests are treated so too. Envoy's default: false.
    public var allowsPost: Bool

    /// Makes a termination.
    public init(allowsPost: Bool = false) {
        self.allowsPost = allowsPost
    }
}
