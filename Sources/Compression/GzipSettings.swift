/// How much work is put into making bytes fewer, in zlib's words.
public struct GzipSettings: Sendable, Equatable {
    /// Which matches are looked for.
    public enum Strategy: Sendable {
        /// All.
        case standard
        /// Those of six bytes and more.
        case filtered
        /// None.
        case huffmanOnly
        /// Runs of one byte.
        case runs
        /// All, and blocks have no codes of their own.
        case fixed
    }

    /// From 1, fast, to 9, small.
    public let level: Int
    /// Which matches are looked for.
    public let strategy: Strategy
    /// How far back matches may lie, as a power of two: 9 to 15.
    public let windowBits: Int
    /// From 1 to 9: how large the tables are in which matches are looked up, and how many symbols a block has.
    public let memoryLevel: Int

    /// Settings; what is outside its bounds is moved to the nearest one.
    public init(level: Int = 6, strategy: Strategy = .standard, windowBits: Int = 12, memoryLevel: Int = 5) {
        self.level = min(max(level, 1), 9)
        self.strategy = strategy
        self.windowBits = min(max(windowBits, 9), 15)
        self.memoryLevel = min(max(memoryLevel, 1), 9)
    }

    /// What the header says of the effort: 2 for the most, 4 for the least (RFC 1952 §2.3.1).
    var effortMark: UInt32 {
        if level == 9 { return 2 }
        switch strategy {
        case .huffmanOnly, .runs, .fixed: return 4
        case .standard, .filtered: return level == 1 ? 4 : 0
        }
    }

    /// How long matches are looked for.
    struct Effort {
        /// From this length on, only a quarter of the candidates is looked at for a better one.
        let good: Int
        /// Up to this length, the next byte may begin a better one; 0 means it is not asked.
        let lazy: Int
        /// Up to this length, the bytes of a match are candidates themselves; without `lazy`.
        let inserted: Int
        /// From this length on, a match is good enough.
        let nice: Int
        /// How many candidates are looked at.
        let chain: Int
    }

    /// The effort of the level, as zlib has it.
    var effort: Effort {
        switch level {
        case 1: Effort(good: 4, lazy: 0, inserted: 4, nice: 8, chain: 4)
        case 2: Effort(good: 4, lazy: 0, inserted: 5, nice: 16, chain: 8)
        case 3: Effort(good: 4, lazy: 0, inserted: 6, nice: 32, chain: 32)
        case 4: Effort(good: 4, lazy: 4, inserted: 0, nice: 16, chain: 16)
        case 5: Effort(good: 8, lazy: 16, inserted: 0, nice: 32, chain: 32)
        case 6: Effort(good: 8, lazy: 16, inserted: 0, nice: 128, chain: 128)
        case 7: Effort(good: 8, lazy: 32, inserted: 0, nice: 128, chain: 256)
        case 8: Effort(good: 32, lazy: 128, inserted: 0, nice: 258, chain: 1024)
        default: Effort(good: 32, lazy: 258, inserted: 0, nice: 258, chain: 4096)
        }
    }
}
