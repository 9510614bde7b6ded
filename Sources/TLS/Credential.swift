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

    /// Reads the files, so it blocks. `field` is what complaints begin with.
    init(_ configuration: CertificateConfiguration, _ field: String) throws(TLSProblem) {
        let chain = PEM.certificates(try configuration.chain.read("\(field).certificate_chain"))
        guard let leaf = chain.first else {
            throw TLSProblem(
                text: "\(field).certificate_chain: no certificate in PEM is in \(configuration.chain.description)")
        }
        let password = try configuration.password?.read("\(field).password") ?? []
        let bytes = try configuration.key.read("\(field).private_key")
        guard let key = unsafe PEM.privateKey(bytes, password: password) else {
            throw TLSProblem(
                text: "\(field).private_key: \(configuration.key.description) holds no key that can be read: "
                    + TLSLibrary.takeReason())
        }
        guard unsafe X509_check_private_key(leaf.pointer, key) == 1 else {
            ERR_clear_error()
            unsafe EVP_PKEY_free(key)
            throw TLSProblem(
                text: "\(field): the private key of \(configuration.key.description) does not belong to the "
                    + "certificate of \(configuration.chain.description)")
        }
        unsafe self.key = key
        unsafe others = copenssl_new_certificates()
        for certificate in chain.dropFirst() where unsafe X509_up_ref(certificate.pointer) == 1 {
            _ = unsafe copenssl_push_certificate(others, certificate.pointer)
        }
        certificate = leaf
        facts = CertificateFacts(leaf, configuration.chain, isAuthority: false)
        let names = leaf.alternativeNames.filter { $0.kind == .dns }.map { $0.text.lowercased() }
        hosts = names.isEmpty ? [leaf.commonName.lowercased()].filter { !$0.isEmpty } : names
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
