/// What follows failures. Nil leaves it to whoever is asked next: the virtual host, then nobody.
public struct ResilienceConfiguration: Sendable, Equatable {
    /// When and how requests are tried again.
    public var retries: RetryPolicyConfiguration?
    /// What happens while a try is slow.
    public var hedging: HedgePolicyConfiguration?
    /// Where copies of requests go; empty leaves it to whoever is asked next, the table at last.
    public var mirrors: [MirrorConfiguration] = []
    /// How much of a request is kept, on virtual hosts.
    public var bodyLimits = BodyLimitsConfiguration()

    /// Says nothing.
    public init() {}

    /// Takes what somebody more specific says.
    public mutating func override(with other: ResilienceConfiguration) {
        retries = other.retries ?? retries
        hedging = other.hedging ?? hedging
        if !other.mirrors.isEmpty { mirrors = other.mirrors }
    }
}

/// How much of a request's body is kept, so that it can be sent again. Bytes; nil means as whoever is asked next says,
/// and then the connection's buffer limit.
public struct BodyLimitsConfiguration: Sendable, Equatable {
    /// The limit, if it is below that of the connection (`per_request_buffer_limit_bytes`).
    public var upToConnection: UInt32?
    /// The limit, whatever that of the connection is (`request_body_buffer_limit`).
    public var whole: UInt64?

    /// No limits of its own.
    public init() {}

    /// Takes what somebody more specific says.
    public mutating func override(with other: BodyLimitsConfiguration) {
        upToConnection = other.upToConnection ?? upToConnection
        whole = other.whole ?? whole
    }

    /// The limit where that of the connection is `connection`, and `filter` is what a filter made of it, for itself and
    /// for those who have none of their own.
    public func limit(connection: Int, filter: Int) -> Int {
        if let whole { return Int(clamping: whole) }
        return upToConnection.map { min(Int($0), connection) } ?? filter
    }
}
