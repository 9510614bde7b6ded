/// Well-known field names and their numbers, laid out so that a name is recognised, in any case, by one look at the
/// four bytes at its start, middle and end, and one comparison.
///
/// Made once and never changed. Names are lower-case tokens of letters, digits and hyphens.
@safe
public final class FieldNameTable: @unchecked Sendable {  // Guarded by immutability: written in `init` only.
    /// Bytes that a name may have at most.
    public static let longestName = entryWords &* 8 &- 8
    /// Seven words of name, then its length and its number.
    static let entryWords = 8
    static let slotBits: UInt64 = 11

    let slots: UnsafeMutablePointer<UInt8>
    let entries: UnsafeMutablePointer<UInt64>
    let multiplier: UInt64

    /// Lays out `names`; at most 254 of at most `longestName` bytes, none twice.
    public init(_ names: [(name: StaticString, tag: UInt8)]) {
        let words = names.count &+ 1
        unsafe entries = .allocate(capacity: words &* Self.entryWords)
        unsafe entries.initialize(repeating: 0, count: words &* Self.entryWords)
        unsafe slots = .allocate(capacity: 1 << Int(Self.slotBits))
        for (index, name) in names.enumerated() {
            let count = name.name.utf8CodeUnitCount
            precondition(count > 0 && count <= Self.longestName, "a name of that length does not fit")
            let entry = unsafe UnsafeMutableRawPointer(entries + (index &+ 1) &* Self.entryWords)
            unsafe entry.copyMemory(from: name.name.utf8Start, byteCount: count)
            unsafe entry.storeBytes(
                of: UInt64(count) | UInt64(name.tag) &<< 32, toByteOffset: Self.longestName, as: UInt64.self)
        }
        // Some factor spreads the names over the slots without two of them meeting: one in twenty does for a hundred.
        var factor: UInt64 = 0x9e37_79b9_7f4a_7c15
        var attempts = 0
        while true {
            attempts &+= 1
            precondition(attempts < 100_000, "two names agree wherever they are looked at")
            unsafe slots.initialize(repeating: 0, count: 1 << Int(Self.slotBits))
            var isFree = true
            for index in 1..<max(words, 1) {
                let entry = unsafe UnsafeRawPointer(entries + index &* Self.entryWords)
                let count = unsafe Int(entry.load(fromByteOffset: Self.longestName, as: UInt32.self))
                let slot = unsafe Self.slot(entry, count, factor)
                if unsafe slots[slot] != 0 {
                    isFree = false
                    break
                }
                unsafe slots[slot] = UInt8(truncatingIfNeeded: index)
            }
            if isFree { break }
            factor = factor &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            factor |= 1
        }
        multiplier = factor
    }

    deinit {
        unsafe entries.deallocate()
        unsafe slots.deallocate()
    }

    /// Where a name belongs. Four bytes from `name` on are readable, whatever its length.
    @inline(__always)
    static func slot(_ name: UnsafeRawPointer, _ count: Int, _ multiplier: UInt64) -> Int {
        var ends = unsafe UInt64(name.loadUnaligned(as: UInt32.self))
        var middle = UInt64(truncatingIfNeeded: count)
        if count >= 4 {
            ends |= unsafe UInt64(name.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)) &<< 32
            middle &+= unsafe UInt64(
                name.loadUnaligned(fromByteOffset: (count &- 4) &>> 1, as: UInt32.self) | 0x2020_2020)
        } else {
            ends &= 0xff_ffff &>> UInt64(truncatingIfNeeded: 24 &- count &* 8)
        }
        let mixed = ((ends | 0x2020_2020_2020_2020) ^ middle &* 0xff51_afd7_ed55_8ccd) &* multiplier
        return Int(truncatingIfNeeded: mixed &>> (64 &- slotBits))
    }

    /// The number of the name at `name`, 0 when it is not here; a name that is here is written in lower case.
    /// Sixteen bytes behind its last one are readable. `count` is above 0.
    @inline(__always)
    func recognise(_ name: UnsafeMutableRawPointer, _ count: Int) -> UInt8 {
        let slot = unsafe Self.slot(UnsafeRawPointer(name), count, multiplier)
        let entry = unsafe entries + Int(slots[slot]) &* Self.entryWords
        let label = unsafe entry[Self.entryWords &- 1]
        if UInt32(truncatingIfNeeded: label) != UInt32(truncatingIfNeeded: count) { return 0 }
        var at = 0
        repeat {
            let same = unsafe ByteBlock(at: name + at).firstDifference(
                from: ByteBlock(at: UnsafeRawPointer(entry) + at))
            at &+= same
            if same < 16 { break }
        } while at < count
        if unsafe at < count && !lowercase(name, count, from: at, like: entry) { return 0 }
        return UInt8(truncatingIfNeeded: label &>> 32)
    }

    /// Whether the name at `name`, which may differ from the entry's from byte `start` on, differs in nothing but
    /// capitals; these are written as small letters then.
    @unsafe
    private func lowercase(
        _ name: UnsafeMutableRawPointer, _ count: Int, from start: Int, like entry: UnsafePointer<UInt64>
    ) -> Bool {
        let known = unsafe UnsafeRawPointer(entry)
        var at = start
        while at < count {
            let byte = unsafe name.load(fromByteOffset: at, as: UInt8.self)
            if unsafe Bytes.lowercased(byte) != known.load(fromByteOffset: at, as: UInt8.self) { return false }
            at &+= 1
        }
        unsafe name.copyMemory(from: known, byteCount: count)
        return true
    }
}
