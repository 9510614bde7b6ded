internal import Buffers
public import Configuration
public import HTTPSemantics
public import RuntimeValues

/// The result of matching a request.
public struct RouteMatch: Equatable, Sendable {
    /// The route, as an index into `RouteTable.rules`.
    public let ruleIndex: Int
    /// Whether the branch of the route still has to be chosen by the route's hash policy (`RouteTable.branch`).
    public var awaitsHash = false
}

/// A compiled route configuration: request head to route. Immutable, shared by all workers, and free of I/O.
///
/// The virtual host is found by `:authority`, in one hash look-up for each kind of pattern. Then its first route whose
/// conditions all hold wins.
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_conn_man/route_matching
public final class RouteTable: Sendable {
    /// The name of the configuration.
    public let name: String
    /// All routes, virtual host by virtual host; behind them the branches of routes with weighted clusters.
    public let rules: [RouteRule]
    /// The configuration's source text, for `/config_dump`.
    public let source: [UInt8]
    /// The facts beside the head that `match` needs; it gets no others.
    public let asks: RequestFacts.Kinds
    private let hosts: HostTable
    private let ignoresPort: Bool
    private let ignoresPathParameters: Bool
    /// The field that names the host; empty for `:authority`.
    private let hostField: [UInt8]
    /// TLS requirements by virtual host; empty when there are none.
    private let tlsRequirements: [VirtualHostConfiguration.TLSRequirement]
    /// The rule that redirects to https; -1 when no virtual host requires TLS.
    let securingRule: Int
    private let indices: [RouteIndex]
    /// The first rule of each virtual host.
    private let firstRules: [Int]
    /// The matchers of virtual hosts that choose which routes are looked at; empty when there are none.
    private let matchers: [RouteMatcher?]
    /// The splits of routes with weighted clusters, by rule; empty when there are none.
    private let splits: [RouteSplit?]

    /// Compiles a validated configuration. Shares and weights with runtime keys follow `runtime`.
    public init(_ configuration: RouteConfiguration, runtime: LiveRuntime = LiveRuntime()) {
        name = configuration.name
        source = configuration.source
        hosts = HostTable(configuration.virtualHosts.map(\.domains))
        var rules: [RouteRule] = []
        var indices: [RouteIndex] = []
        var firstRules: [Int] = []
        var matchers: [RouteMatcher?] = []
        for host in configuration.virtualHosts {
            firstRules.append(rules.count)
            let clusters = VirtualClusters(host.virtualClusters)
            let own = host.routes.map {
                RouteRule($0, virtualHost: host, virtualClusters: clusters, table: configuration)
            }
            let conditions = host.routes.map { RouteConditions($0.match, runtime: runtime) }
            matchers.append(host.matcher.map { RouteMatcher($0, own.map(\.matcher), conditions) })
            indices.append(RouteIndex(own.map(\.matcher), conditions))
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
        splits = Self.appendBranches(of: configuration, to: &rules, runtime: runtime)
        var asks = indices.reduce(into: RequestFacts.Kinds()) { $0.formUnion($1.asks) }
        for case let matcher? in matchers { asks.formUnion(matcher.asks) }
        if !splits.isEmpty { asks.insert(.number) }
        self.asks = asks
        self.rules = rules
        self.indices = indices
        self.firstRules = firstRules
        self.matchers = matchers.contains { $0 != nil } ? matchers : []
    }

    /// Adds a rule for each branch of each route with weighted clusters.
    private static func appendBranches(
        of configuration: RouteConfiguration, to rules: inout [RouteRule], runtime: LiveRuntime
    ) -> [RouteSplit?] {
        // Most tables have none, and many routes are not copied for nothing.
        guard configuration.virtualHosts.contains(where: { $0.routes.contains { !$0.branches.isEmpty } }) else {
            return []
        }
        let routes = configuration.virtualHosts.flatMap { host in host.routes.map { (host, $0) } }
        return routes.enumerated().map { place, pair in
            let (host, route) = pair
            guard case .route(let action) = route.action, case .weighted(let weighted) = action.target else {
                return nil
            }
            let first = rules.count
            let clusters = rules[place].virtualClusters
            for branch in weighted.branches {
                rules.append(
                    RouteRule(
                        route, branch: branch, virtualHost: host, virtualClusters: clusters, table: configuration))
            }
            return RouteSplit(weighted, firstRule: first, runtime: runtime)
        }
    }

    /// The route of a request; nil when no virtual host, or none of its routes, matches.
    public func match(_ head: borrowing RequestHead, _ facts: RequestFacts = RequestFacts()) -> RouteMatch? {
        let host = findHost(head.headers)
        guard host >= 0 else { return nil }
        if securingRule >= 0 && mustBeSecured(head.headers, host) { return RouteMatch(ruleIndex: securingRule) }
        if !matchers.isEmpty, let matcher = matchers[host] {
            let list = matcher.choose(head, facts)
            guard list >= 0 else { return nil }
            let route = find(head, facts, in: matcher.lists[list].index)
            return match(head, facts, host, route: route < 0 ? -1 : matcher.lists[list].routes.lowerBound &+ route)
        }
        return match(head, facts, host, route: find(head, facts, in: indices[host]))
    }

    /// The first of some routes that matches a request; -1 when none does.
    private func find(_ head: borrowing RequestHead, _ facts: RequestFacts, in index: RouteIndex) -> Int {
        // A path that filters gave a CONNECT request makes it no other.
        if head.method == .connect { return index.findConnect(head, facts) }
        let path = head.headers.value(of: .path)
        let pathEnd = Bytes.endOfPath(path)
        if ignoresPathParameters && Bytes.firstIndex(of: UInt8(ascii: ";"), in: path) >= 0 {
            var plain = ByteBuffer()
            Self.appendWithoutParameters(path.extracting(0..<pathEnd), to: &plain)
            return index.find(plain.readable, pathEnd: plain.count, head, facts)
        }
        return index.find(path, pathEnd: pathEnd, head, facts)
    }

    /// The routes of a virtual host that its matcher selects, as places in it; nil when it selects none.
    func routes(of host: Int, for head: borrowing RequestHead, _ facts: RequestFacts) -> Range<Int>? {
        guard !matchers.isEmpty, let matcher = matchers[host] else { return 0..<Int.max }
        let list = matcher.choose(head, facts)
        return list < 0 ? nil : matcher.lists[list].routes
    }

    /// The match of a virtual host's route, with its branch chosen where that needs no hash; nil when there is none.
    private func match(_ head: borrowing RequestHead, _ facts: RequestFacts, _ host: Int, route: Int) -> RouteMatch? {
        if route < 0 { return nil }
        let rule = firstRules[host] &+ route
        guard !splits.isEmpty, let split = splits[rule] else { return RouteMatch(ruleIndex: rule) }
        if split.usesHash { return RouteMatch(ruleIndex: rule, awaitsHash: true) }
        let branch = split.choose(head, facts)
        return branch < 0 ? nil : RouteMatch(ruleIndex: branch)
    }

    /// Chooses the branch of a match that awaits a hash; nil when all weights are 0 at present. Without a hash the
    /// random number chooses.
    public func branch(of match: RouteMatch, hash: UInt64?, _ facts: RequestFacts) -> RouteMatch? {
        guard match.ruleIndex < splits.count, let split = splits[match.ruleIndex] else { return match }
        let branch = split.choose(hash ?? facts.number)
        return branch < 0 ? nil : RouteMatch(ruleIndex: branch)
    }

    /// The virtual host of a request; -1 when there is none.
    func findHost(_ headers: borrowing HeaderMap) -> Int {
        if !hostField.isEmpty {
            let name = hostField
            let field = headers.index(named: name.span)
            return field < 0 ? -1 : hosts.find(headers.value(at: field))
        }
        let authority = headers.value(of: .authority)
        if !ignoresPort { return hosts.find(authority) }
        return hosts.find(authority.extracting(0..<Authority.portStart(authority)))
    }

    /// The index of a rule among its route's branches; nil when it is no branch.
    func branch(ofRule rule: Int) -> Int? {
        for split in splits { if let branch = split?.branch(ofRule: rule) { return branch } }
        return nil
    }

    /// Whether the virtual host requires TLS and the request came without. `x-forwarded-proto` tells, which holds the
    /// word of a trusted proxy in front, or else what our own connection is.
    private func mustBeSecured(_ headers: borrowing HeaderMap, _ host: Int) -> Bool {
        if tlsRequirements[host] == .none { return false }
        let proto = headers.firstIndex(of: .xForwardedProto)
        if proto >= 0 && Bytes.equal(headers.value(at: proto), "https") { return false }
        return tlsRequirements[host] == .all || !headers.contains(.xEnvoyInternal)
    }

    /// Removes path parameters: `/a;x=1/b;y` becomes `/a/b`.
    static func appendWithoutParameters(_ path: Span<UInt8>, to plain: inout ByteBuffer) {
        var isParameter = false
        for index in path.indices {
            let byte = path[index]
            if byte == UInt8(ascii: ";") { isParameter = true }
            if byte == UInt8(ascii: "/") { isParameter = false }
            if !isParameter { plain.append(byte) }
        }
    }
}
