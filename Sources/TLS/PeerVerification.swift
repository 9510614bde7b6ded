internal import Buffers
internal import COpenSSL
internal import Configuration
internal import RegularExpressions

/// Decides whether a peer's certificate is good. Shared by the connections of one context, and never changed.
struct PeerVerification: Sendable {
    /// The outcome of a look at a certificate.
    enum Verdict: Equatable {
        case good
        /// The chain leads to no root, or a certificate of it does not hold.
        case badChain(String)
        /// No name is a wanted one.
        case badName(String)
        /// It is not one of those that are known by hash.
        case badHash
    }

    let checksChain: Bool
    let acceptsUntrusted: Bool
    let names: [AlternativeNameMatch]
    let certificateHashes: Set<[UInt8]>
    let publicKeyHashes: Set<[UInt8]>

    init(_ configuration: CertificateValidationConfiguration?) {
        checksChain = configuration?.trustedAuthorities != nil
        acceptsUntrusted = configuration?.acceptsUntrusted ?? false
        names = configuration?.alternativeNames ?? []
        certificateHashes = Set(configuration?.certificateHashes ?? [])
        publicKeyHashes = Set(configuration?.publicKeyHashes ?? [])
    }

    /// Whether anything is demanded of a certificate.
    var demandsAnything: Bool {
        checksChain || !names.isEmpty || !certificateHashes.isEmpty || !publicKeyHashes.isEmpty
    }

    /// Judges the certificate that `store` holds.
    ///
    /// - Parameters:
    ///   - serverName: the name that must be among its DNS names, instead of the configured ones; nil for none.
    ///   - demandedName: a name that must be among all of its names besides; nil means none.
    ///   - isUntrusted: set when the chain is bad, also where that is no matter.
    @unsafe func judge(
        _ store: OpaquePointer, serverName: String?, demandedName: String? = nil, isUntrusted: inout Bool
    ) -> Verdict {
        // As in Envoy, a name says nothing when nobody is believed.
        if demandedName != nil && !demandsAnything && !acceptsUntrusted {
            unsafe X509_STORE_CTX_set_error(store, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY)
            return .badChain("")
        }
        isUntrusted = unsafe checksChain && X509_verify_cert(store) != 1
        if isUntrusted && !acceptsUntrusted { return .badChain(unsafe Self.words(of: store)) }
        guard let pointer = unsafe X509_STORE_CTX_get0_cert(store), unsafe X509_up_ref(pointer) == 1 else {
            return .badHash
        }
        let certificate = unsafe Certificate(owning: pointer)
        if let demandedName {
            let known = certificate.alternativeNames
            if !known.contains(where: { Self.covers($0, demandedName) }) {
                let list = known.map(\.text).joined(separator: ", ")
                return .badName(
                    "verify_cert_failed: verify SAN list, expected SANs: [\(demandedName)], certificate SANs: [\(list)]"
                )
            }
        }
        if !names.isEmpty || serverName != nil {
            let known = certificate.alternativeNames
            let isWanted =
                if let serverName {
                    known.contains { $0.kind == .dns && Self.isName($0.text, for: serverName) }
                } else {
                    names.contains { wanted in known.contains { Self.fits($0, wanted) } }
                }
            if !isWanted {
                let list = known.map(\.text).joined(separator: ", ")
                return .badName("verify_cert_failed: SAN matcher, certificate SANs are [\(list)]")
            }
        }
        if certificateHashes.isEmpty && publicKeyHashes.isEmpty { return .good }
        let isKnown =
            (!certificateHashes.isEmpty && certificateHashes.contains(certificate.fingerprint256))
            || (!publicKeyHashes.isEmpty && publicKeyHashes.contains(certificate.publicKeyHash))
        return isKnown ? .good : .badHash
    }

    @unsafe private static func words(of store: OpaquePointer) -> String {
        let code = unsafe X509_STORE_CTX_get_error(store)
        let reason = unsafe X509_verify_cert_error_string(Int(code)).map { unsafe String(cString: $0) } ?? "\(code)"
        // BoringSSL's spelling, and its name for a chain that is too long.
        var spelled = reason.hasPrefix("self-signed") ? "self signed" + reason.dropFirst(11) : reason
        if code == X509_V_ERR_CERT_CHAIN_TOO_LONG { spelled = "unable to get local issuer certificate" }
        if revocationErrors.contains(code) {
            spelled = "certificate revocation check against provided CRLs failed: " + spelled
        }
        let depth = unsafe X509_STORE_CTX_get_error_depth(store)
        return "verify_cert_failed: X509_verify_cert: certificate verification error at depth \(depth): \(spelled)"
    }

    /// What OpenSSL says when it looks for revocations.
    private static let revocationErrors: Set<Int32> = [
        X509_V_ERR_UNABLE_TO_GET_CRL, X509_V_ERR_UNABLE_TO_DECRYPT_CRL_SIGNATURE, X509_V_ERR_CRL_SIGNATURE_FAILURE,
        X509_V_ERR_CRL_NOT_YET_VALID, X509_V_ERR_CRL_HAS_EXPIRED, X509_V_ERR_ERROR_IN_CRL_LAST_UPDATE_FIELD,
        X509_V_ERR_ERROR_IN_CRL_NEXT_UPDATE_FIELD, X509_V_ERR_CERT_REVOKED, X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER,
        X509_V_ERR_KEYUSAGE_NO_CRL_SIGN, X509_V_ERR_UNHANDLED_CRITICAL_CRL_EXTENSION,
    ]

    // MARK: - Names

    static func fits(_ name: Certificate.AlternativeName, _ wanted: AlternativeNameMatch) -> Bool {
        let kind: AlternativeNameMatch.Kind =
            switch name.kind {
            case .email: .email
            case .dns: .dns
            case .uri: .uri
            case .ipAddress: .ipAddress
            }
        guard kind == wanted.kind else { return false }
        // Certificates may name all hosts of a domain at once.
        let match = wanted.match
        if kind == .dns && match.kind == .exact && match.expression == nil {
            return isName(name.text, for: match.pattern)
        }
        // Compared as bytes: Unicode's equivalences are not for names in certificates.
        return TextMatcher(match).matches(Array(name.text.utf8).span)
    }

    /// Whether a name of a certificate, of whatever kind, is that of a host.
    static func covers(_ name: Certificate.AlternativeName, _ host: String) -> Bool {
        name.kind == .dns ? isName(name.text, for: host) : name.text.utf8.elementsEqual(host.utf8)
    }

    /// Whether a certificate's DNS name covers a host: case does not matter, and a first label `*` stands for any one
    /// (RFC 6125 §6.4.3).
    static func isName(_ name: String, for host: String) -> Bool {
        let name = lowercased(name)
        let host = lowercased(host)
        if name == host { return true }
        guard name.starts(with: "*.".utf8), let dot = host.firstIndex(of: UInt8(ascii: ".")), dot > 0 else {
            return false
        }
        return name.dropFirst(1).elementsEqual(host[dot...])
    }

    /// Only the letters of ASCII have a case in names (RFC 4343 §3): to Unicode the sign of Kelvin is a k.
    private static func lowercased(_ name: String) -> [UInt8] {
        name.utf8.map { $0 &- UInt8(ascii: "A") < 26 ? $0 | 0x20 : $0 }
    }
}
