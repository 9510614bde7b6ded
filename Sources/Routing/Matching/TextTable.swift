internal import Buffers

/// Texts and the numbers that stand for them, found in one look whatever their count: a text itself, or all of them
/// that another begins with, the longest first. A look allocates nothing.
final class TextTable: Sendable {
    private struct Slot: Sendable {
        var hash: UInt64
        /// The place of the text; -1 marks an empty slot.
        var place: Int32
    }

    private let texts: [[UInt8]]
    /// Open addressing with linear probing; the count is a power of two.
    private let slots: [Slot]
    /// The lengths of texts, longest first.
    private let lengths: [Int]
    private let seed: UInt64

    /// A table of texts, none of which stands twice; their places are their numbers.
    init(_ texts: [[UInt8]], seed: UInt64 = .random(in: .min ... .max)) {
        self.texts = texts
        self.seed = seed
        lengths = Set(texts.map(\.count)).sorted(by: >)
        var capacity = 4
        while capacity < texts.count * 2 { capacity *= 2 }
        var slots = Array(repeating: Slot(hash: 0, place: -1), count: capacity)
        for (place, text) in texts.enumerated() {
            let hash = Self.hash(text.span, seed)
            var position = Int(truncatingIfNeeded: hash) & (capacity - 1)
            while slots[position].place >= 0 { position = (position + 1) & (capacity - 1) }
            slots[position] = Slot(hash: hash, place: Int32(truncatingIfNeeded: place))
        }
        self.slots = slots
    }

    /// The place of a text; -1 when it is not there.
    func find(_ text: Span<UInt8>) -> Int {
        let hash = Self.hash(text, seed)
        let mask = slots.count &- 1
        var position = Int(truncatingIfNeeded: hash) & mask
        while slots[position].place >= 0 {
            let place = Int(slots[position].place)
            if slots[position].hash == hash {
                let known = texts[place]
                if Bytes.equal(known.span, text) { return place }
            }
            position = (position &+ 1) & mask
        }
        return -1
    }

    /// The place of the longest text that another begins with, of those that are shorter than `limit`; -1 for none.
    func findBeginning(of text: Span<UInt8>, below limit: Int) -> Int {
        for length in lengths where length < limit && length <= text.count {
            let place = find(text.extracting(first: length))
            if place >= 0 { return place }
        }
        return -1
    }

    /// The same for endings.
    func findEnding(of text: Span<UInt8>, below limit: Int) -> Int {
        for length in lengths where length < limit && length <= text.count {
            let place = find(text.extracting(last: length))
            if place >= 0 { return place }
        }
        return -1
    }

    /// The length of the text at a place.
    func length(at place: Int) -> Int { texts[place].count }

    private static func hash(_ text: Span<UInt8>, _ seed: UInt64) -> UInt64 {
        Bytes.hashIgnoringCase(text, seed: seed)
    }
}
