internal import Filters
internal import HTTPSemantics
internal import Telemetry
internal import Upstreams

/// A request that waits for the address of the host that it asks for.
final class HostWait {
    /// Nil when nobody waits any more.
    var router: RouterFilter?
    /// Whether it waits at the filter that speaks of hosts, before its head is as it leaves.
    let isAtFilter: Bool
    /// Whether the request was whole when the wait began.
    let endStream: Bool

    init(_ router: RouterFilter, isAtFilter: Bool, endStream: Bool) {
        self.router = router
        self.isAtFilter = isAtFilter
        self.endStream = endStream
    }
}

/// Requests to clusters whose endpoints are the hosts that requests ask for.
///
/// ```
///   the filter's host found? ─▶ head as it leaves ─▶ its host found? ─▶ sent
///        └─no─▶ 503 DF                                    └─no─▶ 503 UH
/// ```
/// The first question is asked only where the filter stands in the chain. Mostly both are about the same host.
extension RouterFilter {
    /// Takes up a request of such a cluster.
    func beginWithHost(_ route: WorkerRoute, _ cluster: WorkerCluster, endStream: Bool) {
        if owner.isForwardProxied && !findHost(cluster, isAtFilter: true, endStream: endStream) { return }
        passFilter(route, cluster, endStream: endStream)
    }

    private func passFilter(_ route: WorkerRoute, _ cluster: WorkerCluster, endStream: Bool) {
        if owner.isForwardProxied { owner.manager.metrics.increment(ConnectionManagerMetric.rqTotal) }
        finishHead(route)
        if findHost(cluster, isAtFilter: false, endStream: endStream) {
            sendToHost(route, cluster, endStream: endStream)
        }
    }

    private func sendToHost(_ route: WorkerRoute, _ cluster: WorkerCluster, endStream: Bool) {
        makeChoice(route, cluster)
        guard let pool = pick(from: cluster, route) else { return replyWithoutEndpoint() }
        launch(route, through: pool, endStream: endStream)
    }

    /// Finds the endpoint of the request's host; false when the request has to wait for it.
    private func findHost(_ cluster: WorkerCluster, isAtFilter: Bool, endStream: Bool) -> Bool {
        guard let endpoints = cluster.forwarded else { return true }
        let isSecured = cluster.cluster.isSecured
        if let endpoint = endpoints.endpoint(of: owner.requestHead.headers, isSecured: isSecured) {
            forwardedEndpoint = endpoint
            return true
        }
        let wait = HostWait(self, isAtFilter: isAtFilter, endStream: endStream)
        hostWait = wait
        let host = ForwardedHost(of: owner.requestHead.headers, isSecured: isSecured)
        endpoints.cache.ask(host, thread: cluster.workerIndex, on: owner.loop) { wait.router?.hostFound($0, wait) }
        return false
    }

    private func hostFound(_ answer: HostAnswer, _ wait: HostWait) {
        hostWait = nil
        // It may have been answered meanwhile, because it took too long.
        guard owner.isAlive, !owner.info.isAnswered, let route, let cluster, let endpoints = cluster.forwarded
        else { return }
        switch answer {
        case .known:
            if wait.isAtFilter { return passFilter(route, cluster, endStream: wait.endStream) }
            forwardedEndpoint = endpoints.endpoint(
                of: owner.requestHead.headers, isSecured: cluster.cluster.isSecured)
            sendToHost(route, cluster, endStream: wait.endStream)
        case .failed(let reason):
            reply(
                "DNS resolution failure",
                ResponseCodeDetails("dns_resolution_failure", cause: "{" + Self.underscored(reason) + "}"),
                .dnsResolutionFailed, wait)
        case .full:
            if !wait.isAtFilter { cluster.metrics.increment(ClusterMetric.upstreamCxNoneHealthy) }
            reply("DNS cache overflow", ResponseCodeDetails("dns_cache_overflow"), [], wait)
        case .busy:
            if !wait.isAtFilter { cluster.metrics.increment(ClusterMetric.upstreamCxNoneHealthy) }
            reply(
                "Dynamic forward proxy pending request overflow",
                ResponseCodeDetails("dynamic_forward_proxy_pending_request_overflow"), [], wait)
        }
    }

    /// The client hears why there is no host where the filter speaks, and no more than of other clusters behind it.
    private func reply(_ text: StaticString, _ details: ResponseCodeDetails, _ flags: ResponseFlags, _ wait: HostWait) {
        if wait.isAtFilter {
            return owner.sendLocalReply(status: 503, literal: text, details: details, flags: flags)
        }
        charge(status: 503)
        owner.sendLocalReply(
            status: 503, literal: "no healthy upstream", details: details, flags: .noHealthyUpstream,
            edit: editOfReplies())
    }

    private static func underscored(_ text: String) -> String {
        String(decoding: text.utf8.map { $0 == UInt8(ascii: " ") ? UInt8(ascii: "_") : $0 }, as: UTF8.self)
    }
}
