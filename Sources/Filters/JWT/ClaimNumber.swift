/// How a number of a token is told in a field.
enum ClaimNumber {
    /// A number as Envoy writes it: one that 64 bits hold without a sign is whole, any other has six digits behind the
    /// point.
    static func text(of number: Double) -> String {
        let size = number.magnitude
        let whole = size.rounded(.down)
        if number >= 0, size == whole, let bits = UInt64(exactly: whole) { return "\(bits)" }
        guard size.isFinite else { return "\(number)" }
        let sign = number < 0 ? "-" : ""
        var before = whole
        var millionths = UInt64(((size - whole) * 1_000_000).rounded(.toNearestOrEven))
        if millionths == 1_000_000 {
            millionths = 0
            before += 1
        }
        let digits = "\(millionths)"
        let zeros = String(repeating: "0", count: 6 - digits.utf8.count)
        return "\(sign)\(wholeText(before)).\(zeros)\(digits)"
    }

    /// All digits of a whole number, which has at most 309 of them.
    private static func wholeText(_ number: Double) -> String {
        if let bits = UInt64(exactly: number) { return "\(bits)" }
        // A number beyond 64 bits is its 53 bits, doubled so many times; groups of nine digits, the lowest first.
        let doublings = Int(number.exponent) - 52
        var significand = number.significandBitPattern | 1 << 52
        var groups: [UInt64] = []
        while significand > 0 {
            groups.append(significand % 1_000_000_000)
            significand /= 1_000_000_000
        }
        for _ in 0..<max(doublings, 0) {
            var carry: UInt64 = 0
            for place in groups.indices {
                let doubled = groups[place] * 2 + carry
                groups[place] = doubled % 1_000_000_000
                carry = doubled / 1_000_000_000
            }
            if carry > 0 { groups.append(carry) }
        }
        var text = "\(groups.last ?? 0)"
        for group in groups.dropLast().reversed() {
            let digits = "\(group)"
            text += String(repeating: "0", count: 9 - digits.utf8.count) + digits
        }
        return text
    }
}
