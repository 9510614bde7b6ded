/// Counts the ended streams of a connection, and those of them that its client gave up early (CVE-2023-44487).
struct HTTP2EndedStreams {
    private var all: UInt64 = 0
    private var premature: UInt64 = 0

    /// A stream has ended.
    mutating func count() { all &+= 1 }

    /// A stream ends early by its client's doing.
    mutating func countPremature() { premature &+= 1 }

    /// Whether half of all streams ended early. Of the first `least` streams half are enough, as in Envoy, however few
    /// there were.
    func areMostlyPremature(least: UInt64) -> Bool { premature &* 2 >= max(all, least) }
}
