internal import Buffers
public import Configuration
public import HTTPSemantics

/// Where a request goes.
public struct RouteMatch: Equatable, Sendable {
    /// The route, as an index into `RouteTable.rules`.
    public let ruleIndex: Int
}

/// A compiled route configuration: request head to route. Immutable, shared by all workers, and free of I/O.
///
/// The virtual host is found by `:authority` in one hash look-up a kind of pattern, then its first route whose
/// conditions all hold wins.
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_conn_man/route_matching
public final class RouteTable: Sendable {
    /// The name of the configuration.
    public let name: String
    /// All routes, virtual host by virtual host.
    public let rules: [RouteRule]
    /// The configuration's bytes as they came, for dumps.
    public let source: [UInt8]
    private let hosts: HostTable
    private let indices: [RouteIndex]
    /// The first rule of each virtual host.
    private let firstRules: [Int]

    /// Compiles a validated configuration.
    public init(_ configuration: RouteConfiguration) {
        name = configuration.name
        source = configuration.source
        hosts = HostTable(configuration.virtualHosts.map(\.domains))
        var rules: [RouteRule] = []
        var indices: [RouteIndex] = []
        var firstRules: [Int] = []
        for host in configuration.virtualHosts {
            firstRules.append(rules.count)
            let own = host.routes.map { RouteRule($0, virtualHost: host, table: configuration) }
            indices.append(RouteIndex(own.map(\.matcher)))
            rules.append(contentsOf: own)
        }
        self.rules = rules
        self.indices = indices
        self.firstRules = firstRules
    }

    /// The route of a request; nil when no virtual host, or none of its routes, takes it.
    public func match(_ head: borrowing RequestHead) -> RouteMatch? {
        let host = hosts.find(head.headers.value(of: .authority))
        guard host >= 0 else { return nil }
        let path = head.headers.value(of: .path)
        let pathEnd = Bytes.endOfPath(path)
        let route = indices[host].find(path, pathEnd: pathEnd)
        return route >= 0 ? RouteMatch(ruleIndex: firstRules[host] &+ route) : nil
    }
}
