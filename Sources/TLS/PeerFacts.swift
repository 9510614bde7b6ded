internal import Buffers
internal import COpenSSL
public import Transports

/// What logs, header fields and rules tell of one connection's TLS: what was agreed on, who the peer is, and who we
/// are. Texts, made once for a connection whose formats or fields ask for them.
public final class PeerFacts: PeerIdentity {
    /// The version, such as `TLSv1.3`.
    public let version: String
    /// The cipher suite by OpenSSL's name.
    public let cipher: String
    /// The group of the key exchange.
    public let group: String
    /// The session's number in hexadecimal digits; empty in TLS 1.3 without one.
    public let sessionID: String
    /// The name that the client asked for (SNI); empty means none.
    public let serverName: String
    /// The protocol that was agreed on (ALPN); empty means none.
    public let applicationProtocol: String
    /// Whether the peer showed a certificate.
    public let isPeerKnown: Bool
    /// The peer's certificate.
    public let remote: Names
    /// Ours.
    public let local: Names
    /// The peer's issuer.
    public let issuer: String
    /// SHA-256 and SHA-1 of the peer's certificate, in hexadecimal digits.
    public let fingerprint256: String, fingerprint1: String
    /// The serial number of the peer's certificate, in hexadecimal digits.
    public let serial: String
    /// The same of the certificate that vouches for the peer's; empty when it is not known.
    public let issuerSerial: String, issuerFingerprint256: String
    /// The same of all certificates that the peer sent, its own first.
    public let chainSerials: [String], chainFingerprints1: [String], chainFingerprints256: [String]
    /// The peer's certificate in PEM, encoded for URLs.
    public let pem: String
    /// The peer's certificates, its own first, in PEM, encoded for URLs.
    public let chain: String
    /// When the peer's certificate begins and ends to hold, in seconds since 1970; 0 without one.
    public let validFrom: Int64, validUntil: Int64

    /// The names of one certificate.
    public struct Names: Sendable {
        /// The subject as RFC 2253 writes it.
        public var subject = ""
        /// The alternative names by kind.
        public var uris: [String] = [], hosts: [String] = [], addresses: [String] = [], emails: [String] = []
        /// Those of other kinds that are texts.
        public var others: [String] = []

        init() {}

        init(_ certificate: Certificate) {
            subject = certificate.subject
            others = certificate.otherNames
            for name in certificate.alternativeNames {
                switch name.kind {
                case .uri: uris.append(name.text)
                case .dns: hosts.append(name.text)
                case .ipAddress: addresses.append(name.text)
                case .email: emails.append(name.text)
                }
            }
        }
    }

    /// Names of the peer's certificate.
    public var peerURIs: [String] { remote.uris }
    /// Names of the peer's certificate.
    public var peerHosts: [String] { remote.hosts }
    /// The subject of the peer's certificate.
    public var peerSubject: String { remote.subject }

    init(_ transport: TLSTransport) {
        let session = unsafe transport.session
        version = transport.versionName
        cipher = transport.cipherName
        // After a handshake that failed there is no session to ask; in TLS 1.3 its number means nothing.
        let hasSession = transport.isEstablished
        group = hasSession ? transport.groupName : ""
        if hasSession && version != "TLSv1.3" { sessionID = unsafe Self.sessionID(session) } else { sessionID = "" }
        serverName =
            transport.askedName
            ?? (unsafe SSL_get_servername(session, TLSEXT_NAMETYPE_host_name).map { unsafe String(cString: $0) } ?? "")
        applicationProtocol = transport.applicationProtocol
        local = unsafe Self.ownNames(session)
        // What was shown is told of, also when it was not good enough.
        let certificate =
            transport.shownCertificate
            ?? (unsafe SSL_get1_peer_certificate(session).map { unsafe Certificate(owning: $0) })
        isPeerKnown = certificate != nil
        guard let certificate else {
            remote = Names()
            (issuer, fingerprint256, fingerprint1, serial, pem, chain) = ("", "", "", "", "", "")
            (issuerSerial, issuerFingerprint256) = ("", "")
            (chainSerials, chainFingerprints1, chainFingerprints256) = ([], [], [])
            (validFrom, validUntil) = (0, 0)
            return
        }
        remote = Names(certificate)
        issuer = certificate.issuer
        fingerprint256 = Bytes.hexadecimal(certificate.fingerprint256)
        fingerprint1 = Bytes.hexadecimal(certificate.fingerprint1)
        serial = certificate.serial
        pem = Self.encoded(certificate.pem)
        let sent = [certificate] + (unsafe Self.others(session, isServer: transport.isServer))
        chain = sent.map { Self.encoded($0.pem) }.joined()
        chainSerials = sent.map(\.serial)
        chainFingerprints1 = sent.map { Bytes.hexadecimal($0.fingerprint1) }
        chainFingerprints256 = sent.map { Bytes.hexadecimal($0.fingerprint256) }
        let issuing = unsafe Self.verifiedIssuer(session)
        issuerSerial = issuing?.serial ?? ""
        issuerFingerprint256 = issuing.map { Bytes.hexadecimal($0.fingerprint256) } ?? ""
        (validFrom, validUntil) = certificate.validity
    }

    /// The names of the certificate that we show.
    @unsafe private static func ownNames(_ session: OpaquePointer?) -> Names {
        guard let own = unsafe SSL_get_certificate(session), unsafe X509_up_ref(own) == 1 else { return Names() }
        return Names(unsafe Certificate(owning: own))
    }

    @unsafe private static func sessionID(_ session: OpaquePointer?) -> String {
        var count: UInt32 = 0
        guard let bytes = unsafe SSL_SESSION_get_id(SSL_get_session(session), &count), count > 0 else { return "" }
        return unsafe Bytes.hexadecimal(Array(UnsafeBufferPointer(start: bytes, count: Int(count))))
    }

    /// The certificate that was found to vouch for the peer's; nil when none was looked for.
    @unsafe private static func verifiedIssuer(_ session: OpaquePointer?) -> Certificate? {
        guard let chain = unsafe SSL_get0_verified_chain(session), unsafe copenssl_count_certificates(chain) > 1,
            let pointer = unsafe copenssl_certificate(chain, 1), unsafe X509_up_ref(pointer) == 1
        else { return nil }
        return unsafe Certificate(owning: pointer)
    }

    /// The certificates behind the peer's own.
    @unsafe private static func others(_ session: OpaquePointer?, isServer: Bool) -> [Certificate] {
        guard let chain = unsafe SSL_get_peer_cert_chain(session) else { return [] }
        // A server's list does not have the client's own certificate, a client's begins with the server's.
        let first: Int32 = isServer ? 0 : 1
        var others: [Certificate] = []
        for index in first..<max(first, unsafe copenssl_count_certificates(chain)) {
            guard let pointer = unsafe copenssl_certificate(chain, index), unsafe X509_up_ref(pointer) == 1 else {
                continue
            }
            others.append(unsafe Certificate(owning: pointer))
        }
        return others
    }

    /// A PEM text for a header field: line feeds, blanks and the signs of base64 are encoded (RFC 3986 §2.1).
    static func encoded(_ pem: String) -> String {
        var text: [UInt8] = []
        for byte in pem.utf8 {
            switch byte {
            case UInt8(ascii: "\n"): text += Array("%0A".utf8)
            case UInt8(ascii: " "): text += Array("%20".utf8)
            case UInt8(ascii: "+"): text += Array("%2B".utf8)
            case UInt8(ascii: "/"): text += Array("%2F".utf8)
            case UInt8(ascii: "="): text += Array("%3D".utf8)
            default: text.append(byte)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
