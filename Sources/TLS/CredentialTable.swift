internal import COpenSSL

/// Chooses among several certificates by the name that a client asks for (SNI, RFC 6066 §3): a certificate for that
/// very name before one with a wildcard for it. Of those with the same name, the client's kinds of keys decide, which
/// OpenSSL settles.
struct CredentialTable: Sendable {
    private let credentials: [Credential]
    /// Whether certificates with other names take part, for clients that cannot use the ones chosen.
    private let scansAll: Bool

    init(_ credentials: [Credential], scansAll: Bool = false) {
        self.credentials = credentials
        self.scansAll = scansAll
    }

    /// Whether there is anything to choose.
    var isNeeded: Bool { credentials.count > 1 }

    /// Those to show for a name, one for each kind of key; the first of all where none fits.
    ///
    /// - Parameter isUsable: whether the client can use keys of a kind. Others than those with the name are shown only
    ///   where it can use none of them.
    func choose(_ name: String, isUsable: (Int32) -> Bool = { _ in true }) -> [Credential] {
        let name = name.lowercased()
        let exact = credentials.filter { $0.hosts.contains(name) }
        var fitting =
            exact.isEmpty ? credentials.filter { $0.hosts.contains { PeerVerification.isName($0, for: name) } } : exact
        if scansAll {
            if !fitting.contains(where: { isUsable($0.keyKind) }) { fitting = credentials }
        } else if fitting.isEmpty {
            fitting = Array(credentials.prefix(1))
        }
        var kinds: Set<Int32> = []
        return fitting.filter { kinds.insert($0.keyKind).inserted }
    }

    /// Gives a connection the certificates for the name that its client asks for; without one those of all kinds stay.
    @unsafe func install(on session: OpaquePointer) {
        guard let text = unsafe SSL_get_servername(session, TLSEXT_NAMETYPE_host_name) else { return }
        let chosen = choose(unsafe String(cString: text)) { unsafe Self.canUse($0, session) }
        if chosen.isEmpty { return }
        unsafe SSL_certs_clear(session)
        for credential in chosen { _ = unsafe credential.install(onSession: session) }
        ERR_clear_error()
    }

    /// Whether a client offers a suite and a signature for keys of a kind.
    @unsafe private static func canUse(_ kind: Int32, _ session: OpaquePointer) -> Bool {
        let isRSA = kind == EVP_PKEY_RSA
        let suites = (0..<max(0, unsafe copenssl_count_client_suites(session))).map {
            unsafe copenssl_client_suite_kind(session, $0)
        }
        guard suites.contains(where: { $0 == NID_auth_any || ($0 == NID_auth_rsa) == isRSA }) else { return false }
        let signatures = (0..<max(0, unsafe copenssl_count_client_signatures(session))).map {
            unsafe copenssl_client_signature_kind(session, $0)
        }
        return signatures.isEmpty || signatures.contains { $0 == kind || (isRSA && $0 == EVP_PKEY_RSA_PSS) }
    }

    /// The credential whose certificate a connection shows.
    @unsafe func shown(on session: OpaquePointer) -> Credential? {
        guard let certificate = unsafe SSL_get_certificate(session) else { return nil }
        return credentials.first { unsafe X509_cmp($0.certificate.pointer, certificate) == 0 }
    }
}
