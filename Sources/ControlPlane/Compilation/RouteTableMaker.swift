/// Puts the rules of routes in the Gateway API's order and makes route configurations of them.
///
/// Envoy takes the first route that fits, of the most precise virtual host alone. The Gateway API lets the rules of a
/// less precise host name take what those of the more precise one do not, so that a virtual host has the rules of all
/// host names that cover it, its own first.
/// Source: https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule
struct RouteTableMaker {
    let routes: [MeshRoute]
    let maker: RouteMaker
    let budget: RouteBudget

    /// A route at a listener: for which hosts, and how precise its own name of them is.
    struct Attachment {
        var route: Int
        var host: Hostname
        var precision: Int
    }

    /// One match of one rule.
    struct Entry {
        var route: Int
        var rule: Int
        var match: RouteMatch
        var hostPrecision = 0
    }

    /// The entries of a route.
    static func entries(of route: MeshRoute, at place: Int, hostPrecision: Int) -> [Entry] {
        route.rules.enumerated().flatMap { rule, value in
            value.matches.map { Entry(route: place, rule: rule, match: $0, hostPrecision: hostPrecision) }
        }
    }

    /// Entries in the order in which they take requests.
    func ordered(_ entries: [Entry]) -> [Entry] {
        entries.enumerated().sorted { left, right in
            let (a, b) = (left.element, right.element)
            if a.hostPrecision != b.hostPrecision { return a.hostPrecision > b.hostPrecision }
            let (first, second) = (a.match.precision, b.match.precision)
            if first != second { return second.lexicographicallyPrecedes(first) }
            if a.route != b.route { return routes[a.route].metadata.precedes(routes[b.route].metadata) }
            return left.offset < right.offset
        }.map(\.element)
    }

    /// The virtual hosts of a listener: one for each host name of its routes, and one for its own, so that what no
    /// route takes is answered here with 404. `isOwn` says whether a host name is not another listener's.
    func hosts(
        _ attachments: [Attachment], at listener: MeshGateway.Listener, isOwn: (Hostname) -> Bool
    ) -> [JSONValue] {
        let byHost = Dictionary(grouping: attachments, by: \.host)
        return Set(byHost.keys).union([listener.hostname]).filter(isOwn).sorted().compactMap { host in
            var precisions: [Int: Int] = [:]
            for attachment in host.widening.flatMap({ byHost[$0] ?? [] }) {
                precisions[attachment.route] = max(precisions[attachment.route] ?? 0, attachment.precision)
            }
            let count = precisions.keys.reduce(1) { $0 + routes[$1].matchCount }
            guard budget.spend(count, at: listener.node) else { return nil }
            let entries = precisions.keys.sorted().flatMap { place in
                Self.entries(of: routes[place], at: place, hostPrecision: precisions[place] ?? 0)
            }
            return Self.host(host.domain, domains: [host.domain], routes: ordered(entries).map(route))
        }
    }

    /// The routes of a service for those who call it in the mesh, where there are some.
    func meshRoutes(_ places: [Int]) -> [JSONValue] {
        let entries = places.flatMap { Self.entries(of: routes[$0], at: $0, hostPrecision: 0) }
        return ordered(entries).map(route)
    }

    /// The route of an entry.
    func route(_ entry: Entry) -> JSONValue {
        maker.route(routes[entry.route], rule: entry.rule, match: entry.match)
    }

    /// A virtual host.
    static func host(_ name: String, domains: [String], routes: [JSONValue]) -> JSONValue {
        ["name": .text(name), "domains": .list(domains.map { .text($0) }), "routes": .some(routes)]
    }

    /// A route configuration.
    static func table(_ name: String, hosts: [JSONValue]) -> JSONValue {
        [
            "@type": EnvoyWords.type("envoy.config.route.v3.RouteConfiguration"),
            "name": .text(name),
            "virtual_hosts": .some(hosts),
            "ignore_port_in_host_matching": true,
        ]
    }
}
