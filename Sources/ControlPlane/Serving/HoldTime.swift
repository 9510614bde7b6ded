/// How long a question may wait for something new: as long as its client says that it waits for an answer.
public enum HoldTime {
    /// Clients that wait less long than this, in milliseconds, are answered at once.
    static let leastTimeout: UInt64 = 3_000
    /// A question is held so long at most, in nanoseconds.
    static let longest: UInt64 = 300_000_000_000

    /// How long to hold a question, in nanoseconds; nil means not at all.
    ///
    /// A client may ask for it (`prefer: wait=25`, RFC 7240 §4.3, in seconds). A proxy tells how long it waits
    /// (`x-envoy-expected-rq-timeout-ms`): the answer comes after at most four fifths of that, so that it is not too
    /// late. Many that ask at once are not answered at once: each is held a little less long, as chance says.
    ///
    /// - Parameter chance: any number.
    public static func of(prefer: String?, expectedTimeout: String?, chance: UInt64) -> UInt64? {
        var whole: UInt64?
        for preference in (prefer ?? "").split(separator: ",") {
            let parts = preference.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, trimmed(parts[0]) == "wait", let seconds = UInt64(trimmed(parts[1])) else {
                continue
            }
            whole = min(seconds, longest / 1_000_000_000) * 1_000_000_000
        }
        if whole == nil, let text = expectedTimeout, let milliseconds = UInt64(text), milliseconds >= leastTimeout {
            whole = min(milliseconds, longest / 1_000_000) * 800_000
        }
        guard let whole, whole > 0 else { return nil }
        return whole - whole / 20 * (chance % 1_000) / 1_000
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
