internal import Buffers
internal import Configuration
internal import HTTPConnections
internal import HTTPSemantics
internal import TLS
internal import Transports

extension HTTPServerConnection {
    /// TLS on the connection; nil when it is plain.
    var tls: TLSTransport? { connection.transport as? TLSTransport }
}

extension ActiveStream {
    /// `x-forwarded-client-cert`: what the upstream is told of the client's certificate.
    ///
    /// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_conn_man/headers
    func forwardClientCertificate() {
        let rule = settings.trust.clientCertificates
        if rule.mode == .alwaysForwardOnly { return }
        guard rule.mode != .sanitize, let peer = connection?.tls?.peer, peer.isPeerKnown else {
            requestHead.headers.remove(.xForwardedClientCert)
            return
        }
        switch rule.mode {
        case .sanitize, .alwaysForwardOnly, .forwardOnly: break
        case .sanitizeSet:
            requestHead.headers.set(.xForwardedClientCert) { Self.append(peer, rule, to: &$0) }
        case .appendForward:
            requestHead.headers.joinFields(.xForwardedClientCert)
            let index = requestHead.headers.firstIndex(of: .xForwardedClientCert)
            if index >= 0 {
                requestHead.headers.extendValue(at: index, separator: ",") { Self.append(peer, rule, to: &$0) }
            } else {
                requestHead.headers.append(.xForwardedClientCert) { Self.append(peer, rule, to: &$0) }
            }
        }
    }

    private static func append(
        _ peer: PeerFacts, _ rule: ClientCertificateConfiguration, to value: inout ByteBuffer
    ) {
        for uri in peer.local.uris {
            value.append("By=")
            value.append(uri)
            value.append(";")
        }
        value.append("Hash=")
        value.append(peer.fingerprint256)
        if rule.tellsCertificate { append(";Cert=\"", peer.pem, "\"", to: &value) }
        if rule.tellsChain { append(";Chain=\"", peer.chain, "\"", to: &value) }
        if rule.tellsSubject { append(";Subject=\"", peer.remote.subject, "\"", to: &value) }
        if rule.tellsURIs {
            if peer.remote.uris.isEmpty { value.append(";URI=") }
            for uri in peer.remote.uris { append(";URI=", uri, "", to: &value) }
        }
        if rule.tellsHosts { for host in peer.remote.hosts { append(";DNS=", host, "", to: &value) } }
        if rule.tellsIssuer { append(";Issuer=\"", peer.issuer, "\"", to: &value) }
    }

    /// A text out of a certificate, whose bytes the peer's authority chose: control bytes would end the field.
    private static func append(
        _ before: StaticString, _ text: String, _ after: StaticString, to value: inout ByteBuffer
    ) {
        value.append(before)
        if text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f }) {
            for byte in text.utf8 { value.append(byte < 0x20 || byte == 0x7f ? UInt8(ascii: " ") : byte) }
        } else {
            value.append(text)
        }
        value.append(after)
    }
}
