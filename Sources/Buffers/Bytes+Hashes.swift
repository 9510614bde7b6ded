/// Hashes that are the same on every machine and in every version, so that several proxies choose alike. They are not
/// for secrets, and withstand no adversary.
extension Bytes {
    /// xxHash64 (https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md).
    public static func xxHash64(_ bytes: Span<UInt8>, seed: UInt64 = 0) -> UInt64 {
        let raw = unsafe bytes.bytes
        var offset = 0
        var hash: UInt64
        if bytes.count >= 32 {
            var lanes = (
                seed &+ XXHash64.prime1 &+ XXHash64.prime2, seed &+ XXHash64.prime2, seed, seed &- XXHash64.prime1
            )
            while offset <= bytes.count - 32 {
                lanes.0 = XXHash64.round(
                    lanes.0, unsafe raw.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
                lanes.1 = XXHash64.round(
                    lanes.1, unsafe raw.unsafeLoadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
                lanes.2 = XXHash64.round(
                    lanes.2, unsafe raw.unsafeLoadUnaligned(fromByteOffset: offset + 16, as: UInt64.self))
                lanes.3 = XXHash64.round(
                    lanes.3, unsafe raw.unsafeLoadUnaligned(fromByteOffset: offset + 24, as: UInt64.self))
                offset += 32
            }
            hash = rotate(lanes.0, 1) &+ rotate(lanes.1, 7) &+ rotate(lanes.2, 12) &+ rotate(lanes.3, 18)
            hash = XXHash64.merge(hash, lanes.0)
            hash = XXHash64.merge(hash, lanes.1)
            hash = XXHash64.merge(hash, lanes.2)
            hash = XXHash64.merge(hash, lanes.3)
        } else {
            hash = seed &+ XXHash64.prime5
        }
        hash &+= UInt64(bytes.count)
        while offset <= bytes.count - 8 {
            let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
            hash = rotate(hash ^ XXHash64.round(0, word), 27) &* XXHash64.prime1 &+ XXHash64.prime4
            offset += 8
        }
        if offset <= bytes.count - 4 {
            let word = UInt64(unsafe raw.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
            hash = rotate(hash ^ (word &* XXHash64.prime1), 23) &* XXHash64.prime2 &+ XXHash64.prime3
            offset += 4
        }
        while offset < bytes.count {
            hash = rotate(hash ^ (UInt64(bytes[offset]) &* XXHash64.prime5), 11) &* XXHash64.prime1
            offset += 1
        }
        hash = (hash ^ (hash >> 33)) &* XXHash64.prime2
        hash = (hash ^ (hash >> 29)) &* XXHash64.prime3
        return hash ^ (hash >> 32)
    }

    /// MurmurHash2 as GNU's C++ library hashes texts on 64-bit machines.
    public static func murmurHash2(_ bytes: Span<UInt8>, seed: UInt64 = 0xc70f_6907) -> UInt64 {
        let factor: UInt64 = 0xc6a4_a793_5bd1_e995
        let raw = unsafe bytes.bytes
        var hash = seed ^ (UInt64(bytes.count) &* factor)
        var offset = 0
        while offset <= bytes.count - 8 {
            var word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
            word = word &* factor
            hash = (hash ^ ((word ^ (word >> 47)) &* factor)) &* factor
            offset += 8
        }
        if offset < bytes.count {
            var rest: UInt64 = 0
            for index in offset..<bytes.count { rest |= UInt64(bytes[index]) << UInt64((index - offset) * 8) }
            hash = (hash ^ rest) &* factor
        }
        hash = (hash ^ (hash >> 47)) &* factor
        return hash ^ (hash >> 47)
    }

    private static func rotate(_ word: UInt64, _ bits: UInt64) -> UInt64 { word << bits | word >> (64 - bits) }

    private enum XXHash64 {
        static let prime1: UInt64 = 0x9e37_79b1_85eb_ca87
        static let prime2: UInt64 = 0xc2b2_ae3d_27d4_eb4f
        static let prime3: UInt64 = 0x1656_67b1_9e37_79f9
        static let prime4: UInt64 = 0x85eb_ca77_c2b2_ae63
        static let prime5: UInt64 = 0x27d4_eb2f_1656_67c5

        static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 {
            let mixed = lane &+ word &* prime2
            return (mixed << 31 | mixed >> 33) &* prime1
        }

        static func merge(_ hash: UInt64, _ lane: UInt64) -> UInt64 {
            (hash ^ round(0, lane)) &* prime1 &+ prime4
        }
    }
}
