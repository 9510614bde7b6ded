/// Whether something is on, which a runtime key can change (`envoy.config.core.v3.RuntimeFeatureFlag`).
public struct RuntimeFlagConfiguration: Sendable, Equatable {
    /// What holds while nothing stands at the key.
    public var isOn: Bool
    /// The key; empty means it never changes.
    public var key: String

    /// Makes a flag.
    public init(_ isOn: Bool, key: String = "") {
        self.isOn = isOn
        self.key = key
    }
}

/// A number that a runtime key can change (`envoy.config.core.v3.RuntimeDouble`).
public struct RuntimeDecimalConfiguration: Sendable, Equatable {
    /// The number while nothing stands at the key.
    public var number: Double
    /// The key; empty means it never changes.
    public var key: String

    /// Makes a number.
    public init(_ number: Double, key: String = "") {
        self.number = number
        self.key = key
    }
}
