/// Where statistics are sent as they come (`envoy.config.metrics.v3.StatsSink`), in statsd's lines.
public struct StatisticsSinkConfiguration: Sendable, Equatable {
    /// Who takes them.
    public enum Target: Sendable, Equatable {
        /// Datagrams to an address.
        case datagrams(AddressConfiguration)
        /// A connection to an endpoint of a cluster.
        case cluster(String)
    }

    /// Where tags stand in lines.
    public enum Tags: Sendable, Equatable {
        /// In the names (`envoy.config.metrics.v3.StatsdSink`).
        case none
        /// Behind the value (`envoy.config.metrics.v3.DogStatsdSink`).
        case trailing
        /// Behind the name (`envoy.extensions.stat_sinks.graphite_statsd.v3.GraphiteStatsdSink`).
        case inName
    }

    /// Who takes them.
    public var target: Target
    /// What all names begin with. Envoy's default: `envoy`.
    public var prefix = "envoy"
    /// Where tags stand.
    public var tags = Tags.none
    /// How many bytes a datagram of several lines may have; 0, the default: each line has its own.
    public var longestDatagram: UInt64 = 0

    /// Makes a sink.
    public init(target: Target) { self.target = target }
}
