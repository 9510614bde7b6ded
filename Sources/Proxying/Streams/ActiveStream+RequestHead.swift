internal import Buffers
internal import Configuration
internal import Filters
internal import HTTP1
internal import HTTPConnections
internal import HTTPSemantics
internal import NetworkAddresses
internal import Telemetry
internal import Transports

extension ActiveStream {
    /// Does to the request's head what Envoy's connection manager does before its filters run; false when the request
    /// was answered already.
    ///
    /// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_conn_man/headers
    func admitRequest() -> Bool {
        if requestHead.version == .http10 && !admitHTTP10() { return false }
        if requestHead.headers.mayContain(.connection) || requestHead.headers.mayContain(.upgrade) {
            guard sanitizeConnection() else { return false }
        }
        if requestHead.headers.mayContain(.expect) && !settings.proxies100Continue { answerExpectation() }
        if requestHead.headers.firstIndex(of: .authority) < 0 {
            return refuse(400, "missing_host_header")
        }
        let path = requestHead.headers.firstIndex(of: .path)
        if path < 0 {
            guard requestHead.method == .connect else { return refuse(404, "missing_path_rejected") }
        } else {
            switch requestHead.headers.pathForm(at: path) {
            case .origin where settings.paths.isActive: guard admitPath(at: path) else { return false }
            case .origin: break
            case .other:
                manager.metrics.increment(ConnectionManagerMetric.downstreamRqNonRelativePath)
                return refuse(404, "absolute_path_rejected")
            case .withFragment: return refusePath()
            }
        }
        if requestHead.method == .other && requestHead.headers.lacksQueryType() {
            return refuse(400, "query_missing_content_type")
        }
        if settings.hosts.isActive {
            let port = requestHead.headers.normalizeHost(
                at: requestHead.headers.firstIndex(of: .authority), settings.hosts,
                listenerPort: connection?.connection.localAddress.port ?? 0)
            // The port of a CONNECT request is a part of where it leads: only routes and filters do not see it.
            let isConnect =
                requestHead.method == .connect || (requestHead.version == .http2 && requestHead.tunnel == .upgrade)
            if isConnect { tunnelPort = port }
        }
        if requestHead.headers.mayContain(.referer) { requestHead.headers.sanitizeReferer() }
        if let changes = manager.earlyMutations { changes.apply(to: .requestHead, of: self) }
        removeHopByHop()
        guard setForwardingFields() else { return false }
        setRequestID()
        return true
    }

    /// Brings the path into the form that is wanted; false when the request was answered instead.
    private func admitPath(at index: Int) -> Bool {
        switch requestHead.headers.normalizePath(at: index, settings.paths) {
        case .goesOn: return true
        case .isRefused: return refusePath()
        case .isRedirected:
            // A gRPC client follows no redirect.
            if requestHead.isGRPC { return refusePath() }
            manager.metrics.increment(ConnectionManagerMetric.downstreamRqRedirectedWithNormalizedPath)
            sendLocalReply(
                status: 307, details: ResponseCodeDetails("path_normalization_failed"),
                edit: { [self] in
                    responseHead.headers.append(.location) { requestHead.headers.writeValue(at: index, to: &$0) }
                })
            return false
        }
    }

    private func refusePath() -> Bool {
        manager.metrics.increment(ConnectionManagerMetric.downstreamRqFailedPathNormalization)
        return refuse(400, "path_normalization_failed")
    }

    private func refuse(_ status: UInt16, _ details: StaticString, flags: ResponseFlags = []) -> Bool {
        sendLocalReply(status: status, details: ResponseCodeDetails(details), flags: flags)
        return false
    }

    private func admitHTTP10() -> Bool {
        guard settings.codec.acceptHTTP10 else {
            connection?.closeAfterResponse(self)
            requestHead.reset()
            sendLocalReply(
                status: 426, literal: "Upgrade Required", details: ResponseCodeDetails("low_version"),
                flags: .downstreamProtocolError)
            return false
        }
        if requestHead.headers.firstIndex(of: .authority) < 0 && !settings.defaultHostForHTTP10.isEmpty {
            requestHead.headers.append(.authority, settings.defaultHostForHTTP10)
        }
        return true
    }

    /// Cuts away what belongs to this hop, fields that `connection` names included. The upgrade that is asked for is
    /// asked of the upstream, by the same fields.
    private func sanitizeConnection() -> Bool {
        if requestHead.tunnel == .upgrade { return true }
        if requestHead.headers.contains(.connection) {
            guard requestHead.headers.removeNominated() else {
                connection?.closeAfterResponse(self)
                requestHead.reset()
                manager.metrics.increment(ConnectionManagerMetric.downstreamCxProtocolError)
                info.requestEndTime = 0
                sendLocalReply(
                    status: 400, literal: "Bad Request",
                    details: ResponseCodeDetails("http1.connection_header_rejected"),
                    flags: .downstreamProtocolError)
                return false
            }
            requestHead.headers.remove(.connection)
        }
        requestHead.headers.remove(.upgrade)
        return true
    }

    /// We take the body whatever the upstream will say, so the client need not wait for it (RFC 9110 §10.1.1).
    private func answerExpectation() {
        let index = requestHead.headers.firstIndex(of: .expect)
        guard index >= 0, requestHead.headers.value(at: index, equals: "100-continue") else { return }
        requestHead.headers.remove(.expect)
        informationalHead.reset()
        informationalHead.status = 100
        deliverInformational()
    }

    private func removeHopByHop() {
        guard requestHead.headers.mayContainAny(of: manager.hopFields) else { return }
        requestHead.headers.remove(.keepAlive)
        requestHead.headers.remove(.proxyConnection)
        requestHead.headers.remove(.transferEncoding)
        requestHead.headers.remove(.xEnvoyInternal)
        let te = requestHead.headers.firstIndex(of: .te)
        if te >= 0 && requestHead.tunnel != .upgrade {
            // Of all codings only the promise to take trailers holds beyond this hop (RFC 9110 §10.1.4).
            if requestHead.headers.list(at: te, containsExactly: "trailers") {
                requestHead.headers.set(.te, "trailers")
            } else {
                requestHead.headers.remove(.te)
            }
        }
    }
}
