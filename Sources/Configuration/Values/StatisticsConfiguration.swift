/// Which statistics there are, and when intervals of histograms end (`stats_config`, `stats_flush_interval`,
/// `stats_flush_on_admin`).
public struct StatisticsConfiguration: Sendable, Equatable {
    /// Which statistics are shown. Default: all.
    public var matcher = StatisticsMatcher.everything
    /// How long an interval of a histogram lasts, in nanoseconds. Default: 5 s.
    public var flushInterval: UInt64 = 5_000_000_000
    /// Whether intervals end when statistics are asked for, and not by time. Default: no.
    public var flushesOnAdmin = false

    /// Envoy's defaults.
    public init() {}
}

/// Which statistics there are, by their whole names (`envoy.config.metrics.v3.StatsMatcher`).
public enum StatisticsMatcher: Sendable, Equatable {
    /// All.
    case everything
    /// None (`reject_all`).
    case nothing
    /// All but those that a pattern matches (`exclusion_list`).
    case except([StatisticsPattern])
    /// Those that a pattern matches (`inclusion_list`).
    case only([StatisticsPattern])

    /// Whether there is a statistic of this name.
    public func accepts(_ name: Span<UInt8>) -> Bool {
        switch self {
        case .everything: return true
        case .nothing: return false
        case .except(let patterns): return !Self.isMeant(name, by: patterns)
        case .only(let patterns): return Self.isMeant(name, by: patterns)
        }
    }

    private static func isMeant(_ name: Span<UInt8>, by patterns: [StatisticsPattern]) -> Bool {
        for pattern in patterns where pattern.matches(name) { return true }
        return false
    }
}

/// A pattern of statistics' names (`envoy.type.matcher.v3.StringMatcher` without regular expressions).
public struct StatisticsPattern: Sendable, Equatable {
    /// Where the text has to stand.
    public enum Place: Sendable, Equatable {
        /// It is the whole name.
        case whole
        /// At the beginning.
        case start
        /// At the end.
        case end
        /// Anywhere.
        case anywhere
    }

    /// Where the text has to stand.
    public let place: Place
    /// The text; in small letters when case does not matter.
    public let text: [UInt8]
    /// Whether large and small letters of ASCII count alike.
    public let ignoresCase: Bool

    /// A pattern.
    public init(_ place: Place, _ text: String, ignoresCase: Bool = false) {
        self.place = place
        self.text = ignoresCase ? text.utf8.map(Self.lowered) : Array(text.utf8)
        self.ignoresCase = ignoresCase
    }

    /// Whether a name is meant.
    public func matches(_ name: Span<UInt8>) -> Bool {
        let room = name.count - text.count
        guard room >= 0 else { return false }
        switch place {
        case .whole: return room == 0 ? stands(at: 0, of: name) : false
        case .start: return stands(at: 0, of: name)
        case .end: return stands(at: room, of: name)
        case .anywhere:
            for start in 0...room where stands(at: start, of: name) { return true }
            return false
        }
    }

    private func stands(at start: Int, of name: Span<UInt8>) -> Bool {
        for index in text.indices {
            let byte = name[start + index]
            if (ignoresCase ? Self.lowered(byte) : byte) != text[index] { return false }
        }
        return true
    }

    private static func lowered(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
}
