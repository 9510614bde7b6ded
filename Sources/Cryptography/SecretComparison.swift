internal import COpenSSL

/// Compares secrets, or their hashes, in a time that does not tell where they differ.
public enum SecretComparison {
    /// Whether both are the same. Their lengths are no secret.
    public static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        unsafe left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
    }
}
