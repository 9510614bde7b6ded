internal import Configuration
internal import Filters
internal import HTTPConnections
internal import HTTPSemantics
internal import Routing
internal import TLS
internal import Upstreams

/// Which route an exchange takes.
extension ActiveStream {
    /// Chooses the route of the request as it is now, unless that was done since `clearRouteCache`.
    func resolveRoute() {
        if routeResolved { return }
        routeResolved = true
        routeResolutions &+= 1
        guard hasSetScheme || tellsScheme else {
            route = nil
            return
        }
        // Without facts there is nothing to release.
        let found = routes.asks.isEmpty ? routes.match(requestHead) : routes.match(requestHead, routingFacts())
        guard var match = found else {
            route = nil
            return
        }
        if match.awaitsHash {
            guard let branch = chooseBranch(match, routingFacts()) else {
                route = nil
                return
            }
            match = branch
        }
        var chosen = manager.route(at: match.ruleIndex, of: self)
        if chosen.takesClusterFromField { chosen = chosen.resolved(for: requestHead, worker: manager.worker) }
        if chosen.hasOwnDuration || durationIsRoutes { setDuration(chosen) }
        if chosen.hasOwnIdleTimeout { setIdleTimeout(chosen.idleTimeout(default: settings.streamIdleTimeout)) }
        flushTimeout = chosen.flushTimeout
        route = consume chosen
    }

    /// Whether `x-forwarded-proto` says something. As in Envoy, a request that came with it empty, or that filters or
    /// routes took it from before a route is chosen anew, has no route.
    var tellsScheme: Bool {
        let proto = requestHead.headers.firstIndex(of: .xForwardedProto)
        return proto >= 0 && !requestHead.headers.isValueEmpty(at: proto)
    }

    /// Chooses among the branches of a route by what the route hashes of the request.
    private func chooseBranch(_ match: RouteMatch, _ facts: RequestFacts) -> RouteMatch? {
        let hasher = manager.route(at: match.ruleIndex, of: self).hasher
        return settings.routes.branch(of: match, hash: hasher?.hash(of: self) { _ in nil }, facts)
    }

    /// What the route table asks for beside the head.
    private func routingFacts() -> RequestFacts {
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
