internal import COpenSSL

/// Chooses among several certificates by the name that a client asks for (SNI, RFC 6066 §3): a certificate for that
/// very name before one with a wildcard for it, and the first of all where none fits. Of those with the same name, the
/// client's kinds of keys decide, which OpenSSL settles.
struct CredentialTable: Sendable {
    private let credentials: [Credential]

    init(_ credentials: [Credential]) { self.credentials = credentials }

    /// Whether there is anything to choose.
    var isNeeded: Bool { credentials.count > 1 }

    /// Those to show for a name, one for each kind of key; empty when none fits.
    func choose(_ name: String) -> [Credential] {
        let name = name.lowercased()
        let exact = credentials.filter { $0.hosts.contains(name) }
        let fitting =
            exact.isEmpty ? credentials.filter { $0.hosts.contains { PeerVerification.isName($0, for: name) } } : exact
        var kinds: Set<Int32> = []
        return fitting.filter { kinds.insert($0.keyKind).inserted }
    }

    /// Gives a connection the certificates for the name that its client asks for.
    @unsafe func install(on session: OpaquePointer) {
        guard let text = unsafe SSL_get_servername(session, TLSEXT_NAMETYPE_host_name) else { return }
        let chosen = choose(unsafe String(cString: text))
        if chosen.isEmpty { return }
        unsafe SSL_certs_clear(session)
        for credential in chosen { _ = unsafe credential.install(onSession: session) }
        ERR_clear_error()
    }
}
