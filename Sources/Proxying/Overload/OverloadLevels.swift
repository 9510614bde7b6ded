/// How strongly each measure against overload is taken at the moment, from 0 (not at all) to 1. What a worker keeps of
/// the overload manager's findings.
public struct OverloadLevels: Sendable, Equatable {
    /// The share of new requests that are answered with 503.
    public var stopsRequests = 0.0
    /// The share of answers that end their connection.
    public var disablesKeepAlive = 0.0
    /// The share of new connections that are closed.
    public var rejectsConnections = 0.0
    /// Whether connections are left in the kernel's queue.
    public var stopsConnections = false
    /// How far timeouts are from what they are otherwise, on the way to the least ones.
    public var reducesTimeouts = 0.0

    /// Nothing is overloaded.
    public init() {}

    /// Whether requests are concerned.
    var concernsRequests: Bool { stopsRequests > 0 || disablesKeepAlive > 0 }
}
