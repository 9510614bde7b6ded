internal import Synchronization

/// A compact table of counters by small key (a histogram's bin, an HTTP status), for one writer and any reader.
///
/// Open addressing over one word an entry: the key and one in the top 11 bits, the count in the other 53, so that a
/// reader always sees a key with its own count. Word 0 holds the shift of the hash and the number of entries.
/// A table is at most 5/8 full; it grows by replacement, which its owner publishes.
@safe
struct SparseCounters {
    typealias Words = UnsafeMutablePointer<Atomic<UInt64>>

    /// Keys are below this.
    static let keyLimit = 2_047
    private static let keyShift: UInt64 = 53
    private static let countMask: UInt64 = (1 << 53) - 1
    private static let smallest = 3  // 8 entries
    private static let factor: UInt64 = 0x9e37_79b9_7f4a_7c15

    let words: Words

    /// The table whose address an owner keeps as an integer.
    init?(address: UInt64) {
        guard let words = unsafe Words(bitPattern: UInt(address)) else { return nil }
        unsafe self.words = words
    }

    var address: UInt64 { unsafe UInt64(UInt(bitPattern: words)) }

    /// Allocates an empty table for 2 to the power of `log2` entries.
    init(log2: Int = smallest) {
        let count = (1 << log2) + 1
        unsafe words = Words.allocate(capacity: count)
        for i in 0..<count { unsafe (words + i).initialize(to: Atomic(0)) }
        unsafe words.pointee.store(UInt64(64 - log2) << 32, ordering: .relaxed)
    }

    /// Frees the table; the owner knows that nobody reads it.
    func deallocate() {
        unsafe words.deinitialize(count: capacity + 1)
        unsafe words.deallocate()
    }

    private var header: UInt64 { unsafe words.pointee.load(ordering: .relaxed) }
    private var shift: UInt64 { header &>> 32 }
    private var capacity: Int { 1 << (64 - Int(shift)) }

    /// Adds one to the counter of `key` if it stands in the first place where it may; says whether it does.
    @inline(__always)
    func incrementAtOnce(_ key: Int) -> Bool {
        let tag = UInt64(truncatingIfNeeded: key) &+ 1
        let slot = (tag &* Self.factor) &>> shift
        let word = unsafe words + Int(truncatingIfNeeded: slot &+ 1)
        let entry = unsafe word.pointee.load(ordering: .relaxed)
        guard entry &>> Self.keyShift == tag else { return false }
        unsafe word.pointee.store(entry &+ 1, ordering: .relaxed)
        return true
    }

    /// Adds `amount` to the counter of `key`. Returns a larger table that replaces this one when it had to grow.
    func add(_ amount: UInt64, to key: Int) -> SparseCounters? {
        let tag = UInt64(truncatingIfNeeded: key) &+ 1
        let header = self.header
        let shift = header &>> 32
        let mask = (UInt64(1) &<< (64 &- shift)) &- 1
        var slot = (tag &* Self.factor) &>> shift
        while true {
            let word = unsafe words + Int(truncatingIfNeeded: slot &+ 1)
            let entry = unsafe word.pointee.load(ordering: .relaxed)
            if entry &>> Self.keyShift == tag {
                unsafe word.pointee.store(entry &+ amount, ordering: .relaxed)
                return nil
            }
            if entry == 0 {
                let used = header & 0xffff_ffff
                if used &* 8 >= (mask &+ 1) &* 5 {
                    let larger = grown()
                    _ = larger.add(amount, to: key)
                    return larger
                }
                unsafe word.pointee.store((tag &<< Self.keyShift) | (amount & Self.countMask), ordering: .relaxed)
                unsafe words.pointee.store(header &+ 1, ordering: .relaxed)
                return nil
            }
            slot = (slot &+ 1) & mask
        }
    }

    private func grown() -> SparseCounters {
        let larger = SparseCounters(log2: 64 - Int(shift) + 1)
        forEach { key, count in _ = larger.add(count, to: key) }
        return larger
    }

    /// Calls `body` for each key that was counted, in no order.
    func forEach(_ body: (_ key: Int, _ count: UInt64) -> Void) {
        for i in 1...capacity {
            let entry = unsafe (words + i).pointee.load(ordering: .relaxed)
            if entry != 0 { body(Int(entry >> Self.keyShift) - 1, entry & Self.countMask) }
        }
    }
}
