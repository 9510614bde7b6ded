internal import Buffers
internal import Configuration
internal import Filters
internal import HTTPConnections
internal import HTTPSemantics
internal import NetworkAddresses
internal import Telemetry
internal import Transports
internal import Upstreams

extension ActiveStream {
    // MARK: - Addresses and schemes

    /// X-Forwarded-For, X-Forwarded-Proto and the `x-envoy-*` fields that only we may set; false when the request was
    /// answered, since it does not say where it comes from.
    ///
    /// A request is internal when exactly one address speaks for it, the client's or the only one in X-Forwarded-For,
    /// and that is of our own networks.
    func setForwardingFields() -> Bool {
        // Looked at once: it is a large value to copy.
        guard let known = connection?.peer else { return false }
        requestHead.headers.joinFields(.xForwardedFor)
        requestHead.headers.joinFields(.xForwardedProto)
        let peer = known.address
        var speaksAlone = false
        if settings.useRemoteAddress {
            speaksAlone = requestHead.headers.firstIndex(of: .xForwardedFor) < 0
            clientAddress =
                settings.trustedHops > 0
                ? requestHead.headers.forwardedAddress(hops: settings.trustedHops - 1) ?? peer : peer
            if !settings.skipXffAppend { appendPeer(known) }
        } else if trust.detection.isEmpty {
            let address = requestHead.headers.forwardedAddress(hops: settings.trustedHops)
            speaksAlone =
                address != nil && settings.trustedHops == 0 && !requestHead.headers.hasList(.xForwardedFor)
            clientAddress = address ?? peer
        } else {
            guard let detected = detectAddress(known) else { return false }
            (clientAddress, speaksAlone) = (detected.address ?? peer, detected.isTrusted)
        }
        isInternal = speaksAlone && trust.isInternal(clientAddress)
        setScheme()
        if isInternal {
            requestHead.headers.set(.xEnvoyInternal, "true")
        } else {
            removeControlFields()
        }
        // A certificate is ours to tell of, also to our own.
        if trust.tellsOfCertificates || requestHead.headers.mayContain(.xForwardedClientCert) {
            forwardClientCertificate()
        }
        if !trust.userAgent.isEmpty { setUserAgent() }
        if !settings.via.isEmpty { requestHead.headers.extendList(.via, settings.via) }
        if settings.useRemoteAddress && !isInternal, let clientAddress {
            let text = settings.trustedHops > 0 ? clientAddress.text : known.text
            requestHead.headers.set(.xEnvoyExternalAddress, text.bytes)
        }
        return true
    }

    private func appendPeer(_ known: HTTPServerConnection.Peer) {
        guard let peer = known.address else { return }
        appendForwarded(peer.isLocalhost ? manager.worker.localAddressText : known.text)
    }

    private func appendForwarded(_ text: AddressText) { requestHead.headers.appendForwarded(text.bytes) }

    /// X-Forwarded-Proto and X-Forwarded-Port, and the scheme that follows from them.
    private func setScheme() {
        // Behind trusted hops the first of them knows the scheme; else only we do.
        let isSecured = connection?.connection.transport?.isSecured == true
        let overwrites = settings.useRemoteAddress && settings.trustedHops == 0
        let isOurs = overwrites || !requestHead.headers.contains(.xForwardedProto)
        if isOurs {
            if isSecured {
                requestHead.headers.set(.xForwardedProto, "https")
            } else {
                requestHead.headers.set(.xForwardedProto, "http")
            }
        }
        if trust.appendsPort && (overwrites || !requestHead.headers.contains(.xForwardedPort)),
            let port = connection?.connection.localAddress.port, port != 0
        {
            requestHead.headers.set(.xForwardedPort) { $0.append(decimal: UInt64(port)) }
        }
        if let scheme = trust.scheme {
            requestHead.headers.set(.xForwardedProto, scheme.span)
            requestHead.scheme = scheme.count == 5 ? .https : .http
        } else if requestHead.scheme == .unknown {
            let saysHTTPS = isOurs ? isSecured : toldScheme(is: "https")
            requestHead.scheme = saysHTTPS ? .https : .http
        }
        hasSetScheme = isOurs || trust.scheme != nil
    }

    private func toldScheme(is scheme: StaticString) -> Bool {
        let proto = requestHead.headers.firstIndex(of: .xForwardedProto)
        return proto >= 0 && requestHead.headers.value(at: proto, equals: scheme)
    }

    private func setUserAgent() {
        requestHead.headers.set(.xEnvoyDownstreamServiceCluster, trust.userAgent)
        let agent = requestHead.headers.firstIndex(of: .userAgent)
        if agent < 0 || requestHead.headers.isValueEmpty(at: agent) {
            requestHead.headers.set(.userAgent, trust.userAgent)
        }
        if !trust.node.isEmpty {
            requestHead.headers.set(.xEnvoyDownstreamServiceNode, trust.node)
        }
    }

    // MARK: - Detection

    private struct DetectedAddress {
        var address: IPAddress?
        /// Whether an internal address makes the request internal.
        var isTrusted = false
    }

    /// Asks the configured detections, the first that finds an address is heard; nil when the request was refused.
    private func detectAddress(_ known: HTTPServerConnection.Peer) -> DetectedAddress? {
        for detection in trust.detection {
            switch detection {
            case .hops(let hops, let appends):
                let address = requestHead.headers.forwardedAddress(hops: Int(hops))
                let isAlone = hops == 0 && !requestHead.headers.hasList(.xForwardedFor)
                if appends { appendPeer(known) }
                guard address != nil else { continue }
                return DetectedAddress(address: address, isTrusted: isAlone)
            case .networks(let networks, let appends):
                guard let peer = known.address, networks.contains(where: { $0.contains(peer) }) else {
                    // As in Envoy, who is not trusted is told of, whatever `skip_xff_append` says.
                    appendPeer(known)
                    continue
                }
                let found = requestHead.headers.forwardedAddress(outside: networks)
                if appends { appendPeer(known) }
                guard found.address != nil else { continue }
                return DetectedAddress(address: found.address, isTrusted: found.isAlone)
            case .field(let field):
                let name = field.name
                let index = requestHead.headers.index(named: name.utf8.span)
                let address = index < 0 ? nil : requestHead.headers.address(at: index)
                if let address { return DetectedAddress(address: address, isTrusted: field.isTrusted) }
                guard let status = field.refusal else { continue }
                manager.metrics.increment(ConnectionManagerMetric.downstreamRqRejectedViaIpDetection)
                sendLocalReply(status: status, details: ResponseCodeDetails("rejecting_because_detection_failed"))
                return nil
            }
        }
        return DetectedAddress()
    }

    // MARK: - Fields

    /// Fields that steer us; a client outside the mesh may not set them.
    private func removeControlFields() {
        for name in trust.internalOnlyFields { requestHead.headers.remove(named: name.span) }
        guard requestHead.headers.mayContainAny(of: manager.controlFields) else { return }
        if settings.useRemoteAddress {
            requestHead.headers.remove(.xEnvoyDecoratorOperation)
            requestHead.headers.remove(.xEnvoyDownstreamServiceCluster)
            requestHead.headers.remove(.xEnvoyDownstreamServiceNode)
            requestHead.headers.remove(.xEnvoyOriginalPath)
            requestHead.headers.remove(.xEnvoyOriginalHost)
        }
        requestHead.headers.remove(.xEnvoyRetriableStatusCodes)
        requestHead.headers.remove(.xEnvoyRetriableHeaderNames)
        requestHead.headers.remove(.xEnvoyRetryOn)
        requestHead.headers.remove(.xEnvoyRetryGrpcOn)
        requestHead.headers.remove(.xEnvoyMaxRetries)
        requestHead.headers.remove(.xEnvoyUpstreamAltStatName)
        requestHead.headers.remove(.xEnvoyUpstreamRqTimeoutMs)
        requestHead.headers.remove(.xEnvoyUpstreamRqPerTryTimeoutMs)
        requestHead.headers.remove(.xEnvoyUpstreamRqTimeoutAltResponse)
        requestHead.headers.remove(.xEnvoyUpstreamStreamDurationMs)
        requestHead.headers.remove(.xEnvoyExpectedRqTimeoutMs)
        requestHead.headers.remove(.xEnvoyForceTrace)
        requestHead.headers.remove(.xEnvoyIPTags)
        requestHead.headers.remove(.xEnvoyHedgeOnPerTryTimeout)
    }

    /// `x-request-id`: a random UUID (RFC 9562 §5.4), unless a trusted one came along.
    func setRequestID() {
        guard settings.generateRequestID else { return }
        let isExternal = settings.useRemoteAddress && !isInternal
        let index = requestHead.headers.firstIndex(of: .xRequestID)
        let isThere = index >= 0 && !requestHead.headers.isValueEmpty(at: index)
        if isThere && (!isExternal || settings.preserveExternalRequestID) {
            if isExternal && trust.packsTraceReason {
                requestHead.headers.setTraceReason(.notTraceable, at: index)
            }
            return
        }
        let (high, low) = manager.worker.randomUUID()
        requestHead.headers.set(.xRequestID) { $0.append(uuid: high, low) }
    }
}
