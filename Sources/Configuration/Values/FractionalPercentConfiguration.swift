/// A share, `numerator` of `denominator` (`envoy.type.v3.FractionalPercent`).
public struct FractionalPercentConfiguration: Sendable, Equatable {
    /// May exceed the denominator, which means all.
    public var numerator: UInt32
    /// 100, 10,000 or 1,000,000.
    public var denominator: UInt32

    /// Makes a share.
    public init(numerator: UInt32 = 0, denominator: UInt32 = 100) {
        self.numerator = numerator
        self.denominator = denominator
    }
}

/// A number that a runtime key can change (`envoy.config.core.v3.RuntimeUInt32`).
public struct RuntimeNumberConfiguration: Sendable, Equatable {
    /// The number while nothing stands at the key.
    public var number: UInt32
    /// The key; empty means the number is always the same.
    public var key: String

    /// Makes a number.
    public init(_ number: UInt32, key: String = "") {
        self.number = number
        self.key = key
    }
}

/// A share that a runtime key can change (`envoy.config.core.v3.RuntimeFractionalPercent`).
public struct RuntimeFractionConfiguration: Sendable, Equatable {
    /// The share while nothing stands at the key.
    public var share: FractionalPercentConfiguration
    /// The key; empty means the share is always the same.
    public var key: String

    /// Makes a share.
    public init(_ share: FractionalPercentConfiguration, key: String = "") {
        self.share = share
        self.key = key
    }
}
