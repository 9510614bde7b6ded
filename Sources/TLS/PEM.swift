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

    @unsafe private static func reading<Result>(_ bytes: [UInt8], _ body: (OpaquePointer?) -> Result) -> Result {
        unsafe bytes.withUnsafeBytes { bytes in
            let source = unsafe BIO_new_mem_buf(bytes.baseAddress, Int32(clamping: bytes.count))
            defer { unsafe BIO_free(source) }
            return unsafe body(source)
        }
    }
}
