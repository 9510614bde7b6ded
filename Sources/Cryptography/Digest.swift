internal import COpenSSL

/// Hashes of bytes.
public enum Digest {
    /// The 20 bytes of SHA-1 (RFC 3174). For formats that ask for it; no signature should.
    public static func sha1(_ bytes: [UInt8]) -> [UInt8] {
        var hash = [UInt8](repeating: 0, count: 20)
        var count: UInt32 = 0
        let isMade = unsafe EVP_Digest(bytes, bytes.count, &hash, &count, EVP_sha1(), nil) == 1
        if !isMade || count != 20 {
            ERR_clear_error()
            return []
        }
        return hash
    }
}
