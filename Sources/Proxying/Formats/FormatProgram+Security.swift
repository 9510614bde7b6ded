internal import Buffers
internal import Configuration
internal import HTTPConnections
internal import HTTPSemantics
internal import TLS
internal import Telemetry
internal import Transports

/// What the operators about TLS say; nothing on a connection that is not secured.
extension FormatProgram {
    func appendSecurity(_ field: FormatField, _ exchange: some LoggedExchange, to line: inout ByteBuffer) -> Bool {
        switch field {
        case .upstreamServerName, .upstreamTLSVersion, .upstreamTLSCipher, .upstreamTLSGroup, .upstreamTLSSessionID,
            .upstreamLocalURIs, .upstreamLocalDNSNames, .upstreamLocalIPs, .upstreamPeerCertificate,
            .upstreamPeerURIs, .upstreamPeerDNSNames, .upstreamPeerIPs, .upstreamPeerSubject, .upstreamPeerIssuer:
            guard let peer = exchange.upstreamSecurity else { return false }
            return appendUpstream(field, peer, to: &line)
        case .handshakeDuration:
            guard let tls = exchange.downstreamTLS, tls.isEstablished else { return false }
            line.append(decimal: (tls.establishedAt &- exchange.downstreamOpenedAt) / 1_000_000)
            return true
        case .requestedServerName:
            return appendServerName(exchange.requestedServerName, to: &line)
        case .terminationDetails: return append(exchange.terminationDetails, to: &line)
        case .downstreamCloseReason: return append(exchange.localCloseReason, to: &line)
        case .upstreamCloseReason: return append(exchange.upstreamLocalCloseReason, to: &line)
        case .downstreamFailure:
            guard let transport = exchange.downstream?.transport else { return false }
            return append(transport.failure, to: &line)
        case .tlsVersion, .tlsCipher, .tlsGroup, .tlsSessionID, .localURIs, .localDNSNames, .localIPs, .localEmails,
            .localOtherNames, .localSubject, .peerCertificate, .peerURIs, .peerDNSNames, .peerIPs, .peerEmails,
            .peerOtherNames, .peerSubject, .peerIssuer, .peerSerial, .peerFingerprint1, .peerFingerprint256,
            .peerIssuerSerial, .peerIssuerFingerprint, .peerChain1, .peerChain256, .peerChainSerials:
            guard let tls = exchange.downstreamTLS else { return false }
            return appendDownstream(field, tls.peer, isEstablished: tls.isEstablished, to: &line)
        case .traceID: return exchange.request?.trace?.appendTraceID(to: &line) ?? false
        case .spanID: return exchange.request?.trace?.appendSpanID(to: &line) ?? false
        // Envoy's answer without QUIC.
        default: return false
        }
    }

    private func appendDownstream(
        _ field: FormatField, _ peer: PeerFacts, isEstablished: Bool, to line: inout ByteBuffer
    ) -> Bool {
        switch field {
        case .tlsVersion: append(isEstablished ? peer.version : "", to: &line)
        case .tlsCipher: append(isEstablished ? peer.cipher : "", to: &line)
        case .tlsGroup: append(isEstablished ? peer.group : "", to: &line)
        case .tlsSessionID: append(peer.sessionID, to: &line)
        case .localURIs: append(peer.local.uris, to: &line)
        case .localDNSNames: append(peer.local.hosts, to: &line)
        case .localIPs: append(peer.local.addresses, to: &line)
        case .localEmails: append(peer.local.emails, to: &line)
        case .localOtherNames: append(peer.local.others, to: &line)
        case .localSubject: append(peer.local.subject, to: &line)
        case .peerCertificate: append(peer.pem, to: &line)
        case .peerURIs: append(peer.remote.uris, to: &line)
        case .peerDNSNames: append(peer.remote.hosts, to: &line)
        case .peerIPs: append(peer.remote.addresses, to: &line)
        case .peerEmails: append(peer.remote.emails, to: &line)
        case .peerSubject: append(peer.remote.subject, to: &line)
        case .peerIssuer: append(peer.issuer, to: &line)
        case .peerSerial: append(peer.serial, to: &line)
        case .peerFingerprint1: append(peer.fingerprint1, to: &line)
        case .peerFingerprint256: append(peer.fingerprint256, to: &line)
        case .peerOtherNames: append(peer.remote.others, to: &line)
        case .peerIssuerSerial: append(peer.issuerSerial, to: &line)
        case .peerIssuerFingerprint: append(peer.issuerFingerprint256, to: &line)
        case .peerChain1: append(peer.chainFingerprints1, to: &line)
        case .peerChain256: append(peer.chainFingerprints256, to: &line)
        case .peerChainSerials: append(peer.chainSerials, to: &line)
        default: false
        }
    }

    private func appendUpstream(_ field: FormatField, _ peer: PeerFacts, to line: inout ByteBuffer) -> Bool {
        switch field {
        case .upstreamServerName: append(peer.serverName, to: &line)
        case .upstreamTLSVersion: append(peer.version, to: &line)
        case .upstreamTLSCipher: append(peer.cipher, to: &line)
        case .upstreamTLSGroup: append(peer.group, to: &line)
        case .upstreamTLSSessionID: append(peer.sessionID, to: &line)
        case .upstreamLocalURIs: append(peer.local.uris, to: &line)
        case .upstreamLocalDNSNames: append(peer.local.hosts, to: &line)
        case .upstreamLocalIPs: append(peer.local.addresses, to: &line)
        case .upstreamPeerCertificate: append(peer.pem, to: &line)
        case .upstreamPeerURIs: append(peer.remote.uris, to: &line)
        case .upstreamPeerDNSNames: append(peer.remote.hosts, to: &line)
        case .upstreamPeerIPs: append(peer.remote.addresses, to: &line)
        case .upstreamPeerSubject: append(peer.remote.subject, to: &line)
        case .upstreamPeerIssuer: append(peer.issuer, to: &line)
        default: false
        }
    }

    /// The name that the client asked for in its ClientHello, or the host of its request, as far as the step wants
    /// them.
    func appendRequestedName(_ step: FormatStep, _ exchange: some LoggedExchange, to line: inout ByteBuffer) -> Bool {
        if step.options & FormatOption.hostFirst != 0, appendHost(step, exchange, to: &line) { return true }
        if appendServerName(exchange.requestedServerName, to: &line) { return true }
        return step.options & FormatOption.hostLast != 0 && appendHost(step, exchange, to: &line)
    }

    private func appendHost(_ step: FormatStep, _ exchange: some LoggedExchange, to line: inout ByteBuffer) -> Bool {
        guard let request = exchange.request else { return false }
        var index = -1
        if step.options & FormatOption.wantsOriginalHost != 0 {
            index = request.requestHead.headers.firstIndex(of: .xEnvoyOriginalHost)
        }
        if index < 0 && step.options & FormatOption.wantsCurrentHost != 0 {
            index = request.requestHead.headers.firstIndex(of: .authority)
        }
        guard index >= 0 else { return false }
        request.requestHead.headers.appendValue(at: index, to: &line)
        return true
    }

    /// A client may ask for any bytes as a name. Those that no host's name has would forge lines of a log
    /// (CVE-2024-45808), so that they are shown as in Envoy.
    private func appendServerName(_ name: String, to line: inout ByteBuffer) -> Bool {
        if name.utf8.allSatisfy(Self.isOfHost) { return append(name, to: &line) }
        line.append("invalid:")
        for byte in name.utf8 { line.append(Self.isOfHost(byte) ? byte : UInt8(ascii: "_")) }
        return true
    }

    private static func isOfHost(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private func append(_ text: String, to line: inout ByteBuffer) -> Bool {
        if text.isEmpty { return false }
        line.append(text)
        return true
    }

    /// Several names stand behind one another with commas.
    private func append(_ names: [String], to line: inout ByteBuffer) -> Bool {
        for (index, name) in names.enumerated() {
            if index > 0 { line.append(",") }
            line.append(name)
        }
        return !names.isEmpty
    }

    /// When a peer's certificate begins or ends to hold.
    func appendCertificateDate(_ step: FormatStep, _ exchange: some LoggedExchange, to line: inout ByteBuffer) -> Bool {
        let isUpstream = step.options & FormatOption.isUpstream != 0
        let peer = isUpstream ? exchange.upstreamSecurity : exchange.downstreamTLS?.peer
        guard let peer, peer.isPeerKnown else { return false }
        let seconds = step.options & FormatOption.isEnd != 0 ? peer.validUntil : peer.validFrom
        if step.text.count > 0 {
            texts.appendTime(step.text, seconds: seconds, nanoseconds: 0, isLocal: false, to: &line)
        } else {
            exchange.worker.timestamps.appendISO8601(seconds: seconds, nanoseconds: 0, to: &line)
        }
        return true
    }
}
