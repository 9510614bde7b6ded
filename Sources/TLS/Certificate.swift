internal import COpenSSL
internal import Glibc
internal import NetworkAddresses

/// One X.509 certificate, and what it says (RFC 5280). Owns a reference to OpenSSL's object.
@safe
final class Certificate {
    let pointer: OpaquePointer

    /// Takes over one reference.
    init(owning pointer: OpaquePointer) { unsafe self.pointer = pointer }

    deinit { unsafe X509_free(pointer) }

    /// A kind of alternative name and its text; IP addresses as text.
    struct AlternativeName: Equatable {
        enum Kind: Int32 { case email = 1, dns = 2, uri = 6, ipAddress = 7 }
        var kind: Kind
        var text: String
    }

    /// The alternative names in their order; kinds that cannot be matched are left out.
    var alternativeNames: [AlternativeName] {
        var result: [AlternativeName] = []
        unsafe forEachName { name in
            guard let kind = unsafe AlternativeName.Kind(rawValue: copenssl_name_type(name)),
                let text = unsafe copenssl_name_text(name)
            else { return }
            let bytes = unsafe Self.bytes(of: text)
            let words = kind == .ipAddress ? Self.address(bytes) : String(decoding: bytes, as: UTF8.self)
            result.append(AlternativeName(kind: kind, text: words))
        }
        return result
    }

    /// The alternative names of other kinds that are texts (`otherName`).
    var otherNames: [String] {
        var result: [String] = []
        unsafe forEachName { name in
            guard let text = unsafe copenssl_other_name_text(name) else { return }
            result.append(String(decoding: unsafe Self.bytes(of: text), as: UTF8.self))
        }
        return result
    }

    @unsafe private func forEachName(_ visit: (UnsafeMutablePointer<GENERAL_NAME>) -> Void) {
        guard let names = unsafe copenssl_alternative_names(pointer) else { return }
        defer { unsafe copenssl_free_names(names) }
        for index in 0..<max(0, unsafe copenssl_count_names(names)) {
            if let name = unsafe copenssl_name(names, index) { unsafe visit(name) }
        }
    }

    @unsafe private static func bytes(of text: UnsafePointer<ASN1_STRING>) -> [UInt8] {
        unsafe Array(
            UnsafeBufferPointer(start: ASN1_STRING_get0_data(text), count: Int(ASN1_STRING_length(text))))
    }

    private static func address(_ bytes: [UInt8]) -> String {
        switch bytes.count {
        case 4: IPAddress(bytes[0], bytes[1], bytes[2], bytes[3]).description
        case 16: IPAddress(v6: word(bytes.prefix(8)), word(bytes.suffix(8))).description
        default: ""
        }
    }

    private static func word(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The subject as RFC 2253 writes it.
    var subject: String { unsafe Self.text(of: X509_get_subject_name(pointer)) }

    /// The issuer as RFC 2253 writes it.
    var issuer: String { unsafe Self.text(of: X509_get_issuer_name(pointer)) }

    /// The first common name of the subject; empty when there is none.
    var commonName: String {
        let name = unsafe X509_get_subject_name(pointer)
        let index = unsafe X509_NAME_get_index_by_NID(name, NID_commonName, -1)
        guard index >= 0, let text = unsafe X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, index)) else {
            return ""
        }
        let bytes = unsafe UnsafeBufferPointer(
            start: ASN1_STRING_get0_data(text), count: Int(ASN1_STRING_length(text)))
        return unsafe String(decoding: bytes, as: UTF8.self)
    }

    private static func text(of name: OpaquePointer?) -> String {
        let bytes = unsafe PEM.text { unsafe X509_NAME_print_ex($0, name, 0, copenssl_RFC2253) > 0 }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The serial number in lower-case hexadecimal digits.
    var serial: String {
        unsafe Self.digits(of: X509_get0_serialNumber(pointer))
    }

    /// A number in lower-case hexadecimal digits.
    @unsafe static func digits(of number: UnsafePointer<ASN1_INTEGER>?) -> String {
        guard let number = unsafe ASN1_INTEGER_to_BN(number, nil) else { return "" }
        defer { unsafe BN_free(number) }
        guard let digits = unsafe BN_bn2hex(number) else { return "" }
        defer { unsafe CRYPTO_free(digits, "", 0) }
        return unsafe String(cString: digits).lowercased()
    }

    /// The certificate in PEM.
    var pem: String {
        let bytes = unsafe PEM.text { unsafe PEM_write_bio_X509($0, pointer) == 1 }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// SHA-256 of the certificate's DER form.
    var fingerprint256: [UInt8] { unsafe digest(EVP_sha256()) }

    /// SHA-1 of the certificate's DER form.
    var fingerprint1: [UInt8] { unsafe digest(EVP_sha1()) }

    private func digest(_ algorithm: OpaquePointer?) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 64)
        var count: UInt32 = 0
        guard unsafe X509_digest(pointer, algorithm, &bytes, &count) == 1 else { return [] }
        return Array(bytes.prefix(Int(count)))
    }

    /// SHA-256 of the public key's DER form (SubjectPublicKeyInfo).
    var publicKeyHash: [UInt8] {
        let key = publicKey
        if key.isEmpty { return [] }
        var hash = [UInt8](repeating: 0, count: 32)
        _ = unsafe SHA256(key, key.count, &hash)
        return hash
    }

    /// The public key in DER (SubjectPublicKeyInfo).
    var publicKey: [UInt8] {
        var der: UnsafeMutablePointer<UInt8>?
        let count = unsafe i2d_X509_PUBKEY(X509_get_X509_PUBKEY(pointer), &der)
        return unsafe PEM.take(der, count)
    }

    /// When it begins to hold, and when it ends to, in seconds since 1970.
    var validity: (from: Int64, until: Int64) {
        unsafe (Self.seconds(X509_get0_notBefore(pointer)), Self.seconds(X509_get0_notAfter(pointer)))
    }

    @unsafe static func seconds(_ time: UnsafePointer<ASN1_TIME>?) -> Int64 {
        var parts = unsafe tm()
        guard unsafe ASN1_TIME_to_tm(time, &parts) == 1 else { return 0 }
        return Int64(unsafe timegm(&parts))
    }

    /// Whether it says of itself that it is no good without a stapled response (RFC 7633).
    var demandsStaple: Bool { unsafe X509_get_ext_by_NID(pointer, NID_tlsfeature, -1) >= 0 }
}
