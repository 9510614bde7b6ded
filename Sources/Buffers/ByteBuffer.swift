/// A growable run of bytes with one owner: bytes are appended at the end and consumed from the front.
///
/// Invariant: `readIndex <= writeIndex <= capacity`. An empty buffer may hold no storage at all, so an idle
/// connection costs nothing; `BufferPool` lends storage of one size and takes it back.
///
/// Offsets given to `subscript`, `span(at:count:)` and friends count from `readIndex`.
@safe
public struct ByteBuffer: ~Copyable {
    @usableFromInline var base: UnsafeMutablePointer<UInt8>?
    @usableFromInline var readIndex = 0
    @usableFromInline var writeIndex = 0
    @usableFromInline var capacityInBytes = 0

    /// An empty buffer without storage.
    @inlinable public init() { unsafe base = nil }

    /// An empty buffer with room for `capacity` bytes.
    @inlinable public init(capacity: Int) {
        unsafe base = capacity > 0 ? .allocate(capacity: capacity) : nil
        capacityInBytes = capacity > 0 ? capacity : 0
    }

    deinit {
        if let base = unsafe base { unsafe base.deallocate() }
    }

    /// Readable bytes.
    @inlinable public var count: Int { writeIndex &- readIndex }

    /// Whether no byte is readable.
    @inlinable public var isEmpty: Bool { writeIndex == readIndex }

    /// Bytes of storage held, used or not.
    @inlinable public var capacity: Int { capacityInBytes }

    /// Bytes that fit behind the readable ones without moving or growing.
    @inlinable public var writableCount: Int { capacityInBytes &- writeIndex }

    /// The readable bytes.
    @inlinable public var readable: Span<UInt8> {
        @_lifetime(borrow self)
        borrowing get {
            let start = unsafe base.map { unsafe UnsafePointer($0 + readIndex) }
            let bytes = unsafe UnsafeBufferPointer(start: start, count: writeIndex &- readIndex)
            return unsafe _overrideLifetime(Span(_unsafeElements: bytes), borrowing: self)
        }
    }

    /// The `count` readable bytes from `offset`. Traps when they are not all readable: callers own the offsets.
    @inlinable @_lifetime(borrow self)
    public borrowing func span(at offset: Int, count: Int) -> Span<UInt8> {
        precondition(offset >= 0 && count >= 0 && offset <= self.count &- count, "span outside the readable bytes")
        let start = unsafe base.map { unsafe UnsafePointer($0 + readIndex + offset) }
        let bytes = unsafe UnsafeBufferPointer(start: start, count: count)
        return unsafe _overrideLifetime(Span(_unsafeElements: bytes), borrowing: self)
    }

    /// The byte at `offset`.
    @inlinable public subscript(offset: Int) -> UInt8 {
        get {
            precondition(offset >= 0 && offset < count, "index outside the readable bytes")
            return unsafe base.unsafelyUnwrapped[readIndex &+ offset]
        }
        set {
            precondition(offset >= 0 && offset < count, "index outside the readable bytes")
            unsafe base.unsafelyUnwrapped[readIndex &+ offset] = newValue
        }
    }

    /// A copy of the readable bytes; allocates.
    public var bytes: [UInt8] {
        var copy: [UInt8] = []
        copy.reserveCapacity(count)
        for index in 0..<count { copy.append(self[index]) }
        return copy
    }

    /// Drops `count` bytes from the front.
    @inlinable public mutating func consume(_ count: Int) {
        precondition(count >= 0 && count <= self.count, "consuming more than is readable")
        readIndex &+= count
        if readIndex == writeIndex {
            readIndex = 0
            writeIndex = 0
        }
    }

    /// Drops bytes from the end, so that `count` stay.
    @inlinable public mutating func truncate(to count: Int) {
        precondition(count >= 0 && count <= self.count, "truncating to more than is readable")
        writeIndex = readIndex &+ count
    }

    /// Drops all bytes and keeps the storage.
    @inlinable public mutating func removeAll() {
        readIndex = 0
        writeIndex = 0
    }

    /// Drops all bytes and frees the storage.
    public mutating func releaseStorage() {
        if let base = unsafe base { unsafe base.deallocate() }
        unsafe base = nil
        readIndex = 0
        writeIndex = 0
        capacityInBytes = 0
    }

    /// Makes room for `extra` more bytes behind the readable ones: by moving them to the front when that is enough and
    /// they are few, beside the room or beside what was consumed before them; else by doubling.
    @inlinable public mutating func reserve(_ extra: Int) {
        if capacityInBytes &- writeIndex < extra { makeRoom(extra) }
    }

    @usableFromInline mutating func makeRoom(_ extra: Int) {
        let count = self.count
        if let base = unsafe base, capacityInBytes - count >= extra,
            count <= capacityInBytes / 2 || count / 2 <= readIndex
        {
            unsafe base.update(from: base + readIndex, count: count)
        } else {
            let wanted = max(count + extra, capacityInBytes * 2, 64)
            let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: wanted)
            if let base = unsafe base {
                unsafe grown.update(from: base + readIndex, count: count)
                unsafe base.deallocate()
            }
            unsafe base = grown
            capacityInBytes = wanted
        }
        readIndex = 0
        writeIndex = count
    }

    // MARK: - Raw access for the rooms that talk to the kernel and to C libraries

    /// Offers at least `minimum` writable bytes; `body` returns how many it filled.
    @unsafe @inlinable
    public mutating func writeWithUnsafeBytes<R>(
        minimum: Int, _ body: (UnsafeMutableRawBufferPointer) -> (filled: Int, result: R)
    ) -> R {
        reserve(minimum)
        let room = unsafe UnsafeMutableRawBufferPointer(
            start: base.map { unsafe $0 + writeIndex }, count: capacityInBytes &- writeIndex)
        let (filled, result) = unsafe body(room)
        precondition(filled >= 0 && filled <= room.count, "filled more than was offered")
        writeIndex &+= filled
        return result
    }

    /// Lends the readable bytes to a C call.
    @unsafe @inlinable
    public borrowing func withUnsafeReadableBytes<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
        unsafe body(UnsafeRawBufferPointer(start: base.map { unsafe $0 + readIndex }, count: count))
    }
}

extension ByteBuffer {
    /// Writes the bytes in lower case where they stand, and says whether all of them are token characters
    /// (RFC 9110 §5.6.2). At the first other byte it stops.
    public mutating func lowercaseToken(at offset: Int, count: Int) -> Bool {
        precondition(offset >= 0 && count >= 0 && offset <= self.count &- count, "token outside the readable bytes")
        guard count > 0, let base = unsafe base else { return false }
        let bytes = unsafe UnsafeMutableRawPointer(base + (readIndex &+ offset))
        var index = 0
        #if arch(x86_64)
            // Few names are longer than a block.
            if count <= 16 && readIndex &+ offset &+ 16 <= capacityInBytes {
                if unsafe ByteBlock.lowercasePlain(bytes, count) { return true }
            }
        #endif
        // Nearly every name is made of letters, digits and `-`. Words overlap at the end; what stands behind a short
        // name in its word is left alone.
        if count >= 8 {
            while unsafe index &+ 8 < count && Self.lowercasePlain(bytes + index, ~0) { index &+= 8 }
            if unsafe index &+ 8 >= count && Self.lowercasePlain(bytes + (count &- 8), ~0) { return true }
        } else if readIndex &+ offset &+ 8 <= capacityInBytes {
            if unsafe Self.lowercasePlain(bytes, ~0 &>> (64 &- UInt64(truncatingIfNeeded: count) &* 8)) { return true }
        }
        while index < count {
            let byte = unsafe bytes.load(fromByteOffset: index, as: UInt8.self)
            if !Bytes.isToken(byte) { return false }
            unsafe bytes.storeBytes(of: Bytes.lowercased(byte), toByteOffset: index, as: UInt8.self)
            index &+= 1
        }
        return true
    }

    /// Writes the word's bytes inside the mask in lower case if all of them are letters, digits or `-`; says whether.
    /// The carry of each sum tells in a byte's high bit whether the byte is at least, or above, a bound.
    @unsafe @inline(__always)
    private static func lowercasePlain(_ bytes: UnsafeMutableRawPointer, _ inside: UInt64) -> Bool {
        let word = unsafe bytes.loadUnaligned(as: UInt64.self)
        var low = word & 0x7f7f_7f7f_7f7f_7f7f
        let lanes = inside & 0x8080_8080_8080_8080
        let isUpper = ((low &+ 0x3f3f_3f3f_3f3f_3f3f) ^ (low &+ 0x2525_2525_2525_2525)) & ~word & lanes
        low |= isUpper &>> 2
        let isLetter = (low &+ 0x1f1f_1f1f_1f1f_1f1f) ^ (low &+ 0x0505_0505_0505_0505)
        let isDigit = (low &+ 0x5050_5050_5050_5050) ^ (low &+ 0x4646_4646_4646_4646)
        let isDash = ~((low ^ 0x2d2d_2d2d_2d2d_2d2d) &+ 0x7f7f_7f7f_7f7f_7f7f)
        if (isLetter | isDigit | isDash) & ~word & lanes != lanes { return false }
        if isUpper != 0 { unsafe bytes.storeBytes(of: word | isUpper &>> 2, as: UInt64.self) }
        return true
    }
}
