internal import Filters
internal import HTTPSemantics
internal import Upstreams

/// A request that waits for the address of the host that it asks for.
final class HostWait {
    /// Nil when nobody waits any more.
    var router: RouterFilter?

    init(_ router: RouterFilter) { self.router = router }
}

/// Requests to clusters whose endpoints are the hosts that requests ask for.
extension RouterFilter {
    /// Finds the endpoint of the request's host; false when the request has to wait for it.
    func findHost(_ endpoints: ForwardedEndpoints, _ cluster: WorkerCluster, endStream: Bool) -> Bool {
        let isSecured = cluster.cluster.tls != nil
        if let endpoint = endpoints.endpoint(of: owner.requestHead.headers, isSecured: isSecured) {
            forwardedEndpoint = endpoint
            return true
        }
        let host = ForwardedHost(of: owner.requestHead.headers, isSecured: isSecured)
        let wait = HostWait(self)
        hostWait = wait
        endsWithWait = endStream
        endpoints.cache.ask(host, thread: cluster.workerIndex, on: owner.loop) { wait.router?.hostFound($0) }
        return false
    }

    private func hostFound(_ answer: HostAnswer) {
        hostWait = nil
        // It may have been answered meanwhile, because it took too long.
        guard owner.isAlive, owner.info.responseCode == 0, let route, let cluster, let endpoints = cluster.forwarded
        else { return }
        switch answer {
        case .known:
            forwardedEndpoint = endpoints.endpoint(
                of: owner.requestHead.headers, isSecured: cluster.cluster.tls != nil)
            proceed(route, cluster, endStream: endsWithWait)
        case .failed(let reason): replyWithoutHost("DNS resolution failure", "dns_resolution_failure", reason: reason)
        case .full: replyWithoutHost("DNS cache overflow", "dns_cache_overflow")
        case .busy:
            replyWithoutHost(
                "Dynamic forward proxy pending request overflow", "dynamic_forward_proxy_pending_request_overflow")
        }
    }

    /// Without the filter that speaks of hosts the client hears of no more than of other clusters.
    private func replyWithoutHost(_ text: StaticString, _ details: StaticString, reason: String? = nil) {
        let details =
            reason.map { ResponseCodeDetails(details, cause: "{" + Self.underscored($0) + "}") }
            ?? ResponseCodeDetails(details)
        if owner.isForwardProxied {
            owner.sendLocalReply(
                status: 503, literal: text, details: details, flags: reason == nil ? [] : .dnsResolutionFailed)
        } else {
            charge(status: 503)
            owner.sendLocalReply(
                status: 503, literal: "no healthy upstream", details: details, flags: .noHealthyUpstream,
                edit: editOfReplies())
        }
    }

    private static func underscored(_ text: String) -> String {
        String(decoding: text.utf8.map { $0 == UInt8(ascii: " ") ? UInt8(ascii: "_") : $0 }, as: UTF8.self)
    }
}
