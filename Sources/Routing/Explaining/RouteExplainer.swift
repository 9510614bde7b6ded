internal import Buffers
public import Configuration
public import HTTPSemantics
public import RuntimeValues

/// Explains how a route table chooses. For operators, not for requests: it takes its time.
public struct RouteExplainer {
    /// The table that is explained.
    public let table: RouteTable
    private let configuration: RouteConfiguration
    private let runtime: LiveRuntime

    /// Compiles a table to explain.
    public init(_ configuration: RouteConfiguration, runtime: LiveRuntime = LiveRuntime()) {
        self.configuration = configuration
        self.runtime = runtime
        table = RouteTable(configuration, runtime: runtime)
    }

    /// Follows the table's choice for a request. Where the route's hash would choose a branch, the random number does.
    public func explain(_ head: borrowing RequestHead, _ facts: RequestFacts) -> RouteExplanation {
        var explanation = RouteExplanation()
        let match = table.match(head, facts).flatMap {
            $0.awaitsHash ? table.branch(of: $0, hash: nil, facts) : $0
        }
        explanation.rule = match?.ruleIndex
        let host = table.findHost(head.headers)
        if host < 0 { return explanation }
        explanation.virtualHost = host
        if let match, match.ruleIndex == table.securingRule {
            explanation.isSecured = true
            return explanation
        }
        let path = Self.path(of: head, configuration)
        let routes = table.routes(of: host, for: head, facts)
        if configuration.virtualHosts[host].matcher != nil {
            explanation.matched = routes.map { RouteExplanation.Matched.routes($0) } ?? .nothing
        }
        for (place, route) in configuration.virtualHosts[host].routes.enumerated()
        where routes?.contains(place) == true {
            if let reason = RouteReason.whyNot(route.match, path, head, facts, runtime) {
                explanation.passedOver.append(.init(route: place, reason: reason))
                continue
            }
            explanation.route = place
            explanation.branch = branch(of: route, match?.ruleIndex)
            break
        }
        return explanation
    }

    private func branch(of route: RouteEntryConfiguration, _ rule: Int?) -> RouteExplanation.Branch? {
        guard case .route(let action) = route.action, case .weighted(let weighted) = action.target, let rule else {
            return nil
        }
        let split = RouteSplit(weighted, firstRule: 0, runtime: runtime)
        return table.branch(ofRule: rule).map { RouteExplanation.Branch(index: $0, weights: split.weights) }
    }

    /// What routes are compared with.
    private static func path(of head: borrowing RequestHead, _ configuration: RouteConfiguration) -> [UInt8] {
        let value = head.headers.value(of: .path)
        let end = Bytes.endOfPath(value)
        var plain = ByteBuffer()
        if configuration.ignorePathParameters {
            RouteTable.appendWithoutParameters(value.extracting(0..<end), to: &plain)
        } else {
            plain.append(value.extracting(0..<end))
        }
        return (0..<plain.count).map { plain[$0] }
    }
}
