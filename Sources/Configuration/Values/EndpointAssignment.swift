/// What is said of a cluster's endpoints (`envoy.config.endpoint.v3.ClusterLoadAssignment`).
public struct EndpointAssignment: Sendable, Equatable {
    /// The endpoints, by locality.
    public var endpoints: [LocalityEndpoints] = []
    /// By how much healthy endpoints may take over from others, in percent. Envoy's default: 140.
    public var overprovisioningFactor: UInt32 = 140
    /// Which requests are dropped.
    var dropOverload = FractionalPercentConfiguration()
    /// Whether the health of a priority is counted by the weights of its endpoints.
    public var weighsPriorityHealth = false
    /// After how many nanoseconds without news a discovered assignment is worth nothing; nil means never.
    public var staleAfter: UInt64?

    /// No endpoints.
    public init() {}
}
