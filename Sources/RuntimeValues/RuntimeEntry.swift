/// What the layers have at one key: a text may be read as a share, as a whole number, or as both.
public struct RuntimeEntry: Sendable, Equatable {
    /// A share; a denominator of 0 means that there is none.
    public var numerator: UInt32
    /// See `numerator`.
    public var denominator: UInt32
    /// A whole number; nil when there is none.
    public var number: UInt64?

    /// Nothing unless told.
    public init(numerator: UInt32 = 0, denominator: UInt32 = 0, number: UInt64? = nil) {
        self.numerator = numerator
        self.denominator = denominator
        self.number = number
    }
}
