/// Reads the dynamic forward proxy: its cache of names, its cluster and its filter.
enum ForwardingDocument: HTTPFilterReading {
    static let typeName = "envoy.extensions.filters.http.dynamic_forward_proxy.v3.FilterConfig"
    static let routeTypeName: String? = "envoy.extensions.filters.http.dynamic_forward_proxy.v3.PerRouteConfig"

    /// Reads `FilterConfig`.
    static func read(_ reader: inout MessageReader) -> (any HTTPFilterValue)? {
        readCache(&reader, or: "sub_cluster_config").map { ForwardFilterConfiguration(cache: $0) }
    }

    /// Reads `PerRouteConfig`.
    static func readRoute(_ reader: inout MessageReader) -> (any HTTPFilterValue)? {
        var result = ForwardRouteConfiguration()
        if let name = reader.headerText("host_rewrite_header") {
            result.hostRewrite = .field(name.lowercased())
        } else if let host = reader.headerText("host_rewrite_literal") {
            result.hostRewrite = .literal(host)
        }
        return result
    }

    /// Reads `envoy.extensions.clusters.dynamic_forward_proxy.v3.ClusterConfig`; nil after a complaint.
    static func readCluster(_ reader: inout MessageReader) -> ClusterConfiguration.DiscoveryType? {
        let isUnchecked = reader.bool("allow_insecure_cluster_options") ?? false
        return readCache(&reader, or: "sub_clusters_config").map { .forwarding($0, isUnchecked: isUnchecked) }
    }

    private static func readCache(_ reader: inout MessageReader, or other: String) -> HostCacheConfiguration? {
        if reader.has(other) {
            reader.refuse(other)
            return nil
        }
        guard reader.has("dns_cache_config") else {
            reader.missing("dns_cache_config")
            return nil
        }
        let place = reader.node("dns_cache_config") ?? reader.place
        guard let cache = reader.message("dns_cache_config", readCacheConfiguration) ?? nil else { return nil }
        reader.session.noteHostCache(cache, at: place)
        return cache
    }

    private static func readCacheConfiguration(_ reader: inout MessageReader) -> HostCacheConfiguration? {
        let name = reader.requiredString("name")
        var result = HostCacheConfiguration(name: name ?? "")
        result.names.lookupFamily =
            reader.choice("dns_lookup_family", [0: .auto, 1: .v4Only, 2: .v6Only, 3: .v4Preferred, 4: .all]) ?? .auto
        DiscoveryDocument.readRefreshRates(&reader, into: &result.names, least: 1_000_000)
        if let node = reader.node("dns_min_refresh_rate"), let least = reader.duration("dns_min_refresh_rate") {
            if least < 1_000_000_000 { reader.session.wrong(node, expected: "a duration of at least 1s") }
            result.names.minimumRefreshRate = least
        }
        if let node = reader.node("host_ttl"), let time = reader.duration("host_ttl") {
            if time == 0 { reader.session.wrong(node, expected: "a duration of more than 0s") }
            result.hostTimeToLive = time
        }
        result.maxHosts = reader.uint32("max_hosts", in: 1 ... .max) ?? result.maxHosts
        result.maxPendingRequests =
            (reader.message("dns_cache_circuit_breaker") { $0.uint32("max_pending_requests") } ?? nil)
            ?? result.maxPendingRequests
        result.queryTimeout = reader.duration("dns_query_timeout") ?? result.queryTimeout
        DiscoveryDocument.readResolver(&reader)
        return name == nil ? nil : result
    }
}
