/// Bits in the order of RFC 1951 §3.1.1: the least significant first.
struct BitWriter {
    /// Whole bytes.
    private(set) var bytes: [UInt8] = []
    // pendingCount < 8 between calls
    private var pending: UInt64 = 0
    private var pendingCount = 0

    /// How many bits stand behind the last whole byte.
    var oddBits: Int { pendingCount }

    /// Writes the lowest `count` bits, at most 32; those above are 0.
    mutating func put(_ value: UInt32, _ count: Int) {
        pending |= UInt64(value) << UInt64(pendingCount)
        pendingCount += count
        while pendingCount >= 8 {
            bytes.append(UInt8(truncatingIfNeeded: pending))
            pending >>= 8
            pendingCount -= 8
        }
    }

    /// Fills the last byte with zeros.
    mutating func align() {
        if pendingCount > 0 { put(0, 8 - pendingCount) }
    }

    /// Writes a whole byte, at the start of a byte.
    mutating func put(byte: UInt8) { bytes.append(byte) }

    /// Drops the whole bytes and keeps their storage; odd bits stay.
    mutating func drop() { bytes.removeAll(keepingCapacity: true) }

    /// Drops everything and keeps the storage.
    mutating func reset() {
        drop()
        pending = 0
        pendingCount = 0
    }
}
