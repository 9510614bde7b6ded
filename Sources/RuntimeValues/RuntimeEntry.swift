/// What the layers have at one key: one text may be read in several ways.
public struct RuntimeEntry: Sendable, Equatable {
    /// A share; a denominator of 0 means that there is none.
    public var numerator: UInt32
    /// See `numerator`.
    public var denominator: UInt32
    /// A whole number; nil when there is none.
    public var number: UInt64?
    /// A finite number; nil when there is none.
    public var decimal: Double?
    /// Yes or no; nil when there is neither.
    public var flag: Bool?

    /// Nothing unless told.
    public init(
        numerator: UInt32 = 0, denominator: UInt32 = 0, number: UInt64? = nil, decimal: Double? = nil,
        flag: Bool? = nil
    ) {
        self.numerator = numerator
        self.denominator = denominator
        self.number = number
        self.decimal = decimal
        self.flag = flag
    }
}
