internal import Configuration
internal import Upstreams

/// The endpoints of a cluster as a `ClusterLoadAssignment`.
extension ConfigDumpPage {
    func assignment(of cluster: Cluster, to page: inout JSONWriter) {
        page.beginObject()
        page.member("@type", Resource.staticEndpointConfigs.contentType.description)
        page.member("cluster_name", cluster.name)
        let groups = Self.groups(of: cluster.endpoints.all)
        if !groups.isEmpty {
            page.beginArray("endpoints")
            for group in groups { locality(group, to: &page) }
            page.endArray()
        }
        page.beginObject("policy")
        page.member("overprovisioning_factor", number: UInt64(cluster.endpoints.overprovisioningFactor))
        page.endObject()
        page.endObject()
    }

    /// Neighbours of one locality and priority.
    private static func groups(of endpoints: [Endpoint]) -> [ArraySlice<Endpoint>] {
        var groups: [ArraySlice<Endpoint>] = []
        var start = 0
        for index in endpoints.indices.dropFirst() {
            let (first, other) = (endpoints[start], endpoints[index])
            if first.locality != other.locality || first.priority != other.priority {
                groups.append(endpoints[start..<index])
                start = index
            }
        }
        if !endpoints.isEmpty { groups.append(endpoints[start...]) }
        return groups
    }

    private func locality(_ group: ArraySlice<Endpoint>, to page: inout JSONWriter) {
        guard let first = group.first else { return }
        page.beginObject()
        page.beginObject("locality")
        page.locality(first)
        page.endObject()
        page.beginArray("lb_endpoints")
        for endpoint in group {
            page.beginObject()
            page.beginObject("endpoint")
            page.beginObject("address")
            page.address(endpoint.address)
            page.endObject()
            page.beginObject("health_check_config")
            page.endObject()
            if !endpoint.hostname.isEmpty { page.member("hostname", endpoint.hostname) }
            page.endObject()
            page.member("health_status", Self.coarseHealth(of: endpoint))
            page.member("load_balancing_weight", number: UInt64(endpoint.weight))
            page.endObject()
        }
        page.endArray()
        page.member("load_balancing_weight", number: 0)
        if first.priority != 0 { page.member("priority", number: UInt64(first.priority)) }
        page.endObject()
    }

    /// Healthy, degraded or neither: what balancing makes of the health that was configured.
    private static func coarseHealth(of endpoint: Endpoint) -> String {
        switch endpoint.configuredHealth {
        case .unknown, .healthy: "HEALTHY"
        case .degraded: "DEGRADED"
        case .unhealthy, .draining, .timeout: "UNHEALTHY"
        }
    }
}
