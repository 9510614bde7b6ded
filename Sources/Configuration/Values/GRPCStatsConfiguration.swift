/// The filter for calls of gRPC-Web clients (`envoy.extensions.filters.http.grpc_web.v3.GrpcWeb`).
public struct GRPCWebConfiguration: HTTPFilterValue {
    /// The filter.
    public init() {}
}

/// The filter for gRPC calls of HTTP/1.1 clients (`envoy.extensions.filters.http.grpc_http1_bridge.v3.Config`).
public struct GRPCHTTP1BridgeConfiguration: HTTPFilterValue {
    /// The filter.
    public init() {}
}

/// How gRPC calls are counted (`envoy.extensions.filters.http.grpc_stats.v3.FilterConfig`).
public struct GRPCStatsConfiguration: HTTPFilterValue {
    /// Which calls are counted by their methods. Envoy's default: none.
    public var scope: Scope
    /// Whether dots in names of services become underscores. Envoy's default: false.
    public var replacesDots: Bool
    /// Whether it is recorded how long upstreams take. Envoy's default: false.
    public var timesUpstream: Bool
    /// Whether formats may tell how many messages have come. Envoy's default: false.
    public var tellsMessages = false

    /// Which calls are counted by their methods; the others count for their cluster.
    public enum Scope: Sendable, Equatable {
        /// None.
        case cluster
        /// All.
        case allMethods
        /// Those of these services and methods.
        case methods([Service])
    }

    /// Methods of one service.
    public struct Service: Sendable, Equatable {
        /// The service's whole name.
        public let name: [UInt8]
        /// The methods' names.
        public let methods: [[UInt8]]
    }

    /// Makes a way to count.
    public init(scope: Scope = .cluster, replacesDots: Bool = false, timesUpstream: Bool = false) {
        self.scope = scope
        self.replacesDots = replacesDots
        self.timesUpstream = timesUpstream
    }
}
