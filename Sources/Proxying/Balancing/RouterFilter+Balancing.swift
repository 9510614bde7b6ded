internal import Buffers
internal import Configuration
internal import Filters
internal import HTTPConnections
internal import HTTPSemantics
internal import NetworkAddresses
internal import Telemetry
internal import Transports
internal import Upstreams

/// What a request says about its endpoint.
extension RouterFilter {
    /// Decides it, once for all tries, when the head is as it leaves.
    func makeChoice(_ route: WorkerRoute, _ cluster: WorkerCluster) {
        asksForChoice = true
        choice.criteria = route.criteria
        if let forwardedEndpoint { choice.endpoint = forwardedEndpoint }
        if let name = cluster.askedName(of: owner.requestHead.headers) { choice.terms.name = name }
        choice.terms.origin = origin(cluster)
        if let rule = cluster.originalDestination { choice.destination = destination(rule, cluster) }
        guard cluster.usesHash else { return }
        if let hasher = route.hasher {
            choice.hash = hasher.hash(of: owner) { self.makeCookie($0) }
        } else if let hasher = route.clusterHasher {
            choice.hash = hasher.hash(of: owner) { _ in nil }
        }
    }

    /// Whose bytes the request's connection carries.
    private func origin(_ cluster: WorkerCluster) -> ConnectionOrigin? {
        guard let connection = owner.connection?.connection else { return nil }
        if cluster.tellsOrigin && owner.manager.settings.tellsOrigin { connection.noteOrigin() }
        return connection.origin(forTelling: cluster.tellsOrigin)
    }

    /// Where the client wanted to go, as a field or its connection tells.
    private func destination(_ rule: OriginalDestinationConfiguration, _ cluster: WorkerCluster) -> SocketAddress? {
        guard let name = rule.headerName else { return owner.connection?.connection.restoredLocalAddress }
        let index = owner.requestHead.headers.index(named: name.span)
        guard index >= 0 else { return nil }
        let address = owner.requestHead.headers.socketAddress(at: index)
        if address == nil { cluster.metrics.increment(ClusterMetric.originalDstHostInvalid) }
        return address
    }

    /// Makes a cookie that brings the client back to the same endpoint: its value names the connection, so that
    /// requests that cross each other get the same. It is set with the answer. Returns the hash of the value.
    private func makeCookie(_ cookie: HashPolicyConfiguration.CookieConfiguration) -> UInt64? {
        guard let connection = owner.connection?.connection else { return nil }
        let ends = connection.remoteAddress.description + connection.localAddress.description
        let value = Self.hexadecimal(Bytes.xxHash64(ends.utf8.span))
        cookies.append(SetCookie.field(cookie, value))
        return Bytes.xxHash64(value.span)
    }

    private static func hexadecimal(_ number: UInt64) -> [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        return stride(from: UInt64(60), through: 0, by: -4).map { digits[Int(number >> $0 & 15)] }
    }

    /// An answer may say that its endpoint wants no more requests: its health check fails at once.
    func noteFailingEndpoint(_ cluster: WorkerCluster) {
        let name = Self.failingField
        guard owner.responseHead.headers.index(named: name.span) >= 0, let endpoint = owner.endpoint else { return }
        cluster.cluster.failAtOnce(endpoint)
    }

    private static let failingField = Array("x-envoy-immediate-health-check-fail".utf8)

    /// Sets the cookies that were made for the request.
    func setCookies() {
        for cookie in cookies { owner.responseHead.headers.append(.setCookie, cookie) }
    }
}

extension HeaderMap {
    /// The address that field `index` names; nil when it names none.
    fileprivate borrowing func socketAddress(at index: Int) -> SocketAddress? {
        let value = value(at: index)
        return SocketAddress(value)
    }
}
