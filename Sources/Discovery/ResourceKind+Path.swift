public import Configuration

extension ResourceKind {
    /// What REST paths call it: `clusters` in `/v3/discovery:clusters`.
    public var pathName: String {
        switch self {
        case .cluster: "clusters"
        case .endpoints: "endpoints"
        case .listener: "listeners"
        case .routes: "routes"
        case .secret: "secrets"
        case .runtime: "runtime"
        }
    }

    /// All kinds, in the order in which a proxy needs them.
    public static let inOrder: [ResourceKind] = [.cluster, .endpoints, .listener, .routes, .secret, .runtime]

    /// The kind that REST paths call so; nil for an unknown name.
    public init?(pathName: String) {
        guard let kind = Self.inOrder.first(where: { $0.pathName == pathName }) else { return nil }
        self = kind
    }
}
