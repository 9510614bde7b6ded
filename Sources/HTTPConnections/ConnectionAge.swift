/// How old connections may become.
public enum ConnectionAge {
    /// The age in nanoseconds, longer by up to so many percent, drawn anew for each connection
    /// (`max_connection_duration_jitter`).
    public static func jittered(_ age: UInt64, percent: Double) -> UInt64 {
        guard percent > 0, age > 0 else { return age }
        let most = Double(age) * min(percent, 100) / 100
        return age &+ UInt64.random(in: 0...UInt64(min(most, 9e18)))
    }
}
