#if arch(x86_64)
    internal import CLinux
#endif

/// Sixteen bytes looked at together. A question is answered by the places where it is true, or by the first of them, 16
/// when there is none.
///
/// On x86-64 by SSE2, which every such processor has: Swift's own vectors have no way from a comparison to a bit a lane
/// but lane by lane. Elsewhere by `ByteBlock.Portable`.
@unsafe
struct ByteBlock {
    #if arch(x86_64)
        private let lanes: SIMD2<Int64>

        /// The bytes at `pointer`; all sixteen are inside its storage.
        @inline(__always)
        init(at pointer: UnsafeRawPointer) { unsafe lanes = pointer.loadUnaligned(as: SIMD2<Int64>.self) }

        @inline(__always)
        private static func first(_ hits: SIMD2<Int64>) -> Int {
            Int(truncatingIfNeeded: (UInt32(bitPattern: _mm_movemask_epi8(hits)) | 1 << 16).trailingZeroBitCount)
        }

        /// The places of `byte`.
        @inline(__always)
        func places(of byte: UInt8) -> Hits {
            unsafe Hits(_mm_cmpeq_epi8(lanes, _mm_set1_epi8(CChar(bitPattern: byte))))
        }

        /// The places of bytes below 0x20, and of DEL.
        @inline(__always)
        var controls: Hits {
            let low = unsafe _mm_cmpeq_epi8(_mm_min_epu8(lanes, _mm_set1_epi8(0x1f)), lanes)
            return unsafe Hits(_mm_or_si128(low, _mm_cmpeq_epi8(lanes, _mm_set1_epi8(0x7f))))
        }

        /// One bit for each lane where something was found.
        struct Hits {
            private let mask: UInt32

            @inline(__always)
            fileprivate init(_ lanes: SIMD2<Int64>) { mask = UInt32(bitPattern: _mm_movemask_epi8(lanes)) }

            /// Whether nothing was.
            @inline(__always)
            var isEmpty: Bool { mask == 0 }

            /// The first of them; none where there is none.
            @inline(__always)
            var first: Int { Int(truncatingIfNeeded: mask.trailingZeroBitCount) }
        }

        /// The first byte outside 0x21 ... 0x7e.
        @inline(__always)
        var firstNotVisible: Int {
            // Signed: bytes from 0x80 on are below.
            let blank = unsafe _mm_cmpgt_epi8(_mm_set1_epi8(0x21), lanes)
            return unsafe Self.first(_mm_or_si128(blank, _mm_cmpeq_epi8(lanes, _mm_set1_epi8(0x7f))))
        }

        /// The first byte below 0x21, or DEL.
        @inline(__always)
        var firstBlankOrControl: Int {
            let low = unsafe _mm_cmpeq_epi8(_mm_min_epu8(lanes, _mm_set1_epi8(0x20)), lanes)
            return unsafe Self.first(_mm_or_si128(low, _mm_cmpeq_epi8(lanes, _mm_set1_epi8(0x7f))))
        }

        /// Writes the first `count` bytes at `pointer`, at least one, in lower case where they stand, if all of them
        /// are letters, digits or `-`; says whether. All sixteen are inside the storage; those behind stay as they are.
        @inline(__always)
        static func lowercasePlain(_ pointer: UnsafeMutableRawPointer, _ count: Int) -> Bool {
            let lanes = unsafe pointer.loadUnaligned(as: SIMD2<Int64>.self)
            let isUpper = unsafe isBelow(26, _mm_sub_epi8(lanes, _mm_set1_epi8(0x41)))
            let low = _mm_or_si128(lanes, _mm_and_si128(isUpper, _mm_set1_epi8(0x20)))
            let isLetter = unsafe isBelow(26, _mm_sub_epi8(low, _mm_set1_epi8(0x61)))
            let isDigit = unsafe isBelow(10, _mm_sub_epi8(lanes, _mm_set1_epi8(0x30)))
            let isDash = _mm_cmpeq_epi8(lanes, _mm_set1_epi8(0x2d))
            let inside = (UInt32(1) &<< UInt32(truncatingIfNeeded: min(count, 16))) &- 1
            let isName = _mm_or_si128(isLetter, _mm_or_si128(isDigit, isDash))
            let isGood = UInt32(bitPattern: _mm_movemask_epi8(isName))
            if ~isGood & inside != 0 { return false }
            let hits = UInt32(bitPattern: _mm_movemask_epi8(isUpper))
            if hits & inside == 0 { return true }
            let numbers = SIMD2<Int64>(0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908)
            let mask = _mm_cmpgt_epi8(_mm_set1_epi8(CChar(truncatingIfNeeded: min(count, 16))), numbers)
            let mixed = _mm_or_si128(_mm_and_si128(mask, low), _mm_andnot_si128(mask, lanes))
            unsafe pointer.storeBytes(of: mixed, as: SIMD2<Int64>.self)
            return true
        }

        /// All ones in each lane that is below `bound`, unsigned.
        @inline(__always)
        private static func isBelow(_ bound: CChar, _ lanes: SIMD2<Int64>) -> SIMD2<Int64> {
            _mm_cmpeq_epi8(_mm_min_epu8(lanes, _mm_set1_epi8(bound &- 1)), lanes)
        }

        /// The first byte that differs from the one in the same place of `other`.
        @inline(__always)
        func firstDifference(from other: ByteBlock) -> Int {
            let same = unsafe UInt32(bitPattern: _mm_movemask_epi8(_mm_cmpeq_epi8(lanes, other.lanes)))
            return Int(truncatingIfNeeded: (~same).trailingZeroBitCount)
        }
    #else
        private let portable: Portable

        @inline(__always)
        init(at pointer: UnsafeRawPointer) { unsafe portable = Portable(at: pointer) }

        @inline(__always)
        func places(of byte: UInt8) -> Portable.Hits { unsafe portable.places(of: byte) }

        @inline(__always)
        var controls: Portable.Hits { unsafe portable.controls }

        @inline(__always)
        var firstNotVisible: Int { unsafe portable.firstNotVisible }

        @inline(__always)
        var firstBlankOrControl: Int { unsafe portable.firstBlankOrControl }

        @inline(__always)
        func firstDifference(from other: ByteBlock) -> Int { unsafe portable.firstDifference(from: other.portable) }
    #endif
}

extension ByteBlock {
    /// The same in two words, for any processor. The carry of a sum of seven-bit numbers tells in a byte's high bit
    /// whether it is at least a bound.
    @unsafe
    struct Portable {
        private let low: UInt64
        private let high: UInt64

        @inline(__always)
        init(at pointer: UnsafeRawPointer) {
            unsafe low = UInt64(littleEndian: pointer.loadUnaligned(as: UInt64.self))
            unsafe high = UInt64(littleEndian: pointer.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        }

        /// The first byte whose high bit `hits` sets.
        @inline(__always)
        private func first(where hits: (UInt64) -> UInt64) -> Int {
            let one = unsafe hits(low) & 0x8080_8080_8080_8080
            if one != 0 { return one.trailingZeroBitCount &>> 3 }
            // No hit counts 64 bits, which makes 16.
            return unsafe 8 &+ (hits(high) & 0x8080_8080_8080_8080).trailingZeroBitCount &>> 3
        }

        /// Where the first of something is; 16 when there is none.
        struct Hits {
            let first: Int
            var isEmpty: Bool { first == 16 }
        }

        @inline(__always)
        func places(of byte: UInt8) -> Hits {
            let pattern = UInt64(byte) &* 0x0101_0101_0101_0101
            let place = unsafe first { word in
                let differs = word ^ pattern
                return ~((differs & 0x7f7f_7f7f_7f7f_7f7f) &+ 0x7f7f_7f7f_7f7f_7f7f | differs)
            }
            return Hits(first: place)
        }

        @inline(__always)
        var controls: Hits {
            let place = unsafe first { word in
                let seven = word & 0x7f7f_7f7f_7f7f_7f7f
                return (~(seven &+ 0x6060_6060_6060_6060) | (seven &+ 0x0101_0101_0101_0101)) & ~word
            }
            return Hits(first: place)
        }

        @inline(__always)
        var firstNotVisible: Int {
            unsafe first { word in
                let seven = word & 0x7f7f_7f7f_7f7f_7f7f
                return ~(seven &+ 0x5f5f_5f5f_5f5f_5f5f) | (seven &+ 0x0101_0101_0101_0101) | word
            }
        }

        @inline(__always)
        var firstBlankOrControl: Int {
            unsafe first { word in
                let seven = word & 0x7f7f_7f7f_7f7f_7f7f
                return (~(seven &+ 0x5f5f_5f5f_5f5f_5f5f) | (seven &+ 0x0101_0101_0101_0101)) & ~word
            }
        }

        @inline(__always)
        func firstDifference(from other: Portable) -> Int {
            let one = unsafe low ^ other.low
            if one != 0 { return one.trailingZeroBitCount &>> 3 }
            return unsafe 8 &+ (high ^ other.high).trailingZeroBitCount &>> 3
        }
    }
}
