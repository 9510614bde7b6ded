public import NetworkAddresses

/// What one request says about the endpoint that it wants.
public struct EndpointChoice {
    /// Its number for consistent hashing; nil: any.
    public var hash: UInt64?
    /// What the endpoint has to say of itself, where the cluster has subsets; nil: anything.
    public var criteria: SubsetCriteria?
    /// Rejects endpoints, such as those that were tried before; nil: none.
    public var filter: EndpointFilter?
    /// How many endpoints are shown to the filter before the last of them is taken all the same; at least 1.
    public var attempts = 1
    /// The share of each priority in place of the usual one, which a retry may have changed; nil: the usual one.
    public var load: PriorityLoad?

    /// Where the client wanted to go, for clusters whose endpoints are such addresses; nil: nobody knows.
    public var destination: SocketAddress?

    /// Anybody will do.
    public init() {}
}

/// Rejects endpoints that were tried before.
final class AvoidedEndpoints: EndpointFilter {
    private let endpoints: [Endpoint]

    init(_ endpoints: [Endpoint]) { self.endpoints = endpoints }

    override func rejects(_ endpoint: Endpoint) -> Bool { endpoints.contains { $0 === endpoint } }
}

/// Says which endpoints a request does not want. A worker's own.
open class EndpointFilter {
    /// Rejects nobody.
    public init() {}

    /// Whether another endpoint shall be looked for.
    open func rejects(_ endpoint: Endpoint) -> Bool { false }
}
