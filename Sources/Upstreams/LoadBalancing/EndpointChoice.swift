public import Configuration
public import NetworkAddresses

/// What one request says about the endpoint that it wants. It is lent to whoever chooses: a copy would count its
/// references.
public struct EndpointChoice: ~Copyable {
    /// Its number for consistent hashing; nil means any.
    public var hash: UInt64?
    /// What the endpoint has to say of itself, where the cluster has subsets; nil means anything.
    public var criteria: SubsetCriteria?
    /// Rejects endpoints, such as those that were tried before; nil means none.
    public var filter: EndpointFilter?
    /// How many endpoints are shown to the filter before the last of them is taken all the same; at least 1.
    public var attempts = 1
    /// Where the request was tried before, if its next try shall go to other priorities; nil means it may go anywhere.
    public var tried: TriedPriorities?
    /// The endpoint of the host that the request asks for, where that decides; nil means none.
    public var endpoint: Endpoint?
    /// The share of each priority in place of the usual one, where an aggregate has chosen; nil means the usual one.
    var load: PriorityLoad?

    /// What the request asks of the connection that carries it.
    public var terms = ConnectionTerms()
    /// Where the client wanted to go, for clusters whose endpoints are such addresses; nil means nobody knows.
    public var destination: SocketAddress?

    /// Anybody will do.
    public init() {}

    /// One that says the same, for a request that changes it for one try.
    public borrowing func copy() -> EndpointChoice {
        var copy = EndpointChoice()
        copy.hash = hash
        copy.criteria = criteria
        copy.filter = filter
        copy.attempts = attempts
        copy.tried = tried
        copy.endpoint = endpoint
        copy.load = load
        copy.terms = terms
        copy.destination = destination
        return copy
    }

    /// Says nothing any more. Most choices say little, and what is empty already has nothing to release.
    public mutating func reset() {
        hash = nil
        if criteria != nil { criteria = nil }
        if filter != nil { filter = nil }
        attempts = 1
        if tried != nil { tried = nil }
        if endpoint != nil { endpoint = nil }
        if load != nil { load = nil }
        if !terms.isEmpty { terms = ConnectionTerms() }
        if destination != nil { destination = nil }
    }
}

/// Rejects endpoints that a retry does not want.
public final class UnwantedEndpoints: EndpointFilter {
    private let tried: [Endpoint]
    private let rejectsCanaries: Bool
    private let labels: [[String: StructValue]]

    /// - Parameters:
    ///   - tried: those that were tried before.
    ///   - rejectsCanaries: those that are marked as canaries.
    ///   - labels: those that say all of one of these of themselves.
    public init(tried: [Endpoint], rejectsCanaries: Bool = false, labels: [[String: StructValue]] = []) {
        self.tried = tried
        self.rejectsCanaries = rejectsCanaries
        self.labels = labels
    }

    override public func rejects(_ endpoint: Endpoint) -> Bool {
        if tried.contains(where: { $0 === endpoint }) { return true }
        if rejectsCanaries && endpoint.isCanary { return true }
        return labels.contains { $0.allSatisfy { endpoint.says($0.value, of: $0.key) } }
    }
}

/// Says which endpoints a request does not want. A worker's own.
open class EndpointFilter {
    /// Rejects nobody.
    public init() {}

    /// Whether another endpoint shall be looked for.
    open func rejects(_ endpoint: Endpoint) -> Bool { false }
}
