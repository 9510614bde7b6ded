internal import Configuration
internal import Telemetry

/// The scopes of the virtual clusters and routes of one table that are counted apart, by prefix. They exist from the
/// start, as in Envoy.
struct RouteScopes: Sendable {
    private var scopes: [String: MetricScope] = [:]

    /// What stands for the requests of a virtual host that belong to none of its virtual clusters.
    static let other = "other"

    init(_ table: RouteConfiguration, registry: MetricRegistry) {
        for host in table.virtualHosts {
            if !host.virtualClusters.isEmpty {
                for name in host.virtualClusters.map(\.name) + [Self.other] {
                    add(.virtualCluster(name, of: host.name), registry)
                }
            }
            for route in host.routes where !route.statPrefix.isEmpty {
                add(.route(route.statPrefix, of: host.name), registry)
            }
        }
    }

    private mutating func add(_ name: RouteScopeName, _ registry: MetricRegistry) {
        if scopes[name.prefix] != nil { return }
        scopes[name.prefix] = registry.scope(
            prefix: name.prefix, extractedPrefix: name.extractedPrefix, labels: name.labels,
            family: RequestMetric.family)
    }

    /// The scope of a name.
    subscript(_ name: RouteScopeName) -> MetricScope? { scopes[name.prefix] }
}

/// How such a scope is named. Envoy's tags end at dots, also where names have some.
struct RouteScopeName {
    let prefix: String
    private(set) var extractedPrefix: String
    private(set) var labels: [MetricLabel]

    static func virtualCluster(_ name: String, of host: String) -> RouteScopeName {
        var result = RouteScopeName(host: host, "vcluster.\(name).")
        // The tag of the virtual cluster is looked for behind a host's name without dots.
        if !host.utf8.contains(UInt8(ascii: ".")) {
            let (value, rest) = cut(name)
            result.extractedPrefix = "vhost.vcluster.\(rest)"
            result.labels.insert(MetricLabel("envoy_virtual_cluster", value), at: 0)
        }
        return result
    }

    static func route(_ name: String, of host: String) -> RouteScopeName {
        RouteScopeName(host: host, "route.\(name).")
    }

    private init(host: String, _ end: String) {
        let (value, rest) = Self.cut(host)
        prefix = "vhost.\(host).\(end)"
        extractedPrefix = "vhost.\(rest)\(end)"
        labels = [MetricLabel("envoy_virtual_host", value)]
    }

    /// What stands before the first dot, and what stands behind it, with a dot at its end.
    private static func cut(_ name: String) -> (value: String, rest: String) {
        guard let dot = name.utf8.firstIndex(of: UInt8(ascii: ".")) else { return (name, "") }
        return (String(name[..<dot]), String(name[name.index(after: dot)...]) + ".")
    }
}
