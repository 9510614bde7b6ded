/// Random bits for balancing and request ids: wyrand, fast and well mixed, not for secrets. One a worker.
public struct FastRandom: Sendable {
    private var state: UInt64

    /// Starts from `seed`.
    public init(seed: UInt64) { state = seed }

    /// The next 64 bits.
    @inline(__always)
    public mutating func next() -> UInt64 {
        state &+= 0xa076_1d64_78bd_642f
        let product = state.multipliedFullWidth(by: state ^ 0xe703_7ed1_a0b4_28db)
        return product.high ^ product.low
    }

    /// A number from 0 to below 1.
    mutating func nextFraction() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A number below `bound`, which is above 0; the bias is below 2^-32.
    @inline(__always)
    public mutating func next(below bound: Int) -> Int {
        Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(truncatingIfNeeded: bound)).high)
    }
}
