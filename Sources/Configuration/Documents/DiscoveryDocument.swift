internal import Buffers

/// Reads where a cluster's endpoints come from: `type` or `cluster_type`, and the `dns_…` fields that go with them.
enum DiscoveryDocument {
    private typealias Kind = ClusterConfiguration.DiscoveryType
    private static let dnsCluster = "envoy.extensions.clusters.dns.v3.DnsCluster"
    private static let getaddrinfo =
        "envoy.extensions.network.dns_resolver.getaddrinfo.v3.GetAddrInfoDnsResolverConfig"
    private static let cares = "envoy.extensions.network.dns_resolver.cares.v3.CaresDnsResolverConfig"

    private static let forwarding = "envoy.extensions.clusters.dynamic_forward_proxy.v3.ClusterConfig"
    private static let aggregate = "envoy.extensions.clusters.aggregate.v3.ClusterConfig"

    private enum Source {
        case `static`, strictDNS, logicalDNS, eds, originalDestination
    }

    static func read(_ reader: inout MessageReader) -> ClusterConfiguration.DiscoveryType {
        var names = NameResolutionConfiguration()
        readRates(&reader, into: &names)
        names.lookupFamily =
            reader.choice("dns_lookup_family", [0: .auto, 1: .v4Only, 2: .v6Only, 3: .v4Preferred, 4: .all]) ?? .auto
        readResolver(&reader)
        let cleanupInterval = readCleanupInterval(&reader)
        names.waitsForWarmUp = reader.bool("wait_for_warm_on_init") ?? true
        if reader.has("cluster_type") {
            return reader.message("cluster_type") { readCustomType(&$0, names) } ?? .static
        }
        let source =
            reader.choice("type", [0: Source.static, 1: .strictDNS, 2: .logicalDNS, 3: .eds, 4: .originalDestination])
            ?? .static
        if source != .eds, let key = reader.key("eds_cluster_config") {
            reader.session.complain(
                .wrongValue, at: key, "expected eds_cluster_config in an EDS cluster, found it here", isFoundLate: true)
            reader.accept("eds_cluster_config")
        }
        // As in Envoy, clusters of other types do not read it.
        if source != .originalDestination { reader.accept("original_dst_lb_config") }
        switch source {
        case .static: return .static
        case .strictDNS: return .strictDNS(names)
        case .logicalDNS: return .logicalDNS(names)
        case .eds: return readEndpointDiscovery(&reader)
        case .originalDestination: return .originalDestination(readDestinations(&reader, cleanupInterval))
        }
    }

    /// How long unused endpoints are kept; other clusters than those of ORIGINAL_DST have none.
    private static func readCleanupInterval(_ reader: inout MessageReader) -> UInt64? {
        guard let node = reader.node("cleanup_interval"), let interval = reader.duration("cleanup_interval") else {
            return nil
        }
        if interval > 0 { return interval }
        reader.session.wrong(node, expected: "a duration of more than 0s")
        return nil
    }

    /// Reads `OriginalDstLbConfig`.
    private static func readDestinations(
        _ reader: inout MessageReader, _ cleanupInterval: UInt64?
    ) -> OriginalDestinationConfiguration {
        var result = OriginalDestinationConfiguration()
        result.cleanupInterval = cleanupInterval ?? result.cleanupInterval
        reader.message("original_dst_lb_config") { reader in
            if reader.bool("use_http_header") == true {
                let name = reader.string("http_header_name") ?? ""
                result.headerName = Array((name.isEmpty ? "x-envoy-original-dst-host" : name.lowercased()).utf8)
            } else if let key = reader.key("http_header_name"), reader.string("http_header_name") ?? "" != "" {
                reader.session.complain(
                    .wrongValue, at: key, "expected \"use_http_header\" beside \"http_header_name\", found it unset")
            }
            if let port = reader.uint32("upstream_port_override", in: 0...65_535), port > 0 {
                result.port = UInt16(truncatingIfNeeded: port)
            }
        }
        return result
    }

    /// Reads where the endpoints of an EDS cluster come from. Endpoints of its own would never be used, as in Envoy.
    private static func readEndpointDiscovery(_ reader: inout MessageReader) -> Kind {
        guard reader.has("eds_cluster_config") else {
            reader.missing("eds_cluster_config")
            return .static
        }
        return (reader.message("eds_cluster_config", ConfigSourceDocument.readEndpoints) ?? nil).map { .eds($0) }
            ?? .static
    }

    /// Reads `CustomClusterType`. As in Envoy the type of the configuration decides, and only without one the name;
    /// then the fields of the cluster itself count.
    private static func readCustomType(_ reader: inout MessageReader, _ names: NameResolutionConfiguration) -> Kind {
        let name = reader.requiredString("name")
        guard reader.has("typed_config") else {
            switch name {
            case "envoy.cluster.static": return .static
            case "envoy.cluster.strict_dns": return .strictDNS(names)
            case "envoy.cluster.logical_dns": return .logicalDNS(names)
            case nil: break
            default: reader.missing("typed_config")
            }
            return .static
        }
        guard let content = reader.any("typed_config", named: name) else { return .static }
        if content.typeName == forwarding {
            return (content.read(ForwardingDocument.readCluster) ?? nil) ?? .static
        }
        if content.typeName == aggregate { return content.read(readAggregate) ?? .static }
        guard content.typeName == dnsCluster else {
            if content.typeName.contains(text: ".clusters.") {
                content.refuse("a cluster type")
            } else {
                content.misplace("the configuration of a cluster type")
            }
            return .static
        }
        return content.read { readDNSCluster(&$0, waitsForWarmUp: names.waitsForWarmUp) } ?? .static
    }

    /// Reads `envoy.extensions.clusters.aggregate.v3.ClusterConfig`. As in Envoy the clusters need not be there.
    private static func readAggregate(_ reader: inout MessageReader) -> Kind {
        let place = reader.node("clusters") ?? reader.place
        let names = reader.strings("clusters").map(\.text)
        if names.isEmpty && !reader.isMistyped(["clusters"]) && !reader.isUnreadable("clusters") {
            reader.session.wrong(place, expected: "at least one cluster")
        }
        return .aggregate(names)
    }

    /// Reads `envoy.extensions.clusters.dns.v3.DnsCluster`.
    private static func readDNSCluster(_ reader: inout MessageReader, waitsForWarmUp: Bool) -> Kind {
        var names = NameResolutionConfiguration()
        readRates(&reader, into: &names)
        if let node = reader.node("dns_min_refresh_rate"), let least = reader.duration("dns_min_refresh_rate") {
            if least < 1_000_000_000 { reader.session.wrong(node, expected: "a duration of at least 1s") }
            names.minimumRefreshRate = least
        }
        names.lookupFamily =
            reader.choice(
                "dns_lookup_family", [0: .auto, 1: .auto, 2: .v4Only, 3: .v6Only, 4: .v4Preferred, 5: .all],
                definedOnly: false)
            ?? .auto
        readResolverConfiguration(&reader)
        names.waitsForWarmUp = waitsForWarmUp
        let isLogical = reader.bool("all_addresses_in_single_endpoint") ?? false
        return isLogical ? .logicalDNS(names) : .strictDNS(names)
    }

    /// The fields that clusters and their types have.
    private static func readRates(_ reader: inout MessageReader, into names: inout NameResolutionConfiguration) {
        readRefreshRates(&reader, into: &names)
        names.respectsTimeToLive = reader.bool("respect_dns_ttl") ?? false
        names.jitter = reader.duration("dns_jitter") ?? 0
    }

    /// How often names are asked for again.
    /// - Parameter least: the least time between two questions that is allowed, in nanoseconds.
    static func readRefreshRates(
        _ reader: inout MessageReader, into names: inout NameResolutionConfiguration, least: UInt64 = 1_000_001
    ) {
        if let rate = readRate("dns_refresh_rate", of: &reader, least: least) { names.refreshRate = rate }
        if reader.has("dns_failure_refresh_rate") {
            names.failureRefreshRate = reader.message("dns_failure_refresh_rate", readFailureRate) ?? nil
        }
    }

    private static func readFailureRate(
        _ reader: inout MessageReader
    ) -> NameResolutionConfiguration.FailureRefreshRate? {
        if !reader.has("base_interval") { reader.missing("base_interval") }
        let base = readRate("base_interval", of: &reader)
        let mostNode = reader.node("max_interval")
        let most = readRate("max_interval", of: &reader)
        guard let base else { return nil }
        if let most, most < base, let mostNode {
            reader.session.wrong(mostNode, expected: "a duration not below \"base_interval\"")
            return nil
        }
        let (tenfold, overflows) = base.multipliedReportingOverflow(by: 10)
        return NameResolutionConfiguration.FailureRefreshRate(
            baseInterval: base, maxInterval: most ?? (overflows ? .max : tenfold))
    }

    /// A duration of more than a millisecond, or of at least one.
    private static func readRate(
        _ name: String, of reader: inout MessageReader, least: UInt64 = 1_000_001
    ) -> UInt64? {
        guard let node = reader.node(name), let rate = reader.duration(name) else { return nil }
        if rate >= least { return rate }
        reader.session.wrong(
            node, expected: least == 1_000_000 ? "a duration of at least 0.001s" : "a duration of more than 0.001s")
        return nil
    }

    // MARK: - Resolvers

    /// Reads what clusters and the bootstrap say about the resolver: there is one, the C library's. Servers, and TCP in
    /// place of UDP, are refused by name: `resolv.conf` says which servers are asked, and how.
    static func readResolver(_ reader: inout MessageReader) { readResolverConfiguration(&reader) }

    private static func readResolverConfiguration(_ reader: inout MessageReader) {
        reader.message("typed_dns_resolver_config") { reader in
            let name = reader.requiredString("name")
            guard let content = reader.configuration(of: name) else { return }
            switch content.typeName {
            // What they say beyond their defaults is refused by name.
            case getaddrinfo, cares: _ = content.read { _ in }
            case let type where type.contains(text: ".dns_resolver."): content.refuse("a DNS resolver")
            default: content.misplace("the configuration of a DNS resolver")
            }
        }
    }
}
