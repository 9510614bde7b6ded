internal import COpenSSL

extension VerificationKey {
    /// The public keys of a text in PEM (RFC 7468), also those of its certificates, in their order; those of families
    /// that sign nothing here are left out.
    public static func publicKeys(pem: [UInt8]) -> [VerificationKey] {
        var keys: [VerificationKey] = []
        unsafe pem.withUnsafeBytes { bytes in
            let source = unsafe BIO_new_mem_buf(bytes.baseAddress, Int32(clamping: bytes.count))
            defer { unsafe BIO_free(source) }
            // The text is finite, and so is the loop.
            while let block = unsafe readBlock(source) {
                if let key = unsafe readKey(block) { keys.append(key) }
            }
        }
        // The end of the text is an error of its own.
        ERR_clear_error()
        return keys
    }

    private struct Block {
        var name: String
        var content: [UInt8]
    }

    @unsafe private static func readBlock(_ source: OpaquePointer?) -> Block? {
        var name: UnsafeMutablePointer<CChar>?
        var header: UnsafeMutablePointer<CChar>?
        var content: UnsafeMutablePointer<UInt8>?
        var count = 0
        guard unsafe PEM_read_bio(source, &name, &header, &content, &count) == 1 else { return nil }
        defer {
            unsafe CRYPTO_free(name, "", 0)
            unsafe CRYPTO_free(header, "", 0)
            unsafe CRYPTO_free(content, "", 0)
        }
        guard let name = unsafe name, let content = unsafe content else { return nil }
        return unsafe Block(
            name: String(cString: name), content: Array(UnsafeBufferPointer(start: content, count: count)))
    }

    @unsafe private static func readKey(_ block: Block) -> VerificationKey? {
        var key: OpaquePointer?
        unsafe block.content.withUnsafeBufferPointer { content in
            var start = content.baseAddress
            switch block.name {
            case "PUBLIC KEY": unsafe key = d2i_PUBKEY(nil, &start, content.count)
            case "RSA PUBLIC KEY": unsafe key = d2i_PublicKey(EVP_PKEY_RSA, nil, &start, content.count)
            case "CERTIFICATE":
                let certificate = unsafe d2i_X509(nil, &start, content.count)
                unsafe key = X509_get_pubkey(certificate)
                unsafe X509_free(certificate)
            default: break
            }
        }
        guard let key = unsafe key else { return nil }
        guard let family = unsafe family(of: key) else {
            unsafe EVP_PKEY_free(key)
            return nil
        }
        return unsafe VerificationKey(owning: key, family: family)
    }

    @unsafe private static func family(of key: OpaquePointer) -> KeyFamily? {
        switch unsafe EVP_PKEY_get_base_id(key) {
        case EVP_PKEY_RSA: return unsafe EVP_PKEY_get_bits(key) >= 2048 ? .rsa : nil
        case EVP_PKEY_ED25519: return .ed25519
        case EVP_PKEY_EC:
            var name = [CChar](repeating: 0, count: 64)
            let room = name.count
            var count = 0
            guard unsafe EVP_PKEY_get_group_name(key, &name, room, &count) == 1 else { return nil }
            let group = String(decoding: name.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
            return [EllipticCurve.p256, .p384, .p521].first { $0.group == group }.map { .elliptic($0) }
        default: return nil
        }
    }
}
