/// Finds bytes that came before, within the window (LZ77), as zlib looks for them: by chains of places whose three
/// bytes have the same hash, and, from level 4 on, by asking whether the next byte begins a longer match.
struct DeflateMatcher {
    private static let shortest = 3
    private static let longest = 258
    /// A match of three bytes from so far back costs more than the bytes.
    private static let farForThree = 4096

    private let settings: GzipSettings
    private let effort: GzipSettings.Effort
    private let reach: Int
    private let mask: Int
    private let hashShift: UInt32
    /// The newest bytes. Place 0 is never a candidate, as with zlib: it means that there is none.
    private var window: [UInt8]
    /// The newest place of each hash.
    private var heads: [UInt16]
    /// The place before with the same hash, of each place in reach.
    private var links: [UInt16]
    /// Tokens that are in no block yet.
    private(set) var tokens: [DeflateToken] = []
    /// A block has at most so many.
    private let tokenLimit: Int

    // blockStart <= position <= end <= window.count; inserted <= end
    private var end = 0
    private var position = 0
    private var inserted = 0
    /// Where the bytes begin that `tokens` stand for.
    private var blockStart = 0
    /// The match that begins at the byte before `position`, which is in no token yet.
    private var waiting: (length: Int, distance: Int)?

    init(_ settings: GzipSettings) {
        self.settings = settings
        effort = settings.effort
        let size = 1 << settings.windowBits
        reach = size - Self.longest - Self.shortest - 1
        mask = size - 1
        hashShift = UInt32(32 - (settings.memoryLevel + 7))
        window = Array(repeating: 0, count: max(2 * size, 32_768))
        heads = Array(repeating: 0, count: 1 << (settings.memoryLevel + 7))
        links = Array(repeating: 0, count: size)
        tokenLimit = 1 << (settings.memoryLevel + 6) - 1
        tokens.reserveCapacity(tokenLimit)
    }

    /// Begins anew.
    mutating func reset() {
        for index in heads.indices { heads[index] = 0 }
        tokens.removeAll(keepingCapacity: true)
        end = 0
        position = 0
        inserted = 0
        blockStart = 0
        waiting = nil
    }

    /// Room for bytes; where there is none, the block has to be written first, and then `slide` makes some.
    var room: Int { window.count - end }

    /// Takes bytes, at most `room`.
    mutating func take(_ bytes: Span<UInt8>) {
        for index in bytes.indices { window[end + index] = bytes[index] }
        end += bytes.count
    }

    /// Drops bytes that are out of reach. All tokens are in blocks.
    mutating func slide() {
        let size = mask + 1
        let shift = window.count - size
        for index in 0..<size { window[index] = window[index + shift] }
        for index in heads.indices { heads[index] = Int(heads[index]) > shift ? heads[index] - UInt16(shift) : 0 }
        for index in links.indices { links[index] = Int(links[index]) > shift ? links[index] - UInt16(shift) : 0 }
        end -= shift
        position -= shift
        inserted -= shift
        blockStart -= shift
    }

    /// The bytes that the tokens stand for.
    var blockBytes: Range<Int> { blockStart..<(waiting == nil ? position : position - 1) }

    /// A byte of the window.
    func byte(at place: Int) -> UInt8 { window[place] }

    /// The tokens are in a block.
    mutating func blockWritten() {
        blockStart = blockBytes.upperBound
        tokens.removeAll(keepingCapacity: true)
    }

    /// Finds tokens for what was taken.
    /// - Returns: whether a block is full, and there may be more.
    mutating func fill() -> Bool {
        switch settings.strategy {
        case .huffmanOnly: return fillWithBytes()
        case .runs: return fillWithRuns()
        case .standard, .filtered, .fixed: return effort.lazy == 0 ? fillAtOnce() : fillLazily()
        }
    }

    /// Nothing follows for now: what waited for a better match is decided.
    mutating func settle() {
        guard waiting != nil else { return }
        tokens.append(DeflateToken(window[position - 1]))
        waiting = nil
    }

    private mutating func fillWithBytes() -> Bool {
        while position < end {
            tokens.append(DeflateToken(window[position]))
            position += 1
            if tokens.count == tokenLimit { return true }
        }
        return false
    }

    private mutating func fillWithRuns() -> Bool {
        while position < end {
            var length = 0
            if position > 0 {
                let byte = window[position - 1]
                let most = min(Self.longest, end - position)
                while length < most && window[position + length] == byte { length += 1 }
            }
            if length >= Self.shortest {
                tokens.append(DeflateToken(length: length, distance: 1))
                position += length
            } else {
                tokens.append(DeflateToken(window[position]))
                position += 1
            }
            if tokens.count == tokenLimit { return true }
        }
        return false
    }

    private mutating func fillAtOnce() -> Bool {
        while position < end {
            let match = findMatch(longerThan: Self.shortest - 1)
            if match.length >= Self.shortest {
                tokens.append(DeflateToken(length: match.length, distance: match.distance))
                let next = position + match.length
                if match.length <= effort.inserted { insert(before: next) } else { inserted = max(inserted, next) }
                position = next
            } else {
                tokens.append(DeflateToken(window[position]))
                position += 1
            }
            if tokens.count == tokenLimit { return true }
        }
        return false
    }

    private mutating func fillLazily() -> Bool {
        while position < end {
            let before = waiting
            let known = before?.length ?? Self.shortest - 1
            var match = (length: Self.shortest - 1, distance: 0)
            if known < effort.lazy {
                match = findMatch(longerThan: known)
                let isPoor =
                    settings.strategy == .filtered
                    || match.length == Self.shortest && match.distance > Self.farForThree
                if match.length <= 5 && isPoor { match.length = Self.shortest - 1 }
            } else {
                insert(before: position + 1)
            }
            if let before, before.length >= Self.shortest, match.length <= before.length {
                tokens.append(DeflateToken(length: before.length, distance: before.distance))
                let next = position - 1 + before.length
                insert(before: next)
                position = next
                waiting = nil
            } else {
                if before != nil { tokens.append(DeflateToken(window[position - 1])) }
                waiting = match
                position += 1
            }
            if tokens.count == tokenLimit { return true }
        }
        return false
    }

    // MARK: - Candidates

    private func hash(at place: Int) -> Int {
        let word = UInt32(window[place]) | UInt32(window[place + 1]) << 8 | UInt32(window[place + 2]) << 16
        return Int((word &* 0x9E37_79B1) >> hashShift)
    }

    /// Makes places candidates whose three bytes are there.
    private mutating func insert(before limit: Int) {
        let last = min(limit, end - Self.shortest + 1)
        while inserted < last {
            let slot = hash(at: inserted)
            links[inserted & mask] = heads[slot]
            heads[slot] = UInt16(truncatingIfNeeded: inserted)
            inserted += 1
        }
    }

    /// The longest match at `position`, the nearest of the longest; as long as `known` when there is no longer one.
    private mutating func findMatch(longerThan known: Int) -> (length: Int, distance: Int) {
        var best = (length: known, distance: 0)
        let most = min(Self.longest, end - position)
        guard most >= Self.shortest else { return (Self.shortest - 1, 0) }
        insert(before: position)
        var candidate = inserted == position ? Int(heads[hash(at: position)]) : 0
        insert(before: position + 1)
        let limit = max(position - reach, 0)
        var chain = known >= effort.good ? effort.chain / 4 : effort.chain
        let nice = min(effort.nice, most)
        // A match of the known length is no gain.
        guard known < most else { return (Self.shortest - 1, 0) }
        while candidate > limit && chain > 0 {
            if window[candidate + best.length] == window[position + best.length]
                && window[candidate] == window[position]
            {
                var length = 0
                while length < most && window[candidate + length] == window[position + length] { length += 1 }
                if length > best.length {
                    best = (length, position - candidate)
                    if length >= nice { break }
                }
            }
            candidate = Int(links[candidate & mask])
            chain -= 1
        }
        return best.distance == 0 ? (Self.shortest - 1, 0) : best
    }
}
