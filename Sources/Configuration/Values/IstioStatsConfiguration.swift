/// How Istio's standard metrics are counted (`stats.PluginConfig`).
///
/// Source: https://istio.io/latest/docs/reference/config/metrics/
public struct IstioStatsConfiguration: HTTPFilterValue, Hashable {
    /// Whether a request's host says which service it is for where the cluster does not say so. Istio's default: true.
    public var usesHost = true
    /// How often connections and gRPC calls that last are told of, in nanoseconds; nil means when they end. Istio's
    /// default: 15 s.
    public var reportInterval: UInt64? = 15_000_000_000
    /// Metrics that are not counted.
    public var dropped: Set<IstioMetricName> = []
    /// Labels that metrics lack.
    public var removedLabels: [IstioMetricName: Set<String>] = [:]

    /// Istio's defaults.
    public init() {}
}

/// Istio's standard metrics, by their names without `istio_`.
public enum IstioMetricName: String, Sendable, CaseIterable {
    /// Requests.
    case requestsTotal = "requests_total"
    /// How long they took, in milliseconds.
    case requestDuration = "request_duration_milliseconds"
    /// Bytes of requests, and of responses, on the wire.
    case requestBytes = "request_bytes", responseBytes = "response_bytes"
    /// Messages of gRPC calls, and of their answers.
    case requestMessages = "request_messages_total", responseMessages = "response_messages_total"
    /// Connections that carry no HTTP.
    case connectionsOpened = "tcp_connections_opened_total", connectionsClosed = "tcp_connections_closed_total"
    /// Bytes sent to the downstream, and received from it.
    case sentBytes = "tcp_sent_bytes_total", receivedBytes = "tcp_received_bytes_total"
}

/// How proxies tell each other which workloads they serve (`io.istio.http.peer_metadata.Config`).
public struct PeerMetadataConfiguration: HTTPFilterValue {
    /// Whether fields of requests, and of responses, are read for it and taken away.
    public var readsRequests = false, readsResponses = false
    /// How requests, and responses to those who have told us, tell it; nil means not.
    public var requestFields: Fields?, responseFields: Fields?
    /// Labels of our workload that are told beside the usual ones.
    public var moreLabels: [String] = []

    /// Whom fields are for.
    public struct Fields: Sendable, Equatable {
        /// Whether clusters that lead out of the mesh are told nothing.
        public var skipsExternal: Bool

        /// Fields.
        public init(skipsExternal: Bool = false) { self.skipsExternal = skipsExternal }
    }

    /// Reads and tells nothing.
    public init() {}
}

extension FilterChainConfiguration {
    /// How Istio's metrics count its connections; nil means they do not.
    public var istioStats: IstioStatsConfiguration? {
        for case .istioStats(let stats) in filters { return stats }
        return nil
    }
}
