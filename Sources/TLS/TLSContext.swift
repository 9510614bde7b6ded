internal import COpenSSL
internal import Configuration

/// One `SSL_CTX`: versions, cipher suites, certificates and the rules for peers, made from validated configuration and
/// shared by all connections of one filter chain or cluster.
@safe
public class TLSContext: @unchecked Sendable {  // Guard: never changed once made; OpenSSL locks what it shares inside.
    let pointer: OpaquePointer
    /// The rules for peers.
    let verification: PeerVerification
    /// The statistics.
    let metrics: TLSMetrics
    /// The certificates that we show, in the order of the configuration.
    public let certificates: [CertificateFacts]
    /// The roots that peers are judged by.
    public let authorities: [CertificateFacts]
    /// The same with their keys.
    let credentials: [Credential]
    /// SHA-256 of the roots and revocations that peers are judged by; empty where chains are not checked.
    let trust: [UInt8]
    /// When certificates end to hold, in seconds since 1970, by the names that statistics have for them.
    let expiries: [String: Int64]
    /// Where the secrets of connections are written; nil means nowhere.
    let keyLog: KeyLog?

    /// Reads files, so it blocks. `place` is what complaints begin with.
    init(
        _ configuration: CommonTLSConfiguration, isServer: Bool, metrics: TLSMetrics, keyLog: KeyLog?, place: String
    ) throws(TLSProblem) {
        guard unsafe TLSLibrary.method != nil,
            let made = unsafe SSL_CTX_new(isServer ? TLS_server_method() : TLS_client_method())
        else { throw TLSProblem(text: "\(place): \(TLSLibrary.takeReason())") }
        unsafe pointer = made
        self.metrics = metrics
        self.keyLog = keyLog
        verification = PeerVerification(configuration.validation)
        let common = "\(place).common_tls_context"
        do throws(TLSProblem) {
            if let weakness = configuration.validation?.weakness {
                throw TLSProblem(text: "\(common).validation_context: \(weakness)")
            }
            unsafe try Self.setParameters(configuration.parameters, on: made, isServer: isServer, common)
            credentials = unsafe try Self.load(configuration.certificates, into: made, "\(common).tls_certificates")
            certificates = credentials.map(\.facts)
            (authorities, trust) = unsafe try Self.setValidation(
                configuration.validation, on: made, isServer: isServer, "\(common).validation_context")
            if keyLog != nil { unsafe Self.setKeyLog(on: made) }
            unsafe Self.setMessageCount(on: made)
            expiries = Self.expiries(configuration, certificates, authorities)
        } catch {
            unsafe SSL_CTX_free(made)
            throw error
        }
    }

    deinit { unsafe SSL_CTX_free(pointer) }

    /// Certificates that are no secrets have no names, and Envoy shows one gauge for all of them.
    private static func expiries(
        _ configuration: CommonTLSConfiguration, _ certificates: [CertificateFacts], _ authorities: [CertificateFacts]
    ) -> [String: Int64] {
        // The first digits of SHA-256 of no bytes: the hash of the missing name.
        let emptyHash = "_e3b0c442"
        var expiries: [String: Int64] = [:]
        for (certificate, facts) in zip(configuration.certificates, certificates) {
            var unnamed = "unnamed_cert" + emptyHash
            if case .pkcs12 = certificate.form { unnamed = "unnamed_cert_" }
            let name = certificate.origin.name ?? unnamed
            if expiries[name] == nil { expiries[name] = facts.validUntil }
        }
        guard let validation = configuration.validation else { return expiries }
        let name = validation.origin.name ?? "unnamed_ca_cert" + (authorities.isEmpty ? "" : emptyHash)
        expiries[name] = authorities.first?.validUntil ?? .max
        return expiries
    }

    /// Has OpenSSL tell the secrets of connections, where they are wanted.
    @unsafe private static func setKeyLog(on context: OpaquePointer) {
        unsafe SSL_CTX_set_keylog_callback(context) { session, line in
            guard let session = unsafe session, let line = unsafe line,
                let transport = unsafe TLSTransport.owner(ofSession: session)
            else { return }
            transport.logKey(unsafe String(cString: line))
        }
    }

    /// Has OpenSSL tell of each message of the handshake's protocol, and of each alert. Data comes without.
    @unsafe private static func setMessageCount(on context: OpaquePointer) {
        unsafe SSL_CTX_set_info_callback(context) { session, kind, _ in
            guard kind & (SSL_CB_LOOP | SSL_CB_ALERT) != 0, let session = unsafe session else { return }
            unsafe TLSTransport.owner(ofSession: session)?.noteMessage()
        }
    }

    // MARK: - Parameters

    @unsafe private static func setParameters(
        _ parameters: TLSParametersConfiguration, on context: OpaquePointer, isServer: Bool, _ place: String
    ) throws(TLSProblem) {
        func demand(_ isDone: Bool, _ field: String, _ values: [String]) throws(TLSProblem) {
            if isDone { return }
            let reason = TLSLibrary.takeReason()
            throw TLSProblem(
                text: "\(place).tls_params.\(field): '\(values.joined(separator: ":"))' cannot be used: \(reason)")
        }
        let least = parameters.minimumVersion ?? .tls12
        let most = parameters.maximumVersion ?? max(least, isServer ? .tls13 : .tls12)
        unsafe try demand(
            copenssl_set_min_version(context, number(least)) == 1
                && copenssl_set_max_version(context, number(most)) == 1, "tls_minimum_protocol_version", [])
        unsafe copenssl_set_options(context, copenssl_OP_FLAGS)
        // Idle connections hold no record buffers; what is written may lie elsewhere the next time.
        unsafe copenssl_set_mode(
            context, Int(SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER))
        var suites = parameters.cipherSuites.isEmpty ? defaultSuites : parameters.cipherSuites
        // Brackets mark suites of equal rank, which OpenSSL does not know: the first is preferred.
        suites = suites.map { suite in
            suite.hasPrefix("[")
                ? suite.dropFirst().prefix { $0 != "]" }.split(separator: "|").joined(separator: ":") : suite
        }
        // The library takes the old versions at its lowest level of security only.
        if least < .tls12 { suites.append("@SECLEVEL=0") }
        unsafe try demand(SSL_CTX_set_cipher_list(context, suites.joined(separator: ":")) == 1, "cipher_suites", suites)
        unsafe try demand(SSL_CTX_set_ciphersuites(context, newSuites) == 1, "cipher_suites", [newSuites])
        // Envoy's default begins with a hybrid group that OpenSSL knows from version 3.5 on.
        let isDefault = parameters.curves.isEmpty
        let isHybrid = unsafe isDefault && copenssl_set_groups(context, "X25519MLKEM768:X25519:P-256") == 1
        if !isHybrid {
            ERR_clear_error()
            let curves = isDefault ? ["X25519", "P-256"] : parameters.curves
            unsafe try demand(copenssl_set_groups(context, curves.joined(separator: ":")) == 1, "ecdh_curves", curves)
        }
        let algorithms = parameters.signatureAlgorithms
        if algorithms.isEmpty { return }
        unsafe try demand(
            copenssl_set_signature_algorithms(context, algorithms.joined(separator: ":")) == 1,
            "signature_algorithms", algorithms)
    }

    /// The suites of TLS 1.3, in the order of Envoy's own offers.
    private static let newSuites = "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256"

    /// Envoy's suites for TLS 1.2; those of TLS 1.3 are not configurable there either.
    private static let defaultSuites = [
        "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-CHACHA20-POLY1305", "ECDHE-RSA-AES128-GCM-SHA256",
        "ECDHE-RSA-CHACHA20-POLY1305", "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-RSA-AES256-GCM-SHA384",
    ]

    private static func number(_ version: TLSParametersConfiguration.Version) -> Int32 {
        switch version {
        case .tls10: TLS1_VERSION
        case .tls11: TLS1_1_VERSION
        case .tls12: TLS1_2_VERSION
        case .tls13: TLS1_3_VERSION
        }
    }

    // MARK: - Certificates

    @unsafe private static func load(
        _ certificates: [CertificateConfiguration], into context: OpaquePointer, _ place: String
    ) throws(TLSProblem) -> [Credential] {
        var credentials: [Credential] = []
        for (index, configuration) in certificates.enumerated() {
            credentials.append(try Credential(configuration, "\(place)[\(index)]"))
        }
        // Of several with one kind of key the first is shown, so it comes last.
        for (index, credential) in credentials.enumerated().reversed() {
            guard unsafe credential.install(on: context) else {
                throw TLSProblem(
                    text: "\(place)[\(index)]: the certificate cannot be used: \(TLSLibrary.takeReason())")
            }
        }
        return credentials
    }

    // MARK: - Validation

    @unsafe private static func setValidation(
        _ validation: CertificateValidationConfiguration?, on context: OpaquePointer, isServer: Bool, _ place: String
    ) throws(TLSProblem) -> (authorities: [CertificateFacts], trust: [UInt8]) {
        guard let validation, let source = validation.trustedAuthorities else { return ([], []) }
        var trusted = try source.read("\(place).trusted_ca")
        let roots = PEM.certificates(trusted)
        if roots.isEmpty {
            throw TLSProblem(text: "\(place).trusted_ca: no certificate in PEM is in \(source.description)")
        }
        let store = unsafe SSL_CTX_get_cert_store(context)
        for root in roots {
            _ = unsafe X509_STORE_add_cert(store, root.pointer)
            if isServer { _ = unsafe SSL_CTX_add_client_CA(context, root.pointer) }
        }
        ERR_clear_error()
        var flags = copenssl_PARTIAL_CHAIN
        if let revocations = validation.revocations {
            let bytes = try revocations.read("\(place).crl")
            let count = unsafe PEM.forEachRevocationList(bytes) { _ = unsafe X509_STORE_add_crl(store, $0) }
            if count == 0 {
                throw TLSProblem(
                    text: "\(place).crl: no list of revocations in PEM is in \(revocations.description)")
            }
            trusted += bytes
            flags |= copenssl_CRL_CHECK
            if !validation.checksLeafRevocationOnly { flags |= copenssl_CRL_CHECK_ALL }
        }
        if validation.allowsExpired { flags |= UInt(X509_V_FLAG_NO_CHECK_TIME) }
        unsafe X509_STORE_set_flags(store, flags)
        // Envoy counts the root among those above the peer's certificate, and always allows it.
        unsafe SSL_CTX_set_verify_depth(context, Int32(clamping: max(1, validation.maximumDepth ?? 100) - 1))
        return (roots.map { CertificateFacts($0, source, validation.origin) }, digest(of: trusted))
    }

    /// SHA-256.
    static func digest(of bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        _ = unsafe SHA256(bytes, bytes.count, &digest)
        return digest
    }
}
