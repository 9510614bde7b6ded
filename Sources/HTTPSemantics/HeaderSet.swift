/// Some well-known names, to ask for all of them at once.
public struct HeaderSet: ExpressibleByArrayLiteral, Sendable {
    @usableFromInline var low: UInt64
    @usableFromInline var high: UInt64

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

    /// Adds a name; false when it was there.
    public mutating func insert(_ name: HeaderID) -> Bool {
        if contains(name) { return false }
        self = union([name])
        return true
    }

    /// The names of both sets.
    public func union(_ other: HeaderSet) -> HeaderSet {
        var result = self
        result.low |= other.low
        result.high |= other.high
        return result
    }
}

extension HeaderMap {
    /// Whether a field with a name of `set` was ever added: a cheap "none".
    @inlinable public func mayContainAny(of set: HeaderSet) -> Bool {
        (presenceLow & set.low) | (presenceHigh & set.high) != 0
    }

    /// How many fields have a name of `set` that a field before them has too.
    public func repeats(of set: HeaderSet) -> Int {
        var seen: HeaderSet = []
        var found = 0
        for index in 0..<count where set.contains(id(at: index)) && !seen.insert(id(at: index)) { found &+= 1 }
        return found
    }
}
