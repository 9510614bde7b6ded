internal import COpenSSL

/// Bytes that nobody can guess, by OpenSSL's generator.
public enum SecureRandom {
    /// As many bytes as are asked for, at most 64 KiB.
    public static func bytes(_ count: Int) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: min(max(count, 0), 1 << 16))
        // Fails only where the system itself has no randomness: then nothing secret may be made at all.
        let status = unsafe RAND_priv_bytes(&result, Int32(result.count))
        precondition(status == 1, "the system has no randomness")
        return result
    }
}
