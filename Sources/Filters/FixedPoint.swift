/// Numbers with six places behind the point, as C's `%f` writes them: exactly, however large they are, and rounded to
/// even where they lie in the middle.
enum FixedPoint {
    private static let scale: UInt128 = 1_000_000
    /// What one limb of a large number holds.
    private static let limb: UInt64 = 1_000_000_000

    /// The text of a finite number.
    static func text(_ value: Double) -> String {
        let sign = value.sign == .minus ? "-" : ""
        let significand = UInt64(value.significandBitPattern) | (value.exponentBitPattern == 0 ? 0 : 1 << 52)
        let exponent = Int(max(value.exponentBitPattern, 1)) - 1_075
        if exponent >= 0 { return sign + whole(significand, doubled: exponent) + ".000000" }
        let scaled = UInt128(significand) * scale
        let shift = -exponent
        var rounded: UInt128 = 0
        // Behind 128 places nothing is left of 73.
        if shift < 128 {
            rounded = scaled >> UInt128(shift)
            let rest = scaled - (rounded << UInt128(shift))
            let half: UInt128 = 1 << UInt128(shift - 1)
            if rest > half || (rest == half && rounded & 1 == 1) { rounded += 1 }
        }
        let behind = String(rounded % scale)
        return sign + String(rounded / scale) + "." + String(repeating: "0", count: 6 - behind.utf8.count) + behind
    }

    /// The digits of a number that was doubled so often.
    private static func whole(_ value: UInt64, doubled times: Int) -> String {
        var limbs = [value % limb, value / limb]
        for _ in 0..<times {
            var carry: UInt64 = 0
            for place in limbs.indices {
                let doubled = limbs[place] * 2 + carry
                limbs[place] = doubled % limb
                carry = doubled / limb
            }
            if carry > 0 { limbs.append(carry) }
        }
        while limbs.count > 1, limbs.last == 0 { limbs.removeLast() }
        var text = String(limbs.last ?? 0)
        for part in limbs.dropLast().reversed() {
            let digits = String(part)
            text += String(repeating: "0", count: 9 - digits.utf8.count) + digits
        }
        return text
    }
}
