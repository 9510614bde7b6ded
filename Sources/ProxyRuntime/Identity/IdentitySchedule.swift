/// When a proxy asks for its next certificate. A value; the clock is given in, in nanoseconds.
///
/// ```
///   asks ──issued──▶ at half of the life, give or take a hundredth ──▶ asks
///     └──not──▶ after a pause, which doubles, and is always short beside the life of the certificate ──▶ asks
/// ```
struct IdentitySchedule {
    /// When the certificate in use ends; nil means there is none.
    private(set) var endsAt: UInt64?
    private var life: UInt64 = 0
    /// How many tries in a row failed.
    private(set) var failures = 0

    private static let second: UInt64 = 1_000_000_000
    private static let shortestPause = second / 2
    private static let longestPause = 60 * second
    /// A server that is overwhelmed knows best when it will not be; one that is mistaken keeps nobody out for ever.
    private static let longestAsked = 3_600 * second

    init() {}

    /// A certificate came that holds for `life`; how long to wait.
    ///
    /// - Parameter random: 64 random bits, so that not all proxies that began together come back together.
    mutating func issued(life: UInt64, at now: UInt64, random: UInt64) -> UInt64 {
        self.life = life
        failures = 0
        endsAt = now &+ life
        // 0.49 to 0.51 of the life.
        let jitter = (life / 50).multipliedFullWidth(by: random).high
        return life / 100 &* 49 &+ jitter
    }

    /// None came; how long to wait.
    ///
    /// - Parameter asked: how long the server says that we should, at least; 0 means it says nothing. Up to an hour.
    mutating func failed(at now: UInt64, asked: UInt64 = 0, random: UInt64) -> UInt64 {
        failures += 1
        var pause = Self.longestPause
        if failures < 8 { pause = min(pause, Self.shortestPause << UInt64(failures - 1)) }
        // Where certificates are short-lived, so are the pauses.
        if life > 0 { pause = min(pause, max(life / 16, Self.second / 20)) }
        // From half of the pause to one and a half.
        pause = pause / 2 &+ pause.multipliedFullWidth(by: random).high
        return max(pause, min(asked, Self.longestAsked))
    }
}
