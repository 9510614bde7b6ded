internal import Buffers
internal import Configuration
internal import Filters
internal import HTTPConnections
internal import HTTPSemantics
internal import Telemetry
internal import Transports
internal import Upstreams

/// Redirects that are followed for the client.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/http/http_connection_management
/// (Internal redirects)
extension RouterFilter {
    /// Follows the redirect that an endpoint answered with: the request starts over with another host and path. False
    /// when the answer goes to the client.
    func follows(_ request: UpstreamRequest) -> Bool {
        guard let redirects = route?.redirects, redirects.concerns(request.responseHead.status), let cluster else {
            return false
        }
        let metrics = cluster.metrics
        if keepsBody && isWhole && turn(by: redirects, request) {
            metrics.increment(ClusterMetric.upstreamInternalRedirectSucceededTotal)
            startOver()
            return true
        }
        metrics.increment(ClusterMetric.upstreamInternalRedirectFailedTotal)
        return false
    }

    /// Makes the head that of the request which the redirect asks for; leaves it as it was when that must not be.
    private func turn(by redirects: InternalRedirects, _ request: UpstreamRequest) -> Bool {
        let metrics = owner.manager.metrics
        let location = request.responseHead.headers.firstIndex(of: .location)
        guard location >= 0 else { return false }
        var text = ByteBuffer()
        request.responseHead.headers.writeValue(at: location, to: &text)
        guard let target = RedirectTarget(text.readable) else {
            metrics.increment(ConnectionManagerMetric.passthroughInternalRedirectBadLocation)
            return false
        }
        // As in Envoy, what came without TLS counts as plain, whatever scheme it was given.
        let isSecured = owner.connection?.connection.transport?.isSecured == true
        let isPlain = owner.requestHead.scheme != .https || !isSecured
        if !redirects.configuration.crossesSchemes && isPlain != target.isPlain {
            metrics.increment(ConnectionManagerMetric.passthroughInternalRedirectUnsafeScheme)
            return false
        }
        if owner.redirectHistory.count >= redirects.configuration.most {
            metrics.increment(ConnectionManagerMetric.passthroughInternalRedirectTooManyRedirects)
            return false
        }
        var before = RequestHead()
        before.copy(owner.requestHead)
        redirects.copyFields(from: request.responseHead.headers, to: &owner.requestHead.headers)
        owner.requestHead.scheme = target.isPlain ? .http : .https
        owner.requestHead.headers.set(.authority, text.readable.extracting(target.host))
        var path = ByteBuffer()
        if target.path.isEmpty || text[target.path.lowerBound] != UInt8(ascii: "/") { path.append("/") }
        path.append(text.readable.extracting(target.path))
        owner.requestHead.headers.set(.path, path.readable)
        let source = route?.name ?? []
        owner.clearRouteCache()
        owner.resolveRoute()
        var metric: ConnectionManagerMetric?
        if let next = owner.route {
            let allows = redirects.allows(
                from: source, to: next.name, isPlain: isPlain, targetIsPlain: target.isPlain, &owner.redirectHistory)
            if !allows { metric = .passthroughInternalRedirectPredicate }
        } else {
            metric = .passthroughInternalRedirectNoRoute
        }
        if let metric {
            metrics.increment(metric)
            // As in Envoy, the log goes by the route that the redirect would have led to.
            owner.requestHead.copy(before)
            return false
        }
        if request.responseHead.status == 303 && before.method != .get && before.method != .head {
            // RFC 9110 §15.4.4
            owner.requestHead.method = .get
            owner.requestHead.headers.set(.method, "GET")
            owner.requestHead.headers.remove(.contentLength)
            dropBody()
        }
        owner.redirectHistory.count += 1
        owner.requestHead.headers.setOriginalURL(before.headers, isPlain: isPlain)
        owner.info.responseCode = request.responseHead.status
        owner.info.setDetails("internal_redirect")
        return true
    }
}

extension HeaderMap {
    /// Says what the client asked for.
    fileprivate mutating func setOriginalURL(_ before: borrowing HeaderMap, isPlain: Bool) {
        var url = ByteBuffer()
        url.append(isPlain ? "http://" : "https://")
        url.append(before.value(of: .authority))
        url.append(before.value(of: .path))
        let name = Array("x-envoy-original-url".utf8)
        remove(named: name.span)
        append(name: name.span, url.readable)
    }
}
