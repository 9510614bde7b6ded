internal import COpenSSL

/// A certificate that was issued to us, with those that we are to trust: looked at before it is used.
public struct ReceivedIdentity: Sendable, Equatable {
    /// Who we are by it.
    public let identity: WorkloadIdentity
    /// The certificate's serial number in lower-case hexadecimal digits.
    public let serial: String
    /// When it begins to hold, in seconds since 1970.
    public let validFrom: Int64
    /// When it ends to hold.
    public let validUntil: Int64

    /// Looks at a chain and the roots that came with it, both in PEM.
    ///
    /// - Throws: why they are of no use: the certificate is for another key, leads to no root of the bundle, or names
    ///   nobody.
    public init(chain: [UInt8], bundle: [UInt8], key: PrivateKey) throws(IssuingProblem) {
        let certificates = PEM.certificates(chain)
        let roots = PEM.certificates(bundle)
        guard let leaf = certificates.first else { throw IssuingProblem("the chain holds no certificate in PEM") }
        if roots.isEmpty { throw IssuingProblem("the bundle holds no certificate in PEM") }
        guard leaf.publicKey == key.publicKey else { throw IssuingProblem("the certificate is for another key") }
        guard Self.leads(leaf, over: certificates.dropFirst(), to: roots) else {
            throw IssuingProblem("the certificate leads to no root of the bundle")
        }
        let names = leaf.alternativeNames.filter { $0.kind == .uri }
        guard names.count == 1, let identity = names.first.flatMap({ WorkloadIdentity(uri: $0.text) }) else {
            throw IssuingProblem("the certificate names no workload: \(names.map(\.text))")
        }
        self.identity = identity
        serial = leaf.serial
        (validFrom, validUntil) = leaf.validity
    }

    /// Clocks may differ: whether it holds at this moment is for those to judge whom it is shown to.
    private static func leads(
        _ leaf: Certificate, over others: ArraySlice<Certificate>, to roots: [Certificate]
    ) -> Bool {
        let store = unsafe X509_STORE_new()
        let context = unsafe X509_STORE_CTX_new()
        let untrusted = unsafe copenssl_new_certificates()
        defer {
            unsafe X509_STORE_CTX_free(context)
            unsafe X509_STORE_free(store)
            unsafe copenssl_free_certificates(untrusted)
            ERR_clear_error()
        }
        for root in roots { _ = unsafe X509_STORE_add_cert(store, root.pointer) }
        for certificate in others where unsafe X509_up_ref(certificate.pointer) == 1 {
            _ = unsafe copenssl_push_certificate(untrusted, certificate.pointer)
        }
        unsafe X509_STORE_set_flags(store, UInt(X509_V_FLAG_NO_CHECK_TIME) | copenssl_PARTIAL_CHAIN)
        guard unsafe X509_STORE_CTX_init(context, store, leaf.pointer, untrusted) == 1 else { return false }
        return unsafe X509_verify_cert(context) == 1
    }
}
