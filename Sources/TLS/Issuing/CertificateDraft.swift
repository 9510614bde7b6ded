internal import COpenSSL
internal import Glibc
internal import NetworkAddresses

/// A certificate while it is made (RFC 5280 §4). Owns OpenSSL's object until it is signed.
@safe
struct CertificateDraft: ~Copyable {
    private let pointer: OpaquePointer

    /// An empty certificate with a random serial number of 128 bits.
    init() throws(IssuingProblem) {
        let made = unsafe X509_new()
        // Version 3 is written as 2.
        let isReady = unsafe made != nil && X509_set_version(made, 2) == 1 && Self.setSerial(made)
        guard isReady, let made = unsafe made else {
            unsafe X509_free(made)
            throw Self.problem()
        }
        unsafe pointer = made
    }

    deinit { unsafe X509_free(pointer) }

    private static func problem() -> IssuingProblem {
        IssuingProblem("no certificate can be made: \(TLSLibrary.takeReason())")
    }

    private static func demand(_ isDone: Bool) throws(IssuingProblem) { if !isDone { throw problem() } }

    /// Nobody counts, so that any number of authorities may share a root (RFC 5280 §4.1.2.2: positive, 20 bytes at
    /// most).
    @unsafe private static func setSerial(_ certificate: OpaquePointer?) -> Bool {
        var bytes = [UInt8](repeating: 0, count: 16)
        guard unsafe RAND_bytes(&bytes, 16) == 1 else { return false }
        bytes[0] = bytes[0] & 0x7f | 0x40
        let number = unsafe BN_bin2bn(bytes, 16, nil)
        defer { unsafe BN_free(number) }
        return unsafe BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != nil
    }

    /// The serial number in lower-case hexadecimal digits.
    var serial: String { unsafe Certificate.digits(of: X509_get0_serialNumber(pointer)) }

    /// The subject and the issuer are one, and called `name`.
    func setOwnName(_ name: String) throws(IssuingProblem) {
        let subject = unsafe X509_get_subject_name(pointer)
        let bytes = Array(name.utf8)
        let isNamed = unsafe X509_NAME_add_entry_by_NID(
            subject, NID_commonName, V_ASN1_UTF8STRING, bytes, Int32(clamping: bytes.count), -1, 0)
        unsafe try Self.demand(isNamed == 1 && X509_set_issuer_name(pointer, subject) == 1)
    }

    /// The issuer is who another certificate is for. The subject stays empty: its name is a URI.
    func setIssuer(_ issuer: Certificate) throws(IssuingProblem) {
        unsafe try Self.demand(X509_set_issuer_name(pointer, X509_get_subject_name(issuer.pointer)) == 1)
    }

    /// Moments in seconds since 1970.
    func setValidity(from: Int64, until: Int64) throws(IssuingProblem) {
        try Self.demand(from < until)
        unsafe try Self.demand(
            ASN1_TIME_set(X509_getm_notBefore(pointer), time_t(from)) != nil
                && ASN1_TIME_set(X509_getm_notAfter(pointer), time_t(until)) != nil)
    }

    func setKey(_ der: [UInt8]) throws(IssuingProblem) {
        let key = unsafe der.withUnsafeBufferPointer { bytes in
            var start = bytes.baseAddress
            return unsafe d2i_PUBKEY(nil, &start, bytes.count)
        }
        defer { unsafe EVP_PKEY_free(key) }
        unsafe try Self.demand(key != nil && X509_set_pubkey(pointer, key) == 1)
    }

    /// Adds an extension as OpenSSL's configuration files write it; one that speaks of keys speaks of this one's and of
    /// `issuer`'s, nil means its own.
    func add(_ number: Int32, _ text: StaticString, issuer: Certificate? = nil) throws(IssuingProblem) {
        var context = unsafe X509V3_CTX()
        unsafe X509V3_set_ctx(&context, issuer?.pointer ?? pointer, pointer, nil, nil, 0)
        let made = unsafe X509V3_EXT_conf_nid(nil, &context, number, "\(text)")
        defer { unsafe X509_EXTENSION_free(made) }
        unsafe try Self.demand(made != nil && X509_add_ext(pointer, made, -1) == 1)
    }

    /// Adds the alternative names; they are what the certificate is about where its subject is empty.
    func addNames(uri: String, hosts: [String], isCritical: Bool) throws(IssuingProblem) {
        let names = unsafe copenssl_new_names()
        defer { unsafe copenssl_free_names(names) }
        unsafe try Self.push(GEN_URI, Array(uri.utf8), to: names)
        for host in hosts {
            if let address = IPAddress(host) {
                let bytes = (0..<address.family.bits / 8).map(address.octet)
                unsafe try Self.push(GEN_IPADD, bytes, to: names)
            } else {
                unsafe try Self.push(GEN_DNS, Array(host.utf8), to: names)
            }
        }
        unsafe try Self.demand(
            copenssl_add_names(pointer, names, isCritical ? 1 : 0) == 1)
    }

    @unsafe private static func push(
        _ kind: Int32, _ bytes: [UInt8], to names: OpaquePointer?
    ) throws(IssuingProblem) {
        let name = unsafe GENERAL_NAME_new()
        let text = unsafe ASN1_STRING_type_new(kind == GEN_IPADD ? V_ASN1_OCTET_STRING : V_ASN1_IA5STRING)
        guard unsafe name != nil, unsafe ASN1_STRING_set(text, bytes, Int32(clamping: bytes.count)) == 1 else {
            unsafe ASN1_STRING_free(text)
            unsafe GENERAL_NAME_free(name)
            throw problem()
        }
        unsafe GENERAL_NAME_set0_value(name, kind, text)
        if unsafe copenssl_push_name(names, name) > 0 { return }
        unsafe GENERAL_NAME_free(name)
        throw problem()
    }

    /// Ends it with a signature by SHA-256.
    consuming func sign(_ key: PrivateKey) throws(IssuingProblem) -> Certificate {
        guard unsafe X509_sign(pointer, key.pointer, EVP_sha256()) > 0, unsafe X509_up_ref(pointer) == 1 else {
            throw Self.problem()
        }
        return unsafe Certificate(owning: pointer)
    }
}
