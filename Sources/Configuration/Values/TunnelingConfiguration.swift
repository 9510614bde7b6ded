/// How the bytes of connections are carried by HTTP to their upstream
/// (`envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy.TunnelingConfig`).
public struct TunnelingConfiguration: Sendable, Equatable {
    /// What the tunnel leads to: the request's authority.
    public var hostname: SubstitutionFormat
    /// The path of POST requests; nil means CONNECT asks for the tunnel, which is Envoy's default.
    public var postPath: String?
    /// Fields that the request has besides.
    public var additions: [HeaderAdditionConfiguration] = []
    /// Whether logs may show the head of the answer.
    public var keepsHeaders = false
    /// Whether logs may show the trailers of the answer.
    public var keepsTrailers = false

    /// Makes a tunnel by CONNECT.
    public init(hostname: SubstitutionFormat) { self.hostname = hostname }
}
