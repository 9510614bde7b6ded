internal import COpenSSL
internal import Configuration

/// A certificate that we show, the certificates behind it, and its key. Never changed once made.
@safe
final class Credential: @unchecked Sendable {  // Guard: OpenSSL counts references atomically; nothing is changed.
    let certificate: Certificate
    /// What `/certs` tells.
    let facts: CertificateFacts
    /// The DNS names that it is for, in lower case; its common name where it has none.
    let hosts: [String]
    private let key: OpaquePointer
    private let others: OpaquePointer?

    /// What is stapled to it; nil means nothing.
    let stapled: StapledResponse?
    /// Whether it is no good without.
    let demandsStaple: Bool

    /// Reads the files, so it blocks. `field` is what complaints begin with.
    init(_ configuration: CertificateConfiguration, _ field: String) throws(TLSProblem) {
        let password = try configuration.password?.read("\(field).password") ?? []
        let chain: [Certificate]
        let key: OpaquePointer
        switch configuration.form {
        case .pem(let source, let keySource):
            (chain, unsafe key) = unsafe try Self.readPEM(source, keySource, password: password, field)
        case .pkcs12(let source):
            (chain, unsafe key) = unsafe try Self.readArchive(source, password: password, field)
        }
        let leaf = chain[0]
        do {
            stapled = try configuration.stapledResponse.map { source throws(TLSProblem) in
                try StapledResponse(source, of: leaf, "\(field).ocsp_staple")
            }
        } catch {
            unsafe EVP_PKEY_free(key)
            throw error
        }
        demandsStaple = leaf.demandsStaple
        unsafe self.key = key
        unsafe others = copenssl_new_certificates()
        for certificate in chain.dropFirst() where unsafe X509_up_ref(certificate.pointer) == 1 {
            _ = unsafe copenssl_push_certificate(others, certificate.pointer)
        }
        certificate = leaf
        var facts = CertificateFacts(leaf, configuration.certificate, configuration.origin)
        facts.stapled = stapled?.validity
        self.facts = facts
        let names = leaf.alternativeNames.filter { $0.kind == .dns }.map { $0.text.lowercased() }
        hosts = names.isEmpty ? [leaf.commonName.lowercased()].filter { !$0.isEmpty } : names
    }

    /// The certificates, at least one, and the key that belongs to the first; the caller frees it.
    @unsafe private static func readPEM(
        _ source: DataSourceConfiguration, _ keySource: DataSourceConfiguration, password: [UInt8], _ field: String
    ) throws(TLSProblem) -> ([Certificate], OpaquePointer) {
        let chain = PEM.certificates(try source.read("\(field).certificate_chain"))
        guard let leaf = chain.first else {
            throw TLSProblem(
                text: "\(field).certificate_chain: no certificate in PEM is in \(source.description)")
        }
        let bytes = try keySource.read("\(field).private_key")
        guard let key = unsafe PEM.privateKey(bytes, password: password) else {
            throw TLSProblem(
                text: "\(field).private_key: \(keySource.description) holds no key that can be read: "
                    + TLSLibrary.takeReason())
        }
        guard unsafe X509_check_private_key(leaf.pointer, key) == 1 else {
            ERR_clear_error()
            unsafe EVP_PKEY_free(key)
            throw TLSProblem(
                text: "\(field): the private key of \(keySource.description) does not belong to the "
                    + "certificate of \(source.description)")
        }
        return unsafe (chain, key)
    }

    /// The same of a PKCS #12 archive.
    @unsafe private static func readArchive(
        _ source: DataSourceConfiguration, password: [UInt8], _ field: String
    ) throws(TLSProblem) -> ([Certificate], OpaquePointer) {
        let bytes = try source.read("\(field).pkcs12")
        if let (chain, key) = unsafe PKCS12.read(bytes, password: password) { return unsafe (chain, key) }
        throw TLSProblem(
            text: "\(field).pkcs12: \(source.description) holds no certificate with its key that can be read: "
                + TLSLibrary.takeReason())
    }

    deinit {
        unsafe EVP_PKEY_free(key)
        unsafe copenssl_free_certificates(others)
    }

    /// Lets a context show it, in the place for its kind of key; false when it is unfit.
    @unsafe func install(on context: OpaquePointer) -> Bool {
        unsafe SSL_CTX_use_cert_and_key(context, certificate.pointer, key, others, 1) == 1
    }

    /// Lets one connection show it, in the place for its kind of key.
    @unsafe func install(onSession session: OpaquePointer) -> Bool {
        unsafe SSL_use_cert_and_key(session, certificate.pointer, key, others, 1) == 1
    }

    /// The kind of its key, by OpenSSL's number.
    var keyKind: Int32 { unsafe EVP_PKEY_get_base_id(key) }
}
