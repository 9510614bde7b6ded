/// The bits of a deflated stream that are at hand, and where in the input more come from (RFC 1951 §3.1.1).
struct BitReader {
    var position: Int
    var bits: UInt64
    var count: Int

    /// Whether there are so many bits, 32 at most, once those of the input are taken in.
    @inline(__always)
    mutating func has(_ wanted: Int, _ input: Span<UInt8>) -> Bool {
        if count >= wanted { return true }
        fill(input)
        return count >= wanted
    }

    @inline(__always)
    mutating func fill(_ input: Span<UInt8>) {
        while count <= 48, position < input.count {
            bits |= UInt64(input[position]) &<< UInt64(count)
            count &+= 8
            position &+= 1
        }
    }

    @inline(__always)
    mutating func take(_ wanted: Int) -> UInt64 {
        let value = bits & ((1 &<< UInt64(wanted)) &- 1)
        drop(wanted)
        return value
    }

    @inline(__always)
    mutating func drop(_ number: Int) {
        bits = bits &>> UInt64(number)
        count &-= number
    }
}
