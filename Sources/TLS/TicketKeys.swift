internal import COpenSSL
internal import Configuration

/// The configured keys of session tickets: the first encrypts, all decrypt.
@safe
final class TicketKeys {
    /// One key as Envoy's files have it: 16 bytes of name, 32 for HMAC-SHA-256, 32 for AES-256.
    private struct Key {
        var name: [UInt8]
        var authentication: [UInt8]
        var encryption: [UInt8]
    }

    private static let size = 80
    private let keys: [Key]
    /// The context's slot for its keys.
    private static let slot = CRYPTO_get_ex_new_index(CRYPTO_EX_INDEX_SSL_CTX, 0, nil, nil, nil, nil)

    init(_ sources: [DataSourceConfiguration], _ place: String) throws(TLSProblem) {
        var keys: [Key] = []
        for (index, source) in sources.enumerated() {
            let bytes = try source.read("\(place).keys[\(index)]")
            guard bytes.count == Self.size else {
                throw TLSProblem(
                    text: "\(place).keys[\(index)]: expected \(Self.size) bytes in \(source.description), "
                        + "found \(bytes.count)")
            }
            keys.append(
                Key(name: Array(bytes[..<16]), authentication: Array(bytes[16..<48]), encryption: Array(bytes[48...])))
        }
        self.keys = keys
    }

    /// Gives the keys to a context, which must not outlive them.
    @unsafe func install(on context: OpaquePointer) {
        _ = unsafe SSL_CTX_set_ex_data(context, Self.slot, Unmanaged.passUnretained(self).toOpaque())
        _ = unsafe SSL_CTX_set_tlsext_ticket_key_evp_cb(context) { session, name, vector, cipher, code, encrypts in
            guard let found = unsafe SSL_CTX_get_ex_data(SSL_get_SSL_CTX(session), TicketKeys.slot) else { return -1 }
            return unsafe Unmanaged<TicketKeys>.fromOpaque(found)._withUnsafeGuaranteedRef {
                unsafe $0.prepare(name, vector, cipher, code, encrypts: encrypts == 1)
            }
        }
    }

    /// OpenSSL's contract: -1 fails, 0 does not know the key, 1 goes on, 2 goes on and wants a new ticket.
    @unsafe private func prepare(
        _ name: UnsafeMutablePointer<UInt8>?, _ vector: UnsafeMutablePointer<UInt8>?, _ cipher: OpaquePointer?,
        _ code: OpaquePointer?, encrypts: Bool
    ) -> Int32 {
        guard let name = unsafe name, let vector = unsafe vector else { return -1 }
        let algorithm = unsafe EVP_aes_256_cbc()
        if encrypts {
            guard let key = keys.first, unsafe RAND_bytes(vector, EVP_CIPHER_get_iv_length(algorithm)) == 1,
                unsafe EVP_EncryptInit_ex(cipher, algorithm, nil, key.encryption, vector) == 1
            else { return -1 }
            unsafe name.update(from: key.name, count: 16)
            return unsafe authenticate(code, key) ? 1 : -1
        }
        let wanted = unsafe Array(UnsafeBufferPointer(start: name, count: 16))
        guard let index = keys.firstIndex(where: { $0.name == wanted }) else { return 0 }
        guard unsafe EVP_DecryptInit_ex(cipher, algorithm, nil, keys[index].encryption, vector) == 1,
            unsafe authenticate(code, keys[index])
        else { return -1 }
        return index == 0 ? 1 : 2
    }

    @unsafe private func authenticate(_ code: OpaquePointer?, _ key: Key) -> Bool {
        var secret = key.authentication
        return unsafe copenssl_set_hmac_sha256(code, &secret, secret.count) == 1
    }
}
