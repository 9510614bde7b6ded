internal import Filters
internal import HTTPConnections
internal import HTTPSemantics
internal import Routing
internal import TLS

extension ActiveStream {
    /// Chooses among the branches of a route by what the route hashes of the request.
    func chooseBranch(_ match: RouteMatch, _ facts: RequestFacts) -> RouteMatch? {
        let hasher = manager.route(at: match.ruleIndex, of: self).hasher
        return settings.routes.branch(of: match, hash: hasher?.hash(of: self) { _ in nil }, facts)
    }

    /// What the route table asks for beside the head.
    func routingFacts() -> RequestFacts {
        let asks = settings.routes.asks
        var facts = RequestFacts()
        if asks.contains(.number) {
            if routingNumber == 0 { routingNumber = randomBits() }
            facts.number = routingNumber
        }
        if asks.contains(.certificate), let tls = connection?.tls {
            facts.presentsCertificate = tls.presentsCertificate
            facts.validatesCertificate = tls.isPeerVerified
        }
        if asks.contains(.metadata) { facts.metadata = dynamicMetadata }
        if asks.contains(.filterState) {
            if let texts = connectionTexts?.all { facts.filterState = texts }
            if !filterState.isEmpty { facts.filterState.merge(filterState.all) { $1 } }
        }
        return facts
    }
}
