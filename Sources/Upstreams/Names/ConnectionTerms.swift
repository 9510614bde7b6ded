public import Transports

/// What a request asks of the connection that carries it. One that was made on other terms does not serve it.
public struct ConnectionTerms: Hashable, Sendable {
    /// What is said to TLS; nil means nothing.
    public var name: AskedName?
    /// Whose bytes it carries; nil means this proxy's own.
    public var origin: ConnectionOrigin?

    /// Terms; none unless told.
    public init(name: AskedName? = nil, origin: ConnectionOrigin? = nil) {
        self.name = name
        self.origin = origin
    }

    /// Whether every connection serves.
    public var isEmpty: Bool { name == nil && origin == nil }
}
