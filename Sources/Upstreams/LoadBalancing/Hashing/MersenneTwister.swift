/// The random numbers of C++'s `std::mt19937` (MT19937), which are the same everywhere: for choices that several
/// proxies have to make alike.
struct MersenneTwister {
    private var state: [UInt32]
    private var index = 624

    /// Starts from the low bits of `seed`.
    init(seed: UInt64) {
        state = [UInt32](repeating: 0, count: 624)
        reseed(seed)
    }

    /// Starts again, without allocating.
    mutating func reseed(_ seed: UInt64) {
        state[0] = UInt32(truncatingIfNeeded: seed)
        for i in 1..<624 { state[i] = 1_812_433_253 &* (state[i - 1] ^ (state[i - 1] >> 30)) &+ UInt32(i) }
        index = 624
    }

    /// The next 32 bits.
    mutating func next() -> UInt32 {
        if index >= 624 { twist() }
        var y = state[index]
        index += 1
        y ^= y >> 11
        y ^= (y << 7) & 0x9d2c_5680
        y ^= (y << 15) & 0xefc6_0000
        return y ^ (y >> 18)
    }

    private mutating func twist() {
        for i in 0..<624 {
            let y = (state[i] & 0x8000_0000) | (state[(i + 1) % 624] & 0x7fff_ffff)
            state[i] = state[(i + 397) % 624] ^ (y >> 1) ^ (y & 1 == 0 ? 0 : 0x9908_b0df)
        }
        index = 0
    }
}
