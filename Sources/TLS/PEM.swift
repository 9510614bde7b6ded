internal import COpenSSL

/// Certificates, keys and lists of revocations out of PEM texts (RFC 7468).
enum PEM {
    /// All certificates of a text, in order; empty when there is none.
    static func certificates(_ bytes: [UInt8]) -> [Certificate] {
        var result: [Certificate] = []
        unsafe reading(bytes) { source in
            // The text is finite, and so is the loop.
            while let found = unsafe PEM_read_bio_X509(source, nil, nil, nil) {
                result.append(unsafe Certificate(owning: found))
            }
        }
        // The end of the text is an error of its own.
        ERR_clear_error()
        return result
    }

    /// Reads the private key of a text; the caller frees it. Nil when there is none, with the reason in the queue.
    @unsafe static func privateKey(_ bytes: [UInt8], password: [UInt8]) -> OpaquePointer? {
        // Without a password the library would ask at the terminal; the empty one is simply wrong.
        var phrase = password.filter { $0 != 0 } + [0]
        return unsafe reading(bytes) { source in
            unsafe phrase.withUnsafeMutableBytes { phrase in
                unsafe PEM_read_bio_PrivateKey(source, nil, nil, phrase.baseAddress)
            }
        }
    }

    /// Calls `body` with each list of revocations of a text, which it does not own; their number.
    @unsafe static func forEachRevocationList(_ bytes: [UInt8], _ body: (OpaquePointer) -> Void) -> Int {
        var count = 0
        unsafe reading(bytes) { source in
            while let list = unsafe PEM_read_bio_X509_CRL(source, nil, nil, nil) {
                unsafe body(list)
                unsafe X509_CRL_free(list)
                count += 1
            }
        }
        ERR_clear_error()
        return count
    }

    /// The first certificate request of a text, which the caller frees, and how many there are, as far as two.
    @unsafe static func certificateRequests(_ bytes: [UInt8]) -> (first: OpaquePointer?, count: Int) {
        let result: (OpaquePointer?, Int) = unsafe reading(bytes) { source in
            guard let first = unsafe PEM_read_bio_X509_REQ(source, nil, nil, nil) else { return (nil, 0) }
            guard let second = unsafe PEM_read_bio_X509_REQ(source, nil, nil, nil) else { return unsafe (first, 1) }
            unsafe X509_REQ_free(second)
            return unsafe (first, 2)
        }
        ERR_clear_error()
        return unsafe result
    }

    /// What `write` writes; empty when it fails, which it does where memory is out.
    @unsafe static func text(_ write: (OpaquePointer?) -> Bool) -> [UInt8] {
        guard let memory = unsafe BIO_new(BIO_s_mem()) else { return [] }
        defer { unsafe BIO_free(memory) }
        guard unsafe write(memory) else { return [] }
        var bytes: UnsafeMutablePointer<CChar>?
        let count = unsafe copenssl_memory(memory, &bytes)
        return unsafe Array(UnsafeRawBufferPointer(start: bytes, count: max(count, 0)))
    }

    /// The bytes that OpenSSL has written to memory of its own, which is freed.
    @unsafe static func take(_ bytes: UnsafeMutablePointer<UInt8>?, _ count: Int32) -> [UInt8] {
        defer { unsafe CRYPTO_free(bytes, "", 0) }
        return unsafe Array(UnsafeBufferPointer(start: bytes, count: Int(max(count, 0))))
    }

    @unsafe private static func reading<Result>(_ bytes: [UInt8], _ body: (OpaquePointer?) -> Result) -> Result {
        unsafe bytes.withUnsafeBytes { bytes in
            let source = unsafe BIO_new_mem_buf(bytes.baseAddress, Int32(clamping: bytes.count))
            defer { unsafe BIO_free(source) }
            return unsafe body(source)
        }
    }
}
