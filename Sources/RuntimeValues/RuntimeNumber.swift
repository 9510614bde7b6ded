/// A whole number that a runtime key may change while the proxy runs.
public struct RuntimeNumber: Sendable {
    private let fallback: UInt64
    /// Nil means it never changes.
    private let value: RuntimeValue?

    /// What holds while `value` has no whole number, or is nil.
    public init(_ fallback: UInt64, value: RuntimeValue? = nil) {
        self.fallback = fallback
        self.value = value
    }

    /// The number at present.
    public var current: UInt64 { value?.number ?? fallback }

    /// Whether something with that random number belongs to the share of so many percent that the number stands for.
    public func includes(_ random: UInt64) -> Bool {
        let percent = current
        return percent >= 100 || random % 100 < percent
    }
}
