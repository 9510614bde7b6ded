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
    private let ignoresPort: Bool
    private let ignoresPathParameters: Bool
    /// The field that names the host; empty: `:authority`.
    private let hostField: [UInt8]
    /// By virtual host; empty when none requires anything.
    private let tlsRequirements: [VirtualHostConfiguration.TLSRequirement]
    /// The rule that sends clients to the secured form of what they asked for; -1 when no virtual host does.
    private let securingRule: Int
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
        let requirements = configuration.virtualHosts.map(\.tlsRequirement)
        if requirements.contains(where: { $0 != .none }) {
            tlsRequirements = requirements
            securingRule = rules.count
            rules.append(.securing)
        } else {
            tlsRequirements = []
            securingRule = -1
        }
        ignoresPort = configuration.ignorePortInHostMatching
        ignoresPathParameters = configuration.ignorePathParameters
        hostField = Array(configuration.virtualHostField.utf8)
        self.rules = rules
        self.indices = indices
        self.firstRules = firstRules
    }

    /// The route of a request; nil when no virtual host, or none of its routes, takes it.
    public func match(_ head: borrowing RequestHead) -> RouteMatch? {
        let host = findHost(head.headers)
        guard host >= 0 else { return nil }
        if securingRule >= 0 && mustBeSecured(head.headers, host) { return RouteMatch(ruleIndex: securingRule) }
        // A path that filters gave a CONNECT request makes it no other.
        if head.method == .connect {
            let route = indices[host].findConnect()
            return route >= 0 ? RouteMatch(ruleIndex: firstRules[host] &+ route) : nil
        }
        let path = head.headers.value(of: .path)
        let pathEnd = Bytes.endOfPath(path)
        let route: Int
        if ignoresPathParameters && Bytes.firstIndex(of: UInt8(ascii: ";"), in: path) >= 0 {
            var plain = ByteBuffer()
            Self.appendWithoutParameters(path.extracting(0..<pathEnd), to: &plain)
            route = indices[host].find(plain.readable, pathEnd: plain.count)
        } else {
            route = indices[host].find(path, pathEnd: pathEnd)
        }
        return route >= 0 ? RouteMatch(ruleIndex: firstRules[host] &+ route) : nil
    }

    private func findHost(_ headers: borrowing HeaderMap) -> Int {
        if !hostField.isEmpty {
            let name = hostField
            let field = headers.index(named: name.span)
            return field < 0 ? -1 : hosts.find(headers.value(at: field))
        }
        let authority = headers.value(of: .authority)
        if !ignoresPort { return hosts.find(authority) }
        return hosts.find(authority.extracting(0..<Authority.portStart(authority)))
    }

    /// What trusted peers say of the connection to the client counts, and else our own connection.
    private func mustBeSecured(_ headers: borrowing HeaderMap, _ host: Int) -> Bool {
        if tlsRequirements[host] == .none { return false }
        let proto = headers.firstIndex(of: .xForwardedProto)
        if proto >= 0 && Bytes.equal(headers.value(at: proto), "https") { return false }
        return tlsRequirements[host] == .all || !headers.contains(.xEnvoyInternal)
    }

    /// `/a;x=1/b;y` is `/a/b`.
    private static func appendWithoutParameters(_ path: Span<UInt8>, to plain: inout ByteBuffer) {
        var isParameter = false
        for index in path.indices {
            let byte = path[index]
            if byte == UInt8(ascii: ";") { isParameter = true }
            if byte == UInt8(ascii: "/") { isParameter = false }
            if !isParameter { plain.append(byte) }
        }
    }
}
