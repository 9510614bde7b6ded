internal import COpenSSL
internal import Telemetry

extension TLSTransport {
    /// OpenSSL's question whether the certificates of a peer are good: 1 or 0.
    @unsafe static func verify(_ store: OpaquePointer?) -> Int32 {
        guard let store = unsafe store,
            let session = unsafe X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()),
            let transport = unsafe owner(ofSession: OpaquePointer(session))
        else { return 0 }
        if let leaf = unsafe X509_STORE_CTX_get0_cert(store), unsafe X509_up_ref(leaf) == 1 {
            transport.shownCertificate = unsafe Certificate(owning: leaf)
        }
        let name = (transport.context as? TLSClientContext)?.demandedName(transport.askedName)
        var isUntrusted = false
        let verification = transport.context.verification
        let verdict = unsafe verification.judge(
            store, serverName: name, demandedName: transport.demandedName, isUntrusted: &isUntrusted)
        if isUntrusted { transport.metrics.increment(TLSMetric.failVerifyError) }
        switch verdict {
        case .good:
            transport.isPeerVerified = verification.demandsAnything && !isUntrusted
            unsafe X509_STORE_CTX_set_error(store, X509_V_OK)
            return 1
        case .badChain(let words):
            transport.complaint = words
            return 0
        case .badName(let words):
            transport.complaint = words
            transport.metrics.increment(TLSMetric.failVerifySan)
        case .badHash:
            transport.complaint = "verify_cert_failed: cert hash and spki"
            transport.metrics.increment(TLSMetric.failVerifyCertHash)
        }
        if verification.acceptsUntrusted {
            unsafe X509_STORE_CTX_set_error(store, X509_V_OK)
            return 1
        }
        // No error of OpenSSL's own, so that the alert is `certificate_unknown`.
        unsafe X509_STORE_CTX_set_error(store, X509_V_ERR_SUBJECT_ISSUER_MISMATCH)
        return 0
    }

    /// Counts a handshake by what was agreed on.
    func countProperties() {
        guard let session = unsafe session else { return }
        if unsafe SSL_session_reused(session) == 1 { metrics.increment(TLSMetric.sessionReused) }
        let certificate = unsafe SSL_get0_peer_certificate(session)
        if unsafe certificate == nil { metrics.increment(TLSMetric.noCertificate) }
        let all = context.metrics
        let cipher = unsafe SSL_get_current_cipher(session).map { unsafe Int(SSL_CIPHER_get_protocol_id($0)) } ?? 0
        all.count(.ciphers, number: cipher, thread: thread) { cipherName }
        all.count(.versions, number: Int(unsafe SSL_version(session)), thread: thread) { versionName }
        all.count(.curves, number: Int(unsafe copenssl_negotiated_group(session)), thread: thread) { groupName }
        if unsafe certificate != nil { all.count(.sigalgs, named: signature, thread: thread) }
    }

    /// How the peer signed, in this handshake or in that in which its session began; empty when it did not.
    var signature: String {
        guard let session = unsafe session else { return "" }
        return unsafe SSL_session_reused(session) == 1 ? earlierSignature : signatureName(session)
    }

    /// The version's name, such as `TLSv1.3`.
    var versionName: String { unsafe SSL_get_version(session).map { unsafe String(cString: $0) } ?? "" }

    /// The cipher suite by OpenSSL's name.
    var cipherName: String {
        guard let name = unsafe SSL_CIPHER_get_name(SSL_get_current_cipher(session)) else { return "" }
        return unsafe String(cString: name)
    }

    /// The group of the key exchange by BoringSSL's name; empty when there was none.
    var groupName: String {
        let group = unsafe copenssl_negotiated_group(session)
        switch group {
        case NID_X25519: return "X25519"
        case NID_X9_62_prime256v1: return "P-256"
        case NID_secp384r1: return "P-384"
        case NID_secp521r1: return "P-521"
        case 0: return ""
        default: return unsafe copenssl_group_name(session, group).map { unsafe String(cString: $0) } ?? ""
        }
    }

    @unsafe private func signatureName(_ session: OpaquePointer) -> String {
        var (type, digest): (Int32, Int32) = (0, 0)
        guard unsafe copenssl_peer_signature_type(session, &type) == 1 else { return "" }
        if type == NID_ED25519 { return "ed25519" }
        guard unsafe copenssl_peer_signature_digest(session, &digest) == 1 else { return "" }
        let bits =
            switch digest {
            case NID_sha1: "sha1"
            case NID_sha256: "sha256"
            case NID_sha384: "sha384"
            case NID_sha512: "sha512"
            default: ""
            }
        switch type {
        case NID_X9_62_id_ecPublicKey:
            // In TLS 1.3 the digest names the curve.
            return bits == "sha256"
                ? "ecdsa_secp256r1_sha256"
                : bits == "sha384" ? "ecdsa_secp384r1_sha384" : bits == "sha512" ? "ecdsa_secp521r1_sha512" : ""
        case NID_rsassaPss: return "rsa_pss_rsae_\(bits)"
        case NID_rsaEncryption: return "rsa_pkcs1_\(bits)"
        default: return ""
        }
    }
}
