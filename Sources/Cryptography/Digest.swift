internal import COpenSSL

/// Hashes of bytes, by OpenSSL.
public enum Digest {
    /// The 32 bytes of SHA-256 (FIPS 180-4).
    public static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        // Fails only where memory does.
        guard let hash = unsafe hash(bytes, EVP_sha256(), count: 32) else { preconditionFailure("no hash") }
        return hash
    }

    /// The same, in hexadecimal digits.
    public static func sha256Text(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in sha256(bytes) { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }

    /// The 20 bytes of SHA-1 (RFC 3174), for formats that ask for it; no signature should. Empty where the system's
    /// policy does not allow it.
    public static func sha1(_ bytes: [UInt8]) -> [UInt8] { unsafe hash(bytes, EVP_sha1(), count: 20) ?? [] }

    private static func hash(_ bytes: [UInt8], _ algorithm: OpaquePointer?, count: Int) -> [UInt8]? {
        var result = [UInt8](repeating: 0, count: count)
        if unsafe EVP_Digest(bytes, bytes.count, &result, nil, algorithm, nil) == 1 { return result }
        ERR_clear_error()
        return nil
    }
}
