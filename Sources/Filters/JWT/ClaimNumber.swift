/// How a number of a token is told in a field.
enum ClaimNumber {
    /// A number as Envoy writes it: one that 64 bits hold without a sign is whole, any other has six digits behind the
    /// point.
    static func text(of number: Double) -> String {
        let size = number.magnitude
        if number >= 0, let bits = UInt64(exactly: size) { return "\(bits)" }
        return size.isFinite ? FixedPoint.text(number) : "\(number)"
    }
}
