/// A share of things, such as of requests, that a runtime key may change while the proxy runs.
public struct RuntimeShare: Sendable {
    private let numerator: UInt64
    private let denominator: UInt64
    /// Nil means the share is always the same.
    private let value: RuntimeValue?

    /// `numerator` of `denominator` while `value` has no share, or is nil.
    public init(numerator: UInt32, denominator: UInt32, value: RuntimeValue? = nil) {
        self.numerator = UInt64(numerator)
        self.denominator = UInt64(max(1, denominator))
        self.value = value
    }

    /// Whether something with that random number belongs to the share. The same number gives the same answer for as
    /// long as the share stays.
    public func includes(_ number: UInt64) -> Bool {
        if let share = value?.share { return number % share.denominator < share.numerator }
        return number % denominator < numerator
    }
}
