/// Lets the name that the client asked for in its ClientHello choose the cluster of the TCP proxy behind it;
/// without such a name the proxy's own configuration chooses.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/listeners/network_filters/sni_cluster_filter
public final class SNIClusterFilter: NetworkFilter {
    /// Makes a filter for one connection.
    public init() { super.init() }

    override public func connectionOpened() -> NetworkFilterStatus {
        guard let facts = chain?.facts else { return .continueIteration }
        if !facts.requestedServerName.isEmpty { facts.clusterName = facts.requestedServerName }
        return .continueIteration
    }
}
