internal import COpenSSL

/// A certificate and its key out of an archive (RFC 7292).
enum PKCS12 {
    /// The certificate, then the others of the archive, and the key, which the caller frees. Nil when one is missing or
    /// the password is wrong; the reason stands in the library's queue then.
    @unsafe static func read(_ bytes: [UInt8], password: [UInt8]) -> ([Certificate], OpaquePointer)? {
        let archive = unsafe bytes.withUnsafeBufferPointer { bytes in
            var start = bytes.baseAddress
            return unsafe d2i_PKCS12(nil, &start, bytes.count)
        }
        guard let archive = unsafe archive else { return nil }
        defer { unsafe PKCS12_free(archive) }
        var phrase = password.filter { $0 != 0 }.map { CChar(bitPattern: $0) } + [0]
        var key: OpaquePointer?
        var certificate: OpaquePointer?
        var others: OpaquePointer?
        let isRead = unsafe PKCS12_parse(archive, &phrase, &key, &certificate, &others) == 1
        defer { unsafe copenssl_free_certificates(others) }
        let leaf = unsafe certificate.map { unsafe Certificate(owning: $0) }
        guard isRead, let leaf, let key = unsafe key else {
            unsafe EVP_PKEY_free(key)
            return nil
        }
        var chain = [leaf]
        for index in 0..<max(0, unsafe copenssl_count_certificates(others)) {
            guard let other = unsafe copenssl_certificate(others, index), unsafe X509_up_ref(other) == 1 else {
                continue
            }
            chain.append(unsafe Certificate(owning: other))
        }
        return unsafe (chain, key)
    }
}
