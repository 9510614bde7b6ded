internal import Buffers
internal import Configuration
internal import EventLoops
internal import Filters
internal import HTTP1
internal import HTTPConnections
internal import HTTPSemantics
internal import NetworkAddresses
internal import Telemetry
internal import Transports
internal import Upstreams

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
        if requestHead.headers.firstIndex(of: .authority) < 0 {
            connection?.closeAfterResponse(self)
            return refuse(400, "missing_host_header")
        }
        if requestHead.headers.mayContain(.expect) { answerExpectation() }
        let path = requestHead.headers.firstIndex(of: .path)
        if path < 0 {
            // CONNECT names no path and no route here takes it.
            return requestHead.method == .connect
                ? refuse(404, "route_not_found", flags: .noRouteFound) : refuse(404, "missing_path_rejected")
        }
        switch requestHead.headers.pathForm(at: path) {
        case .origin: break
        case .other:
            manager.metrics.increment(ConnectionManagerMetric.downstreamRqNonRelativePath)
            return refuse(404, "absolute_path_rejected")
        case .withFragment:
            connection?.closeAfterResponse(self)
            return refuse(400, "path_normalization_failed")
        }
        if requestHead.method == .other && requestHead.headers.lacksQueryType() {
            connection?.closeAfterResponse(self)
            return refuse(400, "query_missing_content_type")
        }
        removeHopByHop()
        setForwardingFields()
        setRequestID()
        return true
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

    /// Cuts away what belongs to this hop, fields that `connection` names included; refuses upgrades that no
    /// configuration allows.
    private func sanitizeConnection() -> Bool {
        let connectionIndex = requestHead.headers.firstIndex(of: .connection)
        if connectionIndex >= 0 {
            if requestHead.headers.contains(.upgrade)
                && requestHead.headers.list(at: connectionIndex, contains: "upgrade")
            {
                connection?.closeAfterResponse(self)
                resolveRoute()
                manager.metrics.increment(ConnectionManagerMetric.downstreamRqWsOnNonWsRoute)
                return refuse(403, "upgrade_failed")
            }
            guard requestHead.headers.removeNominated() else {
                connection?.closeAfterResponse(self)
                requestHead.reset()
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
        if te >= 0 {
            // Of all codings only the promise to take trailers holds beyond this hop (RFC 9110 §10.1.4).
            if requestHead.headers.list(at: te, containsExactly: "trailers") {
                requestHead.headers.set(.te, "trailers")
            } else {
                requestHead.headers.remove(.te)
            }
        }
    }

    /// X-Forwarded-For, X-Forwarded-Proto and the `x-envoy-*` fields that only we may set.
    private func setForwardingFields() {
        // Looked at once: it is a large value to copy.
        guard let known = connection?.peer else { return }
        requestHead.headers.joinFields(.xForwardedFor)
        requestHead.headers.joinFields(.xForwardedProto)
        let peer = known.address
        if settings.useRemoteAddress {
            clientAddress =
                settings.trustedHops > 0
                ? requestHead.headers.forwardedAddress(hops: settings.trustedHops - 1) ?? peer : peer
            if !settings.skipXffAppend, let peer {
                if peer.isLoopback {
                    appendForwarded(manager.worker.localAddressText)
                } else {
                    appendForwarded(known.text)
                }
            }
            // Behind trusted hops the first of them knows the scheme; else only we do.
            if settings.trustedHops == 0 || !requestHead.headers.contains(.xForwardedProto) {
                requestHead.headers.set(.xForwardedProto, "http")
            }
        } else {
            clientAddress = requestHead.headers.forwardedAddress(hops: settings.trustedHops) ?? peer
            if !requestHead.headers.contains(.xForwardedProto) {
                requestHead.headers.append(.xForwardedProto, "http")
            }
        }
        removeControlFields()
        if settings.useRemoteAddress, let clientAddress {
            let text = settings.trustedHops > 0 ? clientAddress.text : known.text
            requestHead.headers.set(.xEnvoyExternalAddress, text.bytes)
        }
        if !settings.via.isEmpty {
            requestHead.headers.extendList(.via, settings.via)
        }
    }

    private func appendForwarded(_ text: AddressText) {
        let index = requestHead.headers.firstIndex(of: .xForwardedFor)
        if index >= 0 {
            requestHead.headers.extendValue(at: index, separator: ",") { $0.append(text.bytes) }
        } else {
            requestHead.headers.append(.xForwardedFor, text.bytes)
        }
    }

    /// Fields that steer us; a client outside the mesh may not set them.
    private func removeControlFields() {
        guard requestHead.headers.mayContainAny(of: manager.controlFields) else { return }
        if settings.useRemoteAddress {
            requestHead.headers.remove(.xEnvoyDecoratorOperation)
            requestHead.headers.remove(.xEnvoyDownstreamServiceCluster)
            requestHead.headers.remove(.xEnvoyDownstreamServiceNode)
            requestHead.headers.remove(.xEnvoyOriginalPath)
            requestHead.headers.remove(.xEnvoyOriginalHost)
        }
        requestHead.headers.remove(.xForwardedClientCert)
        requestHead.headers.remove(.xEnvoyRetriableStatusCodes)
        requestHead.headers.remove(.xEnvoyRetriableHeaderNames)
        requestHead.headers.remove(.xEnvoyRetryOn)
        requestHead.headers.remove(.xEnvoyRetryGrpcOn)
        requestHead.headers.remove(.xEnvoyMaxRetries)
        requestHead.headers.remove(.xEnvoyUpstreamAltStatName)
        requestHead.headers.remove(.xEnvoyUpstreamRqTimeoutMs)
        requestHead.headers.remove(.xEnvoyUpstreamRqPerTryTimeoutMs)
        requestHead.headers.remove(.xEnvoyUpstreamRqTimeoutAltResponse)
        requestHead.headers.remove(.xEnvoyExpectedRqTimeoutMs)
        requestHead.headers.remove(.xEnvoyForceTrace)
        requestHead.headers.remove(.xEnvoyIPTags)
        requestHead.headers.remove(.xEnvoyHedgeOnPerTryTimeout)
    }

    /// `x-request-id`: a random UUID (RFC 9562 §5.4), unless a trusted one came along.
    private func setRequestID() {
        guard settings.generateRequestID else { return }
        let keeps = !settings.useRemoteAddress || settings.preserveExternalRequestID
        if keeps && requestHead.headers.contains(.xRequestID) { return }
        let high = (manager.worker.random.next() & ~0xf000) | 0x4000
        let low = (manager.worker.random.next() & ~(0b11 << 62)) | (0b10 << 62)
        requestHead.headers.set(.xRequestID) { $0.append(uuid: high, low) }
    }

    // MARK: - Response

    /// Does to the response's head what Envoy's connection manager does after its filters have run.
    func finishResponseHead() {
        if responseHead.headers.mayContainAny(of: manager.hopFields) {
            responseHead.headers.remove(.connection)
            responseHead.headers.remove(.keepAlive)
            responseHead.headers.remove(.proxyConnection)
            responseHead.headers.remove(.transferEncoding)
            responseHead.headers.remove(.upgrade)
        }
        if !responseHead.headers.contains(.date) {
            responseHead.headers.append(.date) {
                manager.worker.timestamps.appendHTTPDate(seconds: loop.wallClock.seconds, to: &$0)
            }
        }
        switch settings.serverTransformation {
        case .overwrite: responseHead.headers.set(.server, settings.serverName)
        case .appendIfAbsent:
            if !responseHead.headers.contains(.server) {
                responseHead.headers.append(.server, settings.serverName)
            }
        case .passThrough: break
        }
        if settings.alwaysSetRequestIDInResponse {
            responseHead.headers.copyValue(of: .xRequestID, from: requestHead.headers)
        }
        if !settings.via.isEmpty {
            responseHead.headers.extendList(.via, settings.via)
        }
    }
}
