/// Some well-known names, to ask for all of them at once.
public struct HeaderSet: ExpressibleByArrayLiteral, Sendable {
    @usableFromInline let low: UInt64
    @usableFromInline let high: UInt64

    /// The set of these names.
    @inlinable public init(arrayLiteral names: HeaderID...) {
        var low: UInt64 = 0
        var high: UInt64 = 0
        for name in names {
            let bit = UInt64(1) &<< UInt64(name.rawValue & 63)
            if name.rawValue < 64 { low |= bit } else { high |= bit }
        }
        self.low = low
        self.high = high
    }
}

extension HeaderSet {
    /// Whether a name is one of the set.
    @inlinable public func contains(_ name: HeaderID) -> Bool {
        let bit = UInt64(1) &<< UInt64(name.rawValue & 63)
        return (name.rawValue < 64 ? low : high) & bit != 0
    }
}

extension HeaderMap {
    /// Whether a field with a name of `set` was ever added: a cheap "none".
    @inlinable public func mayContainAny(of set: HeaderSet) -> Bool {
        (presenceLow & set.low) | (presenceHigh & set.high) != 0
    }
}
